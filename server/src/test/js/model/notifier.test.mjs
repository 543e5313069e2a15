import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Chat } from '../../../main/resources/web/js/model/chat.js';
import { Notifier } from '../../../main/resources/web/js/model/notifications/notifier.js';
import { Outbox } from '../../../main/resources/web/js/model/outbox/outbox.js';
import { PinnedClock, SharedStore, ada, keepsNoRows, lena, omar, posted } from '../support.mjs';

describe('what is brought to notice', () => {
  let clock, chat, attends, settings, shown, missing, notifier;
  const direct = { id: 2, kind: 'direct', title: '', lastSeq: 0, readSeq: 0, unread: 0, mentions: 0, members: 2, level: 'auto', people: [ada, lena], last: null };
  const lobby = { id: 1, kind: 'room', title: 'Lobby', lastSeq: 3, readSeq: 3, unread: 0, mentions: 0, members: 14, level: 'auto', last: null };
  const welcome = (more = {}) => ({
    type: 'welcome', version: 2, epoch: 'e1', account: { ...ada, email: 'ada@example.org' }, serverTime: new Date(clock.now()).toISOString(),
    conversations: [lobby, direct], notifications: { doNotDisturb: { mode: 'off' }, words: [] }, ...more,
  });
  const hear = (...events) => events.forEach((event) => chat.handle(event));
  const last = () => shown.at(-1);

  beforeEach(() => {
    clock = new PinnedClock();
    chat = new Chat({ keptRows: keepsNoRows,
      account: { ...ada }, clock, send: () => true, recents: null,
      conversationStore: { get: () => [], set() {}, shown: () => null, setShown() {} },
      places: { get: () => null, put() {}, flush() {} },
      outbox: (ports) => new Outbox({ store: new SharedStore().tab(), tabs: { me: 't', shared: true, whenGone() {} }, newId: () => 'id', clock, ...ports }),
      calls: {
        history: async () => ({ rows: [], upto: 0, older: false, newer: false }), pins: async () => [], members: async () => ({ members: [], next: null }),
        changeNotifications: async (some) => ({ ...chat.notifications, ...some }),
      },
    });
    attends = [];
    shown = [];
    missing = 0;
    settings = { notifications: true, notificationSound: true, notificationText: true };
    notifier = new Notifier({
      chat, settings, now: clock.now,
      screen: {
        attends: (id) => attends.includes(id),
        show: (notification, { sound }) => shown.push({ ...notification, sound }),
        withdraw: (key) => shown.push(`-${key}`),
        missing: () => (missing += 1),
      },
    });
    notifier.lead();
    hear(welcome(), { type: 'live' });
  });

  it('says where, who and what', () => {
    hear(posted(4, { body: '**Hello** <@1>' }));
    assert.deepEqual(last(), { key: 1, title: 'Lobby', body: 'Lena Koch: Hello @Ada Brandt', conversation: 1, seq: 4, sound: true });
    hear({ ...posted(1, { body: 'Just you' }), conversation: 2 });
    assert.deepEqual([last().title, last().body], ['Lena Koch', 'Just you']);
    hear({ ...posted(2, { body: '', files: [{ id: 'f', name: 'plan.pdf', bytes: 1 }] }), conversation: 2 });
    assert.equal(last().body, 'plan.pdf');
  });

  it('hides the text if it is to', () => {
    settings.notificationText = false;
    hear(posted(4));
    assert.equal(last().body, 'New message');
  });

  it('is told by its number if there is much', () => {
    for (const seq of [4, 5, 6, 7]) hear(posted(seq));
    assert.deepEqual([last().body, last().sound], ['4 new messages in Lobby', false]);
  });

  it('makes no sound if it is not to', () => {
    settings.notificationSound = false;
    hear(posted(4));
    assert.equal(last().sound, false);
  });

  it('is nothing that one sees, sent, or is not to be disturbed by', () => {
    attends = [1];
    hear(posted(4));
    attends = [];
    hear(posted(5, { sender: ada }));
    hear({ type: 'notificationsChanged', notifications: { doNotDisturb: { mode: 'on' }, words: [] } });
    hear(posted(6));
    assert.deepEqual(shown, []);
  });

  it('goes when it is read on another device, or muted', () => {
    hear(posted(4), { type: 'readMoved', conversation: 1, account: ada.id, seq: 4 });
    assert.equal(last(), '-1');
    hear(posted(5));
    assert.equal(last().seq, 5);
    hear({ type: 'mineChanged', conversation: 1, starred: false, level: 'nothing', readSeq: 4, unread: 1, mentions: 0 });
    assert.equal(last(), '-1');
  });

  it('goes with a deleted message, and tells the one before', () => {
    hear(posted(4), posted(5));
    const gone = (seq, message) => ({ type: 'messageDeleted', conversation: 1, seq, actor: lena, at: '2026-11-23T09:00:00Z', message });
    hear(gone(6, 5));
    assert.deepEqual([last().seq, last().sound], [4, false]);
    hear(gone(7, 4));
    assert.equal(last(), '-1');
  });

  it('is of an edit only what mentions one for the first time', () => {
    hear(posted(4, { sender: omar }));
    const edit = (seq, mentions) => ({ type: 'messageEdited', conversation: 1, seq, actor: omar, at: '2026-11-23T09:00:00Z', message: 4, body: 'now you', mentions });
    notifier.dismissed(1);
    hear(edit(5, []));
    assert.equal(shown.length, 1);
    hear(edit(6, [ada.id]));
    assert.deepEqual([last().seq, last().body, shown.length], [4, 'Omar Malik: now you', 2]);
  });

  it('says silently what a message says now', () => {
    hear(posted(4, { sender: omar }));
    const edit = (seq, body) => ({ type: 'messageEdited', conversation: 1, seq, actor: omar, at: '2026-11-23T09:00:00Z', message: 4, body, mentions: [] });
    hear(edit(5, 'rather tea'));
    assert.deepEqual([last().seq, last().body, last().sound, shown.length], [4, 'Omar Malik: rather tea', false, 2]);
    hear(posted(6), edit(7, 'or not'));
    assert.equal(shown.length, 3);
    hear({ type: 'messageDeleted', conversation: 1, seq: 8, actor: lena, at: '2026-11-23T09:00:00Z', message: 6 });
    assert.equal(last().body, 'Omar Malik: or not');
  });

  it('stays if it is of an edit of a message that was read, and leads to that', () => {
    const edit = (seq, message, body) => ({ type: 'messageEdited', conversation: 1, seq, actor: omar, at: '2026-11-23T09:00:00Z', message, body, mentions: [ada.id] });
    hear(edit(4, 2, 'now you'));
    assert.deepEqual([last().seq, last().body], [2, 'Omar Malik: now you']);
    hear({ type: 'messageDeleted', conversation: 1, seq: 5, actor: omar, at: '2026-11-23T09:00:00Z', message: 2 });
    assert.equal(last(), '-1');
  });

  it('is after an absence one for all that is not read', () => {
    chat.disconnected();
    hear(
      welcome({ conversations: [{ ...lobby, lastSeq: 6, readSeq: 4, unread: 2 }, { ...direct, lastSeq: 1, unread: 1 }] }),
      posted(4), posted(5), posted(6), { ...posted(1), conversation: 2 },
    );
    assert.deepEqual(shown, []);
    hear({ type: 'live' });
    assert.equal(shown.length, 1);
    assert.deepEqual([last().title, last().body], ['Chatter', '3 new messages in 2 conversations']);
  });

  it('is nothing after an absence if all was read elsewhere', () => {
    chat.disconnected();
    hear(welcome({ conversations: [{ ...lobby, lastSeq: 4, readSeq: 4 }, direct] }), posted(4), { type: 'live' });
    assert.deepEqual(shown, []);
  });

  it('is offered where it is off', () => {
    settings.notifications = false;
    hear(posted(4));
    assert.deepEqual([shown, missing], [[], 1]);
  });

  it('goes when it is opened, and with the screen', () => {
    hear(posted(4), { ...posted(1), conversation: 2 });
    notifier.opened(1);
    assert.equal(last(), '-1');
    notifier.close();
    assert.equal(last(), '-2');
    hear(posted(5));
    assert.equal(last(), '-2');
  });

  it('is another tab’s while that one leads', () => {
    const other = new Notifier({ chat, settings, now: clock.now, screen: { attends: () => false, show: () => assert.fail('twice'), withdraw() {}, missing() {} } });
    hear(posted(4));
    assert.equal(shown.length, 1);
    other.close();
  });

  it('follows what the account says, which is kept at the server', async () => {
    await chat.changeNotifications({ words: ['lunch'] });
    assert.deepEqual(chat.notifications, { doNotDisturb: { mode: 'off' }, words: ['lunch'] });
    hear({ type: 'mineChanged', conversation: 1, starred: false, level: 'mentions', readSeq: 3, unread: 0, mentions: 0 });
    hear(posted(4), posted(5, { body: 'Lunch?' }));
    assert.deepEqual(shown.map(({ seq }) => seq), [5]);
  });
});
