import { Attention } from './net/attention.js';
import { createOutboxStore } from './net/outbox-store.js';
import { createConversationStore } from './net/conversation-store.js';
import { RowStore } from './net/row-store.js';
import { keepPage } from './net/page-worker.js';
import { FileStore } from './net/file-store.js';
import { ChatSocket } from './net/socket.js';
import { Uploads } from './net/uploads.js';
import { pageAddress } from './net/page-address.js';
import { watchPageLifecycle } from './net/page-lifecycle.js';
import { Backoff } from './net/backoff.js';
import { KeptRows } from './model/conversation/kept-rows.js';
import { Chat } from './model/chat.js';
import { Drafts } from './model/conversation/drafts.js';
import { EmojiRecents } from './model/emoji-recents.js';
import { FileDrafts } from './model/files/chosen-files.js';
import { FileLinks } from './model/files/file-links.js';
import { Places } from './model/conversation/places.js';
import { newId } from './model/platform.js';
import { Outbox } from './model/outbox/outbox.js';
import { UploadQueue } from './model/outbox/upload-queue.js';
import { ChatView } from './view/chat/chat-view.js';

/** So long after the first connection the browser is told to keep the page. */
const PAGE_KEPT_AFTER = 5_000;

/**
 * All there is while one account is signed in, put together: connection, model, screen. `signOut()` is what the
 * person asks for; `signedOut(code)` is called when the server ended the login. To be put on the screen, then
 * started; `close` ends all of it.
 */
export function openChat({ account, page: { store, settings, sessionStore, api, serverInfo, tabs, backStack, typedAhead }, signOut, signedOut }) {
  const drafts = new Drafts({ store, tabs, newId, accountId: account.id });
  const socket = new ChatSocket({ url: () => sessionStore.socketUrl(), backoff: new Backoff(), signedIn: () => sessionStore.isKnown(api) });
  const keptRows = new KeptRows({ store: new RowStore(account.id), load: api.history, signedIn: () => sessionStore.has(account.id) });
  const chat = new Chat({
    account, keptRows,
    conversationStore: createConversationStore(store, account.id, { signedIn: () => sessionStore.has(account.id) }),
    outbox: (ports) => new Outbox({ store: createOutboxStore(store, account.id), tabs, newId, ...ports }),
    places: new Places({ store, accountId: account.id }), recents: new EmojiRecents({ store, accountId: account.id }),
    send: (command) => socket.send(command),
    calls: api,
  });
  const fileStore = new FileStore(account.id);
  const files = {
    store: fileStore,
    links: new FileLinks({ load: api.fileLinks }), tryLink: api.tryFile,
    drafts: new FileDrafts({ store: fileStore, tabs, newId, limits: () => chat.limits }),
    uploads: new UploadQueue({
      outbox: chat.outbox, store: fileStore, uploads: new Uploads({ token: () => sessionStore.token }), backoff: () => new Backoff(),
      exclusively: tabs.exclusively, refused: (item, failure) => chat.uploadRefused(item, failure),
    }),
  };
  const changing = (call) => async (value) => chat.accountChanged(await call(value));
  const view = new ChatView({
    chat, page: pageAddress(), drafts, files, settings, serverInfo, backStack, typedAhead,
    tabs: { lead: (gained, signal) => tabs.lead(`notifications.${account.id}`, gained, signal), attention: new Attention({ me: tabs.me, account: account.id }) },
    connection: { status: () => socket.status, tryNow: () => socket.tryNow() },
    actions: {
      rename: changing(api.rename), putAvatar: changing(api.putAvatar), removeAvatar: changing(api.removeAvatar),
      changePassword: api.changePassword, sessions: api.sessions, endSession: api.endSession, signOut, admin: api,
    },
  });
  // When nothing else is to be done.
  let worker = null;
  const keepPageSoon = () => {
    worker ??= setTimeout(keepPage, PAGE_KEPT_AFTER);
  };
  chat.on('account', (mine) => sessionStore.update(mine));
  socket.addEventListener('open', () => {
    socket.send(chat.hello());
    serverInfo.refresh();
    keepPageSoon();
  });
  socket.addEventListener('frame', ({ detail }) => chat.handle(detail));
  socket.addEventListener('closed', () => chat.disconnected());
  socket.addEventListener('status', () => view.schedule());
  socket.addEventListener('signedout', ({ detail }) => signedOut(detail.code));
  const unwatch = watchPageLifecycle({
    back: () => socket.check(), woke: () => socket.check({ woke: true }), atRisk: () => chat.outbox.atRisk || files.drafts.atRisk,
    away() {
      drafts.flush();
      chat.keep();
    },
  });
  return {
    element: view.element,
    toast: view.toast,
    /** To the message of a link, {conversation, seq}. */
    openMessage: (target) => view.openMessage(target),
    /** `founded`: whether this is the first account of the chat, made just now. */
    start({ founded = false } = {}) {
      view.enter();
      if (founded) view.openInviteBeside();
      drafts.adopt();
      files.drafts.sweep(() => chat.outbox.files).catch(() => {});
      socket.start();
    },
    close() {
      unwatch();
      drafts.close();
      view.dispose();
      socket.stop();
      files.uploads.close();
      clearTimeout(worker);
      chat.close();
      if (sessionStore.has(account.id)) return;
      files.drafts.clear();
      keptRows.clear();
    },
  };
}
