import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Backoff } from '../../main/resources/web/js/net/backoff.js';
import { Emitter } from '../../main/resources/web/js/model/emitter.js';
import { newId } from '../../main/resources/web/js/model/platform.js';
import { LatestOnly } from '../../main/resources/web/js/model/latest-only.js';
import { Roster } from '../../main/resources/web/js/model/people/roster.js';
import { distanceToEnd, firstBelow, followsEnd, isAtEnd, keepInPlace, nearEnd, nearTop, quarterDown } from '../../main/resources/web/js/view/timeline/scroll-math.js';
import { Settings } from '../../main/resources/web/js/model/settings.js';
import { TypingNotifier, TypingTracker } from '../../main/resources/web/js/model/conversation/typing.js';
import { PinnedClock } from './support.mjs';

describe('asking again before the answer comes', () => {
  it('lets only what was asked for last through, whatever comes first', async () => {
    const latest = new LatestOnly();
    const heard = [];
    const settle = [];
    const ask = () => new Promise((resolve, reject) => settle.push({ resolve, reject }));
    const asked = [ask, ask, ask].map((one) =>
      latest.ask(one, (answer) => heard.push(answer), (problem) => heard.push(problem.message)));
    settle[2].resolve('newest');
    settle[0].resolve('old');
    settle[1].reject(new Error('failed'));
    await Promise.all(asked);
    assert.deepEqual(heard, ['newest']);
  });

  it('tells of a failure of the last', async () => {
    const latest = new LatestOnly();
    const heard = [];
    await latest.ask(() => Promise.reject(new Error('failed')), () => {}, (problem) => heard.push(problem.message));
    assert.deepEqual(heard, ['failed']);
  });
});

describe('waiting between tries', () => {
  it('doubles from half a second to thirty', () => {
    const backoff = new Backoff({ random: () => 1 });
    assert.deepEqual(Array.from({ length: 9 }, () => backoff.next()), [500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
  });

  it('is spread over the whole time', () => {
    assert.equal(new Backoff({ random: () => 0 }).next(), 0);
    assert.equal(new Backoff({ random: () => 0.5 }).next(), 250);
  });

  it('begins anew after a success', () => {
    const backoff = new Backoff({ random: () => 1 });
    backoff.next();
    backoff.next();
    backoff.reset();
    assert.equal(backoff.next(), 500);
  });

  it('stays within bounds after very many tries', () => {
    const backoff = new Backoff({ random: () => 1 });
    for (let i = 0; i < 5_000; i += 1) backoff.next();
    assert.equal(backoff.next(), 30_000);
  });
});

describe('who is typing', () => {
  let clock, changes, tracker;
  const ana = { account: 4, name: 'Ana' };

  beforeEach(() => {
    clock = new PinnedClock();
    changes = 0;
    tracker = new TypingTracker({ clock, changed: () => (changes += 1) });
  });

  it('counts for six seconds from the last word of it', () => {
    tracker.heard({ ...ana, typing: true });
    clock.pass(5_000);
    tracker.heard({ ...ana, typing: true });
    clock.pass(5_999);
    assert.deepEqual(tracker.names, ['Ana']);
    clock.pass(1);
    assert.deepEqual(tracker.names, []);
    assert.equal(changes, 2);
  });

  it('ends when they say so', () => {
    tracker.heard({ ...ana, typing: true });
    tracker.heard({ ...ana, typing: false });
    assert.deepEqual(tracker.names, []);
    assert.equal(clock.waiting, 0);
  });

  it('names several in the order they began', () => {
    tracker.heard({ ...ana, typing: true });
    tracker.heard({ account: 3, name: 'Omar', typing: true });
    tracker.heard({ ...ana, typing: true });
    assert.deepEqual(tracker.names, ['Ana', 'Omar']);
  });

  it('is a change only when it is one', () => {
    tracker.heard({ ...ana, typing: true });
    tracker.heard({ ...ana, typing: true });
    tracker.heard({ account: 9, name: 'Nobody', typing: false });
    assert.equal(changes, 1);
    tracker.clear();
    tracker.clear();
    assert.equal(changes, 2);
  });

  it('is nobody after a disconnect', () => {
    tracker.heard({ ...ana, typing: true });
    tracker.clear();
    assert.deepEqual(tracker.names, []);
    assert.equal(clock.waiting, 0);
  });
});

describe('saying that I type', () => {
  let clock, said, typingNotifier;

  beforeEach(() => {
    clock = new PinnedClock();
    said = [];
    typingNotifier = new TypingNotifier({ clock, send: (typing) => said.push(typing) });
  });

  it('happens at most every three seconds', () => {
    for (let i = 0; i < 60; i += 1) {
      typingNotifier.typed('x'.repeat(i + 1));
      clock.pass(100);
    }
    assert.deepEqual(said, [true, true]);
  });

  it('is taken back when the field is empty again', () => {
    typingNotifier.typed('a');
    typingNotifier.typed(' ');
    typingNotifier.typed('');
    assert.deepEqual(said, [true, false]);
  });

  it('does not flutter when one types and deletes', () => {
    for (let i = 0; i < 10; i += 1) {
      typingNotifier.typed('a');
      typingNotifier.typed('');
    }
    assert.deepEqual(said, [true, false]);
  });

  it('is taken back after a pause', () => {
    typingNotifier.typed('a');
    clock.pass(5_000);
    assert.deepEqual(said, [true, false]);
  });

  it('ends without a word when the message is sent', () => {
    typingNotifier.typed('a');
    typingNotifier.sent();
    clock.pass(10_000);
    assert.deepEqual(said, [true]);
    typingNotifier.typed('b');
    assert.deepEqual(said, [true, true]);
  });
});

describe('the people', () => {
  const person = (id, name, state) => ({ id, name, avatarUrl: null, state, lastSeen: null });
  let roster;

  beforeEach(() => {
    roster = new Roster(1);
    roster.presence({ full: true, online: 2, accounts: [person(1, 'Ada', 'online'), person(2, 'omar', 'offline'), person(3, 'Lena', 'online'), person(4, 'Ana', 'offline')] });
  });

  it('are those online first, then by name', () => {
    assert.deepEqual(roster.people.map((one) => one.name), ['Ada', 'Lena', 'Ana', 'omar']);
    assert.equal(roster.online, 2);
    assert.equal(roster.people[0].isMe, true);
  });

  it('change by differences', () => {
    roster.presence({ full: false, online: 3, accounts: [person(2, 'Omar', 'online'), person(5, 'Bo', 'offline')] });
    assert.deepEqual(roster.people.map((one) => one.name), ['Ada', 'Lena', 'Omar', 'Ana', 'Bo']);
    assert.equal(roster.online, 3);
    assert.equal(roster.size, 5);
  });

  it('stand in order of their new names', () => {
    assert.equal(roster.people.at(-1).name, 'omar');
    roster.accountChanged({ id: 2, name: 'Abe' });
    assert.deepEqual(roster.people.map((one) => one.name), ['Ada', 'Lena', 'Abe', 'Ana']);
  });

  it('are counted by the server where it names nobody, while connected too', () => {
    assert.equal(roster.members, 4, 'who is listed is counted');
    roster.presence({ full: true, online: 9, members: 201, accounts: [] });
    assert.deepEqual([roster.members, roster.people, roster.person(2)], [201, [], null]);
    roster.presence({ full: false, online: 9, members: 202, accounts: [] });
    assert.equal(roster.members, 202);
    roster.presence({ full: true, online: 1, members: 1, accounts: [person(3, 'Lena', 'online')] });
    assert.deepEqual([roster.members, roster.person(3).state], [1, 'online']);
  });

  it('are replaced by a full list', () => {
    roster.presence({ full: true, online: 1, accounts: [person(3, 'Lena', 'online')] });
    assert.equal(roster.size, 1);
  });

  it('are only a number when there are very many', () => {
    roster.presence({ full: true, online: 250, accounts: [] });
    assert.deepEqual([roster.online, roster.size], [250, 0]);
  });

  it('are counted when the number is missing', () => {
    roster.presence({ accounts: [person(2, 'Omar', 'online')] });
    assert.equal(roster.online, 3);
  });

  it('take new names, and nobody new by that', () => {
    roster.accountChanged({ id: 3, name: 'Lena Roth', avatarUrl: '/x' });
    roster.accountChanged({ id: 99, name: 'Nobody' });
    assert.equal(roster.size, 4);
    assert.deepEqual(roster.people[1], { id: 3, name: 'Lena Roth', avatarUrl: '/x', state: 'online', lastSeen: null, isMe: false });
  });
});

describe('scrolling', () => {
  const view = { scrollTop: 1_000, clientHeight: 500, scrollHeight: 2_000 };

  it('knows how far the end is', () => {
    assert.equal(distanceToEnd(view), 500);
    assert.equal(distanceToEnd({ ...view, scrollTop: 1_600 }), 0);
    assert.equal(isAtEnd({ ...view, scrollTop: 1_440 }), true);
    assert.equal(isAtEnd({ ...view, scrollTop: 1_439 }), false);
  });

  it('wants the next page within one screen of an edge', () => {
    assert.equal(nearTop({ ...view, scrollTop: 499 }), true);
    assert.equal(nearTop({ ...view, scrollTop: 500 }), false);
    assert.equal(nearEnd({ ...view, scrollTop: 1_001 }), true);
    assert.equal(nearEnd(view), false);
  });

  it('follows the end through all that grows and shrinks, and leaves it only with a hand', () => {
    const end = { scrollTop: 1_500, clientHeight: 500, scrollHeight: 2_000 };
    const follows = (stands, byHand = false) => followsEnd({ pinned: true, stood: end, stands: { ...end, ...stands }, byHand });
    // A field of four more lines, a row that came, and both while the list stood elsewhere for a moment.
    assert.equal(follows({ clientHeight: 420 }), true);
    assert.equal(follows({ scrollHeight: 2_400 }), true);
    assert.equal(follows({ clientHeight: 420, scrollTop: 1_420 }), true);
    assert.equal(follows({ scrollTop: 1_400 }), false);
    assert.equal(follows({ scrollTop: 1_400, scrollHeight: 2_400 }, true), false);
    assert.equal(followsEnd({ pinned: false, stood: end, stands: { ...end, scrollHeight: 2_400 }, byHand: false }), false);
    assert.equal(followsEnd({ pinned: false, stood: end, stands: end, byHand: true }), true);
  });

  it('keeps a row where it was', () => {
    assert.equal(keepInPlace({ scrollTop: 40, before: 120.25, after: 3_120.75 }), 3_040.5);
  });

  it('puts a row a quarter down, but not above the beginning', () => {
    assert.equal(quarterDown({ ...view, top: 300 }), 1_175);
    assert.equal(quarterDown({ ...view, scrollTop: 0, top: 50 }), 0);
  });

  it('finds the first row below a line, looking at few', () => {
    const rows = Array.from({ length: 400 }, (_, i) => i * 10);
    let looks = 0;
    const edge = (row) => (looks += 1, row);
    assert.equal(firstBelow(rows, edge, 1_995), 200);
    assert.ok(looks <= 10);
    assert.equal(firstBelow(rows, edge, -1), 0);
    assert.equal(firstBelow(rows, edge, 3_990), -1);
    assert.equal(firstBelow([], edge, 0), -1);
  });
});

describe('settings', () => {
  it('have defaults, are kept, and tell of changes', () => {
    const kept = new Map();
    const settings = new Settings({ get: (name) => kept.get(name), set: (name, value) => kept.set(name, value) });
    let told = 0;
    settings.on('change', () => (told += 1));
    assert.deepEqual([settings.theme, settings.enterSends], ['system', true]);
    settings.enterSends = false;
    settings.theme = 'dark';
    assert.deepEqual(kept.get('settings'), { theme: 'dark', enterSends: false });
    assert.equal(told, 2);
  });
});

describe('ids', () => {
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

  it('are random UUIDs, also where randomUUID is missing', () => {
    const plain = { getRandomValues: (bytes) => globalThis.crypto.getRandomValues(bytes) };
    const ids = new Set(Array.from({ length: 500 }, () => newId(plain)));
    assert.equal(ids.size, 500);
    for (const id of [...ids, newId()]) assert.match(id, uuid);
  });
});

describe('an emitter', () => {
  it('tells those who listen, until they stop', () => {
    const emitter = new Emitter();
    const heard = [];
    const stop = emitter.on('x', (value) => heard.push(value));
    emitter.emit('x', 1);
    emitter.emit('y', 2);
    stop();
    emitter.emit('x', 3);
    assert.deepEqual(heard, [1]);
  });
});
