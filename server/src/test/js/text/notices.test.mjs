import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { noticeRunWords, noticeWords } from '../../../main/resources/web/js/text/notices.js';
import { ada, lena, omar } from '../support.mjs';

const who = { nameOf: (id) => (id === omar.id ? 'Omar Moss' : null) };
const members = (sender, joined, left = [], seq = 9) => ({ kind: 'members', seq, sender, joined, left });
const change = (what) => ({ kind: 'change', seq: 9, sender: lena, title: null, topic: null, visibility: null, archived: null, ...what });
const eve = { id: 9, name: 'Eve' };

describe('a notice', () => {
  it('says who came and went, and by whom, in today’s names', () => {
    const said = [
      members(lena, [lena]), members(lena, [omar]), members(lena, [omar, ada]), members(lena, [omar, ada, eve]), members(lena, [omar, ada, eve, { id: 10, name: 'Kim' }]),
      members(lena, [], [lena]), members(ada, [], [omar]), members(lena, [lena, omar], [], 1),
    ].map((notice) => noticeWords(notice, who));
    assert.deepEqual(said, [
      'Lena Koch joined', 'Lena Koch added Omar Moss', 'Lena Koch added Omar Moss and Ada Brandt', 'Lena Koch added Omar Moss, Ada Brandt and 1 other',
      'Lena Koch added Omar Moss, Ada Brandt and 2 others', 'Lena Koch left', 'Ada Brandt removed Omar Moss', 'Lena Koch made this room',
    ]);
  });

  it('says what was changed about the room', () => {
    const said = [
      change({ title: 'Field team', topic: '' }), change({ topic: 'Where we are' }), change({ topic: '' }), change({ visibility: 'open' }), change({ visibility: 'private' }),
      change({ archived: true }), change({ archived: false }),
    ].map((notice) => noticeWords(notice, who));
    assert.deepEqual(said, [
      'Lena Koch named the room Field team', 'Lena Koch changed the topic', 'Lena Koch removed the topic', 'Lena Koch made the room open', 'Lena Koch made the room private',
      'Lena Koch archived the room', 'Lena Koch brought the room back',
    ]);
  });

  it('of many such says how many', () => {
    const run = [members(lena, [lena]), members(lena, [omar, eve]), members(lena, [], [lena]), change({ topic: 'x' }), change({ title: 'y' })];
    assert.equal(noticeRunWords(run, who), '3 people joined, 1 person left, 2 changes of the room');
    assert.equal(noticeRunWords([members(eve, [eve]), members(eve, [eve])], who), 'Eve joined');
  });
});
