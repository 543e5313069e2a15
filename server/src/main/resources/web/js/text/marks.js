/*
 * The marks of formatting that keys put into what is being written, and take out again. The desktop does the same
 * (Marks.java), by marks.json.
 */

const MARKS = { bold: '**', italic: '*', code: '`' };
const FENCE = /^ {0,3}(?<marks>`{3,}|~{3,})(?<rest>.*)$/su;
/** What begins a line that is quoted, or an item of a list. */
const LINE_BEGIN = /^[ \t]*(?:(?:>|[-*+] |\d{1,9}[.)] )[ \t]*)*/u;
const LETTER = /^[\p{L}\p{N}\p{M}_]$/u;
const BLANK = /^[\s\p{Z}]$/u;
const BACKTICKS = /`+/gu;
/** What is marked already within what shall be; an asterisk beside a digit is a product. */
const PAIRS = { bold: /\*\*(?=[^\s*])([^*]+)(?<=[^\s*])\*\*/gu, italic: /(?<![*\d])\*(?=[^\s*])([^*]+)(?<=[^\s*])\*(?![*\d])/gu };

/**
 * What stands in the field after `kind`, which is bold, italic, code or block, was put on or taken off what is selected:
 * {text, from, to}, where `from` and `to` are the ends of the selection. Without one it is the word around the caret, or
 * what is written next; for a block its line. Each line is marked by itself, and code over several lines is a block. In
 * fenced code nothing is marked.
 */
export function marked(kind, { text, from, to }) {
  if (kind === 'block' || (kind === 'code' && text.slice(from, to).trim().includes('\n'))) return block({ text, from, to });
  if (isFenced(text, from, to)) return { text, from, to };
  return from === to ? atCaret(kind, text, from) : selected(kind, { text, from, to });
}

/** Whether a place, or all between two, is in fenced code. */
export function isFenced(text, from, to = from) {
  const at = linesAt(text, from, to);
  return fences(at.lines).some(({ first, last }) => first <= at.first && at.last <= last);
}

/** A text as a fenced block. */
export function fenced(code) {
  const longest = Math.max(2, ...[...code.matchAll(BACKTICKS)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${code}\n${fence}`;
}

function selected(kind, { text, from, to }) {
  const pieces = piecesOf(text, from, to).map((piece) => around(kind, text, piece)).filter(({ start, end }) => start < end);
  if (pieces.length === 0) return { text, from, to };
  const off = pieces.every(({ on }) => on);
  let result = '';
  let done = 0;
  let first = null;
  let last = 0;
  for (const piece of pieces) {
    const change = off ? without(kind, piece) : piece.on ? piece : withMarks(kind, text, piece);
    result += text.slice(done, change.start) + change.before;
    first ??= result.length;
    result += change.inner;
    last = result.length;
    result += change.after;
    done = change.end;
  }
  return { text: result + text.slice(done), from: first, to: last };
}

function atCaret(kind, text, at) {
  const mark = MARKS[kind];
  const left = runBefore(text, at, mark[0]);
  const right = runAfter(text, at, mark[0]);
  const { length } = mark;
  if (left === right && isOn(kind, left)) return caret(text.slice(0, at - length) + text.slice(at + length), at - length);
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  if (left === 0 && isOn(kind, right) && line.includes(mark) && !BLANK.test(line.at(-1))) return caret(text, at + length);
  const word = wordAt(text, at);
  if (word.start < word.end) {
    const piece = around(kind, text, word);
    if (piece.on || (word.start < at && at < word.end)) {
      const next = piece.on ? without(kind, piece) : withMarks(kind, text, piece);
      const begun = text.slice(0, next.start) + next.before;
      return caret(begun + next.inner + next.after + text.slice(next.end), begun.length + at - word.start);
    }
  }
  return caret(text.slice(0, at) + mark + mark + text.slice(at), at + length);
}

function caret(text, at) {
  return { text, from: at, to: at };
}

/** What is selected of each line: without what begins the line, and without blanks around. */
function piecesOf(text, from, to) {
  const pieces = [];
  for (let lineStart = text.lastIndexOf('\n', from - 1) + 1; lineStart <= to; ) {
    const found = text.indexOf('\n', lineStart);
    const lineEnd = found < 0 ? text.length : found;
    let start = Math.max(from, lineStart + LINE_BEGIN.exec(text.slice(lineStart, lineEnd))[0].length);
    let end = Math.min(to, lineEnd);
    while (start < end && BLANK.test(text[start])) start += 1;
    while (end > start && BLANK.test(text[end - 1])) end -= 1;
    if (start < end) pieces.push({ start, end });
    lineStart = lineEnd + 1;
  }
  return pieces;
}

/**
 * A piece with the marks that stand at its ends, inside of them or outside: {start, end, before, inner, after, on}, where
 * `on` says whether they are those of `kind`.
 */
function around(kind, text, { start, end }) {
  const [char] = MARKS[kind];
  let from = start;
  let to = end;
  while (from < to && text[from] === char) from += 1;
  while (to > from && text[to - 1] === char) to -= 1;
  if (from === to) return { start, end: start, on: false };
  const left = runBefore(text, from, char);
  const right = runAfter(text, to, char);
  const inner = text.slice(from, to);
  const whole = { start: from - left, end: to + right, before: char.repeat(left), inner, after: char.repeat(right) };
  if (kind === 'code') return left === right && left > 0 && !runs(inner).includes(left) ? { ...whole, on: true } : { ...whole, start, end, on: false, bare: true };
  const on = isOn(kind, Math.min(left, right)) && !holds(kind, inner);
  // Marks of the other kind stay around.
  const other = !on && left === right && left > 0 && !inner.includes('*');
  return on || other ? { ...whole, on } : { ...whole, start, end, on, bare: true };
}

function without(kind, { start, end, before, inner, after }) {
  const { length } = MARKS[kind];
  if (kind !== 'code') return { start, end, before: before.slice(length), inner, after: after.slice(length) };
  const padded = inner.length > 2 && inner.includes('`') && inner.startsWith(' ') && inner.endsWith(' ');
  return { start, end, before: '', inner: padded ? inner.slice(1, -1) : inner, after: '' };
}

function withMarks(kind, text, { start, end, before, inner, after, bare }) {
  const mark = MARKS[kind];
  if (!bare) return { start, end, before: before + mark, inner, after: mark + after };
  const piece = text.slice(start, end);
  if (kind !== 'code') return { start, end, before: mark, inner: piece.replace(PAIRS[kind], '$1'), after: mark };
  const lengths = runs(piece);
  let length = 1;
  while (lengths.includes(length)) length += 1;
  const pad = /^`|`$/u.test(piece) ? ' ' : '';
  return { start, end, before: '`'.repeat(length) + pad, inner: piece, after: pad + '`'.repeat(length) };
}

/** Whether so many marks at either end are, or hold, those of a kind: one is italic, two are bold, three are both. */
function isOn(kind, run) {
  if (kind === 'code') return run > 0;
  return kind === 'bold' ? run > 1 : run === 1 || run > 2;
}

function holds(kind, inner) {
  return kind === 'bold' ? inner.includes('**') : /(?<!\*)\*(?!\*)/u.test(inner);
}

function runs(text) {
  return [...text.matchAll(BACKTICKS)].map(([run]) => run.length);
}

function runBefore(text, at, char) {
  let from = at;
  while (from > 0 && text[from - 1] === char) from -= 1;
  return at - from;
}

function runAfter(text, at, char) {
  let to = at;
  while (text[to] === char) to += 1;
  return to - at;
}

function wordAt(text, at) {
  let start = at;
  let end = at;
  while (start > 0 && LETTER.test(letterBefore(text, start))) start -= letterBefore(text, start).length;
  while (end < text.length && LETTER.test(String.fromCodePoint(text.codePointAt(end)))) end += text.codePointAt(end) > 0xffff ? 2 : 1;
  return { start, end };
}

function letterBefore(text, at) {
  const pair = text.slice(Math.max(0, at - 2), at);
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(pair) ? pair : pair.slice(-1);
}

/** Lines become a fenced block; those of a block become lines again. */
function block({ text, from, to }) {
  const at = linesAt(text, from, to);
  const before = at.lines.slice(0, at.first);
  const chosen = at.lines.slice(at.first, at.last + 1).join('\n');
  const open = fences(at.lines).find(({ first, last }) => first <= at.first && at.last <= last);
  if (open) return unfenced(at.lines, open, { from, to });
  const code = fenced(chosen);
  const start = before.join('\n').length + (at.first > 0 ? 1 : 0);
  const inside = start + code.indexOf('\n') + 1;
  const result = [...before, code, ...at.lines.slice(at.last + 1)].join('\n');
  return from === to ? caret(result, inside + from - start) : { text: result, from: inside, to: inside + chosen.length };
}

function unfenced(lines, { first, last, closed }, { from, to }) {
  const kept = lines.slice(first + 1, closed ? last : last + 1);
  const text = [...lines.slice(0, first), ...kept, ...lines.slice(last + 1)].join('\n');
  const start = lines.slice(0, first).join('\n').length + (first > 0 ? 1 : 0);
  const end = Math.min(text.length, start + kept.join('\n').length);
  const moved = (place) => Math.max(Math.min(start, end), Math.min(end, place - lines[first].length - 1));
  return { text, from: moved(from), to: moved(to) };
}

/** The lines of a text, and in which of them a selection begins and ends; one that ends before a line has nothing of it. */
function linesAt(text, from, to) {
  const lineOf = (place) => text.slice(0, place).split('\n').length - 1;
  const first = lineOf(from);
  const last = lineOf(to);
  return { lines: text.split('\n'), first, last: last > first && text[to - 1] === '\n' ? last - 1 : last };
}

/** The fenced blocks by the lines of their fences; one that is not closed goes to the end. */
function fences(lines) {
  const found = [];
  let open = null;
  lines.forEach((line, at) => {
    const { marks, rest } = FENCE.exec(line)?.groups ?? {};
    if (open) {
      if (!marks?.startsWith(open.marks) || rest.trim() !== '') return;
      found.push({ first: open.first, last: at, closed: true });
      open = null;
    } else if (marks && !(marks[0] === '`' && rest.includes('`'))) open = { first: at, marks };
  });
  if (open) found.push({ first: open.first, last: lines.length - 1, closed: false });
  return found;
}
