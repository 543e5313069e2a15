import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { USUAL, COMMON, oneEmoji } from '../../../main/resources/web/js/text/emoji.js';
import { named } from '../../../main/resources/web/js/text/filter.js';

describe('finding by name', () => {
  it('takes the beginning of each word, in any case and without accents', () => {
    assert.ok(named('Zoë Quist', 'zoe'));
    assert.ok(named('Zoë Quist', 'QU zo'));
    assert.ok(named('Budget 2027', '20'));
    assert.ok(named('Field-team', 'team'));
  });

  it('takes nothing else', () => {
    assert.ok(!named('Zoë Quist', 'uist'));
    assert.ok(!named('Zoë Quist', 'zoe x'));
  });

  it('finds all with nothing', () => assert.ok(named('Zoë', '')));
});

describe('one emoji', () => {
  it('is one character that is a picture', () => {
    for (const emoji of ['👍', '❤️', '❤', '🏳️‍🌈', '🇩🇪', '👩🏽‍🚀', ' 🎉 ']) assert.equal(oneEmoji(emoji), emoji.trim());
  });

  it('is nothing else', () => {
    for (const text of ['', 'a', '👍👍', '👍 x', ':)', '1', '©︎']) assert.equal(oneEmoji(text), null, text);
  });

  it('is each of those to choose from, and none is there twice', () => {
    for (const emoji of [...USUAL, ...COMMON]) assert.equal(oneEmoji(emoji), emoji);
    assert.equal(new Set([...USUAL, ...COMMON]).size, USUAL.length + COMMON.length);
  });
});
