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
      members(lena, [lena]), members(lena, [omar, ada]), members(lena, [omar]), members(lena, [], [lena]), members(ada, [], [omar, lena]), members(lena, [lena, omar], [], 1),
      members(lena, [omar, ada, eve, { id: 10, name: 'Kim' }]), members(lena, [omar, ada, eve]),
    ].map((notice) => noticeWords(notice, who));
    assert.deepEqual(said, [
      'Lena Koch joined', 'Lena Koch added Omar Moss and Ada Brandt', 'Lena Koch added Omar Moss', 'Lena Koch left', 'Ada Brandt removed Omar Moss and Lena Koch',
      'Lena Koch made this room', 'Lena Koch added Omar Moss, Ada Brandt and 2 others', 'Lena Koch added Omar Moss, Ada Brandt and 1 other',
    ]);
  });

  it('says what was changed about the room', () => {
    const said = [
      change({ title: 'Field team' }), change({ topic: '' }), change({ topic: 'Where we are' }), change({ visibility: 'open' }), change({ visibility: 'private' }),
      change({ archived: true }), change({ archived: false }),
    ].map((notice) => noticeWords(notice, who));
    assert.deepEqual(said, [
      'Lena Koch named the room Field team', 'Lena Koch removed the topic', 'Lena Koch changed the topic', 'Lena Koch made the room open', 'Lena Koch made the room private',
      'Lena Koch archived the room', 'Lena Koch brought the room back',
    ]);
  });

  it('of a few stands below the others, and of many such says how many', () => {
    const run = [members(lena, [lena]), members(omar, [omar]), members(eve, [eve])];
    assert.equal(noticeRunWords(run.slice(0, 2), who), 'Lena Koch joined\nOmar Moss joined');
    assert.equal(noticeRunWords(run, who), 'Lena Koch joined · 2 more');
  });
});
