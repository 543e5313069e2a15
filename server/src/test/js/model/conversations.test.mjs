import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Chat } from '../../../main/resources/web/js/model/chat.js';
import { Outbox } from '../../../main/resources/web/js/model/outbox/outbox.js';
import { PinnedClock, SharedStore, ada, lena, omar, posted, seqs, settled, keepsNoRows } from '../support.mjs';

describe('many conversations', () => {
  let clock, chat, wire, store, logs, kept, shown, places, calls, asked, ids;

  const info = (id, more = {}) => ({
    id, kind: 'room', title: `Room ${id}`, topic: '', visibility: 'open', archived: false, host: false, lastSeq: 3, readSeq: 3, unread: 0, mentions: 0, members: 3,
    starred: false, level: 'auto', people: null, last: { seq: 3, kind: 'message', name: lena.name, text: 'text 3', at: new Date(3_000).toISOString() }, ...more,
  });
  const welcome = (conversations, more = {}) => ({
    type: 'welcome', version: 2, epoch: 'e1', account: { ...ada, role: 'member' }, serverTime: new Date(clock.now()).toISOString(), conversations, ...more,
  });
  const hear = (...events) => events.forEach((event) => chat.handle(event));
  const meet = async (...conversations) => {
    hear(welcome(conversations), { type: 'live' });
    await settled();
  };
  const say = (conversation, seq, more = {}) => posted(seq, { conversation, ...more });
  const change = (type, conversation, seq, more = {}) => ({ type, conversation, seq, actor: lena, at: new Date(seq * 1_000).toISOString(), ...more });
  const said = (type) => wire.filter((command) => command.type === type);
  const get = (id) => chat.conversations.get(id);
  const ack = (command, seq, more = {}) =>
    hear({ type: 'ack', id: command.id, conversation: command.conversation, commandId: command.commandId, seq, at: new Date(seq * 1_000).toISOString(), duplicate: false, ...more });
  const refuse = (command, code) => hear({ type: 'rejected', id: command.id, code, message: 'no', retry: false });
  const row = (seq) => chat.current.entries.find((entry) => entry.seq === seq);

  const start = () => {
    chat = new Chat({
      keptRows: keepsNoRows,
      account: { ...ada, role: 'member' }, clock,
      conversationStore: { get: () => kept, set: (list) => (kept = list), shown: () => shown, setShown: (id) => (shown = id) },
      places: { get: (id) => places.get(id) ?? null, put: (id, place) => places.set(id, place), flush() {} },
      outbox: (ports) => new Outbox({ store: store.tab(), tabs: { me: 't', shared: true, whenGone() {} }, newId: () => `id-${ids++}`, clock, ...ports }),
      send: (command) => wire.push(command) > 0,
      calls: {
        history: async (id, { before, after, limit }) => {
          asked.push([id, before ?? after]);
          const log = (logs.get(id) ?? [1, 2, 3].map((seq) => say(id, seq))).filter(({ type }) => /Posted|membersChanged|conversationChanged/.test(type));
          const some = log.filter(({ seq }) => (after === undefined ? seq < before : seq > after));
          const page = after === undefined ? some.slice(-limit) : some.slice(0, limit);
          const more = some.length > page.length;
          return { rows: page, upto: log.at(-1)?.seq ?? 0, older: after === undefined ? more : after > 0, newer: after === undefined ? false : more };
        },
        pins: async () => [],
        ...calls,
      },
    });
  };

  beforeEach(() => {
    clock = new PinnedClock();
    store = new SharedStore();
    [wire, asked, kept, logs, places, calls, shown, ids] = [[], [], [], new Map(), new Map(), {}, null, 1];
    start();
  });

  describe('in their list', () => {
    const listed = () => chat.sections.map(({ kind, conversations }) => [kind, conversations.map(({ id }) => id)]);
    const at = (minute) => ({ seq: 3, kind: 'message', name: 'Lena', text: 'x', at: new Date(minute * 60_000).toISOString() });

    it('stand by kind, those of which something happened last first, and without anything last', async () => {
      await meet(
        info(1, { last: at(1) }), info(2, { last: at(5) }), info(3, { last: null, title: 'B' }), info(4, { last: null, title: 'A' }),
        info(5, { last: at(2), starred: true }), info(6, { kind: 'direct', title: '', people: [ada, lena], members: 2, last: at(9), starred: true }),
        info(7, { kind: 'direct', title: '', people: [ada, omar], members: 2, last: at(3) }),
      );
      assert.deepEqual(listed(), [['starred', [6, 5]], ['rooms', [2, 1, 4, 3]], ['direct', [7]]]);
      hear({ ...say(1, 4), sentAt: new Date(600_000).toISOString() });
      assert.deepEqual(listed()[1], ['rooms', [1, 2, 4, 3]]);
    });

    it('are called by the others in them, as those are called today', async () => {
      const direct = (id, ...people) => info(id, { kind: 'direct', title: '', people: [ada, ...people], members: people.length + 1 });
      await meet(info(1), direct(2, lena), direct(3, lena, omar), direct(4));
      hear({ type: 'accountChanged', account: { ...lena, name: 'Lena Roth' } });
      assert.deepEqual([2, 3, 4].map((id) => get(id).title), ['Lena Roth', 'Lena, Omar', 'Notes to self']);
    });

    it('are as large as the log says, and the Lobby as the chat is', async () => {
      await meet(info(1, { members: 2 }), info(2, { members: 2 }));
      assert.deepEqual([get(1).members, get(2).members], [2, 2]);
      hear({ type: 'presence', full: true, online: 9, members: 211, accounts: [{ ...ada, state: 'online', lastSeen: null }] });
      hear({ type: 'presence', full: false, online: 9, members: 212, accounts: [] });
      assert.deepEqual([get(1).members, get(2).members], [212, 2]);
    });

    it('say whether the other is here', async () => {
      await meet(info(1), info(2, { kind: 'direct', title: '', people: [ada, lena], members: 2 }));
      assert.deepEqual([get(1).presence, get(2).presence], [null, 'unknown']);
      hear({ type: 'presence', full: true, online: 1, accounts: [{ ...lena, state: 'online', lastSeen: null }] });
      assert.equal(get(2).presence, 'online');
    });

    it('show of what is unread as much as one wants to notice', async () => {
      const unread = (id, level, members, mentions = 0, more = {}) => info(id, { level, members, readSeq: 0, unread: 3, mentions, ...more });
      await meet(
        unread(1, 'auto', 20), unread(2, 'auto', 21), unread(3, 'auto', 21, 1), unread(4, 'all', 500, 2), unread(5, 'mentions', 3), unread(6, 'nothing', 3, 1),
        unread(7, 'auto', 30, 0, { kind: 'direct', title: '', people: [ada, lena] }),
      );
      const badges = [1, 2, 3, 4, 5, 6, 7].map((id) => get(id).badge).map(({ count, mention, dot, muted }) => [count, mention, dot, muted]);
      assert.deepEqual(badges, [
        [3, false, false, false], [0, false, true, false], [1, true, false, false], [3, true, false, false], [0, false, true, false], [0, false, true, true],
        [3, false, false, false],
      ]);
      assert.equal(chat.unread, 10);
    });

    it('are there on the next visit before the server answers, with what stood there', async () => {
      await meet(info(1), info(2, { readSeq: 1, unread: 2, mentions: 1, starred: true, level: 'mentions', topic: 'Things' }), info(3, { kind: 'direct', title: '', people: [ada, lena], members: 2 }));
      hear(say(3, 4, { body: 'hi' }));
      chat.show(2);
      chat.close();
      kept = JSON.parse(JSON.stringify(kept));
      start();
      const two = get(2);
      assert.deepEqual([two.starred, two.level, two.topic, two.unread, two.mentions, two.last.text], [true, 'mentions', 'Things', 2, 1, 'text 3']);
      assert.deepEqual([get(3).title, get(3).last.text, get(3).last.at, get(3).unread], ['Lena Koch', 'hi', 4_000, 1]);
      assert.equal(chat.current.id, 2);
    });

    it('tell what waits and what failed there', async () => {
      await meet(info(1), info(2));
      chat.outbox.add({ conversation: 2, body: 'hi <@2>' });
      assert.deepEqual([get(2).waitingText, get(2).unsent, get(1).waitingText, get(1).unsent], ['hi @Lena Koch', 1, null, 0]);
      refuse(said('sendMessage')[0], 'forbidden');
      assert.deepEqual([get(2).waitingText, get(2).unsent], [null, 1]);
    });
  });

  describe('that come and go', () => {
    it('appear with what was in them, and go on from there', async () => {
      await meet(info(1));
      hear({ type: 'conversationAdded', conversation: info(5, { title: 'Field team', lastSeq: 3 }) }, say(5, 4));
      assert.deepEqual([get(5).title, get(5).unread, get(5).last.seq, chat.hello().cursors], ['Field team', 1, 4, { 1: 3, 5: 4 }]);
      assert.deepEqual(kept.map(({ id }) => id), [1, 5]);
    });

    it('appear with their first message, as a direct does', async () => {
      await meet(info(1));
      hear({ type: 'conversationAdded', conversation: info(5, { kind: 'direct', title: '', people: [ada, lena], lastSeq: 0, readSeq: 0, last: null }) }, say(5, 1));
      assert.deepEqual([get(5).title, get(5).unread, get(5).last.seq], ['Lena Koch', 1, 1]);
    });

    it('are told once more without harm, and fetched anew where something is missing', async () => {
      await meet(info(1));
      logs.set(5, [1, 2, 3, 4].map((seq) => say(5, seq)));
      hear({ type: 'conversationAdded', conversation: info(5, { lastSeq: 3 }) });
      chat.show(5);
      await settled();
      hear({ type: 'conversationAdded', conversation: info(5, { lastSeq: 3, topic: 'same' }) });
      assert.deepEqual([seqs(chat.current.timeline), get(5).topic], [[1, 2, 3], 'same']);
      hear({ type: 'conversationAdded', conversation: info(5, { lastSeq: 4, unread: 1 }) });
      await settled();
      assert.deepEqual([seqs(chat.current.timeline), get(5).unread], [[1, 2, 3, 4], 1]);
    });

    it('go with all that was known of them, and another takes their place on the screen', async () => {
      await meet(info(1), info(5));
      chat.show(5);
      await settled();
      const heard = [];
      chat.on('removed', (gone) => heard.push(gone));
      chat.on('conversation', ({ id }) => heard.push(id));
      hear({ type: 'conversationRemoved', conversation: 5 }, say(5, 4), { type: 'conversationRemoved', conversation: 5 });
      assert.deepEqual([heard, chat.current.id, chat.hello().cursors], [[{ id: 5, title: 'Room 5' }, 1], 1, { 1: 3 }]);
      assert.deepEqual(kept.map(({ id }) => id), [1]);
    });

    it('are gone after a while away in which one was taken out', async () => {
      await meet(info(1), info(5));
      chat.show(5);
      chat.disconnected();
      const heard = [];
      chat.on('conversation', ({ id }) => heard.push(id));
      hear(welcome([info(1)]), { type: 'live' });
      assert.deepEqual([[...chat.conversations.keys()], heard, chat.hello().cursors], [[1], [1], { 1: 3 }]);
    });

    it('change as their log says', async () => {
      await meet(info(1), info(5, { lastSeq: 5 }));
      hear(change('conversationChanged', 5, 6, { title: 'New', visibility: 'private' }), change('membersChanged', 5, 7, { joined: [omar, { id: 9, name: 'Eve' }], left: [lena] }));
      const { title, visibility, members, last, unread } = get(5);
      assert.deepEqual([title, visibility, members, last.kind, unread], ['New', 'private', 4, 'members', 0]);
      assert.equal(chat.nameOf(9), 'Eve');
    });

    it('are not taken back by what is replayed', async () => {
      await meet(info(1), info(5, { lastSeq: 3 }));
      chat.disconnected();
      hear(welcome([info(1), info(5, { lastSeq: 5, title: 'Newest', members: 8 })]), change('conversationChanged', 5, 4, { title: 'Older' }), change('membersChanged', 5, 5, { joined: [omar], left: [] }));
      assert.deepEqual([get(5).title, get(5).members], ['Newest', 8]);
    });
  });

  describe('of which one is mine to set', () => {
    it('are starred, muted and read as another of my windows says', async () => {
      await meet(info(1), info(5, { lastSeq: 9, readSeq: 9 }));
      hear({ type: 'mineChanged', conversation: 5, starred: true, level: 'nothing', readSeq: 9, unread: 0, mentions: 0 });
      assert.deepEqual([get(5).starred, get(5).badge.muted], [true, true]);
    });

    it('stay read as far as the server has not heard yet', async () => {
      await meet(info(1));
      hear(say(1, 4));
      chat.current.read(4);
      hear({ type: 'mineChanged', conversation: 1, starred: true, level: 'auto', readSeq: 3, unread: 1, mentions: 0 });
      assert.deepEqual([get(1).starred, get(1).unread, get(1).keepsUnread], [true, 0, false]);
    });

    it('stay unread from where I said so, although they are on the screen', async () => {
      await meet(info(1));
      chat.current.read(3);
      hear({ type: 'mineChanged', conversation: 1, starred: false, level: 'auto', readSeq: 1, unread: 2, mentions: 0 });
      chat.current.read(3);
      assert.deepEqual([get(1).unread, said('markRead').length, chat.current.firstUnread.seq], [2, 0, 2]);
      hear(say(1, 4));
      chat.current.read(4);
      assert.deepEqual([get(1).unread, said('markRead').length], [3, 0]);
      chat.current.readAll();
      assert.deepEqual([get(1).unread, said('markRead').map(({ seq }) => seq)], [0, [4]]);
    });

    it('are all read when that is said, also where they are not open', async () => {
      await meet(info(1), info(2, { readSeq: 1, unread: 2 }));
      hear({ type: 'mineChanged', conversation: 2, starred: false, level: 'auto', readSeq: 0, unread: 3, mentions: 0 });
      get(2).read(3);
      assert.equal(get(2).unread, 3);
      get(2).readAll();
      assert.deepEqual([get(2).unread, said('markRead').map(({ conversation, seq }) => [conversation, seq])], [0, [[2, 3]]]);
    });

    it('are read again when one comes back to them', async () => {
      await meet(info(1), info(2));
      hear({ type: 'mineChanged', conversation: 1, starred: false, level: 'auto', readSeq: 1, unread: 2, mentions: 0 });
      chat.show(2);
      chat.show(1);
      chat.current.read(3);
      assert.deepEqual([get(1).unread, said('markRead').map(({ seq }) => seq)], [0, [3]]);
    });

    it('stay unread if that was said elsewhere while I was away', async () => {
      await meet(info(1));
      hear(say(1, 4));
      chat.current.read(4);
      hear({ type: 'ack', id: said('markRead')[0].id, conversation: 1, seq: 4 });
      chat.disconnected();
      hear(welcome([info(1, { lastSeq: 4, readSeq: 1, unread: 3 })]), { type: 'live' });
      assert.deepEqual([get(1).unread, said('markRead').length], [3, 1]);
    });

    it('count nothing twice that was told before what came before it', async () => {
      await meet(info(1));
      hear(say(1, 5), { type: 'mineChanged', conversation: 1, starred: false, level: 'auto', readSeq: 3, unread: 2, mentions: 0 }, say(1, 4), say(1, 6));
      assert.deepEqual([get(1).unread, get(1).last.seq], [3, 6]);
    });

    it('count by the server’s word what came before it and by themselves what comes after', async () => {
      await meet(info(1));
      hear(say(1, 4), say(1, 5), { type: 'mineChanged', conversation: 1, starred: false, level: 'auto', readSeq: 2, unread: 3, mentions: 0 }, say(1, 6));
      assert.equal(get(1).unread, 4);
    });
  });

  describe('in which messages change', () => {
    const thumbs = (entry) => entry.reactions.map(({ emoji, count, mine, waiting = false }) => [emoji, count, mine, waiting]);

    it('show a reaction of mine at once, as waiting, and as it is by the answer, before the log has come to it', async () => {
      await meet(info(1));
      chat.current.react(row(2), '👍');
      assert.deepEqual([thumbs(row(2)), row(2).waiting], [[['👍', 1, true, true]], true]);
      const [command] = said('react');
      assert.deepEqual([command.message, command.emoji, command.on], [2, '👍', true]);
      ack(command, 6);
      assert.deepEqual([thumbs(row(2)), row(2).waiting], [[['👍', 1, true, false]], false]);
      hear(change('reactionChanged', 1, 4, { message: 2, emoji: '👍', on: true, actor: omar }), change('reactionChanged', 1, 5, { message: 2, emoji: '🎉', on: true }));
      hear(change('reactionChanged', 1, 6, { message: 2, emoji: '👍', on: true, actor: ada }));
      assert.deepEqual(thumbs(row(2)), [['👍', 2, true, false], ['🎉', 1, false, false]]);
    });

    it('take a reaction of mine off when it is on', async () => {
      logs.set(1, [say(1, 1, { reactions: [{ emoji: '👍', count: 2, mine: true, accounts: [1, 2] }] })]);
      await meet(info(1, { lastSeq: 1, readSeq: 1 }));
      chat.current.react(row(1), '👍');
      assert.deepEqual([thumbs(row(1)), said('react')[0].on], [[['👍', 1, false, true]], false]);
    });

    it('turn a reaction back that is refused, and say why', async () => {
      await meet(info(1));
      const heard = [];
      chat.on('refused', ({ item, failure }) => heard.push([item.type, failure.code]));
      chat.current.react(row(2), '👍');
      refuse(said('react')[0], 'limit');
      assert.deepEqual([thumbs(row(2)), row(2).waiting, heard], [[], false, [['react', 'limit']]]);
    });

    it('show an edit at once, and where it is refused the text as it is, with what was written', async () => {
      logs.set(1, [say(1, 1, { sender: ada, body: 'helo' })]);
      await meet(info(1, { lastSeq: 1, readSeq: 1 }));
      chat.current.edit(row(1), 'hello');
      assert.deepEqual([row(1).body, row(1).waiting, row(1).editedAt > 0, said('editMessage')[0].body], ['hello', true, true, 'hello']);
      refuse(said('editMessage')[0], 'not_found');
      assert.deepEqual([row(1).body, row(1).refusedEdit.body, row(1).refusedEdit.failure.code], ['helo', 'hello', 'not_found']);
      chat.current.edit(row(1), 'hullo');
      assert.deepEqual([row(1).body, row(1).refusedEdit], ['hullo', null]);
      ack(said('editMessage')[1], 2);
      assert.deepEqual([row(1).body, row(1).waiting, chat.outbox.size], ['hullo', false, 0]);
    });

    it('forget a refused edit when the text is to stay', async () => {
      await meet(info(1));
      chat.current.edit(row(2), 'better');
      refuse(said('editMessage')[0], 'forbidden');
      chat.current.edit(row(2), 'text 2');
      assert.deepEqual([row(2).refusedEdit, chat.outbox.size], [null, 0]);
    });

    it('count a reaction once also where not all who reacted are known: what is replayed is in what was told', async () => {
      const many = (count) => [{ emoji: '👍', count, mine: false, accounts: Array.from({ length: 20 }, (_, i) => i + 100) }];
      logs.set(1, [say(1, 1), say(1, 2), say(1, 3, { reactions: many(24) })]);
      await meet(info(1));
      hear(change('reactionChanged', 1, 3, { message: 3, emoji: '👍', on: true }));
      chat.disconnected();
      hear(welcome([info(1, { lastSeq: 6 })]), say(1, 4, { reactions: many(25) }), change('reactionChanged', 1, 5, { message: 4, emoji: '👍', on: true }));
      hear(change('reactionChanged', 1, 6, { message: 4, emoji: '👍', on: true, actor: omar }), { type: 'live' });
      hear(change('reactionChanged', 1, 7, { message: 4, emoji: '👍', on: true, actor: { id: 9, name: 'Eve' } }));
      assert.deepEqual([row(3).reactions[0].count, row(4).reactions[0].count], [24, 26]);
    });

    it('edit nothing where the text is the same', async () => {
      await meet(info(1));
      chat.current.edit(row(2), 'text 2');
      assert.equal(chat.outbox.size, 0);
    });

    it('show a deleted line at once, with a way back for five seconds', async () => {
      await meet(info(1));
      chat.current.remove(row(2));
      assert.deepEqual([row(2).deleted, row(2).body, row(2).undo, row(2).waiting], [true, null, 'id-1', true]);
      chat.current.undoRemove(row(2));
      assert.deepEqual([row(2).deleted, row(2).body], [false, 'text 2']);
      chat.current.remove(row(2));
      clock.pass(5_000);
      assert.deepEqual([row(2).deleted, row(2).undo, said('deleteMessage').length], [true, null, 1]);
      ack(said('deleteMessage')[0], 4);
      assert.deepEqual([row(2).deleted, row(2).waiting], [true, false]);
    });

    it('tell what I may do: with what is mine, as a host, in an archived room', async () => {
      logs.set(1, [say(1, 1), say(1, 2, { sender: ada, editedAt: '2026-11-23T03:00:00Z' }), say(1, 3, { deleted: true, body: undefined })]);
      await meet(info(1));
      const may = (seq) => Object.entries(chat.current.may(row(seq))).filter(([, yes]) => yes).map(([what]) => what).join(' ');
      assert.equal(may(1), 'react reply pin copy unreadFrom');
      assert.equal(may(2), 'react reply edit remove pin copy unreadFrom versions');
      assert.equal(may(3), '');
      get(1).update(info(1, { host: true }));
      assert.equal(may(1), 'react reply remove pin copy unreadFrom');
      get(1).update(info(1, { archived: true, host: true }));
      assert.equal(may(2), 'copy unreadFrom versions');
      assert.equal(chat.current.may().post, false);
    });

    it('name whom they mention also in a chat of so many that nobody tells of them, asking for each once', async () => {
      const pages = [];
      const everybody = [{ id: 77, name: 'Eve' }, { id: 79, name: 'Yan' }, { id: 500, name: 'Zoe' }];
      calls.people = async ({ after }) => {
        pages.push(after);
        const found = everybody.filter(({ id }) => id > after).slice(0, 2);
        return { people: found, next: found.at(-1) === everybody.at(-1) ? null : found.at(-1).id };
      };
      start();
      await meet(info(1));
      hear(say(1, 4, { body: 'hi <@77>' }));
      assert.deepEqual([chat.nameOf(77), chat.nameOf(78), get(1).last.text], [null, null, 'hi @somebody']);
      await settled();
      assert.deepEqual([chat.nameOf(77), chat.nameOf(78), get(1).last.text, pages], ['Eve', null, 'hi @Eve', [76]]);
      chat.nameOf(500);
      chat.nameOf(600);
      await settled();
      assert.deepEqual([chat.nameOf(500), chat.nameOf(600), pages], ['Zoe', null, [76, 499]]);
      start();
      await meet(info(1));
      hear({ type: 'presence', full: true, online: 1, accounts: [{ ...lena, state: 'online', lastSeen: null }] });
      chat.nameOf(77);
      await settled();
      assert.equal(pages.length, 2);
    });

    it('find the last message of mine that can be edited, also one that waits', async () => {
      logs.set(1, [say(1, 1, { sender: ada }), say(1, 2, { sender: ada, deleted: true, body: undefined }), say(1, 3)]);
      await meet(info(1));
      assert.equal(chat.current.lastEditable.seq, 1);
      chat.current.send({ body: 'waits' });
      assert.equal(chat.current.lastEditable.body, 'waits');
    });

    it('tell at once who looks after them now', async () => {
      await meet(info(1), info(5, { host: false }));
      const mine = { type: 'mineChanged', conversation: 5, starred: true, level: 'auto', readSeq: 3, unread: 0, mentions: 0 };
      hear({ ...mine, host: true });
      assert.deepEqual([get(5).host, get(5).starred], [true, true]);
      hear(mine);
      assert.equal(get(5).host, true);
      hear({ ...mine, host: false });
      assert.equal(get(5).host, false);
    });

    it('count who of them is here, where that is told', async () => {
      const pages = [];
      const quiet = { id: 31, name: 'Quiet One', avatarUrl: null };
      calls.members = async (id, { after }) => {
        pages.push([id, after]);
        const people = after ? [lena] : [ada, omar, quiet];
        return { members: people.map((account) => ({ account, host: false })), next: after ? null : 'n' };
      };
      const here = (...people) => hear({ type: 'presence', full: true, online: 5, members: 9, accounts: people.map((one) => ({ ...one, state: 'online', lastSeen: null })) });
      start();
      await meet(info(1), info(5, { members: 3 }), info(6, { members: 201 }), info(7, { kind: 'direct', title: '', people: [ada, lena, omar], members: 3 }));
      here(ada, lena);
      const online = async (id) => {
        chat.show(id);
        await settled();
        return chat.current.online;
      };
      assert.deepEqual([await online(1), await online(5), await online(6), await online(7)], [5, 2, 0, 2]);
      assert.deepEqual(pages, [[5, null], [5, 'n']]);
      assert.equal(chat.nameOf(31), 'Quiet One');

      // Who comes and goes is counted without asking again.
      chat.show(5);
      const eve = { id: 9, name: 'Eve', avatarUrl: null };
      here(ada, lena, eve);
      hear({ type: 'membersChanged', conversation: 5, seq: 4, actor: omar, at: '2026-11-23T03:00:00Z', joined: [eve], left: [] });
      assert.equal(chat.current.online, 3);
      hear({ type: 'membersChanged', conversation: 5, seq: 5, actor: lena, at: '2026-11-23T03:00:00Z', joined: [], left: [lena] });
      assert.deepEqual([chat.current.online, pages.length], [2, 2]);

      chat.disconnected();
      clock.pass(10_000);
      assert.equal(chat.current.online, 0);
    });

    it('count nobody while it is not known who is in them, and ask again when the connection is another one', async () => {
      let members = null;
      calls.members = async () => {
        if (!members) throw new Error('away');
        return { members, next: null };
      };
      start();
      await meet(info(5, { members: 2 }));
      hear({ type: 'presence', full: true, online: 2, members: 2, accounts: [{ ...ada, state: 'online', lastSeen: null }] });
      await settled();
      assert.equal(chat.current.online, 0);
      members = [{ account: ada, host: true }];
      await meet(info(5, { members: 2 }));
      await settled();
      hear({ type: 'presence', full: true, online: 2, members: 2, accounts: [{ ...ada, state: 'online', lastSeen: null }] });
      assert.equal(chat.current.online, 1);
    });

    it('say of whom nobody tells that they were here when they were asked for', async () => {
      await meet(info(1));
      hear({ type: 'presence', full: true, online: 2, members: 900, accounts: [{ ...lena, state: 'online', lastSeen: null }] });
      const at = '2026-11-22T17:30:00.000Z';
      const presence = (person) => (({ state, lastSeen }) => [state, lastSeen])(chat.presenceOf(person));
      assert.deepEqual(presence({ ...lena, online: false, lastSeen: at }), ['online', null]);
      assert.deepEqual(presence({ ...omar, online: true, lastSeen: null }), ['online', null]);
      assert.deepEqual(presence({ ...omar, online: false, lastSeen: at }), ['offline', at]);
      assert.deepEqual(presence(omar), [null, null]);
      chat.disconnected();
      assert.deepEqual(presence({ ...omar, online: true }), [null, null]);
    });

    it('keep who pinned what, the newest first', async () => {
      calls.pins = async () => [say(1, 1, { pinned: true })];
      start();
      await meet(info(1));
      const pinned = () => chat.current.pins.rows.map(({ seq, body }) => [seq, body]);
      assert.deepEqual(pinned(), [[1, 'text 1']]);
      hear(change('messagePinned', 1, 4, { message: 3, on: true }), change('messageEdited', 1, 5, { message: 3, body: 'better', mentions: [] }));
      assert.deepEqual(pinned(), [[3, 'better'], [1, 'text 1']]);
      hear(change('messagePinned', 1, 6, { message: 1, on: false }), change('messageDeleted', 1, 7, { message: 3 }));
      assert.deepEqual(pinned(), []);
      calls.pins = null;
    });

    it('ask for a pinned message that is not at hand', async () => {
      let answers = 0;
      calls.pins = async () => (answers++ === 0 ? [] : [say(1, 1, { pinned: true })]);
      logs.set(1, Array.from({ length: 90 }, (_, i) => say(1, i + 1)));
      start();
      await meet(info(1, { lastSeq: 90, readSeq: 90 }));
      hear(change('messagePinned', 1, 91, { message: 1, on: true }));
      await settled();
      assert.deepEqual(chat.current.pins.rows.map(({ seq }) => seq), [1]);
    });

    it('are changed by what came while their page was on its way', async () => {
      await meet(info(1), info(2));
      chat.show(2);
      hear(change('messageEdited', 2, 4, { message: 2, body: 'better', mentions: [] }), change('messageDeleted', 2, 5, { message: 3 }));
      await settled();
      assert.deepEqual([row(2).body, row(3).deleted], ['better', true]);
    });
  });

  describe('one leaves for a while', () => {
    it('are shown where one was, and fetched there when they are not held', async () => {
      logs.set(2, Array.from({ length: 400 }, (_, i) => say(2, i + 1)));
      await meet(info(1), info(2, { lastSeq: 400, readSeq: 400 }));
      places.set(2, { seq: 120, offset: -14 });
      const opened = [];
      chat.on('conversation', (open) => open.on('opened', (target) => opened.push(target)));
      chat.show(2);
      await settled();
      assert.deepEqual([opened, chat.current.timeline.bySeq(120).seq], [[{ place: { seq: 120, offset: -14 } }], 120]);
      chat.current.place = { seq: 125, offset: 0 };
      chat.show(1);
      await settled();
      chat.show(2);
      assert.deepEqual(opened.at(-1), { place: { seq: 125, offset: 0 } });
      chat.current.place = null;
      chat.show(1);
      await settled();
      chat.show(2);
      await settled();
      assert.deepEqual([opened.at(-1), chat.current.timeline.last.seq], [{ end: true }, 400]);
    });

    it('are shown where something new begins, wherever one was', async () => {
      await meet(info(1), info(2));
      chat.show(2);
      await settled();
      chat.current.place = { seq: 1, offset: 0 };
      chat.current.attended = false;
      chat.show(1);
      await settled();
      const opened = [];
      get(2).open.on('opened', (target) => opened.push(target));
      hear(say(2, 4));
      chat.show(2);
      assert.deepEqual(opened, [{ seq: 4 }]);
    });
  });

  describe('and the calls about them', () => {
    const made = (id, more) => async (...args) => {
      asked.push(args);
      return info(id, more);
    };

    it('make a room and show it, whoever tells first', async () => {
      calls.makeRoom = made(5, { title: 'New', lastSeq: 1, readSeq: 1 });
      start();
      await meet(info(1));
      assert.equal(await chat.rooms.make({ title: 'New', visibility: 'open', members: [2] }), 5);
      assert.deepEqual([asked.at(-2), chat.current.id], [[{ title: 'New', visibility: 'open', members: [2] }], 5]);
      hear({ type: 'conversationAdded', conversation: info(5, { title: 'New', lastSeq: 1 }) });
      assert.equal(get(5).title, 'New');
    });

    it('start a direct, and join a room', async () => {
      Object.assign(calls, { makeDirect: made(6, { kind: 'direct', title: '', people: [ada, lena] }), addMembers: async (...args) => asked.push(args), conversation: made(7) });
      start();
      await meet(info(1));
      await chat.rooms.direct([2]);
      assert.deepEqual([chat.current.title, asked.some(([accounts]) => accounts?.[0] === 2)], ['Lena Koch', true]);
      await chat.rooms.join(7);
      assert.equal(chat.current.id, 7);
      assert.ok(asked.some(([id, accounts]) => id === 7 && accounts?.[0] === ada.id));
    });

    it('do not turn back what was heard since', async () => {
      calls.changeConversation = async () => {
        hear(change('conversationChanged', 5, 4, { title: 'Mine' }), change('conversationChanged', 5, 5, { title: 'Hers, later' }));
        return info(5, { title: 'Mine', lastSeq: 4 });
      };
      start();
      await meet(info(1), info(5));
      await chat.rooms.change(5, { title: 'Mine' });
      assert.equal(get(5).title, 'Hers, later');
    });

    it('star and mark unread by their answer, and change nothing when they are refused', async () => {
      calls.setMine = async (id, what) => {
        if (what.level) throw new Error('no');
        return { conversation: id, starred: true, level: 'auto', readSeq: 1, unread: 2, mentions: 0 };
      };
      start();
      await meet(info(1));
      await chat.rooms.unreadFrom(1, 2);
      assert.deepEqual([get(1).starred, get(1).unread], [true, 2]);
      await assert.rejects(chat.rooms.setLevel(1, 'nothing'));
      assert.equal(get(1).level, 'auto');
    });

    it('look for rooms, people and members page by page', async () => {
      Object.assign(calls, {
        rooms: async ({ after }) => (after ? { rooms: [{ id: 3 }], next: null } : { rooms: [{ id: 2 }], next: 'n' }),
        people: async () => ({ people: [lena], next: null }),
        members: async () => ({ members: [{ account: lena, host: true }], next: null }),
      });
      start();
      const rooms = chat.rooms.browse();
      await rooms.search('');
      await rooms.more();
      assert.deepEqual(rooms.found, [{ id: 2 }, { id: 3 }]);
      const people = chat.rooms.people();
      await people.search('l');
      assert.deepEqual(people.found, [lena]);
      const members = chat.rooms.members(1);
      await members.search('');
      assert.deepEqual(members.found, [{ ...lena, host: true }]);
    });

    it('tell the texts a message has had', async () => {
      calls.versions = async () => [{ body: 'helo', at: '2026-11-23T03:00:00Z' }];
      start();
      assert.deepEqual(await chat.rooms.versions(1, 2), [{ body: 'helo', at: Date.UTC(2026, 10, 23, 3) }]);
    });
  });
});
