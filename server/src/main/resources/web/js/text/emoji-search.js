import { untoned } from './emoji.js';

/*
 * Finds emoji by what somebody begins to type of their names, keywords and shortcodes. The desktop does the same
 * (EmojiSearch.java), by emoji-search.json.
 */

const ASCII = /^[\0-\x7f]*$/u;
const MARKS = /\p{M}/gu;
const BETWEEN = /[^\p{L}\p{N}+]+/u;
const COLONS = /^:+|:+$/gu;
const BLANKS = /[\s\p{Z}]+/gu;

/** Made once for a list; a search looks at each kind once. */
export class EmojiSearch {
  #list;
  #kinds;

  constructor(list) {
    this.#list = list;
    // Shortcodes and keywords are small letters without accents already.
    this.#kinds = list.kinds.map((kind) => {
      const codes = kind.shortcodes.join(' ');
      return { kind, codes: ` ${codes} `, names: ` ${words(`${kind.name} ${codes}`).join(' ')} `, keywords: ` ${kind.keywords.join(' ')} `, untoned: untoned(kind.emoji) };
    });
  }

  /**
   * The kinds that are called by what was typed, at most `most`. Each word typed must begin one of its words. First the
   * one whose shortcode it is, then those of `recents` (emoji) in their order, then those whose name or a shortcode begins so,
   * those with all words in the name and the shortcodes, those with all words whole, and the others; among each in the
   * list's order. An emoji finds its kind; nothing finds nothing.
   */
  find(typed, { recents = [], most = Infinity } = {}) {
    const pasted = this.#list.kindOf(typed.trim());
    if (pasted) return [pasted];
    const plain = folded(typed).trim().replace(COLONS, '').replace(BLANKS, '_');
    if (!plain) return [];
    const sought = words(plain);
    const used = new Map(recents.map((emoji, place) => [untoned(emoji), place]).reverse());
    const found = [];
    this.#kinds.forEach((one, place) => {
      const rank = rankOf(one, plain, sought, used.has(one.untoned));
      if (rank !== null) found.push({ kind: one.kind, rank, place: rank === 1 ? used.get(one.untoned) : place });
    });
    return found.sort((a, b) => a.rank - b.rank || a.place - b.place).slice(0, most).map(({ kind }) => kind);
  }
}

function rankOf({ codes, names, keywords }, plain, sought, used) {
  if (codes.includes(` ${plain} `)) return 0;
  if (sought.length === 0 || !sought.every((word) => names.includes(` ${word}`) || keywords.includes(` ${word}`))) return null;
  if (used) return 1;
  if (names.startsWith(` ${sought.join(' ')}`) || codes.includes(` ${plain}`)) return 2;
  if (sought.every((word) => names.includes(` ${word}`))) return 3;
  return sought.every((word) => names.includes(` ${word} `) || keywords.includes(` ${word} `)) ? 4 : 5;
}

function folded(text) {
  if (ASCII.test(text)) return text.toLowerCase();
  return text.normalize('NFD').replace(MARKS, '').toLowerCase();
}

function words(text) {
  return folded(text).split(BETWEEN).filter(Boolean);
}
