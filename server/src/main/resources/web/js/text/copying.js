import { splitLinks } from './links.js';
import { called, plainMentions } from './mentions.js';
import { isolated } from './texts.js';

/*
 * What is copied of messages. The desktop does the same, by copying.json.
 */

// In the order in which they open, of those that last equally long.
const MARKS = [['strike', '~~'], ['strong', '**'], ['emphasis', '*']];

/**
 * A part of a message as it was written, with names for mentions; `from` and `to` count in what its `blocks` show: their
 * words and code one after the other. All of it is the body. In a part each piece keeps the marks of its style, and what
 * surrounds all of it, a quote, an item or code, goes without saying.
 */
export function writtenPart(body, blocks, from, to, nameOf) {
  const clipper = new Clipper(from, to, nameOf);
  const clipped = clipper.blocks(blocks);
  if (from <= 0 && to >= clipper.passed) return plainMentions(body, nameOf);
  const part = inside(clipped);
  return codeAlone(part) ?? linesOf(part).join('\n');
}

/**
 * Messages, or parts of them, as one text: of several people or days with a line for each that says who wrote what follows,
 * and when. A row is {person, called, day, time, full, text}.
 */
export function copiedRows(rows) {
  const chosen = rows.filter(({ text }) => text.trim() !== '');
  const several = (field) => new Set(chosen.map((row) => row[field])).size > 1;
  const days = several('day');
  const named = days || several('person');
  return chosen.map((row, i) => {
    const before = chosen[i - 1];
    if (before && before.person === row.person && before.day === row.day) return `\n${row.text}`;
    const who = named ? `${[isolated(row.called), days ? row.full : row.time].join(', ')}\n` : '';
    return `${before ? '\n\n' : ''}${who}${row.text}`;
  }).join('');
}

/** Takes what is between two positions out of a tree. */
class Clipper {
  /** How much was shown up to here. */
  passed = 0;
  #from;
  #to;
  #nameOf;

  constructor(from, to, nameOf) {
    this.#from = from;
    this.#to = to;
    this.#nameOf = nameOf;
  }

  blocks(blocks) {
    return blocks.flatMap(({ text, code, language, quote, bullets, numbers, after }) => {
      if (text) return unlessEmpty(this.#spans(text), (spans) => ({ text: spans }));
      if (code !== undefined) return unlessEmpty(this.#cut(code), (part) => ({ code: part, language }));
      if (quote) return unlessEmpty(this.blocks(quote), (parts) => ({ quote: parts }));
      if (bullets) return unlessEmpty(bullets.map((item) => this.blocks(item)).filter(isNotEmpty), (items) => ({ bullets: items }));
      const items = numbers.map((item) => ({ number: item.number, blocks: this.blocks(item.blocks) }));
      return unlessEmpty(items.filter((item) => isNotEmpty(item.blocks)), (parts) => ({ numbers: parts, after }));
    });
  }

  #spans(spans) {
    return spans.flatMap((span) => {
      const { mention, shown, ...rest } = span;
      if (shown) {
        const parts = this.#spans(shown);
        return isBare(span) ? parts : unlessEmpty(parts, (inner) => ({ ...rest, shown: inner }));
      }
      if (mention !== undefined) {
        // It is one piece.
        const words = `@${called(mention, this.#nameOf)}`;
        return this.#cut(words) === '' ? [] : [{ ...rest, words }];
      }
      if (rest.code !== undefined) return unlessEmpty(this.#cut(rest.code), (code) => ({ ...rest, code }));
      return unlessEmpty(this.#cut(rest.words), (words) => ({ ...rest, words }));
    });
  }

  #cut(text) {
    const start = Math.max(0, this.#from - this.passed);
    const end = Math.max(0, this.#to - this.passed);
    this.passed += text.length;
    return text.slice(start, end);
  }
}

function isNotEmpty(part) {
  return part.length > 0;
}

function unlessEmpty(part, make) {
  return isNotEmpty(part) ? [make(part)] : [];
}

/** Whether a link is an address that was written as such. */
function isBare({ link, hint, shown }) {
  if (!hint) return true;
  const pieces = shown.length === 1 && shown[0].words ? splitLinks(shown[0].words) : [];
  return pieces.length === 1 && pieces[0].href === link;
}

/** What is chosen, without what is around all of it. */
function inside(blocks) {
  if (blocks.length !== 1) return blocks;
  const [{ quote, bullets, numbers }] = blocks;
  if (quote) return inside(quote);
  if (bullets?.length === 1) return inside(bullets[0]);
  return numbers?.length === 1 ? inside(numbers[0].blocks) : blocks;
}

/** The code that blocks are, or undefined if they are anything else. */
function codeAlone([{ code, text } = {}, ...others]) {
  if (others.length > 0) return undefined;
  return code ?? (text?.length === 1 ? text[0].code : undefined);
}

function linesOf(blocks) {
  return blocks.flatMap(({ text, code, language, quote, bullets, numbers, after }) => {
    if (text) return marked(text).split('\n');
    if (code !== undefined) {
      const fence = backQuotes(code, 3);
      return [fence + (language ?? ''), ...code.split('\n'), fence];
    }
    if (quote) return behind('> ', '> ', linesOf(quote));
    if (bullets) return bullets.flatMap((item) => behind('- ', '  ', linesOf(item)));
    return numbers.flatMap(({ number, blocks: item }) => {
      const mark = `${number}${after} `;
      return behind(mark, ' '.repeat(mark.length), linesOf(item));
    });
  });
}

function behind(first, others, lines) {
  return lines.map((line, i) => {
    const mark = i === 0 ? first : others;
    return line === '' ? mark.trimEnd() : mark + line;
  });
}

/** Spans between the marks of their styles; blanks at the edges stand outside, or the marks would be none. */
function marked(spans) {
  let written = '';
  let open = [];
  const close = (stay) => {
    const words = written.trimEnd();
    const marks = open.slice(stay).reverse().map(([, mark]) => mark).join('');
    if (marks) written = words + marks + written.slice(words.length);
    open = open.slice(0, stay);
  };
  spans.forEach((span, i) => {
    const text = pieceOf(span);
    const ends = open.findIndex(([style]) => !span[style]);
    if (ends >= 0) close(ends);
    const words = text.trimStart();
    const begins = words === '' ? [] : MARKS.filter((mark) => span[mark[0]] && !open.includes(mark));
    const last = new Map(begins.map((mark) => [mark, lasting(mark[0], spans, i)]));
    begins.sort((one, other) => last.get(other) - last.get(one));
    written += text.slice(0, text.length - words.length) + begins.map(([, mark]) => mark).join('') + words;
    open.push(...begins);
  });
  close(0);
  return written;
}

/** At which span a style that begins at one ends. */
function lasting(style, spans, first) {
  const after = spans.findIndex((span, i) => i > first && !span[style]);
  return after < 0 ? spans.length : after;
}

function pieceOf({ words, code, link, shown }) {
  if (shown) return `[${marked(shown)}](${/[()]/u.test(link) ? `<${link}>` : link})`;
  if (code === undefined) return words;
  const quotes = backQuotes(code, 1);
  const blank = code.startsWith('`') || code.endsWith('`') ? ' ' : '';
  return quotes + blank + code + blank + quotes;
}

/** As many back quotes as code needs around it. */
function backQuotes(code, least) {
  const longest = Math.max(0, ...(code.match(/`+/gu) ?? []).map((run) => run.length));
  return '`'.repeat(longest < least ? least : longest + 1);
}
