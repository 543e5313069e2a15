/*
 * Text in characters as people count them: a flag, a letter with its accents, a family. The desktop and the export do
 * the same (Graphemes.java), by previews.json, initials.json and emoji-only.json.
 */

/** Longest preview, in UTF-16 units. */
export const PREVIEW = 200;
const LONGEST_INITIAL = 24;
const LARGE_EMOJI = 3;
const BLANKS = /[\t-\r\x1c-\x1f\x85\p{Z}\ufeff]+/gu;
const SEGMENTER = globalThis.Intl?.Segmenter ? new Intl.Segmenter() : null;
// For browsers without Intl.Segmenter: flags, keycaps, letters with marks, and what is joined.
const CHARACTER =
  /\p{Regional_Indicator}{2}|.(?:[\p{M}\p{Emoji_Modifier}\u200c\ufe0e\ufe0f\u{e0020}-\u{e007f}]|\u200d\p{Extended_Pictographic})*/gsu;
const LISTED = listed();
const ONE_EMOJI =
  /^(?:\p{Regional_Indicator}{2}|[0-9#*]\ufe0f?\u20e3|\p{Emoji}[\ufe0f\p{Emoji_Modifier}]?(?:\u200d\p{Emoji}[\ufe0f\p{Emoji_Modifier}]?)*(?:[\u{e0020}-\u{e007e}]+\u{e007f})?)$/u;

/** The pattern of all emoji there are, where the browser knows them. */
function listed() {
  try {
    return new RegExp('^\\p{RGI_Emoji}$', 'v');
  } catch {
    return null;
  }
}

/** A text cut into characters. */
export function* characters(text) {
  if (SEGMENTER) for (const { segment } of SEGMENTER.segment(text)) yield segment;
  else for (const [character] of text.matchAll(CHARACTER)) yield character;
}

/** A text in one line, with one space for whatever is blank. */
export function oneLine(text) {
  return text.replace(BLANKS, ' ').trim();
}

/** A text in one line, and cut off with an ellipsis where it is longer than a preview. */
export function preview(text, most = PREVIEW) {
  const line = oneLine(text);
  return line.length <= most ? line : `${line.slice(0, endBefore(line, most)).trimEnd()}…`;
}

function endBefore(line, most) {
  let end = 0;
  for (const character of characters(line)) {
    if (end + character.length > most) break;
    end += character.length;
  }
  if (end > 0) return end;
  const unit = line.charCodeAt(most - 1);
  return unit >= 0xd800 && unit <= 0xdbff ? most - 1 : most;
}

/** The letters that stand for somebody without a picture: of the first and the last word. */
export function initials(name) {
  const words = oneLine(name).split(' ');
  const letters = first(words[0]) + (words.length > 1 ? first(words.at(-1)) : '');
  return letters ? letters.toUpperCase() : '?';
}

function first(word) {
  for (const letter of characters(word)) return letter.length <= LONGEST_INITIAL ? letter : [...letter][0];
  return '';
}

/** Whether a text is nothing but one to three emoji, which are then drawn large and without a bubble. */
export function isEmojiOnly(text) {
  if (text.length > 160) return false;
  const found = [];
  for (const character of characters(text)) if (character.trim()) found.push(character);
  return found.length > 0 && found.length <= LARGE_EMOJI && found.every(isEmoji);
}

/**
 * Whether a character is an emoji as it stands: one that is a picture unless told otherwise, that is told to be one, or
 * a heart, a sun, a hand and the like, which many keyboards write bare.
 */
function isEmoji(character) {
  if (character.includes('\ufe0e') || !/^\p{Emoji}/u.test(character)) return false;
  const picture = /^(?:\p{Emoji_Presentation}|[\u2600-\u27bf\u{10000}-\u{10ffff}])/u.test(character);
  if (!picture && !/[\ufe0f\u20e3]/u.test(character)) return false;
  return LISTED ? LISTED.test(qualified(character)) : ONE_EMOJI.test(character);
}

/** With the variation that the list of emoji has, and many keyboards leave out. */
function qualified(character) {
  const bare = character.replace(/\ufe0f/gu, '');
  if (LISTED.test(bare)) return bare;
  return bare.replace(/(?!\p{Emoji_Presentation}|\p{Emoji_Modifier}|\p{Regional_Indicator})\p{Emoji}(?!\p{Emoji_Modifier})/gu, '$&\ufe0f');
}
