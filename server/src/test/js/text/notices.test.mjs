import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { noticeRunWords, noticeWords } from '../../../main/resources/web/js/text/notices.js';
import { ada, lena, omar } from '../support.mjs';

const who = { me: ada.id, nameOf: (id) => (id === omar.id ? 'Omar Moss' : null) };
const members = (sender, joined, left = [], seq = 9) => ({ kind: 'members', seq, sender, joined, left });
const change = (what) => ({ kind: 'change', seq: 9, sender: lena, title: null, topic: null, visibility: null, archived: null, ...what });
const eve = { id: 9, name: 'Eve' };

describe('a notice', () => {
  it('says who came and went, and by whom, in today’s names', () => {
    const said = [
      members(lena, [lena]), members(ada, [ada]), members(lena, [omar, ada]), members(lena, [], [lena]), members(ada, [], [omar, lena]), members(lena, [lena, omar], [], 1),
      members(ada, [ada], [], 1), members(lena, [omar, ada, eve, { id: 10, name: 'Kim' }, { id: 11, name: 'Bo' }]),
    ].map((notice) => noticeWords(notice, who));
    assert.deepEqual(said, [
      'Lena Koch joined.', 'You joined.', 'Lena Koch added Omar Moss and you.', 'Lena Koch left.', 'You removed Omar Moss and Lena Koch.', 'Lena Koch made this room with Omar Moss.',
      'You made this room.', 'Lena Koch added Omar Moss, you, Eve and 2 others.',
    ]);
  });

  it('says what was changed about the room', () => {
    const said = [
      change({ title: 'Field team', topic: '' }), change({ topic: 'Where we are' }), change({ visibility: 'open' }), change({ visibility: 'private' }),
      change({ archived: true }), change({ archived: false }),
    ].map((notice) => noticeWords(notice, who));
    assert.deepEqual(said, [
      'Lena Koch named this room “Field team”. Lena Koch removed the topic.', 'Lena Koch set the topic: Where we are', 'Lena Koch opened this room to everybody in this chat.',
      'Lena Koch made this room private.', 'Lena Koch archived this room.', 'Lena Koch brought this room back.',
    ]);
  });

  it('of many such says how many', () => {
    const run = [members(lena, [lena]), members(lena, [omar, eve]), members(lena, [], [lena]), change({ topic: 'x' }), change({ title: 'y' })];
    assert.equal(noticeRunWords(run, who), '3 people joined, 1 person left, 2 changes of the room');
    assert.equal(noticeRunWords([members(eve, [eve]), members(eve, [eve])], who), 'Eve joined.');
  });
});
