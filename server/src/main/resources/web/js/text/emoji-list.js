import { untoned } from './emoji.js';

/*
 * All emoji, as `emoji.txt` has them, which the server's side reads as well (Emoji.java): a category's name before its
 * kinds, one kind on a line. Loaded when a picker opens.
 */

/** The lightest of the skin tones, which are 1 to TONES; 0 is none. */
const LIGHTEST = 0x1f3fb;
export const TONES = 5;
const ASCII = /^[\0-\x7f]*$/u;
const COUNTRY = /^\p{Regional_Indicator}{2}$/u;
const VARIATIONS = /[\ufe0e\ufe0f]/gu;

/** A kind of emoji: what a picker offers and people look for. The same one in several skin tones is one kind. */
class EmojiKind {
  #shortcodes;
  #keywords;
  #patterns;

  /** `patterns` say how it is written with skin tones: `1` where the first person's goes and `2` the second's. */
  constructor(category, [emoji, version, name, shortcodes = '', keywords = '', patterns = '']) {
    this.emoji = emoji;
    this.category = category;
    this.version = version;
    this.name = name;
    // Taken apart when they are asked for: a picker that opens needs none of them.
    this.#shortcodes = shortcodes;
    this.#keywords = keywords;
    this.#patterns = patterns;
  }

  get shortcodes() {
    return words(this.#shortcodes);
  }

  get keywords() {
    return words(this.#keywords);
  }

  get patterns() {
    return words(this.#patterns);
  }

  get hasTones() {
    return this.#patterns !== '';
  }

  /** Whether its people can have a skin tone each. */
  get hasTwoTones() {
    return this.patterns.at(-1)?.includes('2') ?? false;
  }

  /** It in a skin tone, 0 for none; its second person in another, if it has two. As it is if it has none. */
  toned(first, second = first) {
    if (first === 0 || !this.hasTones) return this.emoji;
    return (first === second ? this.patterns[0] : this.patterns.at(-1)).replace('1', tone(first)).replace('2', tone(second));
  }

  /** All it can be: without a tone, then by the tone of the first person and the second. */
  variants() {
    const all = [this.emoji];
    for (let first = 1; this.hasTones && first <= TONES; first += 1) {
      for (let second = 1; second <= TONES; second += 1) if (first === second || this.hasTwoTones) all.push(this.toned(first, second));
    }
    return all;
  }
}

/** The list, read from the text of the file. `kinds` are in the order of a picker. */
export class EmojiList {
  kinds = [];
  #byShortcode = null;
  #byEmoji = null;
  #byUntoned = null;
  #byVariant = null;

  constructor(text) {
    let category = null;
    for (const line of text.split('\n')) {
      if (line.includes('\t')) this.kinds.push(new EmojiKind(category, line.split('\t')));
      else if (line) category = line.slice(2);
    }
  }

  /** The kind that is written so between colons, or null. */
  withShortcode(code) {
    this.#byShortcode ??= new Map(this.kinds.flatMap((kind) => kind.shortcodes.map((each) => [each, kind])));
    return this.#byShortcode.get(code.toLowerCase()) ?? null;
  }

  /**
   * The kinds that can be shown where `draws(emoji)` says what is drawn as a picture: of each version of Unicode all or
   * none, by one of them, and the flags of countries all or none. All, if not even the oldest are: then it cannot be told.
   */
  shown(draws) {
    const versions = new Map();
    for (const { emoji, version } of this.kinds) if (!versions.has(version) && [...emoji].length === 1) versions.set(version, emoji);
    const country = this.kinds.find(({ emoji }) => COUNTRY.test(emoji));
    const drawn = new Map([...versions].map(([version, emoji]) => [version, draws(emoji)]));
    if (![...drawn.values()].includes(true)) return this.kinds;
    const flags = draws(country.emoji);
    return this.kinds.filter(({ emoji, version }) => (drawn.get(version) ?? drawn.get(String(Number.parseInt(version, 10))) ?? true) && (flags || !COUNTRY.test(emoji)));
  }

  /** The kind of a text that is one emoji, in whatever skin tone, or null. */
  kindOf(text) {
    if (ASCII.test(text)) return null;
    this.#byEmoji ??= new Map(this.kinds.map((kind) => [kind.emoji, kind]));
    const listed = this.#byEmoji.get(text);
    if (listed) return listed;
    const bare = text.replace(VARIATIONS, '');
    // Nearly all others are told by what they are without a tone, and there are half as many of those.
    this.#byUntoned ??= new Map(this.kinds.map((kind) => [untoned(kind.emoji), kind]));
    const kind = this.#byUntoned.get(untoned(text));
    if (kind?.variants().some((one) => one.replace(VARIATIONS, '') === bare)) return kind;
    this.#byVariant ??= new Map(this.kinds.flatMap((each) => each.variants().map((one) => [one.replace(VARIATIONS, ''), each])));
    return this.#byVariant.get(bare) ?? null;
  }

  /** A text that is one emoji as the list writes it, in its skin tone, or null. */
  qualified(text) {
    const bare = text.replace(VARIATIONS, '');
    return this.kindOf(text)?.variants().find((one) => one.replace(VARIATIONS, '') === bare) ?? null;
  }
}

function tone(number) {
  return String.fromCodePoint(LIGHTEST + number - 1);
}

function words(field) {
  return field ? field.split(' ') : [];
}
