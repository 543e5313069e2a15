import { called } from './mentions.js';
import { messageText } from './message-text.js';
import { textTree } from './text-tree.js';

const FORMATTED = /[*_~`[\\<]|^[ \t]*(?:[-+>]|[0-9]{1,9}[.)])/mu;

/**
 * What a body says without its formatting, for previews and whoever hears it. Whose name `nameOf(id)` does not know is
 * `@somebody`. The desktop and the server do the same (PlainText.java), by words.json.
 */
export function plainText(body, nameOf) {
  return FORMATTED.test(body) ? plainWords(textTree(body), nameOf) : messageText(body);
}

/** The same of a text that was read already. */
export function plainWords(blocks, nameOf) {
  return linesOf(blocks, nameOf).join('\n');
}

function linesOf(blocks, nameOf) {
  return blocks.flatMap(({ text, code, quote, bullets, numbers, after }) => {
    if (text) return wordsOf(text, nameOf).split('\n');
    if (code !== undefined) return code.split('\n');
    if (quote) return linesOf(quote, nameOf).map((line) => `> ${line}`);
    if (bullets) return bullets.flatMap((item) => itemOf('• ', linesOf(item, nameOf)));
    return numbers.flatMap((item) => itemOf(`${item.number}${after} `, linesOf(item.blocks, nameOf)));
  });
}

function itemOf(mark, lines) {
  return lines.map((line, i) => (i === 0 ? mark : ' '.repeat(mark.length)) + line);
}

function wordsOf(spans, nameOf) {
  return spans.map(({ words, code, mention, shown }) => {
    if (mention !== undefined) return `@${called(mention, nameOf)}`;
    return shown ? wordsOf(shown, nameOf) : words ?? code;
  }).join('');
}
