import { LoginFlow } from './login-flow.js';
import { openChat } from './signed-in.js';
import { Api } from './net/api.js';
import { takeFragment } from './net/page-address.js';
import { LocalStore } from './net/local-store.js';
import { SessionStore } from './net/session-store.js';
import { createTabs, tabPorts } from './net/tabs.js';
import { newId } from './model/platform.js';
import { BackStack } from './model/back-stack.js';
import { ServerInfo } from './model/server-info.js';
import { Settings } from './model/settings.js';
import { readTicket } from './text/invites.js';
import { readMessageLink } from './text/message-link.js';
import { readEnd } from './text/problems.js';
import { say } from './text/texts.js';
import { followTheme } from './view/parts/theme.js';

const store = new LocalStore();
const settings = new Settings(store);
const sessionStore = new SessionStore(store);
const api = new Api({ token: () => sessionStore.token });
const serverInfo = new ServerInfo({ store, load: api.server });
const backStack = new BackStack({ history, target: window });
const page = { store, settings, sessionStore, api, serverInfo, backStack, tabs: createTabs(newId(), navigator.locks, { ...tabPorts(), store }), typedAhead: window.chatterTypedAhead };
const app = document.getElementById('app');
/** The chat on the screen, if somebody is signed in. */
let chat = null;
/** The message of a link that was opened by somebody who is not signed in yet. */
let wanted = null;

const loginFlow = new LoginFlow({
  api,
  serverInfo,
  show(view) {
    chat?.close();
    chat = null;
    page.typedAhead();
    app.replaceChildren(view.element);
  },
  entered(session, { founded }) {
    sessionStore.begin(session);
    showChat(session, { founded });
  },
});

function showChat({ account }, { founded = false } = {}) {
  chat?.close();
  loginFlow.leave();
  chat = openChat({
    account, page, signOut,
    signedOut(code) {
      sessionStore.end();
      loginFlow.login({ notice: readEnd(code, serverInfo.name), email: account.email });
    },
  });
  app.replaceChildren(chat.element);
  chat.start({ founded });
  if (wanted) chat.openMessage(wanted);
  wanted = null;
}

/** Ends the session at the server if it answers soon, and here in any case. Unsent messages stay in the outbox. */
async function signOut() {
  const told = api.logout().then(() => true, (problem) => problem.status === 401);
  const done = await Promise.race([told, new Promise((late) => setTimeout(late, 3_000, false))]);
  sessionStore.end();
  loginFlow.login({ notice: say(done ? 'login.notice.signedOut' : 'login.notice.signedOutHere') });
}

/** To the chat if somebody is signed in, or else to the login; with what a link brought along, if one did. */
function start(ticket = null) {
  if (ticket?.kind === 'reset') loginFlow.reset(ticket, afterReset);
  else if (sessionStore.current) {
    if (!chat) showChat(sessionStore.current);
    if (ticket) chat.toast.show(serverInfo.name ? say('join.already', serverInfo.name) : say('join.alreadyHere'));
  } else if (ticket) loginFlow.join(ticket);
  else loginFlow.login();
}

/** A new password signs its account out everywhere; here, somebody else may be signed in. */
async function afterReset(notice) {
  const known = notice === null || (await sessionStore.isKnown(api).catch(() => true));
  if (sessionStore.current && known) {
    showChat(sessionStore.current);
    if (notice) chat.toast.show(notice);
    return;
  }
  sessionStore.end();
  loginFlow.login({ notice });
}

followTheme(settings);
sessionStore.watch((session) => (session ? showChat(session) : loginFlow.login({ notice: say('login.notice.signedOut') })));
/** The message of a link, now or as soon as somebody is signed in. */
function takeMessage() {
  wanted = takeFragment(readMessageLink) ?? wanted;
  if (!wanted || !chat) return;
  chat.openMessage(wanted);
  wanted = null;
}

addEventListener('hashchange', () => {
  takeMessage();
  const ticket = takeFragment(readTicket);
  if (ticket) start(ticket);
});
takeMessage();
start(takeFragment(readTicket));
