import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rowWords } from '../../../../main/resources/web/js/view/sidebar/row-words.js';

const ROOM = { kind: 'room', title: 'Field team', starred: false, visibility: 'open', archived: false, presence: null, mentions: 0, unread: 0, level: 'auto' };
const words = (more, shown = {}) => rowWords({ ...ROOM, ...more }, { preview: 'Lena: hi', time: '09:15', ...shown });

describe('the row of a conversation, to whoever hears it', () => {
  it('says what is seen, and nothing of what is not there', () => {
    assert.equal(words({}), 'Field team, Lena: hi, 09:15');
    assert.equal(words({}, { preview: '', time: '' }), 'Field team');
  });

  it('says what signs and colours say', () => {
    assert.equal(
      words({ starred: true, visibility: 'private', archived: true, mentions: 1, unread: 4, level: 'nothing' }),
      'Field team, starred, private, archived, 1 mention, 4 unread, muted, Lena: hi, 09:15',
    );
  });

  it('says of a direct whether the other is here, and not that it is private', () => {
    const direct = { kind: 'direct', title: 'Lena Koch', visibility: 'private' };
    assert.equal(words({ ...direct, presence: 'online' }), 'Lena Koch, Online, Lena: hi, 09:15');
    for (const presence of ['offline', 'unknown']) assert.equal(words({ ...direct, presence }), 'Lena Koch, Lena: hi, 09:15');
  });
});
