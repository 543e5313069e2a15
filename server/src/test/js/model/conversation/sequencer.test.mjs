import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Sequencer } from '../../../../main/resources/web/js/model/conversation/sequencer.js';
import { PinnedClock } from '../../support.mjs';

describe('the order of durable events', () => {
  let clock, applied, synced, sequencer;

  beforeEach(() => {
    clock = new PinnedClock();
    applied = [];
    synced = [];
    sequencer = new Sequencer({
      cursor: 10, clock,
      apply: (event) => applied.push(event.seq),
      requestSync: (after) => synced.push(after),
    });
  });

  const take = (...list) => list.forEach((seq) => sequencer.take({ seq }));

  it('applies the next one at once', () => {
    take(11, 12);
    assert.deepEqual(applied, [11, 12]);
    assert.equal(sequencer.cursor, 12);
  });

  it('drops what is known', () => {
    take(10, 3, 11, 11);
    assert.deepEqual(applied, [11]);
  });

  it('holds what comes too early until the gap fills by itself', () => {
    take(13, 12);
    assert.deepEqual(applied, []);
    take(11);
    assert.deepEqual(applied, [11, 12, 13]);
    clock.pass(60_000);
    assert.deepEqual(synced, []);
  });

  it('asks for what is missing after a short while, once', () => {
    take(13, 14);
    clock.pass(299);
    assert.deepEqual(synced, []);
    clock.pass(10_000);
    assert.deepEqual(synced, [10]);
  });

  it('asks for nothing because of what is known', () => {
    take(10, 9);
    clock.pass(60_000);
    assert.deepEqual(synced, []);
  });

  it('does not ask a second time while an answer is under way', () => {
    take(13);
    clock.pass(300);
    take(15);
    clock.pass(10_000);
    assert.deepEqual(synced, [10]);
  });

  it('asks again for what is still missing after an answer', () => {
    take(20);
    clock.pass(300);
    take(11);
    sequencer.synced({ upto: 11, more: false });
    clock.pass(300);
    assert.deepEqual(synced, [10, 11]);
  });

  it('is as far as a sync says, although nothing came', () => {
    take(14);
    clock.pass(300);
    sequencer.synced({ upto: 13, more: false });
    assert.deepEqual(applied, [14]);
    assert.equal(sequencer.cursor, 14);
    assert.equal(clock.waiting, 0);
  });

  it('never goes back because of a late answer', () => {
    take(11, 12);
    sequencer.synced({ upto: 11, more: false });
    assert.equal(sequencer.cursor, 12);
  });

  it('does not ask in a circle when there is said to be more and nothing comes', () => {
    take(20);
    clock.pass(300);
    sequencer.synced({ upto: 10, more: true });
    assert.deepEqual(synced, [10]);
    clock.pass(600);
    assert.deepEqual(synced, [10, 10]);
  });

  it('applies what it held when the sync brought the rest', () => {
    take(13);
    clock.pass(300);
    take(11, 12);
    sequencer.synced({ upto: 13, more: false });
    assert.deepEqual(applied, [11, 12, 13]);
  });

  it('steps over a seq that belongs to something this page does not know', () => {
    take(12, 13);
    clock.pass(300);
    sequencer.synced({ upto: 13, more: false });
    assert.deepEqual(applied, [12, 13]);
    assert.equal(sequencer.cursor, 13);
  });

  it('goes on asking while there is more', () => {
    take(400);
    clock.pass(300);
    for (let seq = 11; seq <= 210; seq += 1) take(seq);
    sequencer.synced({ upto: 210, more: true });
    assert.deepEqual(synced, [10, 210]);
  });

  it('asks ever more slowly when a sync brings nothing', () => {
    take(20);
    clock.pass(300);
    for (let i = 0; i < 8; i += 1) {
      sequencer.synced({ upto: 10, more: false });
      clock.pass(1_000);
    }
    assert.ok(synced.length <= 4, `asked ${synced.length} times in 8 s`);
    clock.pass(20_000);
    assert.deepEqual(applied, []);
  });

  it('asks again when a sync is not answered', () => {
    take(13);
    clock.pass(300);
    clock.pass(20_000);
    assert.deepEqual(synced, [10, 10]);
    take(11, 12);
    sequencer.synced({ upto: 13, more: false });
    clock.pass(60_000);
    assert.deepEqual(synced, [10, 10]);
  });

  it('asks again, ever more slowly, when a sync was refused without a word about when', () => {
    take(12);
    clock.pass(300);
    for (let i = 0, refused = 0; i < 200; i += 1) {
      if (synced.length > refused) sequencer.syncRefused();
      refused = synced.length;
      clock.pass(100);
    }
    assert.ok(synced.length >= 3 && synced.length <= 8, `asked ${synced.length} times in 20 s`);
  });

  it('asks again when a sync was refused for now', () => {
    take(12);
    clock.pass(300);
    sequencer.syncRefused(800);
    clock.pass(799);
    assert.deepEqual(synced, [10]);
    clock.pass(1);
    assert.deepEqual(synced, [10, 10]);
  });

  it('holds nothing over an interruption: the resume brings it again', () => {
    take(13);
    sequencer.interrupt();
    clock.pass(60_000);
    assert.deepEqual(synced, []);
    take(11, 12);
    assert.deepEqual(applied, [11, 12]);
    assert.equal(clock.waiting, 0);
  });

  it('asks anew after an interruption, as quickly as at first', () => {
    take(13);
    clock.pass(300);
    sequencer.synced({ upto: 10, more: false });
    sequencer.interrupt();
    take(15);
    clock.pass(300);
    assert.deepEqual(synced, [10, 10]);
    sequencer.interrupt();
    take(15);
    clock.pass(300);
    assert.deepEqual(synced, [10, 10, 10]);
  });

  it('counts from elsewhere after a restart, also from further back', () => {
    sequencer.restart(4);
    take(5);
    assert.deepEqual(applied, [5]);
  });

  it('puts any shuffled delivery in order, each once', () => {
    let seed = 7;
    const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
    const wanted = Array.from({ length: 300 }, (_, i) => 11 + i);
    const arriving = [...wanted, ...wanted].sort(() => random() - 0.5);
    take(...arriving);
    assert.deepEqual(applied, wanted);
  });

  it('bounds what it holds and asks for the rest', () => {
    for (let seq = 5_000; seq > 11; seq -= 1) take(seq);
    take(11);
    clock.pass(10_000);
    assert.equal(synced.length, 1);
    for (let seq = sequencer.cursor + 1; seq <= 5_000; seq += 1) take(seq);
    sequencer.synced({ upto: 5_000, more: false });
    assert.equal(applied.length, 4_990);
  });
});
