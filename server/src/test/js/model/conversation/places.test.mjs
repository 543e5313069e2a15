import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Places } from '../../../../main/resources/web/js/model/conversation/places.js';
import { PinnedClock } from '../../support.mjs';

describe('where somebody was', () => {
  let kept, clock;
  const store = { get: (name) => JSON.parse(kept.get(name) ?? 'null'), set: (name, value) => kept.set(name, JSON.stringify(value)) };
  const open = (accountId = 1) => new Places({ store, accountId, clock });

  beforeEach(() => {
    kept = new Map();
    clock = new PinnedClock();
  });

  it('is known at once, and kept for the next visit a little later', () => {
    const places = open();
    places.put(1, { seq: 40, offset: -3 });
    assert.deepEqual([places.get(1), places.get(2), kept.size], [{ seq: 40, offset: -3 }, null, 0]);
    clock.pass(1_000);
    assert.deepEqual([open().get(1), open(2).get(1), clock.waiting], [{ seq: 40, offset: -3 }, null, 0]);
  });

  it('is kept at once when the page may go, and forgotten at the end', () => {
    const places = open();
    places.put(1, { seq: 40, offset: 0 });
    places.flush();
    assert.deepEqual(open().get(1), { seq: 40, offset: 0 });
    places.put(1, null);
    assert.equal(places.get(1), null);
    places.flush();
    assert.equal(open().get(1), null);
    assert.equal(clock.waiting, 0);
  });

  it('in one tab does not lose what another knows', () => {
    const [one, other] = [open(), open()];
    one.put(1, { seq: 1, offset: 0 });
    other.put(2, { seq: 2, offset: 0 });
    one.flush();
    other.flush();
    assert.deepEqual([open().get(1), open().get(2)], [{ seq: 1, offset: 0 }, { seq: 2, offset: 0 }]);
  });

  it('is not known of more conversations than anybody goes back to', () => {
    const places = open();
    for (let id = 1; id <= 300; id += 1) places.put(id, { seq: id, offset: 0 });
    places.flush();
    assert.deepEqual([open().get(100), open().get(101).seq, open().get(300).seq], [null, 101, 300]);
  });

  it('is nowhere where what was kept is damaged', () => {
    for (const damaged of [7, {}, [7], [[1]], [[1, { seq: 'x' }]]]) {
      store.set('places.1', damaged);
      assert.equal(open().get(1), null);
    }
  });
});
