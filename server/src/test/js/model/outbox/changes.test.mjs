import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Outbox } from '../../../../main/resources/web/js/model/outbox/outbox.js';
import { PinnedClock, SharedStore } from '../../support.mjs';

describe('changes of messages in the outbox', () => {
  let clock, store, sent, ids, outbox, refused;
  const lonely = { me: 'tab-1', shared: false, whenGone: () => {} };
  const open = ({ tabs = lonely, to = sent } = {}) =>
    new Outbox({ store: store.tab(), tabs, clock, newId: () => `id-${ids++}`, send: (item) => to.push({ ...item }) > 0 });
  const write = (body, more = {}) => outbox.add({ conversation: 1, body, ...more }).commandId;
  const kinds = (list = sent) => list.map(({ type, commandId, message, body }) => [type, commandId, message ?? body]);
  const waiting = () => outbox.items(1).map(({ type, commandId }) => `${type} ${commandId}`);
  const of = (message, more = {}) => ({ conversation: 1, message, ...more });

  beforeEach(() => {
    clock = new PinnedClock();
    store = new SharedStore();
    sent = [];
    ids = 1;
    refused = [];
    outbox = open();
    outbox.on('refused', ({ item, failure }) => refused.push([item.type, failure.code]));
  });

  it('go out one at a time and in the order in which they were made, with the messages', () => {
    write('hello');
    outbox.edit(of(4, { body: 'better' }));
    outbox.react(of(4, { emoji: '👍', on: true }));
    outbox.pin(of(4, { on: true }));
    outbox.online();
    for (const seq of [10, 11, 12, 13]) outbox.settle(sent.at(-1).commandId, seq);
    assert.deepEqual(kinds(), [['sendMessage', 'id-1', 'hello'], ['editMessage', 'id-2', 4], ['react', 'id-3', 4], ['pinMessage', 'id-4', 4]]);
    assert.equal(outbox.size, 0);
  });

  it('survive a reload, in order', () => {
    outbox.react(of(4, { emoji: '👍', on: true }));
    outbox.edit(of(4, { body: 'better' }));
    const later = open({ tabs: { ...lonely, me: 'tab-2', whenGone: (_, run) => run() } });
    later.online();
    later.settle('id-1', 9);
    assert.deepEqual(kinds(), [['react', 'id-1', 4], ['editMessage', 'id-2', 4]]);
  });

  it('of a message that waits go after it, by the number it got', () => {
    const target = write('hello');
    outbox.online();
    outbox.react({ conversation: 1, target, emoji: '👍', on: true });
    outbox.edit({ conversation: 1, target, body: 'better' });
    assert.deepEqual(kinds(), [['sendMessage', 'id-1', 'hello']]);
    outbox.settle(target, 42);
    assert.deepEqual(kinds(), [['sendMessage', 'id-1', 'hello'], ['react', 'id-2', 42]]);
    outbox.settle('id-2', 43);
    assert.deepEqual(sent.at(-1).message, 42);
    assert.equal('target' in store.items.get('id-3'), false);
  });

  it('of a message that another tab sends go after it too', () => {
    const theirs = [];
    const target = write('hello');
    outbox.online();
    const other = open({ tabs: { ...lonely, me: 'tab-2' }, to: theirs });
    other.online();
    other.pin({ conversation: 1, target, on: true });
    outbox.settle(target, 42);
    assert.deepEqual(kinds(theirs), [['pinMessage', 'id-2', 42]]);
    assert.deepEqual(kinds(), [['sendMessage', 'id-1', 'hello']]);
  });

  it('of a message that another tab sends are found also before that tab heard of them', () => {
    const deaf = store.tab();
    const theirs = new Outbox({ store: { ...deaf, watch: () => () => {} }, tabs: { ...lonely, me: 'tab-2' }, clock, newId: () => 'm', send: () => true });
    theirs.add({ conversation: 1, body: 'hello' });
    outbox.online();
    outbox.pin({ conversation: 1, target: 'm', on: true });
    theirs.settle('m', 42);
    assert.deepEqual([store.items.get('id-1').message, store.items.has('m')], [42, false]);
  });

  it('change a message that was never sent where it waits', () => {
    const target = write('helo');
    outbox.edit({ conversation: 1, target, body: 'hello' });
    assert.deepEqual(waiting(), ['sendMessage id-1']);
    assert.equal(store.items.get('id-1').body, 'hello');
    outbox.online();
    assert.deepEqual(kinds(), [['sendMessage', 'id-1', 'hello']]);
  });

  it('never change a message under its id once the server may have it, also after a reload', () => {
    write('helo');
    outbox.online();
    outbox.offline();
    outbox.close();
    outbox = open({ tabs: { ...lonely, me: 'tab-2', whenGone: (_, run) => run() } });
    outbox.edit({ conversation: 1, target: 'id-1', body: 'hello' });
    assert.equal(store.items.get('id-1').body, 'helo');
    assert.deepEqual(waiting(), ['sendMessage id-1', 'editMessage id-2']);
  });

  it('take a message that was refused once more with another text', () => {
    const target = write('too long');
    outbox.online();
    outbox.refused(target, { code: 'too_large', retry: false });
    outbox.edit({ conversation: 1, target, body: 'short' });
    assert.deepEqual(kinds(), [['sendMessage', 'id-1', 'too long'], ['sendMessage', 'id-1', 'short']]);
  });

  it('replace an edit that waits, and never one that may have arrived', () => {
    outbox.edit(of(4, { body: 'one' }));
    outbox.edit(of(4, { body: 'two' }));
    assert.deepEqual(waiting(), ['editMessage id-2']);
    outbox.online();
    outbox.edit(of(4, { body: 'three' }));
    assert.deepEqual(waiting(), ['editMessage id-2', 'editMessage id-3']);
    outbox.settle('id-2', 9);
    assert.deepEqual(sent.map(({ body }) => body), ['two', 'three']);
  });

  it('that undo each other before they were sent leave nothing to send', () => {
    outbox.react(of(4, { emoji: '👍', on: true }));
    outbox.react(of(4, { emoji: '🎉', on: true }));
    outbox.react(of(4, { emoji: '👍', on: true }));
    assert.equal(outbox.size, 2);
    outbox.react(of(4, { emoji: '👍', on: false }));
    outbox.pin(of(4, { on: false }));
    outbox.pin(of(4, { on: true }));
    assert.deepEqual(waiting(), ['react id-2']);
    outbox.online();
    outbox.react(of(4, { emoji: '🎉', on: false }));
    outbox.settle('id-2', 9);
    assert.deepEqual(sent.map(({ on }) => on), [true, false]);
  });

  it('hold a deletion back for five seconds, stored at once, and let the others pass', () => {
    outbox.online();
    outbox.remove(of(4));
    outbox.react(of(5, { emoji: '👍', on: true }));
    assert.deepEqual([store.items.has('id-1'), kinds()], [true, [['react', 'id-2', 5]]]);
    outbox.settle('id-2', 9);
    clock.pass(4_999);
    assert.equal(sent.length, 1);
    clock.pass(1);
    assert.deepEqual(kinds().at(-1), ['deleteMessage', 'id-1', 4]);
    assert.equal(outbox.mayUndo(outbox.items(1)[0]), false);
  });

  it('send a deletion after a crash, without waiting anew', () => {
    outbox.remove(of(4));
    clock.pass(5_000);
    const later = open({ tabs: { ...lonely, me: 'tab-2', whenGone: (_, run) => run() } });
    later.online();
    assert.deepEqual(kinds(), [['deleteMessage', 'id-1', 4]]);
  });

  it('hold nothing for ever when the clock was set back', () => {
    outbox.online();
    outbox.remove(of(4));
    clock.time -= 3_600_000;
    outbox.react(of(5, { emoji: '👍', on: true }));
    assert.deepEqual(kinds()[0], ['deleteMessage', 'id-1', 4]);
  });

  it('let a deletion be undone until it goes out', () => {
    outbox.online();
    outbox.remove(of(4));
    outbox.remove(of(4));
    const [item] = outbox.items(1);
    assert.deepEqual([outbox.size, outbox.mayUndo(item)], [1, true]);
    outbox.undo(item.commandId);
    clock.pass(60_000);
    assert.deepEqual([outbox.size, sent], [0, []]);
    outbox.remove(of(4));
    clock.pass(5_000);
    outbox.undo(outbox.items(1)[0].commandId);
    assert.equal(outbox.size, 1);
  });

  it('delete a message that was never sent without sending anything, unless that is undone', () => {
    const target = write('oops');
    outbox.react({ conversation: 1, target, emoji: '👍', on: true });
    outbox.remove({ conversation: 1, target });
    outbox.online();
    assert.deepEqual(sent, []);
    outbox.undo('id-3');
    assert.deepEqual(kinds(), [['sendMessage', 'id-1', 'oops']]);
    outbox.settle('id-1', 7);
    outbox.settle('id-2', 8);
    const other = write('oops again');
    outbox.offline();
    assert.equal(sent.at(-1).commandId, other);
    const never = write('never');
    outbox.remove({ conversation: 1, target: never });
    clock.pass(5_000);
    assert.deepEqual(waiting(), [`sendMessage ${other}`]);
    assert.deepEqual([...store.items.keys()], [other]);
  });

  it('delete a message that may have arrived by its number', () => {
    const target = write('oops');
    outbox.online();
    outbox.remove({ conversation: 1, target });
    clock.pass(5_000);
    assert.equal(sent.length, 1);
    outbox.settle(target, 42);
    assert.deepEqual(kinds().at(-1), ['deleteMessage', 'id-2', 42]);
  });

  it('turn back when they are refused: what was written stays, of the rest nothing', () => {
    outbox.online();
    outbox.edit(of(4, { body: 'better' }));
    outbox.refused('id-1', { code: 'forbidden', retry: false });
    outbox.react(of(4, { emoji: '👍', on: true }));
    outbox.refused('id-2', { code: 'limit', retry: false });
    assert.deepEqual([waiting(), refused], [['editMessage id-1'], [['react', 'limit']]]);
    assert.deepEqual(outbox.items(1)[0].failed.code, 'forbidden');
    outbox.discard('id-1');
    assert.equal(store.items.size, 0);
  });

  it('wait with a message that failed, follow it under another id, and go with it', () => {
    const target = write('hello');
    outbox.online();
    outbox.refused(target, { code: 'id_conflict', retry: false });
    outbox.pin({ conversation: 1, target, on: true });
    outbox.retry(target);
    const again = sent.at(-1).commandId;
    assert.notEqual(again, target);
    outbox.refused(again, { code: 'forbidden', retry: false });
    assert.equal(outbox.size, 2);
    outbox.discard(again);
    assert.deepEqual([outbox.size, store.items.size], [0, 0]);
  });

  it('vanish with the message that another tab threw away', () => {
    const target = write('hello');
    outbox.refused(target, { code: 'forbidden', retry: false });
    const other = open({ tabs: { ...lonely, me: 'tab-2' } });
    other.pin({ conversation: 1, target, on: true });
    outbox.discard(target);
    assert.deepEqual([other.size, store.items.size], [0, 0]);
  });

  it('are not of another message when the server was restored', () => {
    outbox.untie('e1');
    const target = write('hello');
    outbox.edit(of(4, { body: 'better', epoch: 'e1' }));
    outbox.react(of(4, { emoji: '👍', on: true, epoch: 'e1' }));
    outbox.pin({ conversation: 1, target, on: true });
    outbox.settle(target, 7);
    outbox.untie('e1');
    assert.deepEqual(refused, []);
    outbox.untie('e2');
    assert.deepEqual(waiting(), ['editMessage id-2']);
    assert.equal(outbox.items(1)[0].failed.code, 'not_found');
    assert.deepEqual(refused, [['react', 'not_found'], ['pinMessage', 'not_found']]);
  });

  it('change nothing if they cannot be kept', () => {
    const target = write('hello');
    store.full = true;
    for (const attempt of [
      () => outbox.edit(of(4, { body: 'x' })), () => outbox.edit({ conversation: 1, target, body: 'x' }), () => outbox.remove(of(4)),
      () => outbox.react(of(4, { emoji: '👍', on: true })), () => outbox.pin(of(4, { on: true })),
    ]) assert.throws(attempt, /Quota/);
    assert.deepEqual(outbox.items(1).map(({ body }) => body), ['hello']);
  });

  it('leave no timer when all is closed', () => {
    outbox.remove(of(4));
    outbox.close();
    outbox.settle('of another', 4);
    outbox.pin(of(4, { on: true }));
    assert.equal(clock.waiting, 0);
  });
});
