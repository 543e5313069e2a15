import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { onSwipe } from '../../../../main/resources/web/js/view/parts/swipe.js';

describe('a swipe to the left', () => {
  let list, row, done, undo, mayBegin;

  const finger = (type, clientX, clientY = 300, more = {}) =>
    list.dispatchEvent(Object.assign(new Event(type), { pointerType: 'touch', isPrimary: true, pointerId: 7, clientX, clientY, ...more }));

  beforeEach(() => {
    list = new EventTarget();
    const classes = new Set();
    row = {
      style: { translate: '' }, classes,
      classList: { add: (name) => classes.add(name), remove: (...names) => names.forEach((name) => classes.delete(name)), toggle: (name, on) => (on ? classes.add(name) : classes.delete(name)) },
    };
    [done, mayBegin] = [[], true];
    undo = onSwipe(list, { begin: () => (mayBegin ? row : null), done: (element) => done.push(element), width: () => 400 });
  });

  it('follows the finger, and is done where it is let go far enough', () => {
    finger('pointerdown', 300);
    finger('pointermove', 280);
    assert.equal(row.style.translate, '-20px 0');
    assert.deepEqual([...row.classes], ['is-swiped']);
    finger('pointermove', 230, 310);
    assert.equal(row.style.translate, '-70px 0');
    assert.ok(row.classes.has('is-far'));
    finger('pointermove', 100);
    assert.equal(row.style.translate, '-80px 0');
    finger('pointerup', 230);
    assert.deepEqual(done, [row]);
    assert.equal(row.style.translate, '');
    assert.equal(row.classes.size, 0);
  });

  it('is nothing where it is brought back', () => {
    finger('pointerdown', 300);
    finger('pointermove', 220);
    finger('pointermove', 290);
    assert.ok(!row.classes.has('is-far'));
    finger('pointerup', 290);
    assert.deepEqual(done, []);
    assert.equal(row.style.translate, '');
  });

  it('is none where the finger scrolls first, or goes to the right', () => {
    for (const [x, y] of [[295, 320], [288, 310], [320, 300]]) {
      finger('pointerdown', 300);
      finger('pointermove', x, y);
      finger('pointermove', 200);
      assert.equal(row.style.translate, '');
      finger('pointerup', 200);
    }
    assert.deepEqual(done, []);
  });

  it('is none of the browser’s, which begins at the side', () => {
    for (const x of [10, 390]) {
      finger('pointerdown', x);
      finger('pointermove', x - 100);
      finger('pointerup', x - 100);
    }
    assert.deepEqual(done, []);
  });

  it('is none of a mouse, of a second finger, or of what cannot be pushed', () => {
    finger('pointerdown', 300, 300, { pointerType: 'mouse' });
    finger('pointermove', 200);
    finger('pointerdown', 300, 300, { isPrimary: false });
    finger('pointermove', 200);
    mayBegin = false;
    finger('pointerdown', 300);
    finger('pointermove', 200);
    finger('pointerup', 200);
    assert.deepEqual(done, []);
  });

  it('ends where the browser takes the finger, and with the list', () => {
    finger('pointerdown', 300);
    finger('pointermove', 200);
    finger('pointercancel', 200);
    assert.equal(row.style.translate, '');
    finger('pointerdown', 300);
    finger('pointermove', 200);
    undo();
    assert.equal(row.style.translate, '');
    finger('pointerup', 200);
    assert.deepEqual(done, []);
  });
});
