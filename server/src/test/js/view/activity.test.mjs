import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Activity } from '../../../main/resources/web/js/view/parts/activity.js';

describe('whether somebody is there', () => {
  it('is what a touch in the last two minutes says, and coming back is told once', () => {
    let time = 0;
    let back = 0;
    const target = new EventTarget();
    const activity = new Activity({ absent: 120_000, back: () => (back += 1), target, now: () => time });
    assert.equal(activity.isThere, true);
    time = 120_000;
    assert.equal(activity.isThere, true);
    time = 120_001;
    assert.equal(activity.isThere, false);
    target.dispatchEvent(new Event('pointermove'));
    target.dispatchEvent(new Event('keydown'));
    assert.deepEqual([activity.isThere, back], [true, 1]);
    activity.dispose();
    time = 500_000;
    target.dispatchEvent(new Event('keydown'));
    assert.deepEqual([activity.isThere, back], [false, 1]);
  });
});
