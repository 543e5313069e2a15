import { el } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { EVERYBODY, called } from '../../text/mentions.js';
import { plainWords } from '../../text/plain-text.js';
import { directionOf, say } from '../../text/texts.js';

/** In a text that people write there are some dozens. */
const MOST_PIECES = 500;
const PIECES_OF_CODE = 5;
const PIECES_OF_MENTION = 3;
/** From the inside to the outside. */
const STYLES = [['strike', 's'], ['emphasis', 'em'], ['strong', 'strong']];

/**
 * The blocks of a text as they can be drawn: as they are, or what they say in words alone, where so much is set off in it
 * that drawing it would hold up the page.
 */
export function drawable(blocks, names) {
  return piecesIn(blocks) <= MOST_PIECES ? blocks : [{ text: [{ words: plainWords(blocks, names.of) }] }];
}

/**
 * What shows the blocks of a text (text-tree.js): nodes to put side by side into one element. `names` is as for a
 * MessageRow. The text in them is what the blocks show, words and code one after the other, and nothing else: by it
 * `chosenPart` counts.
 */
export function drawText(blocks, names) {
  // Among others, lines stand in an element of their own: by it those see that they are not the first.
  const alone = blocks.length === 1;
  return blocks.flatMap(({ text, code, language, quote, bullets, numbers, after }) => {
    if (text) return alone ? drawSpans(text, names) : [el('span', {}, ...drawSpans(text, names))];
    if (code !== undefined) return [drawCode(code, language)];
    if (quote) return [el('blockquote', { dir: wayOf(quote) }, ...drawText(quote, names))];
    if (bullets) return [el('ul', {}, ...bullets.map((item) => drawItem(item, names)))];
    return [drawNumbers(numbers, after, names)];
  });
}

/**
 * Which part of what is drawn in an element a range has: {from, to} by the text that `drawText` put there; null if it
 * has nothing of it.
 */
export function chosenPart(range, element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let from = null;
  let to = null;
  let passed = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (range.intersectsNode(node)) {
      const start = node === range.startContainer ? range.startOffset : 0;
      const end = node === range.endContainer ? range.endOffset : node.length;
      if (start < end) {
        from ??= passed + start;
        to = passed + end;
      }
    }
    passed += node.length;
  }
  return from === null ? null : { from, to };
}

function drawSpans(spans, names, inLink = false) {
  return spans.map((span) => {
    let node = drawSpan(span, names, inLink);
    for (const [style, tag] of STYLES) if (span[style]) node = el(tag, {}, node);
    return node;
  });
}

function drawSpan({ words, code, mention, link, hint, shown }, names, inLink) {
  if (words !== undefined) return document.createTextNode(words);
  if (code !== undefined) return el('code', { dir: 'ltr', text: code });
  if (mention !== undefined) return drawMention(mention, names, inLink);
  // An address runs from left to right whatever stands around it.
  const dir = hint ? wayOf(shown) : 'ltr';
  return el('a', { href: link, title: hint, dir, target: '_blank', rel: 'noopener noreferrer', tabindex: '-1' }, ...drawSpans(shown, names, true));
}

function drawMention(mention, names, inLink) {
  const text = `@${called(mention, names.of)}`;
  const classes = mention === EVERYBODY || mention === names.me ? 'at is-me' : 'at';
  // Of somebody unknown there is nothing to show; and in a link there is one way only.
  if (inLink || mention === EVERYBODY || names.of(mention) === null) return el('span', { class: classes, text });
  return el('button', { type: 'button', class: classes, tabindex: '-1', text, data: { action: 'person', person: mention, testid: 'mention' } });
}

/** Its language is no text: it is neither chosen nor copied. */
function drawCode(code, language) {
  const label = language ? say('message.code.language', language) : say('message.code');
  const copy = say('message.code.copy');
  return el(
    'div', { class: 'code', dir: 'ltr', data: language ? { language } : {} },
    // Long lines are moved sideways by keys, too.
    el('pre', { role: 'group', tabindex: '-1', 'aria-label': label }, el('code', { text: code })),
    el('button', { type: 'button', class: 'code-copy', tabindex: '-1', 'aria-label': copy, title: copy, data: { action: 'copyCode', testid: 'copy-code' } }, icon('copy', 16)),
  );
}

function drawNumbers(numbers, after, names) {
  const list = el('ol', { class: after === ')' ? 'is-bracketed' : undefined }, ...numbers.map(({ number, blocks }, i) => {
    const item = drawItem(blocks, names);
    // The browser counts by itself, and is slow where it may not.
    if (i === 0 || number !== numbers[i - 1].number + 1) item.value = number;
    return item;
  }));
  // Room for the longest of them.
  list.style.setProperty('--digits', Math.max(...numbers.map(({ number }) => String(number).length)));
  return list;
}

function drawItem(blocks, names) {
  return el('li', { dir: wayOf(blocks) }, ...drawText(blocks, names));
}

/**
 * The way blocks run, by their first letter outside of code and addresses, which always run from the left. It is what
 * `dir=auto` would find, which the browser looks for again with each element that is put in.
 */
function wayOf(blocks) {
  return firstWay(blocks) ?? 'ltr';
}

function firstWay(parts) {
  for (const { text, quote, bullets, numbers, words, shown, hint } of parts) {
    const inside = text ?? quote ?? bullets?.flat() ?? numbers?.flatMap((item) => item.blocks) ?? (hint ? shown : null);
    const way = inside ? firstWay(inside) : directionOf(words ?? '');
    if (way) return way;
  }
  return null;
}

function piecesIn(blocks) {
  let pieces = 0;
  for (const { text, quote, bullets, numbers } of blocks) {
    if (text) pieces += sum(text, piecesOf);
    else if (quote) pieces += 1 + piecesIn(quote);
    else if (bullets) pieces += sum(bullets, (item) => 1 + piecesIn(item));
    else if (numbers) pieces += sum(numbers, (item) => 1 + piecesIn(item.blocks));
    else pieces += PIECES_OF_CODE;
  }
  return pieces;
}

function piecesOf({ words, mention, shown, emphasis, strong, strike }) {
  const styles = [emphasis, strong, strike].filter(Boolean).length;
  if (shown) return 1 + sum(shown, piecesOf);
  return styles + (mention !== undefined ? PIECES_OF_MENTION : words === undefined ? 1 : 0);
}

function sum(parts, count) {
  return parts.reduce((pieces, part) => pieces + count(part), 0);
}
