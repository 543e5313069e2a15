import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { distanceToEnd, firstBelow, followsEnd, isAtEnd, keepInPlace, nearEnd, nearTop, quarterDown } from '../../../../main/resources/web/js/view/timeline/scroll-math.js';

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
