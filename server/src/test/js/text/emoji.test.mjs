import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { EmojiFile } from '../../../main/resources/web/js/model/emoji-file.js';
import { EmojiRecents } from '../../../main/resources/web/js/model/emoji-recents.js';
import { USUAL } from '../../../main/resources/web/js/text/emoji.js';
import { EmojiList } from '../../../main/resources/web/js/text/emoji-list.js';
import { EmojiSearch } from '../../../main/resources/web/js/text/emoji-search.js';
import { shortcodeAt } from '../../../main/resources/web/js/text/shortcode.js';

const shared = (file) => readFileSync(new URL(`../../../../../shared/src/main/resources/chatter/shared/${file}`, import.meta.url), 'utf8');
/** The examples that bind both clients; Java's tests read the same files. */
const examples = (file) => JSON.parse(shared(`examples/${file}`));
const text = shared('text/emoji.txt');
const list = new EmojiList(text);

function kept() {
  const items = new Map();
  return { items, get: (name) => JSON.parse(items.get(name) ?? 'null'), set: (name, value) => items.set(name, JSON.stringify(value)) };
}

describe('the list of emoji', () => {
  it('has all of Unicode 18 with their skin tones, each once', () => {
    const all = list.kinds.flatMap((kind) => kind.variants());
    assert.equal(all.length, 3963);
    assert.equal(new Set(all).size, all.length);
    assert.deepEqual([...new Set(list.kinds.map(({ category }) => category))], ['smileys', 'people', 'nature', 'food', 'travel', 'activities', 'objects', 'symbols', 'flags']);
    assert.equal(list.kinds.filter(({ version }) => version === '18').length, 9);
  });

  it('puts skin tones in for one and for two', () => {
    const thumb = list.withShortcode('thumbsup');
    assert.deepEqual(thumb.variants(), ['👍', '👍🏻', '👍🏼', '👍🏽', '👍🏾', '👍🏿']);
    assert.deepEqual([thumb.toned(0), thumb.toned(5), thumb.hasTwoTones], ['👍', '👍🏿', false]);
    const hands = list.kindOf('🫱🏻‍🫲🏿');
    assert.deepEqual([hands.name, hands.toned(3), hands.toned(3, 5), hands.variants().length], ['handshake', '🤝🏽', '🫱🏽‍🫲🏿', 26]);
    assert.equal(list.kindOf('🧑‍🤝‍🧑').toned(1), '🧑🏻‍🤝‍🧑🏻');
    const heart = list.kindOf('❤');
    assert.deepEqual([heart.toned(4), heart.hasTones], ['❤️', false]);
    assert.equal(list.kindOf('a'), null);
  });
});

describe('the emoji that this computer draws', () => {
  const countries = (kinds) => kinds.filter(({ emoji }) => /^\p{Regional_Indicator}{2}$/u.test(emoji)).length;
  const versions = (kinds) => new Set(kinds.map(({ version }) => version));

  it('are all that it has pictures of', () => {
    assert.equal(list.shown(() => true).length, list.kinds.length);
  });

  it('are not those of a newer Unicode, of which one is asked for', () => {
    const asked = [];
    const shown = list.shown((emoji) => asked.push(emoji) && Number(list.kindOf(emoji).version) < 17);
    assert.deepEqual([...versions(list.kinds)].filter((version) => !versions(shown).has(version)).sort(), ['17', '18']);
    assert.ok(asked.length < 30, asked.join(' '));
    assert.equal(countries(shown), countries(list.kinds));
  });

  it('are no flags of countries where those are letters', () => {
    const shown = list.shown((emoji) => emoji.length === 2);
    assert.equal(countries(shown), 0);
    assert.equal(shown.length, list.kinds.length - countries(list.kinds));
  });

  it('are all where it cannot be told', () => {
    assert.equal(list.shown(() => false), list.kinds);
  });
});

describe('the emoji that stand in for those not used yet', () => {
  it('are in the list as it writes them', () => {
    for (const emoji of USUAL) assert.equal(list.qualified(emoji), emoji);
  });
});

describe('one emoji', () => {
  for (const { name, text: example, qualified } of examples('emoji.json')) {
    it(name, () => assert.equal(list.qualified(typeof example === 'string' ? example : example.repeat.repeat(example.times)), qualified));
  }
});

describe('the search for emoji', () => {
  const search = new EmojiSearch(list);
  for (const { name, typed, recents, most, found: all, first = [], has = [], before = [], count } of examples('emoji-search.json')) {
    it(name, () => {
      const found = search.find(typed, { recents, most }).map(({ emoji }) => emoji);
      if (all) assert.deepEqual(found, all);
      if (count) assert.equal(found.length, count);
      assert.deepEqual(found.slice(0, first.length), first);
      for (const emoji of has) assert.ok(found.includes(emoji), emoji);
      for (const [one, other] of before) assert.ok(found.includes(one) && found.indexOf(one) < found.indexOf(other), `${one} before ${other}`);
    });
  }
});

describe('an emoji written in the field', () => {
  for (const { name, text: example, query, closed = false, emoji } of examples('shortcodes.json')) {
    it(name, () => {
      const marked = typeof example === 'string' ? example : `${example.prefix}${example.repeat.repeat(example.times)}|`;
      const caret = marked.indexOf('|');
      const found = shortcodeAt(marked.slice(0, caret) + marked.slice(caret + 1), caret);
      assert.deepEqual(found, query === null ? null : { start: caret - query.length - (closed ? 2 : 1), end: caret, query, closed });
      if (closed) assert.equal(list.withShortcode(query)?.emoji ?? null, emoji);
    });
  }
});

describe('the emoji used most', () => {
  for (const { name, uses, tone, quick, list: used } of examples('emoji-recents.json')) {
    it(name, () => {
      const store = kept();
      const recents = new EmojiRecents({ store, accountId: 1 });
      for (const emoji of uses) recents.use(emoji);
      if (tone !== undefined) recents.choose(tone, (emoji) => list.kindOf(emoji).toned(tone));
      assert.deepEqual(recents.quick, quick);
      assert.deepEqual(recents.list, used);
      assert.equal(recents.tone, tone ?? 0);
      assert.deepEqual(new EmojiRecents({ store, accountId: 2 }).list, []);
    });
  }

  it('take over what was kept before uses were counted', () => {
    const store = kept();
    store.set('reactions.1', [7, '🦊', '👍', '❤️']);
    const recents = new EmojiRecents({ store, accountId: 1 });
    assert.deepEqual(recents.list, ['🦊', '👍', '❤️']);
    recents.use('❤️');
    assert.deepEqual(recents.list, ['❤️', '🦊', '👍']);
    assert.deepEqual(store.get('reactions.1'), [7, '🦊', '👍', '❤️']);
  });

  it('leave out what makes no sense', () => {
    const store = kept();
    for (const damaged of [7, 'x', {}, { used: 3, tone: 9 }, { used: [['🦊'], 8, null, [1, 2]], tone: '3' }]) {
      store.set('emoji.1', damaged);
      const recents = new EmojiRecents({ store, accountId: 1 });
      assert.deepEqual([recents.list, recents.tone, recents.quick.length], [[], 0, 6]);
    }
  });

  it('are so many at most', () => {
    const recents = new EmojiRecents({ store: kept(), accountId: 1 });
    for (let i = 0; i < 50; i += 1) recents.use(String.fromCodePoint(0x1f400 + i));
    assert.deepEqual([recents.list.length, recents.list[0]], [36, String.fromCodePoint(0x1f400 + 49)]);
  });
});

describe('the file of emoji', () => {
  it('is fetched once, when it is first needed', async () => {
    let asked = 0;
    const file = new EmojiFile({ read: async () => (asked += 1) && text });
    assert.deepEqual([file.list, file.search], [null, null]);
    const [one, other] = await Promise.all([file.load(), file.load()]);
    assert.equal(one, other);
    assert.equal(file.list, one);
    assert.equal(file.search, file.search);
    assert.equal(file.search.find('thumbsup')[0].emoji, '👍');
    assert.equal(asked, 1);
  });

  it('is asked for again after a failure', async () => {
    const answers = [async () => { throw new TypeError('away'); }, async () => text];
    const file = new EmojiFile({ read: () => answers.shift()() });
    await assert.rejects(file.load(), /away/);
    assert.equal(file.list, null);
    assert.equal((await file.load()).kinds.length, list.kinds.length);
  });
});
