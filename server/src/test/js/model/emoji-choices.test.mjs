import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { EmojiChoices } from '../../../main/resources/web/js/model/emoji-choices.js';
import { EmojiRecents } from '../../../main/resources/web/js/model/emoji-recents.js';
import { EmojiList } from '../../../main/resources/web/js/text/emoji-list.js';
import { EmojiSearch } from '../../../main/resources/web/js/text/emoji-search.js';

const list = new EmojiList(readFileSync(new URL('../../../../../shared/src/main/resources/chatter/shared/text/emoji.txt', import.meta.url), 'utf8'));
const search = new EmojiSearch(list);

function choices({ used = [], kinds, columns = 8 } = {}) {
  const items = new Map();
  const recents = new EmojiRecents({ store: { get: (name) => items.get(name) ?? null, set: (name, value) => items.set(name, value) }, accountId: 1 });
  for (const emoji of used) recents.use(emoji);
  return { recents, all: new EmojiChoices({ list, search: () => search, recents, kinds, columns }) };
}

const emojiIn = (line) => line.choices.map(({ emoji }) => emoji);

describe('what a picker of emoji offers', () => {
  it('begins with those used most, filled up with the usual ones', () => {
    const { all } = choices({ used: ['🦊'] });
    assert.deepEqual(all.lines[0], { heading: 'recent' });
    assert.deepEqual(emojiIn(all.lines[1]), ['🦊', '👍', '❤️', '😂', '🎉', '😮']);
    assert.equal(all.lines[2].heading, 'smileys');
    assert.equal(all.chosen.emoji, '🦊');
  });

  it('has three lines of those used most', () => {
    const { all } = choices({ used: list.kinds.slice(0, 36).map(({ emoji }) => emoji) });
    assert.equal(all.lineOf('smileys'), 4);
  });

  it('has all there are, by category, in lines that are full but for the last', () => {
    const { all } = choices();
    const from = all.lineOf('smileys');
    assert.deepEqual(all.lines.slice(from).flatMap(({ choices: row = [] }) => row.map(({ kind }) => kind)), list.kinds);
    assert.deepEqual(all.lines.filter(({ heading }) => heading).map(({ heading }) => heading), ['recent', ...new Set(list.kinds.map(({ category }) => category))]);
    for (const [at, line] of all.lines.entries()) if (line.choices?.length < 8) assert.ok(all.lines[at + 1]?.choices === undefined, String(at));
  });

  it('has only what can be shown, also of those used and found', () => {
    const kinds = list.kinds.filter(({ emoji }) => emoji !== '🦊');
    const { all } = choices({ used: ['🦊'], kinds });
    assert.ok(!emojiIn(all.lines[1]).includes('🦊'));
    all.find('fox');
    assert.ok(!all.lines.flatMap(emojiIn).includes('🦊'));
  });

  it('is what was found by words, and all again without any', () => {
    const { all } = choices();
    assert.equal(all.find(' thumbsup'), true);
    assert.equal(all.chosen.emoji, '👍');
    assert.equal(all.lineOf('smileys'), -1);
    assert.equal(all.headingOf(0), null);
    assert.equal(all.find('thumbsup '), false);
    all.find('qwxz');
    assert.deepEqual([all.lines, all.chosen, all.count, all.step('down')], [[], null, 0, false]);
    all.find('');
    assert.equal(all.lines[0].heading, 'recent');
  });

  it('is at most so many of those found', () => {
    const { all } = choices({ columns: 4 });
    all.find('f');
    assert.deepEqual([all.lines.length, all.count], [25, 100]);
  });

  it('is the very one that was pasted, in its skin tone', () => {
    const { all } = choices();
    all.find('🫱🏻‍🫲🏿');
    assert.deepEqual(all.lines.flatMap(emojiIn), ['🫱🏻‍🫲🏿']);
    all.find('❤');
    assert.deepEqual(all.lines.flatMap(emojiIn), ['❤️']);
  });
});

describe('the skin tone', () => {
  it('is that of all that have one, also of those used, and is kept', () => {
    const { all, recents } = choices({ used: ['👋', '🦊'] });
    all.choose(all.lineOf('people') + 1, 3);
    const before = all.at;
    all.setTone(4);
    assert.deepEqual(all.at, before);
    assert.deepEqual(emojiIn(all.lines[1]).slice(0, 2), ['🦊', '👋🏾']);
    assert.equal(all.lines[all.lineOf('people') + 1].choices[0].emoji, '👋🏾');
    all.find('thumbsup');
    assert.equal(all.chosen.emoji, '👍🏾');
    assert.deepEqual([recents.tone, all.tone], [4, 4]);
  });
});

describe('the way from one emoji to the next', () => {
  it('is along the lines, over headings, and ends at both ends', () => {
    const { all } = choices({ used: ['🦊'] });
    assert.equal(all.step('left'), false);
    assert.equal(all.step('up'), false);
    for (let i = 0; i < 5; i += 1) assert.ok(all.step('right'));
    assert.deepEqual(all.at, { line: 1, column: 5 });
    all.step('right');
    assert.deepEqual(all.at, { line: 3, column: 0 });
    all.step('left');
    assert.deepEqual(all.at, { line: 1, column: 5 });
    all.choose(all.lines.length - 1, Infinity);
    assert.equal(all.step('right'), false);
    assert.equal(all.step('down'), false);
  });

  it('keeps the column, or is to the last of a shorter line', () => {
    const { all } = choices({ used: ['🦊'] });
    all.choose(3, 7);
    all.step('up');
    assert.deepEqual(all.at, { line: 1, column: 5 });
    all.step('down');
    assert.deepEqual(all.at, { line: 3, column: 5 });
  });

  it('is from category to category, first back to the beginning of its own', () => {
    const { all } = choices();
    all.step('on');
    assert.deepEqual([all.headingOf(all.at.line), all.at.column], ['smileys', 0]);
    all.step('on');
    assert.equal(all.headingOf(all.at.line), 'people');
    all.step('right');
    all.step('back');
    assert.deepEqual(all.at, { line: all.lineOf('people') + 1, column: 0 });
    all.step('back');
    assert.deepEqual(all.at, { line: all.lineOf('smileys') + 1, column: 0 });
    all.step('back');
    all.step('back');
    assert.deepEqual(all.at, { line: 1, column: 0 });
    all.choose(all.lineOf('flags') + 1, 2);
    assert.equal(all.step('on'), false);
    assert.equal(all.choose(0, 0), false);
  });
});
