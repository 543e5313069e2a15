/*
 * Makes the list of emoji that both clients and the server read, shared/src/main/resources/chatter/shared/text/emoji.txt.
 * By hand, when Unicode or emojibase has a new version; the README beside it says how.
 *
 * Which emoji there are, and in which order, is Unicode's; names, keywords, categories and shortcodes are emojibase's
 * (names and keywords by way of CLDR). Unicode is the earlier of the two: what emojibase does not have yet is in ADDED.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const UNICODE = '@unicode/unicode-18.0.0';
const VERSION = '18';
const packages = `${process.cwd()}/node_modules`;
const target = new URL('../src/main/resources/chatter/shared/text/emoji.txt', import.meta.url);

/** New in Unicode 18: names are Unicode's, keywords ours until CLDR has some. */
const ADDED = {
  '1FAEB': ['cracking face', 'break broken crack pressure shattered stress'],
  '1FAF9': ['leftwards thumb sign', 'back direction hand left point thumb this'],
  '1FAFA': ['rightwards thumb sign', 'direction hand point right thumb this'],
  '1FACC': ['monarch butterfly', 'beautiful bug insect nature orange wings'],
  '1FADD': ['pickle', 'cucumber dill food gherkin pickled sour vegetable'],
  '1F6D9': ['lighthouse', 'beacon building coast light sea tower'],
  '1FA8B': ['meteor', 'asteroid comet fireball meteorite shooting space star'],
  '1FA8C': ['eraser', 'delete erase rubber school stationery'],
  '1FA8D': ['net with handle', 'bug butterfly catch fish scoop'],
};
const ADDED_TONES = new Set(['1FAF9', '1FAFA']);

/** The categories of a picker, by emojibase's numbers. Number 2, the parts that others are made of, is none. */
const CATEGORIES = { 0: 'smileys', 1: 'people', 3: 'nature', 4: 'food', 5: 'travel', 6: 'activities', 7: 'objects', 8: 'symbols', 9: 'flags' };
const TONES = ['1F3FB', '1F3FC', '1F3FD', '1F3FE', '1F3FF'];

const json = (name) => JSON.parse(readFileSync(`${packages}/emojibase-data/${name}`, 'utf8'));
const property = async (name) => (await import(pathToFileURL(`${packages}/${UNICODE}/Sequence_Property/${name}/index.mjs`))).default;
const text = (hex) => String.fromCodePoint(...hex.split('-').map((code) => Number.parseInt(code, 16)));
const hexOf = (emoji) => [...emoji].map((c) => c.codePointAt(0).toString(16).toUpperCase()).join('-');
const bare = (emoji) => emoji.replaceAll('\ufe0f', '');

const rgi = await property('RGI_Emoji');
const qualified = new Map([...(rgi.strings ?? rgi)].map((emoji) => [bare(emoji), emoji]));
const order = new Map();
for (const emoji of await property('Emoji_Test')) if (!order.has(bare(emoji))) order.set(bare(emoji), order.size);

const kinds = json('en/data.json').filter(({ group }) => group in CATEGORIES).map((kind) => ({
  hex: kind.hexcode, label: kind.label, tags: kind.tags ?? [], category: CATEGORIES[kind.group], version: String(kind.version), skins: kind.skins ?? [],
}));
for (const [hex, [label, tags]] of Object.entries(ADDED)) {
  if (kinds.some((kind) => kind.hex === hex)) throw new Error(`emojibase has ${label} by now: take it out of ADDED`);
  const skins = ADDED_TONES.has(hex) ? TONES.map((tone, i) => ({ hexcode: `${hex}-${tone}`, tone: i + 1 })) : [];
  kinds.push({ hex, label, tags: tags.split(' '), version: VERSION, skins });
}
for (const kind of kinds) kind.at = order.get(bare(text(kind.hex)));
kinds.sort((a, b) => a.at - b.at);
// What is new stands beside what is like it.
kinds.forEach((kind, i) => (kind.category ??= kinds[i - 1].category));

/** All shortcodes of a kind, the most usual first; each belongs to one kind. GitHub's and Slack's are in people's fingers. */
const sets = ['github', 'emojibase', 'iamcal'].map((set) => json(`en/shortcodes/${set}.json`));
const taken = new Set();
for (const set of sets) {
  for (const kind of kinds) {
    const own = (kind.codes ??= []);
    for (const code of [set[kind.hex] ?? []].flat()) {
      if (taken.has(code)) continue;
      if (!/^(?:[+-]1|[a-z0-9_-]+)$/.test(code)) throw new Error(`${code} is no shortcode`);
      taken.add(code);
      own.push(code);
    }
  }
}
for (const kind of kinds) if (kind.codes.length === 0) kind.codes.push(kind.label.replace(/[^a-z0-9]+/g, '_'));

/**
 * How the skin tones are put in: `1` for the first person's and `2` for the second's. Where two people of two tones are
 * written as another sequence than two of one tone, both.
 */
function patterns({ hex, skins }) {
  const found = new Set();
  for (const { hexcode } of skins) {
    let seen = [];
    const codes = hexcode.split('-').map((code) => {
      if (!TONES.includes(code)) return text(code);
      seen.push(code);
      return String(seen.length);
    });
    const pattern = codes.join('');
    // Two of one tone are often written as one person.
    found.add(pattern);
  }
  const all = [...found].sort((a, b) => Number(a.includes('2')) - Number(b.includes('2')));
  const made = new Set(toned(all));
  const wanted = new Set(skins.map(({ hexcode }) => text(hexcode)));
  if (made.size !== wanted.size || [...wanted].some((emoji) => !made.has(emoji))) {
    throw new Error(`the skin tones of ${hex} follow no rule: ${all}`);
  }
  return all;
}

/** All that patterns stand for, as both clients make them. */
function toned(all) {
  const tones = TONES.map(text);
  const put = (pattern, first, second) => pattern.replace('1', first).replace('2', second);
  const both = all.find((pattern) => pattern.includes('2'));
  const same = all.find((pattern) => !pattern.includes('2')) ?? both;
  return tones.flatMap((first) => tones.map((second) => (first === second ? same && put(same, first, first) : both && put(both, first, second)))).filter(Boolean);
}

/** As the search reads words: in small letters, without accents. */
const words = (phrase) => phrase.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().split(/[^\p{L}\p{N}+]+/u).filter(Boolean);
const lines = [];
let category = '';
let count = 0;
for (const kind of kinds) {
  const emoji = qualified.get(bare(text(kind.hex)));
  if (!emoji) throw new Error(`${kind.label} is none of Unicode's`);
  if (kind.category !== category) lines.push(`# ${(category = kind.category)}`);
  const said = new Set([...words(kind.label), ...kind.codes.flatMap(words)]);
  const keywords = [...new Set(kind.tags.flatMap(words))].filter((word) => !said.has(word));
  const tones = patterns(kind);
  count += 1 + toned(tones).length;
  lines.push([emoji, kind.version, kind.label, kind.codes.join(' '), keywords.join(' '), tones.join(' ')].join('\t').trimEnd());
  for (const one of [emoji, ...toned(tones)]) qualified.delete(bare(one));
}
const left = [...qualified.values()].filter((emoji) => !/^(?:\p{Emoji_Modifier}|[\u{1f9b0}-\u{1f9b3}])$/u.test(emoji));
if (left.length > 0) throw new Error(`nothing is known of ${left.map((emoji) => `${emoji} ${hexOf(emoji)}`)}`);

const file = `${lines.join('\n')}\n`;
writeFileSync(target, file);
console.log(`${kinds.length} kinds, ${count} emoji, ${file.length} characters, ${gzipSync(file, { level: 6 }).length} bytes compressed`);
