import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { difference } from '../../../../main/resources/web/js/view/composer/field-edit.js';

describe('what makes one text another', () => {
  const check = (before, after, wanted) => {
    const { start, end, insert } = difference(before, after);
    assert.equal(before.slice(0, start) + insert + before.slice(end), after);
    assert.deepEqual([before.slice(start, end), insert], wanted);
  };

  it('is what differs between its beginning and its end', () => {
    check('a word b', 'a **word** b', ['word', '**word**']);
    check('ab', 'axb', ['', 'x']);
    check('axb', 'ab', ['x', '']);
    check('aa', 'aaa', ['', 'a']);
    check('aaa', 'a', ['aa', '']);
    check('', 'a', ['', 'a']);
    check('same', 'same', ['', '']);
  });

  it('is never half a character', () => {
    check('😀', '😁', ['😀', '😁']);
    check('a😀', 'a🤀', ['😀', '🤀']);
    check('😀b', '🤀b', ['😀', '🤀']);
  });
});
