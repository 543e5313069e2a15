import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { ReadWatcher } from '../../../../main/resources/web/js/view/timeline/read-watcher.js';

describe('what counts as read', () => {
  let focused, covered, there, inView, read, watcher;
  const row = (seq) => ({ dataset: seq ? { seq: String(seq) } : {}, previousElementSibling: seq === null ? row(7) : null });

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    globalThis.window = new EventTarget();
    globalThis.document = Object.assign(new EventTarget(), { visibilityState: 'visible', hasFocus: () => focused });
    focused = true;
    covered = false;
    there = true;
    inView = row(3);
    read = [];
    const conversation = { newestSeq: 300, read: (seq) => read.push(seq) };
    watcher = new ReadWatcher({ conversation, timeline: { keeper: { lastSeen: () => inView } }, covered: () => covered, isThere: () => there });
  });

  afterEach(() => {
    watcher.dispose();
    mock.timers.reset();
    delete globalThis.window;
    delete globalThis.document;
  });

  it('was in view for a moment', () => {
    mock.timers.tick(399);
    assert.deepEqual(read, []);
    mock.timers.tick(1);
    assert.deepEqual(read, [3]);
  });

  it('is not what came or rushed by just before somebody looked for it', () => {
    mock.timers.tick(390);
    inView = row(300);
    watcher.look();
    mock.timers.tick(10);
    assert.deepEqual(read, [3]);
    mock.timers.tick(390);
    inView = row(40);
    mock.timers.tick(10);
    assert.deepEqual(read, [3, 40]);
  });

  it('is nothing at a glance: the window must stay in front', () => {
    focused = false;
    globalThis.window.dispatchEvent(new Event('blur'));
    mock.timers.tick(5_000);
    focused = true;
    globalThis.window.dispatchEvent(new Event('focus'));
    mock.timers.tick(300);
    focused = false;
    globalThis.window.dispatchEvent(new Event('blur'));
    focused = true;
    globalThis.window.dispatchEvent(new Event('focus'));
    mock.timers.tick(300);
    assert.deepEqual(read, []);
    mock.timers.tick(100);
    assert.deepEqual(read, [3]);
  });

  it('is nothing behind a drawer that came over it meanwhile', () => {
    mock.timers.tick(100);
    covered = true;
    mock.timers.tick(5_000);
    assert.deepEqual(read, []);
  });

  it('is nothing while nobody is there, and what stands there is when they are back', () => {
    mock.timers.tick(100);
    there = false;
    mock.timers.tick(5_000);
    assert.deepEqual(read, []);
    there = true;
    watcher.look();
    mock.timers.tick(400);
    assert.deepEqual(read, [3]);
  });

  it('goes as far as the last stored one when what waits stands below', () => {
    inView = row(null);
    watcher.look();
    mock.timers.tick(400);
    watcher.look();
    mock.timers.tick(400);
    assert.equal(read.at(-1), 7);
  });
});
