import MarkdownIt from '../lib/markdown-it.js';
import { splitLinks } from './links.js';
import { MENTION, idOf } from './mention-marks.js';
import { invisible } from './names.js';

/*
 * The spans of lines, read by markdown-it. Addresses and mentions are put aside before, as one letter to it, and put
 * back where they stood: so an address is whole whatever is in it, and in code both stay what was typed. The desktop
 * does the same with commonmark-java (SpanReader.java).
 */

// How many marks are read between two blank lines; where there are more, none is one. It bounds what nests, and what is
// compared with what.
const MOST_MARKS = 400;
const MOST_BRACKETS = 100;
// How much is read in a whole text: a paragraph counts two, a mark of emphasis one, a bracket four. The rest is as typed.
const MOST_READ = 2_000;
const ASIDE = '\ufdd0';
const ASIDE_END = '\ufdd1';
const SET_ASIDE = new RegExp(`${ASIDE}([0-9]+)${ASIDE_END}`, 'gu');
const ONLY_ASIDE = new RegExp(`^${ASIDE}([0-9]+)${ASIDE_END}$`, 'u');
const READABLE = /[*_~`[\\]/u;
// Marks that shall not be read, and what stands for them meanwhile; and for the library a line break is a blank like
// others, so that it leaves what is around it.
const UNREAD = { '*': '\ufdd2', _: '\ufdd3', '~': '\ufdd4', '[': '\ufdd5', '\\': '\ufdd6', '`': '\ufdd7', '\n': '\f' };
const MARK_OF = Object.fromEntries(Object.entries(UNREAD).map(([mark, unread]) => [unread, mark]));
const BLANKS = /[ \t\f]*/uy;
const EMPHASES = /[*_~]/gu;
const BRACKETS = /\[/gu;
const ESCAPABLE = /[!-/:-@[-`{-~]/u;
const MOST_DEPTH = 32;
// Somebody who is mentioned, or a face of which no mark may be taken.
const WHOLE = new RegExp(`${MENTION.source}|([\\^;*=.'@~°-])_+\\2|>_+<|¯\\\\_\\(ツ\\)_/¯`, 'gu');
// A backslash before anything else is one.
const NO_ESCAPE = /\\(?![*_~`[\]<])/gu;
const CALCULATION = /(?<=[0-9])\*+(?=[0-9])/gu;
const STYLES = { em: 'emphasis', strong: 'strong', s: 'strike' };

const library = new MarkdownIt('zero', { maxNesting: 10 * MOST_MARKS });
library.enable(['escape', 'backticks', 'strikethrough', 'emphasis', 'link', 'balance_pairs', 'fragments_join']);
library.inline.ruler.at('link', bracketed);
exactlyTwoTildes();

/** Links and images, with what was written behind their words; where they lead is looked at later. */
function bracketed(state, silent) {
  const start = state.pos;
  const image = state.src.startsWith('![', start);
  const open = image ? start + 1 : start;
  if (state.src[open] !== '[') return false;
  const end = library.helpers.parseLinkLabel(state, open, !image);
  const tail = end < 0 ? null : readTail(state.src, end + 1, state.posMax);
  if (!tail) return false;
  if (!silent) {
    const { posMax } = state;
    const token = state.push(image ? 'image' : 'link_open', '', image ? 0 : 1);
    token.content = state.src.slice(open + 1, end);
    token.meta = { to: tail.to, typed: state.src.slice(end, tail.end) };
    if (!image) {
      state.pos = open + 1;
      state.posMax = end;
      state.md.inline.tokenize(state);
      state.posMax = posMax;
      state.push('link_close', '', -1);
    }
  }
  state.pos = tail.end;
  return true;
}

/** What stands in round brackets behind the words of a link: `{to, end}`; null if nothing does. */
function readTail(src, from, max) {
  const afterBlank = (pos) => {
    BLANKS.lastIndex = pos;
    return pos + BLANKS.exec(src)[0].length;
  };
  if (src[from] !== '(') return null;
  let pos = afterBlank(from + 1);
  let to = '';
  if (src[pos] !== ')') {
    const end = endOfTarget(src, pos, max);
    if (end < 0) return null;
    to = src.slice(pos, end);
    pos = afterBlank(end);
    const title = pos > end ? library.helpers.parseLinkTitle(src, pos, max) : null;
    if (title?.ok) pos = afterBlank(title.pos);
  }
  return pos < max && src[pos] === ')' ? { to, end: pos + 1 } : null;
}

/** Where what begins at `pos` as the target of a link ends; -1 if it is none. As commonmark-java has it. */
function endOfTarget(src, pos, max) {
  const angled = src[pos] === '<';
  let depth = 0;
  for (let i = angled ? pos + 1 : pos; i < max; i += 1) {
    const c = src[i];
    if (c === '\\') i += ESCAPABLE.test(src[i + 1] ?? '') ? 1 : 0;
    else if (angled && c === '<') return -1;
    else if (angled && c === '>') return i + 1;
    else if (!angled && /[\0- \x7f-\x9f]/u.test(c)) return i > pos ? i : -1;
    else if (!angled && c === '(') {
      depth += 1;
      if (depth > MOST_DEPTH) return -1;
    } else if (!angled && c === ')') {
      if (depth === 0) return i;
      depth -= 1;
    }
  }
  return -1;
}

function exactlyTwoTildes() {
  const name = 'strikethrough';
  const rule = library.inline.ruler.getRules('').find(({ name: called }) => called === 'strikethrough_tokenize');
  library.inline.ruler.at(name, (state, silent) => {
    if (silent || state.src[state.pos] !== '~') return false;
    const { length } = state.scanDelims(state.pos, true);
    if (length === 2) return rule(state, silent);
    state.pending += '~'.repeat(length);
    state.pos += length;
    return true;
  });
}

/** What may still be read of a text. */
export class Budget {
  #left = MOST_READ;

  /** Whether this may be read, too. */
  take(text) {
    const cost = 2 + count(text, EMPHASES) + 4 * count(text, BRACKETS);
    if (cost > this.#left) return false;
    this.#left -= cost;
    return true;
  }
}

/** The spans of lines; what stands between blank lines is read for itself. */
export function readSpans(lines, budget) {
  const joined = new Joined();
  let paragraph = [];
  for (const line of lines) {
    if (line === '') {
      new SpanReader(paragraph.join('\n')).read(joined, budget);
      paragraph = [];
      joined.words('\n', {});
    } else {
      if (paragraph.length === 0 && !joined.empty) joined.words('\n', {});
      paragraph.push(line);
    }
  }
  new SpanReader(paragraph.join('\n')).read(joined, budget);
  return joined.spans();
}

/** Reads what stands between two blank lines. */
class SpanReader {
  #paragraph;
  // {typed, span}: what was put aside.
  #asides = [];

  constructor(paragraph) {
    this.#paragraph = paragraph;
  }

  read(to, budget) {
    const all = unread(unread(this.#putAside(), NO_ESCAPE), CALCULATION);
    const marked = few(few(all, EMPHASES, MOST_MARKS), BRACKETS, MOST_BRACKETS);
    if (!READABLE.test(marked) || !budget.take(marked)) {
      this.#words(marked, {}, to);
      return;
    }
    const text = marked.replace(/^[ \t]+/u, '');
    to.words(marked.slice(0, marked.length - text.length), {});
    const tokens = [];
    library.inline.parse(unread(text, /\n/gu), library, {}, tokens);
    this.#tokens(tokens, 0, tokens.length, {}, to);
  }

  #putAside() {
    let marked = '';
    let start = 0;
    let taken = 0;
    for (const { text, href, hint } of splitLinks(this.#paragraph)) {
      const end = start + text.length;
      if (!href) {
        marked += this.#withoutMentions(Math.max(start, taken), end);
      } else {
        const link = { link: href, ...(hint && { hint }), shown: [{ words: text }] };
        const angled = start > taken && this.#paragraph[start - 1] === '<' && this.#paragraph[end] === '>' && !this.#isEscaped(start - 1);
        marked = (angled ? marked.slice(0, -1) : marked) + this.#aside(angled ? `<${text}>` : text, link);
        if (angled) taken = end + 1;
      }
      start = end;
    }
    return marked;
  }

  #withoutMentions(from, to) {
    return this.#paragraph.slice(from, to).replace(WHOLE, (typed, who, _, index) => {
      if (this.#isEscaped(from + index)) return typed;
      return this.#aside(typed, who ? { mention: idOf(who) } : { words: typed });
    });
  }

  #aside(typed, span) {
    this.#asides.push({ typed, span });
    return `${ASIDE}${this.#asides.length - 1}${ASIDE_END}`;
  }

  #isEscaped(index) {
    return this.#paragraph[index - 1] === '\\';
  }

  /** `style` counts how many times each is set: in `**a *b* c**`, strong once. */
  #tokens(tokens, from, end, style, to) {
    const counts = { ...style };
    for (let i = from; i < end; i += 1) {
      const { type, tag, nesting, content } = tokens[i];
      if (type === 'link_open') {
        const close = tokens.findIndex((token, at) => at > i && token.type === 'link_close');
        const shown = new Joined();
        this.#tokens(tokens, i + 1, close, counts, shown);
        this.#link(tokens[i].meta, shown, counts, to);
        i = close;
      } else if (type === 'image') {
        this.#words(`![${content}${tokens[i].meta.typed}`, counts, to);
      } else if (type === 'code_inline') {
        to.add({ code: this.#typed(content), ...set(counts) });
      } else if (nesting === 0) {
        // A backslash comes in one token with what follows it, which may be only the begin of something put aside.
        let words = content;
        for (; tokens[i + 1]?.type.startsWith('text') && i + 1 < end; i += 1) words += tokens[i + 1].content;
        this.#words(words, counts, to);
      } else {
        counts[STYLES[tag]] = (counts[STYLES[tag]] ?? 0) + nesting;
      }
    }
  }

  #link({ to: target, typed }, shown, style, to) {
    const aside = this.#asides[ONLY_ASIDE.exec(target)?.[1]];
    if (!aside?.span.link || shown.blank) {
      this.#words('[', style, to);
      for (const span of shown.spans()) to.add(span);
      this.#words(typed, style, to);
      return;
    }
    const inside = new Joined();
    for (const span of shown.spans()) {
      if (span.link) for (const words of span.shown) inside.add(words);
      else inside.add(span);
    }
    const spans = inside.spans();
    const plain = spans.length === 1 && spans[0].words === aside.typed;
    const { link, hint } = plain ? aside.span : { link: aside.span.link, hint: aside.span.link };
    to.add({ link, ...(hint && { hint }), shown: spans });
  }

  /** Words of the library, with what was put aside. */
  #words(marked, style, to) {
    let done = 0;
    for (const found of marked.matchAll(SET_ASIDE)) {
      to.words(marksAgain(marked.slice(done, found.index)), set(style));
      const { span } = this.#asides[found[1]];
      to.add(span.link ? { ...span, shown: span.shown.map((words) => ({ ...words, ...set(style) })) } : { ...span, ...set(style) });
      done = found.index + found[0].length;
    }
    to.words(marksAgain(marked.slice(done)), set(style));
  }

  /** Code of the library, as it was written; a line break next to its marks is none of it. */
  #typed(marked) {
    const code = marksAgain(marked.replace(SET_ASIDE, (_, index) => this.#asides[index].typed));
    return /^[ \t\n]*$/u.test(code) ? code : code.replace(/^\n|\n$/gu, '');
  }
}

function few(text, marks, most) {
  return count(text, marks) > most ? unread(text, marks) : text;
}

function count(text, marks) {
  return text.match(marks)?.length ?? 0;
}

/** A text in which some marks are none. */
export function unread(text, marks) {
  return text.replace(marks, (found) => [...found].map((mark) => UNREAD[mark]).join(''));
}

function marksAgain(text) {
  return text.replace(/[\ufdd2-\ufdd7\f]/gu, (stands) => MARK_OF[stands]);
}

function set(counts) {
  return Object.fromEntries(Object.values(STYLES).filter((style) => counts[style] > 0).map((style) => [style, true]));
}

/** Spans, with neighbouring words of one style as one. */
class Joined {
  #spans = [];

  words(words, style) {
    if (words === '') return;
    const last = this.#spans.at(-1);
    if (last?.words !== undefined && Object.values(STYLES).every((name) => last[name] === style[name])) last.words += words;
    else this.#spans.push({ words, ...style });
  }

  add({ words, ...span }) {
    if (words === undefined) this.#spans.push(span);
    else this.words(words, span);
  }

  get empty() {
    return this.#spans.length === 0;
  }

  /** Whether there is nothing to see in it. */
  get blank() {
    return this.#spans.every(({ words }) => words !== undefined && invisible(words));
  }

  spans() {
    return this.#spans;
  }
}
