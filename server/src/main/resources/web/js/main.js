import { Entrance } from './login-flow.js';
import { openChat } from './signed-in.js';
import { Api } from './net/api.js';
import { takeFragment } from './net/page-address.js';
import { LocalStore } from './net/local-store.js';
import { SessionKeeper } from './net/session-store.js';
import { createTabs, tabPorts } from './net/tabs.js';
import { newId } from './model/ids.js';
import { Layers } from './model/back-stack.js';
import { Place } from './model/server-info.js';
import { Settings } from './model/settings.js';
import { readTicket } from './text/invites.js';
import { readEnd } from './text/problems.js';
import { say } from './text/texts.js';
import { followTheme } from './view/parts/theme.js';

const store = new LocalStore();
const settings = new Settings(store);
const keeper = new SessionKeeper(store);
const api = new Api({ token: () => keeper.token });
const place = new Place({ store, load: api.server });
const layers = new Layers({ history, target: window });
const page = { store, settings, keeper, api, place, layers, tabs: createTabs(newId(), navigator.locks, tabPorts()), typedAhead: window.chatterTypedAhead };
const app = document.getElementById('app');
/** The chat on the screen, if somebody is signed in. */
let chat = null;

const entrance = new Entrance({
  api,
  place,
  show(view) {
    chat?.close();
    chat = null;
    page.typedAhead();
    app.replaceChildren(view.element);
  },
  entered(session, { founded }) {
    keeper.begin(session);
    showChat(session, { founded });
  },
});

function showChat({ account }, { founded = false } = {}) {
  chat?.close();
  entrance.leave();
  chat = openChat({
    account, page, signOut,
    signedOut(code) {
      keeper.end();
      entrance.login({ notice: readEnd(code, place.name), email: account.email });
    },
  });
  app.replaceChildren(chat.element);
  chat.start({ founded });
}

/** Ends the session at the server if it answers soon, and here in any case. Unsent messages stay in the outbox. */
async function signOut() {
  const told = api.logout().then(() => true, (problem) => problem.status === 401);
  const done = await Promise.race([told, new Promise((late) => setTimeout(late, 3_000, false))]);
  keeper.end();
  entrance.login({ notice: say(done ? 'login.notice.signedOut' : 'login.notice.signedOutHere') });
}

/** To the chat if somebody is signed in, or else to the entrance; with what a link brought along, if one did. */
function start(ticket = null) {
  if (ticket?.kind === 'reset') entrance.reset(ticket, afterReset);
  else if (keeper.current) {
    if (!chat) showChat(keeper.current);
    if (ticket) chat.toast.show(place.name ? say('join.already', place.name) : say('join.alreadyHere'));
  } else if (ticket) entrance.join(ticket);
  else entrance.login();
}

/** A new password signs its account out everywhere; here, somebody else may be signed in. */
async function afterReset(notice) {
  const known = notice === null || (await keeper.isKnown(api).catch(() => true));
  if (keeper.current && known) {
    showChat(keeper.current);
    if (notice) chat.toast.show(notice);
    return;
  }
  keeper.end();
  entrance.login({ notice });
}

followTheme(settings);
keeper.watch((session) => (session ? showChat(session) : entrance.login({ notice: say('login.notice.signedOut') })));
addEventListener('hashchange', () => {
  const ticket = takeFragment(readTicket);
  if (ticket) start(ticket);
});
start(takeFragment(readTicket));
