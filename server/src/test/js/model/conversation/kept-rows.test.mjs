import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { KeptRows } from '../../../../main/resources/web/js/model/conversation/kept-rows.js';
import { PinnedClock, lena, message, settled } from '../../support.mjs';

/** As the browser's database, which outlives the page. */
class Rows {
  values = new Map();
  order = [];
  of = null;
  fails = false;
  #tried(act) {
    if (this.fails) throw new Error('QuotaExceededError');
    return act();
  }
  get = async (id) => this.#tried(() => this.values.get(id) ?? null);
  ids = async () => this.#tried(() => [...this.order]);
  epoch = async () => this.#tried(() => this.of);
  put = async (id, kept) => this.#tried(() => {
    this.values.set(id, structuredClone(kept));
    this.order = [id, ...this.order.filter((other) => other !== id)];
  });
  remove = async (id) => this.#tried(() => {
    this.values.delete(id);
    this.order = this.order.filter((other) => other !== id);
  });
  begin = async (epoch) => this.#tried(() => {
    this.values.clear();
    this.order = [];
    this.of = epoch;
  });
  clear = async () => this.begin(null);
}

describe('the rows that are kept for a page without its server', () => {
  let asked, clock, kept, signedIn, store;

  beforeEach(() => {
    asked = [];
    clock = new PinnedClock();
    signedIn = true;
    store = new Rows();
    kept = start();
  });

  const start = () => new KeptRows({
    store, clock, random: () => 0, signedIn: () => signedIn,
    load: (id, query) => new Promise((resolve, reject) => asked.push({ id, query, resolve, reject })),
  });
  const open = (id, rows, more = {}) => ({
    id, remembered: false, timeline: { rows, hasNewer: false, last: rows.at(-1) ?? null }, conversation: { begun: true, sequencer: { cursor: rows.at(-1)?.seq ?? 0 } }, ...more,
  });
  const info = (id, lastSeq) => ({ id, lastSeq });
  const welcome = async (epoch, infos, isOpen = () => false) => {
    await kept.welcomed(epoch, infos, isOpen);
    await settled();
  };
  const keep = async (conversation) => {
    kept.touched(conversation);
    clock.pass(5_000);
    await settled();
  };
  const seqs = async (id) => (await kept.find(id))?.rows.map(({ seq }) => seq) ?? null;

  it('are the newest fifty, some time after they changed', async () => {
    await welcome('one', [info(1, 60)]);
    const rows = Array.from({ length: 60 }, (_, i) => message(i + 1));
    kept.touched(open(1, rows));
    clock.pass(4_999);
    await settled();
    assert.equal(await kept.find(1), null);
    clock.pass(1);
    await settled();
    const found = await kept.find(1);
    assert.deepEqual([found.rows.length, found.rows[0].seq, found.epoch], [50, 11, 'one']);
  });

  it('are not more letters than that, but never none of a short one', async () => {
    await welcome('one', [info(1, 3)]);
    await keep(open(1, [message(1, { body: 'a'.repeat(40_000) }), message(2, { body: 'b'.repeat(40_000) }), message(3, { body: 'c' })]));
    assert.deepEqual(await seqs(1), [2, 3]);
  });

  it('are those of the end of the conversation only, as the server told it', async () => {
    await welcome('one', [info(1, 9), info(2, 9), info(3, 9), info(4, 9)]);
    const rows = [message(3)];
    await keep(open(1, rows, { timeline: { rows, hasNewer: true, last: rows[0] } }));
    await keep(open(2, rows, { remembered: true }));
    await keep(open(3, rows, { conversation: { begun: false, sequencer: { cursor: 3 } } }));
    await keep(open(4, []));
    assert.deepEqual(store.order, []);
  });

  it('go with another life of the server, and with a conversation that is mine no more', async () => {
    await welcome('one', [info(1, 3), info(2, 3)]);
    await keep(open(1, [message(3)]));
    await keep(open(2, [message(3)]));
    await welcome('one', [info(1, 3)]);
    assert.deepEqual([await seqs(1), await seqs(2)], [[3], null]);
    kept.drop(1);
    await settled();
    assert.equal(await seqs(1), null);
    await keep(open(1, [message(3)]));
    await welcome('two', [info(1, 3)]);
    assert.equal(await seqs(1), null);
    await keep(open(1, [message(3)]));
    assert.equal((await kept.find(1)).epoch, 'two');
  });

  it('go when something they may have is edited or deleted where nobody looks', async () => {
    await welcome('one', [info(1, 3), info(2, 3)]);
    for (const type of ['messageDeleted', 'messageEdited']) {
      await keep(open(1, [message(3)]));
      kept.take(1, { type: 'messagePosted' });
      kept.take(1, { type: 'reactionChanged' });
      kept.take(2, { type });
      await settled();
      assert.deepEqual(await seqs(1), [3]);
      kept.take(1, { type });
      await settled();
      assert.equal(await seqs(1), null, type);
    }
  });

  it('are asked for later where the server went on meanwhile, one conversation after the other', async () => {
    await welcome('one', [info(1, 3), info(2, 3), info(3, 3)]);
    for (const id of [1, 2, 3]) await keep(open(id, [message(3)]));
    kept = start();
    await welcome('one', [info(1, 3), info(2, 5), info(3, 7)]);
    clock.pass(19_999);
    assert.equal(asked.length, 0);
    clock.pass(1);
    await settled();
    assert.deepEqual(asked.map(({ id, query }) => [id, query]), [[3, { limit: 50 }]]);
    asked[0].resolve({ rows: [{ type: 'messagePosted', conversation: 3, seq: 7, sender: lena, body: 'new', sentAt: '2026-11-23T09:00:00Z' }], upto: 7 });
    await settled();
    clock.pass(3_000);
    await settled();
    asked[1].reject({ status: 0 });
    await settled();
    assert.deepEqual([asked[1].id, await seqs(3), await seqs(2), await seqs(1)], [2, [7], [3], [3]]);
    clock.pass(60_000);
    assert.equal(asked.length, 2);
  });

  it('are not asked for where they are open, nor once the connection is gone', async () => {
    await welcome('one', [info(1, 3), info(2, 3)]);
    for (const id of [1, 2]) await keep(open(id, [message(3)]));
    kept = start();
    await welcome('one', [info(1, 4), info(2, 4)], (id) => id === 2);
    kept.interrupt();
    clock.pass(60_000);
    assert.equal(asked.length, 0);
    await welcome('one', [info(1, 4), info(2, 4)], (id) => id === 2);
    clock.pass(60_000);
    await settled();
    clock.pass(60_000);
    assert.deepEqual(asked.map(({ id }) => id), [1]);
  });

  it('are none once nobody is signed in, and nothing fails where nothing can be kept', async () => {
    await welcome('one', [info(1, 3)]);
    signedIn = false;
    await keep(open(1, [message(3)]));
    assert.deepEqual(store.order, []);
    signedIn = true;
    await keep(open(1, [message(3), message(4)]));
    await kept.clear();
    assert.equal(await seqs(1), null);
    store.fails = true;
    kept = start();
    await welcome('one', [info(1, 3)]);
    await keep(open(1, [message(3)]));
    assert.equal(await kept.find(1), null);
    assert.equal(clock.waiting, 0);
  });
});
