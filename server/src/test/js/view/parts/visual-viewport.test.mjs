import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fitVisualViewport } from '../../../../main/resources/web/js/view/parts/visual-viewport.js';

describe('a keyboard that lies over the page', () => {
  const screen = (height) => Object.assign(new EventTarget(), { height, scale: 1 });
  const turn = (seen, change) => {
    Object.assign(seen, change);
    seen.dispatchEvent(new Event('resize'));
  };

  it('makes the screen smaller while it is there, and only then', () => {
    const classes = [];
    const element = { style: { height: '' }, classList: { toggle: (name, on) => classes.push(`${name} ${on}`) } };
    const scrolled = [];
    const seen = screen(844);
    const undo = fitVisualViewport(element, { visualViewport: seen, innerHeight: 844, scrollTo: (...to) => scrolled.push(to) });
    assert.equal(element.style.height, '');
    turn(seen, { height: 508 });
    assert.deepEqual([element.style.height, scrolled], ['508px', [[0, 0]]]);
    turn(seen, { height: 844 });
    assert.equal(element.style.height, '');
    turn(seen, { height: 422, scale: 2 });
    assert.equal(element.style.height, '');
    assert.deepEqual(classes.slice(-2), ['is-pinched false', 'is-pinched true']);
    undo();
    turn(seen, { height: 508, scale: 1 });
    assert.equal(element.style.height, '');
  });

  it('is left alone where browsers say nothing about it', () => {
    fitVisualViewport({ style: {} }, {})();
  });
});
