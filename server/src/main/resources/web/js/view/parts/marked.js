import { el } from './dom.js';

/** A text as nodes, with what was found in it, [from, to] each in order, as marks. */
export function marked(text, marks) {
  const shown = [];
  let at = 0;
  for (const [from, to] of marks) {
    if (from > at) shown.push(document.createTextNode(text.slice(at, from)));
    shown.push(el('mark', { text: text.slice(from, to) }));
    at = to;
  }
  shown.push(document.createTextNode(text.slice(at)));
  return shown;
}
