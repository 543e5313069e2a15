import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Outbox } from '../../../../main/resources/web/js/model/outbox/outbox.js';
import { PinnedClock, SharedStore } from '../../support.mjs';

describe('the outbox', () => {
  let clock, store, sent, accepting, ids, outbox;
  const lonely = { me: 'tab-1', shared: false, whenGone: () => {} };

  const open = ({ tabs = lonely, to = sent } = {}) =>
    new Outbox({
      store: store.tab(), tabs, clock,
      newId: () => `id-${ids++}`,
      send: (item) => accepting && to.push(item.commandId) > 0,
    });
  const write = (body, more = {}) => outbox.add({ conversation: 1, body, ...more }).commandId;

  beforeEach(() => {
    clock = new PinnedClock();
    store = new SharedStore();
    sent = [];
    accepting = true;
    ids = 1;
    outbox = open();
  });

  it('stores before it sends', () => {
    let storedAtSend;
    outbox = new Outbox({
      store: store.tab(), tabs: lonely, clock, newId: () => 'x',
      send: ({ commandId }) => (storedAtSend = store.items.has(commandId)),
    });
    outbox.online();
    write('hello');
    assert.equal(storedAtSend, true);
  });

  it('sends nothing before the connection has caught up', () => {
    write('hello');
    assert.deepEqual(sent, []);
    outbox.online();
    assert.deepEqual(sent, ['id-1']);
  });

  it('has one un-acked message per conversation, in order', () => {
    outbox.online();
    write('one');
    write('two');
    outbox.add({ conversation: 2, body: 'elsewhere' });
    assert.deepEqual(sent, ['id-1', 'id-3']);
    outbox.settle('id-1');
    assert.deepEqual(sent, ['id-1', 'id-3', 'id-2']);
  });

  it('sends again with the same id after a reconnect', () => {
    outbox.online();
    write('hello');
    outbox.offline();
    outbox.online();
    assert.deepEqual(sent, ['id-1', 'id-1']);
  });

  it('takes silence as unknown: sends again, never fails', () => {
    outbox.online();
    write('hello');
    clock.pass(20_000);
    assert.deepEqual(sent, ['id-1', 'id-1']);
    clock.pass(3_600_000);
    assert.equal(outbox.items(1)[0].failed, undefined);
  });

  it('forgets a message only when the server has it', () => {
    outbox.online();
    write('hello');
    assert.equal(store.items.size, 1);
    assert.equal(outbox.settle('id-1').body, 'hello');
    assert.equal(store.items.size, 0);
    assert.equal(outbox.settle('id-1'), null);
  });

  it('survives a reload', () => {
    write('one');
    write('two');
    const later = open({ tabs: { ...lonely, me: 'tab-2', whenGone: (_, run) => run() } });
    later.online();
    assert.deepEqual(later.items(1).map((item) => item.body), ['one', 'two']);
    assert.deepEqual(sent, ['id-1']);
  });

  it('refuses what it cannot keep and changes nothing', () => {
    store.full = true;
    assert.throws(() => write('hello'), /Quota/);
    assert.equal(outbox.items(1).length, 0);
    assert.equal(outbox.waiting, 0);
  });

  it('fails a message that was refused for good, and goes on with the next', () => {
    outbox.online();
    write('one');
    write('two');
    outbox.refused('id-1', { code: 'too_large', message: 'no', retry: false, afterSeq: 9 });
    const [failed] = outbox.items(1);
    assert.deepEqual([failed.failed.code, failed.afterSeq], ['too_large', 9]);
    assert.deepEqual(sent, ['id-1', 'id-2']);
    assert.equal(outbox.waiting, 1);
  });

  it('waits as long as the server asks and keeps the order meanwhile', () => {
    outbox.online();
    write('one');
    write('two');
    outbox.refused('id-1', { code: 'rate_limited', retry: true, retryAfterMs: 800 });
    clock.pass(799);
    assert.deepEqual(sent, ['id-1']);
    clock.pass(1);
    assert.deepEqual(sent, ['id-1', 'id-1']);
    assert.equal(outbox.items(1)[0].failed, undefined);
  });

  it('waits a second when the server does not say how long', () => {
    outbox.online();
    write('one');
    outbox.refused('id-1', { code: 'busy', retry: true });
    clock.pass(999);
    assert.equal(sent.length, 1);
    clock.pass(1);
    assert.equal(sent.length, 2);
  });

  it('retries a failed message with the same id, behind what was written since', () => {
    outbox.online();
    write('one');
    outbox.refused('id-1', { code: 'forbidden', retry: false });
    outbox.offline();
    write('two');
    outbox.retry('id-1');
    assert.deepEqual(outbox.items(1).map((item) => [item.commandId, item.failed]), [['id-2', undefined], ['id-1', undefined]]);
    assert.equal(store.items.size, 2);
  });

  it('retries under another id when the id itself was the trouble', () => {
    outbox.online();
    write('one');
    outbox.refused('id-1', { code: 'id_conflict', retry: false });
    outbox.retry('id-1');
    assert.deepEqual([...store.items.keys()], ['id-2']);
    assert.deepEqual(sent, ['id-1', 'id-2']);
  });

  it('lets a failed message be, if the retry cannot be kept', () => {
    outbox.online();
    write('one');
    outbox.refused('id-1', { code: 'id_conflict', retry: false });
    store.full = true;
    assert.throws(() => outbox.retry('id-1'), /Quota/);
    assert.deepEqual(outbox.items(1).map((item) => [item.commandId, item.failed.code]), [['id-1', 'id_conflict']]);
    assert.deepEqual([...store.items.keys()], ['id-1']);
    assert.deepEqual(sent, ['id-1']);
  });

  it('says when what waits would be gone with the page', () => {
    assert.equal(outbox.atRisk, false);
    write('one');
    assert.equal(outbox.atRisk, false);
    const forgetful = new Outbox({ store: { ...store.tab(), lasts: false }, tabs: lonely, clock, newId: () => 'x', send: () => true });
    assert.equal(forgetful.atRisk, true);
    forgetful.settle('id-1');
    assert.equal(forgetful.atRisk, false);
  });

  it('throws away only what failed', () => {
    write('one');
    outbox.discard('id-1');
    assert.equal(outbox.size, 1);
    outbox.refused('id-1', { code: 'forbidden', retry: false });
    outbox.discard('id-1');
    assert.equal(outbox.size, 0);
    assert.equal(store.items.size, 0);
  });

  it('keeps failures across a reload', () => {
    write('one');
    outbox.refused('id-1', { code: 'forbidden', retry: false });
    assert.equal(open().items(1)[0].failed.code, 'forbidden');
  });

  it('keeps the order of writing when the clock stands still or goes back', () => {
    write('one');
    write('two');
    clock.time -= 60_000;
    write('three');
    const stored = [...store.items.values()].sort((a, b) => a.createdAt - b.createdAt);
    assert.deepEqual(stored.map((item) => item.body), ['one', 'two', 'three']);
  });

  it('tries again when the connection did not take it', () => {
    accepting = false;
    outbox.online();
    write('one');
    accepting = true;
    outbox.online();
    assert.deepEqual(sent, ['id-1']);
  });

  it('sends nothing while offline', () => {
    outbox.online();
    outbox.offline();
    write('one');
    clock.pass(60_000);
    assert.deepEqual(sent, []);
  });

  it('is not held up after a reconnect by what the server asked before', () => {
    outbox.online();
    write('one');
    outbox.refused('id-1', { code: 'rate_limited', retry: true, retryAfterMs: 60_000 });
    outbox.offline();
    outbox.online();
    assert.deepEqual(sent, ['id-1', 'id-1']);
  });

  it('says so when it changed', () => {
    let changes = 0;
    outbox.on('change', () => (changes += 1));
    write('one');
    outbox.refused('id-1', { code: 'forbidden', retry: false });
    outbox.retry('id-1');
    outbox.settle('id-1');
    assert.equal(changes, 4);
  });

  it('leaves no timer when it goes offline', () => {
    outbox.online();
    write('one');
    outbox.refused('id-1', { code: 'busy', retry: true });
    outbox.add({ conversation: 2, body: 'elsewhere' });
    outbox.offline();
    assert.equal(clock.waiting, 0);
  });
});

describe('the outbox in two tabs', () => {
  let clock, store, ended;

  const open = (me, to, { shared = false } = {}) => {
    let id = 1;
    const whenGone = (tab, run) => ended.push({ tab, run });
    return new Outbox({
      store: store.tab(), tabs: { me, shared, whenGone }, clock,
      newId: () => `${me}-${id++}`, send: (item) => to.push(item.commandId) > 0,
    });
  };

  beforeEach(() => {
    clock = new PinnedClock();
    store = new SharedStore();
    ended = [];
  });

  it('shows in both and sends from the one that wrote it', () => {
    const [sentA, sentB] = [[], []];
    const [a, b] = [open('a', sentA), open('b', sentB)];
    a.online();
    b.online();
    a.add({ conversation: 1, body: 'hello' });
    assert.equal(b.items(1).length, 1);
    assert.deepEqual([sentA, sentB], [['a-1'], []]);
    a.settle('a-1');
    assert.equal(b.items(1).length, 0);
  });

  it('is sent by another tab when the one that wrote it is gone', () => {
    const sentB = [];
    const a = open('a', []);
    const b = open('b', sentB);
    b.online();
    a.add({ conversation: 1, body: 'hello' });
    a.close();
    ended.filter(({ tab }) => tab === 'a').forEach(({ run }) => run());
    assert.deepEqual(sentB, ['a-1']);
  });

  it('is sent by all where tabs cannot tell, under one id', () => {
    const [sentA, sentB] = [[], []];
    const a = open('a', sentA, { shared: true });
    const b = open('b', sentB, { shared: true });
    a.online();
    b.online();
    a.add({ conversation: 1, body: 'hello' });
    assert.deepEqual([sentA, sentB], [['a-1'], ['a-1']]);
    assert.deepEqual(ended, []);
  });

  it('never overwrites what the other wrote', () => {
    const [a, b] = [open('a', []), open('b', [])];
    a.add({ conversation: 1, body: 'from a' });
    b.add({ conversation: 1, body: 'from b' });
    assert.deepEqual(open('c', []).items(1).map((item) => item.body), ['from a', 'from b']);
  });

  it('stays where it was written until that tab sees it stored itself', () => {
    const sentA = [];
    const a = open('a', sentA);
    const b = open('b', []);
    a.online();
    a.add({ conversation: 1, body: 'one' });
    a.add({ conversation: 1, body: 'two' });
    a.offline();
    b.settle('a-1');
    assert.deepEqual(b.items(1).map((item) => item.body), ['two']);
    assert.deepEqual(a.items(1).map((item) => item.body), ['one', 'two']);
    a.online();
    a.settle('a-1');
    assert.deepEqual(sentA, ['a-1', 'a-1', 'a-2']);
  });

  it('goes out although somebody emptied the store', () => {
    const sentA = [];
    const a = open('a', sentA);
    a.add({ conversation: 1, body: 'one' });
    store.items.clear();
    open('b', []).add({ conversation: 1, body: 'two' });
    a.online();
    assert.deepEqual(sentA, ['a-1']);
    assert.deepEqual(a.items(1).map((item) => item.body).sort(), ['one', 'two']);
  });

  it('vanishes from all when a failed one is thrown away in one', () => {
    const [a, b] = [open('a', []), open('b', [])];
    a.add({ conversation: 1, body: 'one' });
    a.refused('a-1', { code: 'forbidden', retry: false });
    b.discard('a-1');
    assert.deepEqual([a.items(1), b.items(1), store.items.size], [[], [], 0]);
  });

  it('is sent by the other after half a minute, when the one that wrote it lives but cannot', () => {
    const sentB = [];
    const a = open('a', []);
    const b = open('b', sentB);
    b.online();
    a.add({ conversation: 1, body: 'one' });
    a.add({ conversation: 1, body: 'two' });
    clock.pass(29_000);
    assert.deepEqual(sentB, []);
    clock.pass(2_000);
    assert.deepEqual(sentB, ['a-1']);
    b.settle('a-1');
    assert.deepEqual(sentB, ['a-1', 'a-2']);
    b.settle('a-2');
    a.close();
    b.offline();
    b.close();
    clock.pass(60_000);
    assert.equal(clock.waiting, 0);
  });

  it('is inherited also when there is no room to write down by whom', () => {
    const sentB = [];
    const a = open('a', []);
    const b = open('b', sentB);
    b.online();
    a.add({ conversation: 1, body: 'one' });
    a.add({ conversation: 1, body: 'two' });
    a.close();
    store.full = true;
    const [gone, ...more] = ended.filter(({ tab }) => tab === 'a');
    gone.run();
    assert.deepEqual(more, []);
    b.settle('a-1');
    assert.deepEqual(sentB, ['a-1', 'a-2']);
    assert.deepEqual(ended.filter(({ tab }) => tab === 'a').length, 1);
  });
});
