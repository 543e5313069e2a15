import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LinePlaces } from '../../../../main/resources/web/js/view/parts/line-places.js';

describe('where lines stand', () => {
  const places = new LinePlaces([1.75, 2.25, 2.25, 1.75, 2.25]);

  it('is known of each without a look', () => {
    assert.equal(places.count, 5);
    assert.equal(places.height, 10.25);
    assert.deepEqual([places.top(0), places.bottom(0)], [0, 1.75]);
    assert.deepEqual([places.top(3), places.bottom(3)], [6.25, 8]);
    assert.equal(places.bottom(4), places.height);
  });

  it('tells which line is at a place, and the nearest beyond the ends', () => {
    assert.deepEqual([-4, 0, 1.74, 1.75, 6.2, 6.25, 10.25, 99].map((place) => places.at(place)), [0, 0, 0, 1, 2, 3, 4, 4]);
  });

  it('tells those in view and those near by, the nearest first', () => {
    const even = new LinePlaces(Array(20).fill(2));
    assert.deepEqual(even.around(10, 15, 5), { inView: [5, 6, 7], near: [8, 4, 9, 3, 10, 2] });
    assert.deepEqual(even.around(0, 3, 4), { inView: [0, 1], near: [2, 3] });
    assert.deepEqual(even.around(36, 40, 4), { inView: [18, 19], near: [17, 16] });
  });

  it('has none where there are none', () => {
    const none = new LinePlaces([]);
    assert.equal(none.height, 0);
    assert.deepEqual(none.around(0, 100, 10), { inView: [], near: [] });
  });
});
