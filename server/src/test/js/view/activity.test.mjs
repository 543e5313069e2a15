import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { Activity } from '../../../main/resources/web/js/view/parts/activity.js';

describe('whether somebody is there', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 0 }));

  afterEach(() => mock.timers.reset());

  it('is what a touch in the last two minutes says, and coming back is told once', () => {
    let time = 0;
    let back = 0;
    const target = new EventTarget();
    const activity = new Activity({ absent: 120_000, back: () => (back += 1), gone() {}, target, now: () => time });
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

  it('is told when two minutes have gone by without a touch', () => {
    const told = [];
    const target = new EventTarget();
    const activity = new Activity({ absent: 120_000, back: () => told.push('back'), gone: () => told.push('gone'), target });
    mock.timers.tick(60_000);
    target.dispatchEvent(new Event('pointermove'));
    mock.timers.tick(120_000);
    assert.deepEqual(told, []);
    mock.timers.tick(1);
    assert.deepEqual([told, activity.isThere], [['gone'], false]);
    mock.timers.tick(500_000);
    target.dispatchEvent(new Event('keydown'));
    assert.deepEqual(told, ['gone', 'back']);
    mock.timers.tick(120_001);
    assert.deepEqual(told, ['gone', 'back', 'gone']);
    target.dispatchEvent(new Event('keydown'));
    activity.dispose();
    mock.timers.tick(500_000);
    assert.deepEqual(told, ['gone', 'back', 'gone', 'back']);
  });
});
