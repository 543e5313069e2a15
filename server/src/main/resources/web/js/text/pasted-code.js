import { fenced, isFenced } from './marks.js';

/*
 * Lines that were pasted and look like code, which are offered to become a block. The desktop does the same
 * (PastedCode.java), by pasted-code.json.
 */

const INDENT = /^(?:\t| {2})/u;
const ITEM = /^[ \t]*(?:[-*•] |\d{1,9}[.)] |>)/u;
const FENCE = /^ {0,3}(?:`{3}|~{3})/u;
/** Of this many lines one at least is indented. */
const ONE_OF = 4;

/**
 * The lines as a fenced block, less the indent that all of them have, or null if they do not look like code: there are
 * at least two, one of four is indented, by a tab or two blanks, and they are neither a list nor quoted nor fenced.
 */
export function codeOf(pasted) {
  const lines = pasted.replace(/\r\n?/gu, '\n').split('\n');
  const written = lines.filter((line) => line.trim() !== '');
  if (written.length < 2 || written.some((line) => FENCE.test(line))) return null;
  const indented = written.filter((line) => INDENT.test(line) && !ITEM.test(line));
  if (indented.length * ONE_OF < written.length || written.filter((line) => ITEM.test(line)).length * 2 >= written.length) return null;
  const indent = commonIndent(written);
  const first = lines.indexOf(written[0]);
  const last = lines.lastIndexOf(written.at(-1));
  return fenced(lines.slice(first, last + 1).map((line) => (line.trim() === '' ? '' : line.slice(indent).trimEnd())).join('\n'));
}

/**
 * What stands in the field when what was pasted from `from` to `to` became code, which begins and ends lines of its own:
 * {text, from, to}, with the caret behind it; or null if it is none, or is within code already.
 */
export function putAsCode({ text, from, to }) {
  const code = codeOf(text.slice(from, to));
  if (code === null || isFenced(text, from)) return null;
  const before = text.slice(0, from).replace(/[ \t]+$/u, '');
  const after = text.slice(to).replace(/^[ \t]+/u, '');
  const begun = `${before}${before === '' || before.endsWith('\n') ? '' : '\n'}${code}\n`;
  return { text: begun + after.replace(/^\n/u, ''), from: begun.length, to: begun.length };
}

/** How many characters all lines begin with alike that are blank. */
function commonIndent(lines) {
  let length = 0;
  while (/^[ \t]$/u.test(lines[0][length] ?? '') && lines.every((line) => line[length] === lines[0][length])) length += 1;
  return length;
}
