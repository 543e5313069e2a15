import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lastLine } from '../../../../main/resources/web/js/view/sidebar/last-line.js';

const room = { kind: 'room', people: null, last: null, waitingText: null, begun: true };
const said = { seq: 3, kind: 'message', name: 'Lena Koch', mine: false, text: 'the printer is back', at: 0 };

describe('the second line of a conversation', () => {
  const line = ({ failed = false, ...more }, draft = '') => lastLine({ ...room, ...more }, { draft, failed });

  it('is the newest message, with who wrote it', () => {
    assert.deepEqual(line({ last: said }), { text: 'Lena: the printer is back', kind: '' });
    assert.equal(line({ last: { ...said, mine: true } }).text, 'You: the printer is back');
  });

  it('names nobody where there is only one other', () => {
    const direct = { kind: 'direct', people: [{ id: 2 }] };
    assert.equal(line({ ...direct, last: said }).text, 'the printer is back');
    assert.equal(line({ ...direct, last: { ...said, mine: true } }).text, 'You: the printer is back');
    assert.equal(line({ kind: 'direct', people: [{ id: 2 }, { id: 3 }], last: said }).text, 'Lena: the printer is back');
  });

  it('is what is being written there, before all else', () => {
    assert.deepEqual(line({ last: said, waitingText: 'waits' }, ' could you '), { text: 'Draft: could you', kind: 'draft' });
  });

  it('is what waits, else that something did not go out', () => {
    assert.equal(line({ last: said, waitingText: 'waits', failed: true }).text, 'You: waits');
    assert.deepEqual(line({ last: said, failed: true }), { text: 'Not sent', kind: 'unsent' });
  });

  it('tells of what is no message', () => {
    assert.equal(line({ last: { ...said, kind: 'deleted', text: '' } }).text, 'Message deleted');
    assert.equal(line({ last: { ...said, kind: 'members', text: '' } }).text, 'Lena changed who is here');
    assert.equal(line({ last: { ...said, kind: 'change', text: '' } }).text, 'Lena changed the room');
  });

  it('says that there is nothing only once the server has said so', () => {
    assert.equal(line({}).text, 'No messages yet');
    assert.equal(line({ begun: false }).text, '');
  });
});
