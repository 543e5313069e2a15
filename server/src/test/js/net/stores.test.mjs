import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ApiProblem } from '../../../main/resources/web/js/net/api.js';
import { LocalStore } from '../../../main/resources/web/js/net/local-store.js';
import { createOutboxStore } from '../../../main/resources/web/js/net/outbox-store.js';
import { createConversationStore } from '../../../main/resources/web/js/net/conversation-store.js';
import { SessionStore } from '../../../main/resources/web/js/net/session-store.js';

/** localStorage as browsers have it: text by name, and names are its own keys. */
class FakeStorage {
  constructor({ refuse = false } = {}) {
    Object.defineProperty(this, 'refuse', { value: refuse, writable: true, enumerable: false });
  }

  getItem(key) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }

  setItem(key, value) {
    if (this.refuse) throw new Error('QuotaExceededError');
    this[key] = String(value);
  }

  removeItem(key) {
    delete this[key];
  }
}

let listeners;
const fromOtherTab = (key) => listeners.forEach((listener) => listener({ key }));

beforeEach(() => {
  listeners = new Set();
  globalThis.addEventListener = (type, listener) => type === 'storage' && listeners.add(listener);
  globalThis.removeEventListener = (type, listener) => listeners.delete(listener);
});

afterEach(() => {
  delete globalThis.addEventListener;
  delete globalThis.removeEventListener;
});

describe('what the browser keeps', () => {
  it('comes back as it was put in, under this page’s own names', () => {
    const storage = new FakeStorage();
    const store = new LocalStore(storage);
    store.set('settings', { theme: 'dark' });
    assert.deepEqual(store.get('settings'), { theme: 'dark' });
    assert.deepEqual(Object.keys(storage), ['chatter.settings']);
    store.remove('settings');
    assert.equal(store.get('settings'), null);
  });

  it('is ignored when it is broken', () => {
    const storage = new FakeStorage();
    storage.setItem('chatter.settings', '{half');
    assert.equal(new LocalStore(storage).get('settings', 'none'), 'none');
  });

  it('lasts for this visit where nothing can be kept', () => {
    const store = new LocalStore(null);
    store.set('session', { token: 't' });
    assert.deepEqual(store.get('session'), { token: 't' });
    assert.deepEqual(store.names('sess'), ['session']);
  });

  it('lasts for this visit when there is no room, unless it must be kept', () => {
    const store = new LocalStore(new FakeStorage({ refuse: true }));
    store.set('draft', 'x');
    assert.equal(store.get('draft'), 'x');
    assert.throws(() => store.set('outbox.1', 'x', { must: true }), /Quota/);
    assert.equal(store.get('outbox.1'), null);
  });

  it('is found again in a storage that is full, as a login and unsent messages must be', () => {
    const full = new FakeStorage();
    full['chatter.session'] = '{"token":"t"}';
    Object.defineProperty(full, 'length', { get: () => 1 });
    full.refuse = true;
    globalThis.localStorage = full;
    const store = new LocalStore();
    delete globalThis.localStorage;
    assert.deepEqual(store.get('session'), { token: 't' });
    assert.equal(store.lasts, true);
    assert.throws(() => store.set('outbox.1', 'x', { must: true }), /Quota/);
  });

  it('lasts for this visit where the browser forbids it or has no room at all', () => {
    Object.defineProperty(globalThis, 'localStorage', { configurable: true, get: () => { throw new Error('SecurityError'); } });
    assert.equal(new LocalStore().lasts, false);
    delete globalThis.localStorage;
    globalThis.localStorage = new FakeStorage({ refuse: true });
    Object.defineProperty(globalThis.localStorage, 'length', { value: 0 });
    assert.equal(new LocalStore().lasts, false);
    delete globalThis.localStorage;
  });

  it('is the newest, also when there was room only for what was before, until another tab has newer', () => {
    const storage = new FakeStorage();
    const store = new LocalStore(storage);
    store.watch(() => {});
    store.set('draft', 'old');
    storage.refuse = true;
    store.set('draft', 'new');
    assert.equal(store.get('draft'), 'new');
    storage.refuse = false;
    storage.setItem('chatter.draft', '"newer"');
    fromOtherTab('chatter.draft');
    assert.equal(store.get('draft'), 'newer');
  });

  it('tells of changes in other tabs, until one stops listening', () => {
    const names = [];
    const stop = new LocalStore(new FakeStorage()).watch((name) => names.push(name));
    fromOtherTab('chatter.session');
    fromOtherTab('another.app');
    fromOtherTab(null);
    stop();
    fromOtherTab('chatter.session');
    assert.deepEqual(names, ['session', '']);
  });
});

describe('the store of unsent messages', () => {
  const unsent = (commandId, more = {}) => ({ type: 'sendMessage', commandId, conversation: 1, body: 'text', createdAt: 1, ...more });

  it('keeps accounts apart and each message under its own name', () => {
    const storage = new FakeStorage();
    const store = new LocalStore(storage);
    const [ada, lena] = [createOutboxStore(store, 1), createOutboxStore(store, 11)];
    ada.put(unsent('a'));
    ada.put(unsent('b'));
    lena.put(unsent('c'));
    assert.deepEqual(ada.all().map((item) => item.commandId), ['a', 'b']);
    ada.remove('a');
    assert.deepEqual(Object.keys(storage).sort(), ['chatter.outbox.1.b', 'chatter.outbox.11.c']);
  });

  it('says so when there is no room', () => {
    const store = createOutboxStore(new LocalStore(new FakeStorage({ refuse: true })), 1);
    assert.throws(() => store.put(unsent('a')));
  });

  it('skips what is damaged, and keeps it and the rest', () => {
    const storage = new FakeStorage();
    const damaged = ['null', '7', '', '{"commandId":"h', '[]', '{}', JSON.stringify({ commandId: 'x', conversation: 1 })];
    damaged.push(JSON.stringify(unsent('v', { type: 'sing' })), JSON.stringify(unsent('w', { type: 'deleteMessage' })));
    damaged.push(JSON.stringify(unsent('y', { conversation: null })), JSON.stringify(unsent('z', { createdAt: 'now' })));
    damaged.forEach((text, i) => storage.setItem(`chatter.outbox.1.${i}`, text));
    const store = createOutboxStore(new LocalStore(storage), 1);
    store.put(unsent('whole'));
    assert.deepEqual(store.all(), [unsent('whole')]);
    assert.equal(Object.keys(storage).length, damaged.length + 1);
  });

  it('keeps every kind of command', () => {
    const store = createOutboxStore(new LocalStore(new FakeStorage()), 1);
    const kinds = [
      unsent('a'), unsent('b', { type: 'editMessage', message: 4 }), unsent('c', { type: 'deleteMessage', target: 'a' }),
      unsent('d', { type: 'react', message: 4, emoji: '👍', on: false }), unsent('e', { type: 'pinMessage', message: 4, on: true }),
    ];
    kinds.forEach((item) => store.put(item));
    assert.deepEqual(store.all(), kinds);
  });

  it('understands what earlier builds of the page left', () => {
    const storage = new FakeStorage();
    storage.setItem('chatter.outbox.1.a', JSON.stringify({ clientMessageId: 'a', conversation: 1, body: 'of old', replyTo: null, createdAt: 1, owner: 't' }));
    const store = createOutboxStore(new LocalStore(storage), 1);
    assert.deepEqual(store.all(), [{ type: 'sendMessage', commandId: 'a', conversation: 1, body: 'of old', replyTo: null, createdAt: 1, owner: 't' }]);
    store.remove('a');
    assert.deepEqual(store.all(), []);
  });

  it('hears of its own account’s messages in other tabs', () => {
    let heard = 0;
    createOutboxStore(new LocalStore(new FakeStorage()), 1).watch(() => (heard += 1));
    fromOtherTab('chatter.outbox.1.a');
    fromOtherTab('chatter.outbox.11.a');
    fromOtherTab('chatter.settings');
    assert.equal(heard, 1);
  });
});

describe('the rooms of the last visit', () => {
  it('are kept for each account, and damaged ones forgotten', () => {
    const storage = new FakeStorage();
    const memory = createConversationStore(new LocalStore(storage), 1);
    const lobby = { id: 1, kind: 'room', title: 'Lobby', members: 3 };
    assert.deepEqual(memory.get(), []);
    memory.set([lobby]);
    assert.deepEqual(memory.get(), [lobby]);
    assert.deepEqual(createConversationStore(new LocalStore(storage), 2).get(), []);
    assert.equal(memory.shown(), null);
    memory.setShown(7);
    assert.deepEqual([createConversationStore(new LocalStore(storage), 1).shown(), createConversationStore(new LocalStore(storage), 2).shown()], [7, null]);
    for (const damaged of [7, {}, [null, 7, {}, { id: 1 }, { id: 1, title: 'x' }]]) {
      memory.set(damaged);
      assert.deepEqual(memory.get(), []);
    }
  });
});

describe('the login that is kept', () => {
  const session = { token: 't-1', account: { id: 1, name: 'Ada' } };
  let store, sessionStore;

  beforeEach(() => {
    store = new LocalStore(new FakeStorage());
    sessionStore = new SessionStore(store);
  });

  it('survives a reload', () => {
    sessionStore.begin(session);
    assert.deepEqual(new SessionStore(store).current, session);
    assert.equal(new SessionStore(store).token, 't-1');
  });

  it('is nothing when half of it is missing', () => {
    store.set('session', { token: 't-1' });
    assert.equal(new SessionStore(store).current, null);
  });

  it('follows my name', () => {
    sessionStore.begin(session);
    sessionStore.update({ id: 1, name: 'Ada L.' });
    assert.deepEqual(sessionStore.current, { token: 't-1', account: { id: 1, name: 'Ada L.' } });
  });

  it('leaves alone what another tab began meanwhile', () => {
    sessionStore.begin(session);
    store.set('session', { token: 't-2', account: { id: 2, name: 'Lena' } });
    sessionStore.update({ id: 1, name: 'Ada L.' });
    sessionStore.end();
    assert.equal(sessionStore.current.token, 't-2');
    assert.equal(sessionStore.token, null);
  });

  it('takes the rooms of its account along when it ends, and what is closed after that leaves none', () => {
    sessionStore.begin(session);
    const elsewhere = new SessionStore(store);
    const kept = [sessionStore, elsewhere].map((tab) => createConversationStore(store, 1, { signedIn: () => tab.has(1) }));
    const rooms = [{ id: 1, kind: 'room', title: 'Lobby', members: 3 }];
    const others = createConversationStore(store, 2);
    for (const list of [...kept, others]) list.set(rooms);
    createOutboxStore(store, 1).put({ type: 'sendMessage', commandId: 'a', conversation: 1, body: 'unsent', createdAt: 1 });
    assert.deepEqual(kept.map((list) => list.get()), [rooms, rooms]);
    sessionStore.end();
    for (const list of kept) list.set(rooms);
    assert.deepEqual(kept.map((list) => list.get()), [[], []]);
    assert.deepEqual(others.get(), rooms);
    assert.deepEqual(store.names(''), ['rooms.2', 'outbox.1.a']);
    elsewhere.begin(session);
    kept[1].set(rooms);
    assert.deepEqual(kept[0].get(), rooms);
  });

  it('hears of another tab signing out or in, not of its own changes', () => {
    sessionStore.begin(session);
    const heard = [];
    sessionStore.watch((now) => heard.push(now?.token ?? null));
    sessionStore.update({ id: 1, name: 'Ada L.' });
    fromOtherTab('chatter.session');
    store.remove('session');
    fromOtherTab('chatter.settings');
    fromOtherTab('chatter.session');
    store.set('session', { ...session, token: 't-3' });
    fromOtherTab('chatter.session');
    assert.deepEqual(heard, [null, 't-3']);
    assert.equal(sessionStore.token, 't-3');
  });

  it('knows signed out from a server that is away', async () => {
    const answer = (status) => ({ session: () => Promise.reject(new ApiProblem({ status })) });
    assert.equal(await sessionStore.isKnown({ session: async () => ({}) }), true);
    assert.equal(await sessionStore.isKnown(answer(401)), false);
    await assert.rejects(sessionStore.isKnown(answer(0)));
    await assert.rejects(sessionStore.isKnown(answer(503)));
  });

  it('goes to the socket, encrypted where the page is', () => {
    sessionStore.begin(session);
    globalThis.document = { baseURI: 'https://host:8443/chat/' };
    assert.equal(sessionStore.socketUrl(), 'wss://host:8443/chat/ws/t-1');
    globalThis.document = { baseURI: 'http://host:8080/' };
    assert.equal(sessionStore.socketUrl(), 'ws://host:8080/ws/t-1');
    delete globalThis.document;
  });
});
