import { EVERYBODY, MENTION, idOf } from './mention-marks.js';
import { textTree } from './text-tree.js';
import { say } from './texts.js';

/*
 * Whom a message mentions. It is stored as `<@7>` with the number of the account, or `<@all>`, and shown and written as
 * `@Name`. The desktop does the same, by mentions.json, mention-fields.json and entries.json.
 */

export { EVERYBODY };
const WORD = '[\\p{L}\\p{N}\\p{M}_]';

/**
 * Cuts a body into {text} and {mention, text}, where `mention` is whom it mentions and `text` what to show. Whose name
 * `nameOf(id)` does not know is `@somebody`.
 */
export function splitMentions(body, nameOf) {
  const pieces = [];
  let done = 0;
  for (const found of body.matchAll(MENTION)) {
    const mention = idOf(found[1]);
    if (found.index > done) pieces.push({ text: body.slice(done, found.index) });
    pieces.push({ mention, text: `@${called(mention, nameOf)}` });
    done = found.index + found[0].length;
  }
  if (done < body.length) pieces.push({ text: body.slice(done) });
  return pieces;
}

/** A body with names: for previews, copies, and those who hear it. */
export function plainMentions(body, nameOf) {
  return splitMentions(body, nameOf).map((piece) => piece.text).join('');
}

/** What somebody who is mentioned is called; whose name `nameOf(id)` does not know is “somebody”. */
export function called(mention, nameOf) {
  return mention === EVERYBODY ? 'all' : (nameOf(mention) ?? say('message.somebody'));
}

/** Whom a body mentions; nobody in code, nor behind a backslash. */
export function mentionedIn(body) {
  if (!body.includes('<@')) return new Set();
  if (!/[`~\\]/u.test(body)) return new Set([...body.matchAll(MENTION)].map((found) => idOf(found[1])));
  return new Set(mentionsOf(textTree(body)));
}

function mentionsOf(parts) {
  return parts.flatMap(({ mention, text, shown, quote, bullets, numbers }) => {
    if (mention !== undefined) return [mention];
    return mentionsOf(text ?? shown ?? quote ?? bullets?.flat() ?? numbers?.flatMap(({ blocks }) => blocks) ?? []);
  });
}

/** What stands in the field for a body that is written on: {text, picks: [{id, name}]}. */
export function fromBody(body, nameOf) {
  const pieces = splitMentions(body, nameOf);
  const picks = pieces.filter((piece) => piece.mention !== undefined).map(({ mention, text }) => ({ id: mention, name: text.slice(1) }));
  return { text: pieces.map((piece) => piece.text).join(''), picks };
}

/**
 * The body for what stands in the field. `picks` are {id, name} of those who were chosen, in the order in which they
 * were; a name that was only typed is text. Of several people of one name each stands where they were chosen.
 */
export function toBody(text, picks) {
  let body = '';
  let done = 0;
  for (const { start, end, id } of mentionsIn(text, picks)) {
    body += `${text.slice(done, start)}${id === EVERYBODY ? '<@all>' : `<@${id}>`}`;
    done = end;
  }
  return body + text.slice(done);
}

/** Where in the field those are mentioned who were chosen: {start, end, id} with the place of the @ and behind the name. */
export function mentionsIn(text, picks) {
  const chosen = new Map();
  for (const { id, name } of picks) chosen.set(name, [...(chosen.get(name) ?? []), id]);
  if (chosen.size === 0) return [];
  // Of two names the longer one is meant.
  const names = [...chosen.keys()].sort((a, b) => b.length - a.length).map(escaped);
  const written = new RegExp(`(?<!${WORD})@(${names.join('|')})(?!${WORD})`, 'gu');
  return [...text.matchAll(written)].map(({ index, 0: found, 1: name }) => {
    const ids = chosen.get(name);
    return { start: index, end: index + found.length, id: ids.length > 1 ? ids.shift() : ids[0] };
  });
}

function escaped(name) {
  return name.replace(/[\\^$.*+?()[\]{}|/-]/gu, '\\$&');
}
