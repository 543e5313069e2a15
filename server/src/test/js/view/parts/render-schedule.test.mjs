import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RenderSchedule } from '../../../../main/resources/web/js/view/parts/render-schedule.js';
import { PinnedClock } from '../../support.mjs';

/** A page that paints every 16 ms, or not at all. */
function page({ painted = true } = {}) {
  const clock = new PinnedClock();
  const rendered = [];
  const begin = clock.now();
  const pace = new RenderSchedule(
    () => {
      pace.rendering();
      rendered.push(clock.now() - begin);
    },
    { ...clock, now: clock.now, after: clock.after, cancel: clock.cancel, frame: (run) => painted && clock.after(16, run) },
  );
  return { clock, pace, rendered };
}

describe('what is rendered when', () => {
  it('the first change before the next paint', () => {
    const { clock, pace, rendered } = page();
    pace.ask();
    pace.ask();
    clock.pass(1_000);
    assert.deepEqual(rendered, [16]);
    assert.equal(clock.waiting, 0);
  });

  it('a flood of changes at most once in 50 ms, to its last', () => {
    const { clock, pace, rendered } = page();
    for (let i = 0; i < 100; i += 1) {
      pace.ask();
      clock.pass(6);
    }
    clock.pass(300);
    const pauses = rendered.slice(1).map((at, i) => at - rendered[i]);
    assert.ok(Math.min(...pauses) >= 50, String(pauses));
    assert.ok(Math.max(...pauses) < 80, String(pauses));
    assert.ok(rendered.at(-1) >= 594, String(rendered));
    assert.equal(clock.waiting, 0);
  });

  it('a change after a quiet time before the next paint again', () => {
    const { clock, pace, rendered } = page();
    pace.ask();
    clock.pass(500);
    pace.ask();
    clock.pass(500);
    assert.deepEqual(rendered, [16, 516]);
  });

  it('in a window that is not painted after a quarter of a second', () => {
    const { clock, pace, rendered } = page({ painted: false });
    pace.ask();
    clock.pass(1_000);
    assert.deepEqual(rendered, [250]);
  });

  it('nothing after the screen is gone', () => {
    const { clock, pace, rendered } = page();
    pace.ask();
    pace.stop();
    clock.pass(1_000);
    assert.deepEqual(rendered, []);
    assert.equal(clock.waiting, 0);
  });

  it('nothing twice when something else rendered first', () => {
    const { clock, pace, rendered } = page();
    pace.ask();
    pace.rendering();
    clock.pass(1_000);
    assert.deepEqual(rendered, []);
  });
});
