import { messages } from './messages.js';

// Of the words, not of the reader.
const LANGUAGE = 'en';
const FORMS = new Intl.PluralRules(LANGUAGE);
const NUMBERS = new Intl.NumberFormat(LANGUAGE);

/** The words for a key, with {0}, {1} … filled in. An unknown key shows itself: seen at once, never a crash. */
export function say(key, ...values) {
  const template = messages[key];
  if (template === undefined) return key;
  return template.replace(/\{(\d)\}/g, (whole, index) => (index in values ? shown(values[index]) : whole));
}

const FROM_THE_RIGHT = '\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc\\u{10800}-\\u{10fff}\\u{1e800}-\\u{1efff}';
const TURNS = new RegExp(`[${FROM_THE_RIGHT}\\u200f\\u202a-\\u202e\\u2066-\\u2069]`, 'u');

function shown(value) {
  return typeof value === 'number' ? NUMBERS.format(value) : isolated(String(value));
}

/** A text put into a sentence, in isolation if it could turn what stands around it. */
export function isolated(text) {
  return TURNS.test(text) ? `\u2068${text.replace(/[\u202a-\u202e\u2066-\u2069]/gu, '')}\u2069` : text;
}

/** The first letter is from the right. */
const RIGHT_TO_LEFT = new RegExp(`^\\P{L}*(?=\\p{L})[${FROM_THE_RIGHT}]`, 'u');

/** The way of a text as its first letter has it, `rtl` or `ltr`; null if it has none. */
export function directionOf(text) {
  if (RIGHT_TO_LEFT.test(text)) return 'rtl';
  return /\p{L}/u.test(text) ? 'ltr' : null;
}

/**
 * A line that runs the way of the `text` it leads to: cut off, it loses that one's end and not its beginning. Marked
 * only if it would run the other way, where `unicode-bidi` is `plaintext`.
 */
export function runningLike(text, line) {
  return RIGHT_TO_LEFT.test(text) ? `\u200f${line}` : line;
}

/**
 * The words for a number of things, in the plural form that the language has for it: `key.one`, `key.other`; for none
 * at all `key.none`, if there is one. {0} is the number.
 */
export function count(key, number, ...values) {
  const none = number === 0 && `${key}.none` in messages;
  return say(`${key}.${none ? 'none' : FORMS.select(number)}`, number, ...values);
}
