import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pieceBeside, snapped } from '../../../main/resources/web/js/text/mention-piece.js';
import { mentionsIn, toBody } from '../../../main/resources/web/js/text/mentions.js';

const text = 'hi @Lena Koch, @Ada';
const picks = [{ id: 4, name: 'Lena Koch' }, { id: 7, name: 'Ada' }];
const pieces = mentionsIn(text, picks);

describe('those who are mentioned in the field', () => {
  it('stand where their names do', () => {
    assert.deepEqual(pieces, [{ start: 3, end: 13, id: 4 }, { start: 15, end: 19, id: 7 }]);
    assert.equal(toBody(text, picks), 'hi <@4>, <@7>');
  });

  it('are none where nobody was chosen, or the name was changed', () => {
    assert.deepEqual(mentionsIn(text, []), []);
    assert.deepEqual(mentionsIn('@Lena Kock', picks), []);
  });
});

describe('the caret at somebody who is mentioned', () => {
  const caret = (place, before) => snapped(pieces, { anchor: place, focus: place }, before).focus;

  it('passes them as one character', () => {
    assert.equal(caret(4, 3), 13);
    assert.equal(caret(12, 13), 3);
  });

  it('passes them by words, too, and from another line', () => {
    assert.equal(caret(8, 3), 13);
    assert.equal(caret(8, 13), 3);
    assert.equal(caret(8, 0), 13);
    assert.equal(caret(8, 19), 3);
  });

  it('goes to the nearer end where one clicks', () => {
    assert.equal(caret(5), 3);
    assert.equal(caret(11), 13);
  });

  it('is left where it is elsewhere', () => {
    for (const place of [0, 3, 13, 14, 15, 19]) assert.equal(caret(place, 0), place);
  });
});

describe('what is selected of somebody who is mentioned', () => {
  it('is all of them or nothing', () => {
    assert.deepEqual(snapped(pieces, { anchor: 0, focus: 4 }, 3), { anchor: 0, focus: 13 });
    assert.deepEqual(snapped(pieces, { anchor: 0, focus: 12 }, 13), { anchor: 0, focus: 3 });
    assert.deepEqual(snapped(pieces, { anchor: 14, focus: 12 }, 13), { anchor: 14, focus: 3 });
  });

  it('begins before them, whichever way it goes', () => {
    assert.deepEqual(snapped(pieces, { anchor: 8, focus: 14 }), { anchor: 3, focus: 14 });
    assert.deepEqual(snapped(pieces, { anchor: 8, focus: 0 }), { anchor: 13, focus: 0 });
  });
});

describe('the key that deletes', () => {
  it('has those whom it is beside', () => {
    assert.equal(pieceBeside(pieces, 13, true).id, 4);
    assert.equal(pieceBeside(pieces, 3, false).id, 4);
    assert.equal(pieceBeside(pieces, 3, true), null);
    assert.equal(pieceBeside(pieces, 14, true), null);
  });
});
