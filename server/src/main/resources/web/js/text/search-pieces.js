/*
 * What is typed to search by, piece by piece: only as far as the field helps to write it. What it means is read by the
 * server, and by the desktop for what it holds itself.
 */

/** What can be said beside words, in the order in which it is offered. */
export const OPERATORS = ['from', 'in', 'has', 'before', 'after', 'on'];
/** What `has:` can ask for. */
export const KINDS = ['file', 'picture', 'link'];

const OPERATOR = new RegExp(`^-?(${OPERATORS.join('|')}):(.*)$`, 'isu');
const BLANK = /\s/u;

/**
 * The piece with the caret in it, if it asks for one of the operators: {operator, typed, from, to}, where its value stands
 * from `from` to `to` and `typed` is what is there before the caret, without quotes; or null.
 */
export function pieceAt(text, caret) {
  const piece = pieces(text).find(({ from, to }) => from <= caret && caret <= to);
  if (!piece) return null;
  const found = OPERATOR.exec(text.slice(piece.from, piece.to));
  if (!found) return null;
  const from = piece.to - found[2].length;
  if (caret < from) return null;
  return { operator: found[1].toLowerCase(), typed: text.slice(from, caret).replaceAll('"', ''), from, to: piece.to };
}

/** The text with another value in a piece, and where the caret is then: {text, caret}. */
export function withValue(text, { from, to }, value) {
  const quoted = /[\s"]/u.test(value) || value === '' ? `"${value}"` : value;
  const rest = text.slice(to);
  const before = `${text.slice(0, from)}${quoted}`;
  return { text: before + (BLANK.test(rest[0] ?? '') ? rest : ` ${rest}`), caret: before.length + 1 };
}

/** The text with an operator more, whose value is still to come: {text, caret}. */
export function withOperator(text, operator) {
  const before = text && !BLANK.test(text.at(-1)) ? `${text} ${operator}:` : `${text}${operator}:`;
  return { text: before, caret: before.length };
}

/** Whether one of the pieces says so, as `has:file`. */
export function says(text, said) {
  return pieces(text).some(({ from, to }) => text.slice(from, to).toLowerCase() === said);
}

/** The text without those pieces. */
export function without(text, said) {
  const gone = pieces(text).filter(({ from, to }) => text.slice(from, to).toLowerCase() === said);
  return gone.reduceRight((rest, { from, to }) => rest.slice(0, from) + rest.slice(to).replace(/^\s/u, ''), text).trimStart();
}

/** What can be the value of an operator as it stands; a name with a quote in it cannot. */
export function isSayable(name) {
  return !name.includes('"') && !/^[@#]/u.test(name) && name.trim() === name && name !== '';
}

/** What stands between blanks; a blank within quotes is none. */
function pieces(text) {
  const found = [];
  let from = 0;
  let quoted = false;
  for (let at = 0; at <= text.length; at += 1) {
    if (text[at] === '"') quoted = !quoted;
    if (at < text.length && (quoted || !BLANK.test(text[at]))) continue;
    if (at > from) found.push({ from, to: at });
    from = at + 1;
  }
  return found;
}
