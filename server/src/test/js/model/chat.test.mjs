import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Chat } from '../../../main/resources/web/js/model/chat.js';
import { Outbox } from '../../../main/resources/web/js/model/outbox/outbox.js';
import { createConversationStore } from '../../../main/resources/web/js/net/conversation-store.js';
import { LocalStore } from '../../../main/resources/web/js/net/local-store.js';
import { SessionStore } from '../../../main/resources/web/js/net/session-store.js';
import { PinnedClock, SharedStore, ada, lena, posted, seqs, settled, keepsNoRows } from '../support.mjs';

describe('one account’s chat', () => {
  let clock, chat, wire, connected, server, store, pages, rooms, start, load, calls, lastShown, places;

  /** What the server would count. */
  const unreadOf = (list, readSeq, lastSeq) =>
    list.filter(({ type, seq, sender, deleted }) => type === 'messagePosted' && !deleted && seq > readSeq && seq <= lastSeq && sender.id !== ada.id).length;
  const lastOf = (list, lastSeq) => {
    const last = list.findLast(({ seq }) => seq <= lastSeq);
    return last ? { seq: last.seq, kind: 'message', name: last.sender.name, text: last.body, at: last.sentAt } : null;
  };
  const welcome = ({ epoch = 'e1', lastSeq = server.length, readSeq = lastSeq, ...more } = {}) => ({
    type: 'welcome', version: 2, epoch, account: { ...ada, email: 'ada@example.org' }, serverTime: new Date(clock.now()).toISOString(),
    heartbeatSeconds: 25, limits: { bodyCodePoints: 8000 },
    conversations: [{ id: 1, kind: 'room', title: 'Lobby', lastSeq, readSeq, unread: unreadOf(server, readSeq, lastSeq), mentions: 0, members: 14, last: lastOf(server, lastSeq) }],
    ...more,
  });
  const hear = (...events) => events.forEach((event) => chat.handle(event));
  const lobby = () => chat.current;
  const said = (type) => wire.filter((command) => command.type === type);
  const post = (...list) => list.map((event) => (server.push(event), event));
  const write = (body, replyTo = null) => {
    const item = lobby().send({ body, replyTo, epoch: chat.epoch });
    lobby().wrote();
    return item;
  };
  const shown = () => lobby().entries.map((entry) => `${entry.body} ${entry.state}`);

  beforeEach(async () => {
    clock = new PinnedClock();
    store = new SharedStore();
    wire = [];
    pages = 0;
    load = () => {};
    connected = true;
    server = [1, 2, 3].map((seq) => posted(seq));
    let id = 1;
    rooms = [];
    calls = {};
    lastShown = null;
    places = new Map();
    start = (more) => new Chat({
      keptRows: keepsNoRows,
      account: { ...ada }, clock,
      conversationStore: { get: () => rooms, set: (list) => (rooms = list), shown: () => lastShown, setShown: (id) => (lastShown = id) },
      places: { get: (id) => places.get(id) ?? null, put: (id, place) => places.set(id, place), flush() {} },
      outbox: (ports) =>
        new Outbox({ store: store.tab(), tabs: { me: 't', shared: true, whenGone() {} }, newId: () => `id-${id++}`, clock, ...ports }),
      send: (command) => connected && wire.push(command) > 0,
      calls: {
        ...calls,
        history: async (id, { before, after, limit }) => {
          pages += 1;
          load(id, { before, after, limit });
          const some = after === undefined ? server.filter((one) => one.seq < before) : server.filter((one) => one.seq > after);
          const page = after === undefined ? some.slice(-limit) : some.slice(0, limit);
          const more = some.length > page.length;
          return { rows: page, upto: server.length, older: after !== undefined ? after > 0 : more, newer: after === undefined ? false : more };
        },
        pins: async () => [],
      },
      ...more,
    });
    chat = start();
    hear(welcome(), { type: 'live' });
    await settled();
  });

  it('opens at the first unread message', async () => {
    const opened = [];
    server.push(posted(4), posted(5, { sender: ada }), posted(6));
    hear(welcome({ readSeq: 3 }), { type: 'reset', conversation: 1, lastSeq: 6 });
    lobby().on('opened', (target) => opened.push(target));
    await settled();
    assert.deepEqual(opened, [{ seq: 4 }]);
    assert.equal(lobby().firstUnread.seq, 4);
  });

  it('opens at the end when only my own are unread, as from another device', async () => {
    const opened = [];
    server.push(posted(4, { sender: ada }));
    hear({ type: 'reset', conversation: 1, lastSeq: 4 });
    lobby().on('opened', (target) => opened.push(target));
    await settled();
    assert.deepEqual(opened, [{ end: true }]);
    assert.equal(lobby().readState.dividerAfter, null);
  });

  it('opens a long absence where reading stopped, and still knows the newest message', async () => {
    server = Array.from({ length: 600 }, (_, i) => posted(i + 1));
    chat.disconnected();
    hear(welcome({ epoch: 'e2', readSeq: 100 }));
    await settled();
    await lobby().load();
    assert.equal(lobby().firstUnread.seq, 101);
    assert.equal(lobby().timeline.hasNewer, true);
    assert.equal(lobby().unread, 500);
  });

  it('leads to the first unread message from anywhere', async () => {
    server = Array.from({ length: 600 }, (_, i) => posted(i + 1));
    hear(welcome({ readSeq: 3 }), { type: 'reset', conversation: 1, lastSeq: 600 });
    await settled();
    const opened = [];
    lobby().on('opened', (target) => opened.push(target));
    assert.equal(lobby().firstUnread, null);
    await lobby().toFirstUnread();
    assert.deepEqual(opened, [{ seq: 4 }]);
    lobby().readState.removeDivider();
    await lobby().toFirstUnread();
    assert.equal(opened.length, 1);
  });

  it('shows after a reload what waits, before the server answers', async () => {
    connected = false;
    chat.disconnected();
    write('waits');
    chat.close();
    chat = start();
    pages = 0;
    assert.equal(lobby().title, 'Lobby');
    assert.deepEqual(shown(), ['waits pending']);
    write('and so does this');
    assert.deepEqual(shown(), ['waits pending', 'and so does this pending']);
    assert.equal(pages, 0);
    assert.deepEqual(chat.hello().cursors, {});
    let other = 0;
    chat.on('conversation', () => (other += 1));
    connected = true;
    server.push(posted(4));
    hear(welcome(), { type: 'live' });
    await settled();
    assert.deepEqual(shown(), ['text 1 sent', 'text 2 sent', 'text 3 sent', 'text 4 sent', 'waits pending', 'and so does this pending']);
    assert.deepEqual(chat.hello().cursors, { 1: 4 });
    assert.equal(other, 0);
    assert.deepEqual(said('sendMessage').map((command) => command.body), ['waits']);
  });

  it('lets go of a conversation of the last visit that is there no more', async () => {
    chat.close();
    rooms = [{ id: 9, kind: 'room', title: 'Gone', members: 3 }];
    chat = start();
    const shown = [];
    chat.on('conversation', (conversation) => shown.push(conversation.id));
    hear(welcome());
    await settled();
    assert.deepEqual([shown, [...chat.conversations.keys()], rooms.map((room) => room.id)], [[1], [1], [1]]);
  });

  it('says which conversation to show, once', () => {
    const shown = [];
    chat.on('conversation', (conversation) => shown.push(conversation.id));
    hear(welcome());
    assert.deepEqual(shown, []);
    chat.conversations.clear();
    hear(welcome());
    assert.deepEqual(shown, [1]);
  });

  it('says when there is something to show', async () => {
    let changes = 0;
    chat.on('change', () => (changes += 1));
    const causes = {
      'a message': () => hear(posted(4)),
      'what I write': () => chat.outbox.add({ conversation: 1, body: 'x' }),
      presence: () => hear({ type: 'presence', full: true, online: 1, accounts: [] }),
      typing: () => hear({ type: 'typing', conversation: 1, account: 2, name: 'Lena', typing: true }),
      'a new name': () => hear({ type: 'accountChanged', account: lena }),
      reading: () => hear({ type: 'readMoved', conversation: 1, account: 1, seq: 4 }),
      'a loss': () => chat.disconnected(),
      'a return': () => hear({ type: 'live' }),
    };
    for (const [name, cause] of Object.entries(causes)) {
      const before = changes;
      cause();
      assert.ok(changes > before, name);
    }
  });

  it('says that I type only while it is live', () => {
    chat.typingNotifier.typed('a');
    assert.deepEqual(said('setTyping').map((command) => command.typing), [true]);
    chat.disconnected();
    clock.pass(10_000);
    chat.typingNotifier.typed('b');
    assert.equal(said('setTyping').length, 1);
  });

  it('lets the row of what I wrote move in', () => {
    lobby().takeFresh();
    const { commandId } = write('hello');
    assert.deepEqual([...lobby().takeFresh()], [`c${commandId}`]);
  });

  it('forgets quotes on a reset', async () => {
    lobby().quote(900);
    await settled();
    assert.equal(lobby().quote(900), null);
    server = [];
    hear({ type: 'reset', conversation: 1, lastSeq: 0 });
    await settled();
    assert.equal(lobby().quote(900), undefined);
  });

  it('is not confused by another’s message that carries an id like mine', () => {
    const { commandId } = write('hello');
    hear(posted(4, { commandId, body: 'not mine' }));
    assert.deepEqual(shown().slice(-2), ['not mine sent', 'hello pending']);
  });

  it('takes pictures, times and replies over from the server', () => {
    hear(posted(4, { sender: { ...lena, avatarUrl: '/api/avatars/x' }, replyTo: 2, sentAt: '2026-11-23T03:00:00.500Z' }));
    const { sender, replyTo, at } = lobby().entries.at(-1);
    assert.deepEqual([sender.avatarUrl, replyTo, at], ['/api/avatars/x', 2, Date.UTC(2026, 10, 23, 3, 0, 0, 500)]);
  });

  it('opens at the newest page', () => {
    assert.deepEqual(seqs(lobby().timeline), [1, 2, 3]);
    assert.equal(lobby().title, 'Lobby');
    assert.equal(chat.live, true);
  });

  it('says hello without cursors first, and with them after', () => {
    assert.deepEqual(chat.hello().cursors, { 1: 3 });
    assert.equal(chat.hello().epoch, 'e1');
    hear(posted(4));
    assert.deepEqual(chat.hello().cursors, { 1: 4 });
  });

  it('shows what arrives, in order and once', () => {
    hear(posted(5), posted(4), posted(5));
    assert.deepEqual(seqs(lobby().timeline), [1, 2, 3, 4, 5]);
    assert.equal(lobby().conversation.last.seq, 5);
  });

  it('asks for what is missing', () => {
    hear(posted(6));
    clock.pass(300);
    const [sync] = said('sync');
    assert.deepEqual([sync.conversation, sync.after], [1, 3]);
    hear(posted(4), posted(5), { type: 'synced', id: sync.id, conversation: 1, upto: 6, more: false });
    assert.deepEqual(seqs(lobby().timeline), [1, 2, 3, 4, 5, 6]);
  });

  it('goes on behind a seq that was no message', () => {
    hear(posted(5));
    clock.pass(300);
    hear(posted(5), { type: 'synced', id: said('sync')[0].id, conversation: 1, upto: 5, more: false });
    assert.deepEqual(seqs(lobby().timeline), [1, 2, 3, 5]);
    hear(posted(6));
    assert.equal(lobby().conversation.last.seq, 6);
    clock.pass(60_000);
    assert.equal(said('sync').length, 1);
  });

  it('asks again when the sync was refused for now', () => {
    hear(posted(6));
    clock.pass(300);
    hear({ type: 'rejected', id: said('sync')[0].id, code: 'rate_limited', retry: true, retryAfterMs: 500 });
    clock.pass(500);
    assert.equal(said('sync').length, 2);
  });

  it('shows what I write at once, as pending, then as sent by the ack', () => {
    const { commandId } = write('hello');
    assert.equal(shown().at(-1), 'hello pending');
    const [command] = said('sendMessage');
    assert.deepEqual([command.body, command.commandId, command.conversation], ['hello', commandId, 1]);
    assert.equal('replyTo' in command, false);
    hear({ type: 'ack', id: command.id, conversation: 1, commandId, seq: 4, at: '2026-11-23T03:00:00Z', duplicate: false });
    assert.equal(shown().at(-1), 'hello sent');
    assert.equal(store.items.size, 0);
  });

  it('takes the echo as well as the ack, whichever is first, and shows one row', () => {
    const { commandId } = write('hello', 2);
    const [command] = said('sendMessage');
    assert.equal(command.replyTo, 2);
    hear(posted(4, { sender: ada, body: 'hello', replyTo: 2, commandId }));
    hear({ type: 'ack', id: command.id, conversation: 1, commandId, seq: 4, at: '2026-11-23T03:00:00Z' });
    assert.deepEqual(shown().slice(-2), ['text 3 sent', 'hello sent']);
    assert.equal(lobby().conversation.sequencer.cursor, 4);
  });

  it('takes over from the echo whom my message mentions, which its ack does not say', () => {
    const { commandId } = write('hi <@2>');
    hear({ type: 'ack', id: said('sendMessage')[0].id, conversation: 1, commandId, seq: 4, at: '2026-11-23T03:00:00Z' });
    hear(posted(4, { sender: ada, body: 'hi <@2>', commandId, mentions: [2] }));
    assert.deepEqual(lobby().entries.at(-1).mentions, [2]);
  });

  it('shows my message as sent although others’ before it are still on their way', () => {
    const { commandId } = write('hello');
    hear({ type: 'ack', id: said('sendMessage')[0].id, conversation: 1, commandId, seq: 5, at: '2026-11-23T03:00:00Z' });
    assert.equal(shown().at(-1), 'hello sent');
    hear(posted(4), posted(5, { sender: ada, body: 'hello', commandId }));
    assert.deepEqual(shown().slice(-2), ['text 4 sent', 'hello sent']);
  });

  it('keeps the row of a message whose echo came too early', () => {
    const { commandId } = write('hello');
    hear(posted(6, { sender: ada, body: 'hello', commandId }));
    assert.equal(shown().at(-1), 'hello sent');
  });

  it('shows a refused message as failed with its reason', () => {
    write('hello');
    hear({ type: 'rejected', id: said('sendMessage')[0].id, code: 'too_large', message: 'no', retry: false });
    assert.equal(shown().at(-1), 'hello failed');
    hear(posted(4));
    assert.deepEqual(shown().slice(-2), ['hello failed', 'text 4 sent']);
  });

  it('fails what was written in a conversation that is there no more', () => {
    chat.outbox.add({ conversation: 9, body: 'into the void' });
    hear({ type: 'rejected', id: said('sendMessage')[0].id, code: 'not_member', message: 'no', retry: false });
    assert.deepEqual(chat.outbox.items(9).map((item) => item.failed.code), ['not_member']);
  });

  it('asks again also when a sync was refused without leave to retry: a gap cannot stay', () => {
    hear(posted(6));
    clock.pass(300);
    hear({ type: 'rejected', id: said('sync')[0].id, code: 'internal', message: 'oops', retry: false });
    clock.pass(2_000);
    assert.equal(said('sync').length, 2);
  });

  it('sends what waited after a reconnect, with the same id, when it is live again', async () => {
    const { commandId } = write('hello');
    connected = false;
    chat.disconnected();
    write('and more');
    connected = true;
    hear(welcome({ lastSeq: 3 }));
    assert.equal(said('sendMessage').length, 1);
    hear({ type: 'live' });
    assert.deepEqual(said('sendMessage').map((command) => command.commandId), [commandId, commandId]);
    assert.equal(chat.outbox.waiting, 2);
  });

  it('takes as sent what a page of history shows to be stored', async () => {
    const { commandId } = write('hello');
    chat.disconnected();
    post(posted(4, { sender: ada, body: 'hello', commandId }));
    hear(welcome({ epoch: 'e2' }), { type: 'live' });
    await settled();
    assert.equal(chat.outbox.size, 0);
    assert.equal(shown().at(-1), 'hello sent');
  });

  it('drops its window on a reset and fetches the newest page', async () => {
    server = Array.from({ length: 2_000 }, (_, i) => posted(i + 1));
    hear({ type: 'reset', conversation: 1, lastSeq: 2_000 });
    await settled();
    assert.deepEqual([lobby().timeline.first.seq, lobby().timeline.last.seq], [1_951, 2_000]);
    hear(posted(2_001));
    assert.equal(lobby().timeline.last.seq, 2_001);
  });

  it('drops everything when the server was restored from a backup', async () => {
    chat.disconnected();
    server = [posted(1)];
    hear(welcome({ epoch: 'e2', readSeq: 1 }), { type: 'live' });
    await settled();
    assert.deepEqual(seqs(lobby().timeline), [1]);
    assert.equal(lobby().readState.readSeq, 1);
    assert.deepEqual(chat.hello().cursors, { 1: 1 });
  });

  it('replies to nothing rather than to another message when the server was restored', () => {
    connected = false;
    chat.disconnected();
    write('yes', 2);
    hear(welcome());
    assert.equal(chat.outbox.items(1)[0].replyTo, 2);
    chat.disconnected();
    connected = true;
    hear(welcome({ epoch: 'e2' }), { type: 'live' });
    assert.deepEqual(said('sendMessage').map(({ body, replyTo }) => [body, replyTo]), [['yes', undefined]]);
  });

  it('keeps its window when it resumes', async () => {
    chat.disconnected();
    const before = pages;
    hear(welcome({ lastSeq: 5, readSeq: 3 }), posted(4), posted(5), { type: 'live' });
    await settled();
    assert.equal(pages, before);
    assert.deepEqual(seqs(lobby().timeline), [1, 2, 3, 4, 5]);
  });

  it('ignores what it does not know', () => {
    hear({ type: 'somethingNew', conversation: 1, seq: 4 }, { type: 'constructor' }, { type: 'messagePosted', ...posted(9), conversation: 77 });
    hear(posted(4));
    assert.deepEqual(seqs(lobby().timeline), [1, 2, 3, 4]);
  });

  it('counts unread and tells how far it read, once', () => {
    hear(posted(4), posted(5));
    assert.equal(chat.unread, 2);
    lobby().read(5);
    lobby().read(4);
    lobby().read(5);
    assert.deepEqual(said('markRead').map((command) => command.seq), [5]);
    assert.equal(chat.unread, 0);
  });

  it('never claims to have read what has not come yet', () => {
    lobby().read(4_000);
    assert.equal(lobby().readState.readSeq, 3);
  });

  it('knows the newest row by a page that shows it, and by the answer to what I wrote', async () => {
    server = Array.from({ length: 9 }, (_, i) => posted(i + 1));
    hear({ type: 'reset', conversation: 1, lastSeq: 9 });
    await settled();
    assert.deepEqual([lobby().conversation.last.seq, lobby().conversation.last.mine], [9, false]);
    const { commandId } = write('hello');
    hear({ type: 'ack', id: said('sendMessage')[0].id, conversation: 1, commandId, seq: 12, at: '2026-11-23T03:00:00Z' });
    assert.deepEqual([lobby().conversation.last.text, lobby().conversation.last.mine], ['hello', true]);
  });

  it('knows after a sleep what was read on another device meanwhile', async () => {
    chat.disconnected();
    lobby().attended = false;
    const missed = post(...[4, 5, 6, 7, 8].map((seq) => posted(seq)));
    hear(welcome({ readSeq: 8 }), ...missed, { type: 'live' });
    await settled();
    assert.deepEqual([chat.unread, lobby().firstUnread, said('markRead')], [0, null, []]);
    chat.disconnected();
    const more = post(...[9, 10, 11, 12].map((seq) => posted(seq)));
    hear(welcome({ readSeq: 10 }), ...more, { type: 'live' });
    await settled();
    assert.deepEqual([chat.unread, lobby().firstUnread.seq], [2, 11]);
  });

  it('hears of what was read elsewhere also before the message itself', () => {
    hear({ type: 'readMoved', conversation: 1, account: ada.id, seq: 4 }, posted(4));
    assert.deepEqual([chat.unread, said('markRead')], [0, []]);
  });

  it('draws no line before what was read elsewhere while nobody looked', () => {
    lobby().attended = false;
    hear(posted(4), posted(5), { type: 'readMoved', conversation: 1, account: ada.id, seq: 5 });
    assert.equal(lobby().firstUnread, null);
  });

  it('knows nobody to be here while the chat is away, but for a moment, and everybody again with the full list', () => {
    const everybody = { type: 'presence', full: true, online: 1, accounts: [{ ...lena, state: 'online', lastSeen: null }] };
    hear(everybody);
    chat.disconnected();
    clock.pass(4_999);
    assert.equal(chat.roster.people[0].state, 'online');
    chat.disconnected();
    clock.pass(1);
    assert.deepEqual([chat.roster.people[0].state, chat.roster.online, chat.roster.size], ['unknown', 0, 1]);
    hear(welcome());
    assert.equal(chat.roster.people[0].state, 'unknown');
    hear(everybody, { type: 'live' });
    clock.pass(60_000);
    assert.deepEqual([chat.roster.people[0].state, chat.roster.online], ['online', 1]);
  });

  it('follows what I read in another window, and only me', () => {
    hear(posted(4), { type: 'readMoved', conversation: 1, account: lena.id, seq: 4 });
    assert.equal(chat.unread, 1);
    hear({ type: 'readMoved', conversation: 1, account: ada.id, seq: 4 });
    assert.equal(chat.unread, 0);
    assert.deepEqual(said('markRead'), []);
  });

  it('tells again how far it read when the server did not hear it', () => {
    hear(posted(4));
    connected = false;
    lobby().read(4);
    chat.disconnected();
    connected = true;
    hear(welcome({ lastSeq: 4, readSeq: 3 }));
    assert.deepEqual(said('markRead').map((command) => command.seq), [4]);
  });

  it('begins the new ones where nobody looked any more', () => {
    lobby().attended = false;
    hear(posted(4), posted(5));
    assert.equal(lobby().firstUnread.seq, 4);
    lobby().attended = true;
    lobby().read(5);
    assert.equal(lobby().firstUnread.seq, 4);
    write('seen');
    assert.equal(lobby().firstUnread, null);
  });

  it('draws no line while somebody looks', () => {
    hear(posted(4));
    assert.equal(lobby().firstUnread, null);
  });

  it('knows which rows arrived live, and only once', () => {
    lobby().takeFresh();
    hear(posted(4));
    assert.deepEqual([...lobby().takeFresh()], ['s4']);
    assert.deepEqual([...lobby().takeFresh()], []);
    chat.disconnected();
    hear(welcome({ lastSeq: 5 }), posted(5), { type: 'live' });
    assert.deepEqual([...lobby().takeFresh()], []);
  });

  it('shows who is typing, not me, until their message comes', () => {
    const typing = (who) => ({ type: 'typing', conversation: 1, account: who.id, name: who.name, typing: true });
    hear(typing(ada), typing(lena));
    assert.deepEqual(lobby().typing.names, ['Lena Koch']);
    hear(posted(4));
    assert.deepEqual(lobby().typing.names, []);
  });

  it('shows new names and pictures everywhere', () => {
    let mine = null;
    chat.on('account', (account) => (mine = account));
    hear({ type: 'presence', full: true, online: 1, accounts: [{ ...lena, state: 'online', lastSeen: null }] });
    hear({ type: 'accountChanged', account: { id: 2, name: 'Lena Roth', avatarUrl: '/api/avatars/x' } });
    assert.equal(lobby().entries[0].sender.name, 'Lena Roth');
    assert.equal(lobby().conversation.last.name, 'Lena Roth');
    assert.equal(chat.roster.people[0].name, 'Lena Roth');
    assert.equal(mine, null);
    hear({ type: 'accountChanged', account: { id: 1, name: 'Ada B.', avatarUrl: null } });
    assert.deepEqual([mine.name, chat.account.email], ['Ada B.', 'ada@example.org']);
  });

  it('goes by the server’s clock', () => {
    hear(welcome({ serverTime: new Date(clock.now() + 90_000).toISOString() }));
    assert.equal(chat.now(), clock.now() + 90_000);
    assert.equal(write('hello').createdAt, clock.now() + 90_000);
  });

  it('jumps to an old message and back to the end', async () => {
    server = Array.from({ length: 600 }, (_, i) => posted(i + 1));
    hear({ type: 'reset', conversation: 1, lastSeq: 600 });
    await settled();
    const opened = [];
    lobby().on('opened', (target) => opened.push(target));
    await lobby().toMessage(40);
    assert.ok(lobby().timeline.bySeq(40));
    assert.equal(lobby().timeline.hasNewer, true);
    hear(...post(posted(601)));
    assert.equal(lobby().timeline.bySeq(601), null);
    await lobby().toEnd();
    assert.deepEqual(opened, [{ seq: 40 }, { end: true }]);
    assert.equal(lobby().timeline.last.seq, 601);
  });

  it('fetches a quoted message that is out of view, once', async () => {
    server = Array.from({ length: 600 }, (_, i) => posted(i + 1));
    hear({ type: 'reset', conversation: 1, lastSeq: 600 });
    await settled();
    const before = pages;
    assert.equal(lobby().quote(40), undefined);
    assert.equal(lobby().quote(40), undefined);
    await settled();
    assert.equal(lobby().quote(40).body, 'text 40');
    assert.equal(pages, before + 1);
    hear({ type: 'accountChanged', account: { id: 2, name: 'Lena Roth', avatarUrl: null } });
    assert.equal(lobby().quote(40).sender.name, 'Lena Roth');
    assert.equal(lobby().quote(599).seq, 599);
    lobby().quote(9_999);
    await settled();
    assert.equal(lobby().quote(9_999), null);
  });

  describe('with several conversations', () => {
    const infos = (number) => Array.from({ length: number }, (_, i) => ({ id: i + 1, kind: 'room', title: `Room ${i + 1}`, lastSeq: 3, readSeq: 3, unread: 0, mentions: 0, members: 2, last: lastOf(server, 3) }));
    const opened = () => [...chat.conversations.values()].filter(({ open }) => open).map(({ id }) => id);
    const meet = async (number) => {
      hear(welcome({ conversations: infos(number) }), { type: 'live' });
      await settled();
    };

    it('opens the first, and of the others fetches nothing', async () => {
      const asked = [];
      load = (id, { limit }) => asked.push([id, limit]);
      await meet(3);
      assert.deepEqual(asked, []);
      assert.deepEqual([...chat.conversations.values()].map(({ title, last, unread }) => [title, last.seq, unread]), [['Room 1', 3, 0], ['Room 2', 3, 0], ['Room 3', 3, 0]]);
      assert.deepEqual(opened(), [1]);
      assert.deepEqual(chat.hello().cursors, { 1: 3, 2: 3, 3: 3 });
    });

    it('keeps the list right where nothing is open', async () => {
      await meet(2);
      const other = chat.conversations.get(2);
      hear({ type: 'typing', conversation: 2, account: 2, name: 'Lena', typing: true });
      assert.deepEqual([other.typing.names, lobby().typing.names], [['Lena'], []]);
      hear(posted(4, { conversation: 2 }), posted(5, { conversation: 2, sender: ada }), posted(6, { conversation: 2 }));
      assert.deepEqual([other.last.seq, other.unread, chat.unread, other.typing.names], [6, 2, 2, []]);
      hear({ type: 'readMoved', conversation: 2, account: ada.id, seq: 5 });
      assert.equal(other.unread, 1);
      hear(posted(9, { conversation: 2 }));
      clock.pass(300);
      assert.deepEqual(said('sync').map(({ conversation, after }) => [conversation, after]), [[2, 6]]);
    });

    it('shows another where something new begins, and goes back without asking', async () => {
      await meet(2);
      post(posted(4));
      hear(posted(4, { conversation: 2 }));
      const shown = [];
      const targets = [];
      chat.on('conversation', (conversation) => {
        shown.push(conversation.id);
        conversation.on('opened', (target) => targets.push(target));
      });
      chat.typingNotifier.typed('a');
      chat.show(2);
      await settled();
      assert.deepEqual(said('setTyping').map(({ conversation, typing }) => [conversation, typing]), [[1, true], [1, false]]);
      assert.deepEqual([shown, targets, chat.current.title], [[2], [{ seq: 4 }], 'Room 2']);
      const before = pages;
      chat.show(1);
      chat.show(1);
      chat.show(77);
      await settled();
      assert.deepEqual([shown, targets, pages], [[2, 1], [{ seq: 4 }, { end: true }], before]);
    });

    it('lets go of those shown longest ago, and opens them anew', async () => {
      await meet(10);
      for (const id of [2, 3, 1, 4, 5, 6, 7, 8, 9]) chat.show(id);
      await settled();
      assert.deepEqual(opened(), [1, 3, 4, 5, 6, 7, 8, 9]);
      hear(posted(4, { conversation: 2 }));
      assert.equal(chat.conversations.get(2).unread, 1);
      post(posted(4));
      chat.show(2);
      await settled();
      assert.deepEqual([opened(), seqs(lobby().timeline), lobby().firstUnread.seq], [[1, 2, 4, 5, 6, 7, 8, 9], [1, 2, 3, 4], 4]);
    });

    it('hears nothing more of what a closed one asked for', async () => {
      await meet(10);
      chat.show(2);
      const { open } = chat.conversations.get(2);
      for (const id of [3, 4, 5, 6, 7, 8, 9, 10]) chat.show(id);
      let changes = 0;
      open.conversation.on('change', () => (changes += 1));
      await settled();
      assert.deepEqual([opened(), changes, open.timeline.rows], [[3, 4, 5, 6, 7, 8, 9, 10], 0, []]);
    });
  });

  it('leaves nothing that others wrote behind when it is closed after the login ended', () => {
    const local = new LocalStore(null);
    const session = new SessionStore(local);
    session.begin({ token: 't', account: ada });
    chat = start({ conversationStore: createConversationStore(local, ada.id, { signedIn: () => session.has(ada.id) }) });
    hear(welcome(), { type: 'live' });
    assert.equal(local.get('rooms.1')[0].last.text, 'text 3');
    session.end();
    hear({ type: 'conversationAdded', conversation: { id: 5, kind: 'room', title: 'Late', lastSeq: 0, members: 2 } });
    chat.close();
    assert.deepEqual(local.names(''), []);
  });

  it('leaves no timer and no listener behind', async () => {
    write('hello');
    hear(posted(9), { type: 'typing', conversation: 1, account: 2, name: 'Lena', typing: true });
    chat.typingNotifier.typed('abc');
    load = () => {
      throw new Error('away');
    };
    lobby().quote(900);
    await settled();
    chat.close();
    assert.equal(clock.waiting, 0);
  });
});
