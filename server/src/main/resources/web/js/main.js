import { Api } from './net/api.js';
import { LocalStore } from './net/local-store.js';
import { createOutboxStore } from './net/outbox-store.js';
import { createRoomMemory } from './net/room-memory.js';
import { SessionKeeper } from './net/session-keeper.js';
import { ChatSocket } from './net/socket.js';
import { createTabs } from './net/tabs.js';
import { watchComingAndGoing } from './net/wake.js';
import { Backoff } from './model/backoff.js';
import { Chat } from './model/chat.js';
import { Drafts } from './model/drafts.js';
import { newId } from './model/ids.js';
import { Outbox } from './model/outbox.js';
import { Settings } from './model/settings.js';
import { deviceName } from './text/device.js';
import { say } from './text/say.js';
import { ChatView } from './view/chat-view.js';
import { LoginView } from './view/login-view.js';
import { followTheme } from './view/theme.js';

const store = new LocalStore();
const settings = new Settings(store);
const keeper = new SessionKeeper(store);
const api = new Api({ token: () => keeper.token });
const tabs = createTabs(newId());
const app = document.getElementById('app');
let leave = () => {};

function showLogin(notice = null, email = '') {
  leave();
  leave = () => {};
  const signIn = async ({ email: address, password }) => {
    keeper.begin(await api.login({ email: address.trim(), password, device: deviceName(navigator.userAgent) }));
    showChat(keeper.current);
  };
  const register = async ({ name, email: address, password }) => {
    await api.register({ name: name.trim(), email: address.trim(), password });
    // The account exists now. If signing in fails, only that is left to do.
    await signIn({ email: address, password }).catch(() => showLogin(say('login.notice.registered'), address));
  };
  const view = new LoginView({ host: location.host, signIn, register });
  view.notice(notice, email);
  app.replaceChildren(view.element);
  view.focus();
}

function showChat({ account }) {
  leave();
  const drafts = new Drafts({ store, accountId: account.id });
  const socket = new ChatSocket({ url: () => keeper.socketUrl(), backoff: new Backoff(), signedIn: () => keeper.isKnown(api) });
  const chat = new Chat({
    account, memory: createRoomMemory(store, account.id),
    outbox: (ports) => new Outbox({ store: createOutboxStore(store, account.id), tabs, newId, ...ports }),
    send: (command) => socket.send(command),
    load: (conversation, query) => api.messages(conversation, query),
  });
  const changing = (call) => async (value) => chat.accountChanged(await call(value));
  const view = new ChatView({
    chat, drafts, settings, connection: { status: () => socket.status, tryNow: () => socket.tryNow() },
    actions: {
      rename: changing(api.rename), putAvatar: changing(api.putAvatar), removeAvatar: changing(api.removeAvatar),
      changePassword: api.changePassword, sessions: api.sessions, endSession: api.endSession, signOut,
    },
  });
  chat.on('account', (mine) => keeper.update(mine));
  socket.addEventListener('open', () => socket.send(chat.hello()));
  socket.addEventListener('frame', ({ detail }) => chat.handle(detail));
  socket.addEventListener('closed', () => chat.disconnected());
  socket.addEventListener('status', () => view.schedule());
  socket.addEventListener('signedout', ({ detail }) => {
    keeper.end();
    showLogin(say(detail.code === 4505 ? 'login.notice.disabled' : 'login.notice.sessionEnded'), account.email);
  });
  const unwatch = watchComingAndGoing({
    back: () => socket.check(), woke: () => socket.check({ woke: true }), away: () => drafts.flush(), atRisk: () => chat.outbox.atRisk,
  });
  leave = () => {
    unwatch();
    drafts.flush();
    view.close();
    socket.stop();
    chat.close();
  };
  app.replaceChildren(view.element);
  view.enter();
  socket.start();
}

/** Ends the session at the server if it answers soon, and here in any case. Unsent messages stay in the outbox. */
async function signOut() {
  const told = api.logout().then(() => true, (problem) => problem.status === 401);
  const done = await Promise.race([told, new Promise((late) => setTimeout(late, 3_000, false))]);
  keeper.end();
  showLogin(say(done ? 'login.notice.signedOut' : 'login.notice.signedOutHere'));
}

followTheme(settings);
keeper.watch((session) => (session ? showChat(session) : showLogin(say('login.notice.signedOut'))));
if (keeper.current) showChat(keeper.current);
else showLogin();
