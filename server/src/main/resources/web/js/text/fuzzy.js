/*
 * Finds names by a few of their letters, in any script and without accents. The desktop does the same, by switcher.json.
 */

/** Accents and points, and what cannot be seen; signs that are vowels, as in Devanagari or Thai, are letters. */
const ACCENT = new RegExp(
  '^[\\u0300-\\u036f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f\\u3099\\u309a\\u0483-\\u0489' +
  '\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u0610-\\u061a\\u0640\\u064b-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e4\\u06e7\\u06e8\\u06ea-\\u06ed' +
  '\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufe00-\\ufe0f\\ufeff]$',
);
const BETWEEN = /^[\s\p{Z}\p{P}]$/u;
const ASCII = /^[\0-\x7f]*$/u;
const BETWEEN_ASCII = /[^a-z0-9$+<=>^`|~]+/gu;
/** Letters that Unicode takes for no others with an accent, and people do. */
const READ_AS = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', ħ: 'h', ŧ: 't', ı: 'i', þ: 'th', ς: 'σ' };
const KATAKANA = /^[\u30a1-\u30f6]$/u;
const TO_HIRAGANA = 0x60;
/** Nothing is called by more. */
const LONGEST = 64;

/** How well something is called by what was typed; the less the better. */
const WHOLE = 0;
const BEGINS = 1;
const WORDS = 2;
const INITIALS = 3;
const WITHIN = 4;
const LEFT_OUT = 5;

/** What a letter is looked for as: most names are made of few. */
const seen = new Map();
const MOST_SEEN = 5_000;

/** A name, ready to be looked through: {text, starts}, its words in plain small letters with one blank between, and where they begin. */
export function foldName(name) {
  let text = '';
  if (ASCII.test(name)) text = name.toLowerCase().replace(BETWEEN_ASCII, ' ').trim();
  else {
    let ended = false;
    for (const point of name) {
      const letters = lettersOf(point);
      if (letters === ' ') ended = true;
      else if (letters) {
        text += ended && text ? ` ${letters}` : letters;
        ended = false;
      }
    }
  }
  const starts = text ? [0] : [];
  for (let at = text.indexOf(' '); at >= 0; at = text.indexOf(' ', at + 1)) starts.push(at + 1);
  return { text, starts };
}

/** What was typed, as words to look for. */
export function foldTyped(typed) {
  const { text } = foldName([...typed].slice(0, LONGEST).join(''));
  return { text, terms: text ? text.split(' ') : [] };
}

/** Whether a folded name goes by what was typed: {rank, found}, where in its text as [from, to]; or null. */
export function match(name, { text, terms }) {
  if (terms.length === 0) return null;
  if (name.text.startsWith(text)) return { rank: name.text === text ? WHOLE : BEGINS, found: [[0, text.length]] };
  let rank = WORDS;
  const found = [];
  for (const term of terms) {
    const one = findTerm(name, term);
    if (!one) return null;
    rank = Math.max(rank, one.rank);
    found.push(...one.found);
  }
  return { rank, found };
}

/** Whether each word typed begins one of the name's. */
export function matchesWords(name, { terms }) {
  return terms.length > 0 && terms.every((term) => name.starts.some((start) => name.text.startsWith(term, start)));
}

function findTerm({ text, starts }, term) {
  const start = starts.find((one) => text.startsWith(term, one));
  if (start !== undefined) return { rank: WORDS, found: [[start, start + term.length]] };
  const letters = [...term];
  const initials = letters.length > 1 ? initialsFrom(text, starts, letters) : null;
  if (initials) return { rank: INITIALS, found: initials };
  const within = text.indexOf(term);
  if (within >= 0) return { rank: WITHIN, found: [[within, within + term.length]] };
  const some = letters.length > 1 ? inOrder(text, starts, letters) : null;
  return some && { rank: LEFT_OUT, found: some };
}

/** Words one after the other begin with these letters. */
function initialsFrom(text, starts, letters) {
  for (let first = 0; first + letters.length <= starts.length; first += 1) {
    if (letters.every((letter, i) => text.startsWith(letter, starts[first + i]))) return letters.map((letter, i) => [starts[first + i], starts[first + i] + letter.length]);
  }
  return null;
}

/** The letters come in that order, the first where a word begins. */
function inOrder(text, starts, letters) {
  for (const start of starts) {
    if (!text.startsWith(letters[0], start)) continue;
    const found = [];
    let from = start;
    for (const letter of letters) {
      const at = text.indexOf(letter, from);
      if (at < 0) return null;
      from = at + letter.length;
      found.push([at, from]);
    }
    return found;
  }
  return null;
}

/** What was found in the folded name as places in the name itself, in order, those that touch as one. */
export function marksOf(name, found) {
  const places = placesOf(name);
  const marks = [];
  const spans = found.map(([from, to]) => [places[from][0], places[to - 1][1]]).sort((one, other) => one[0] - other[0]);
  for (const [from, to] of spans) {
    const last = marks.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else marks.push([from, to]);
  }
  return marks;
}

/** Where each letter of the folded name comes from. */
function placesOf(name) {
  const places = [];
  let ended = false;
  let at = 0;
  for (const point of name) {
    const to = at + point.length;
    const letters = lettersOf(point);
    if (letters === ' ') ended = true;
    else if (letters) {
      if (ended && places.length > 0) places.push([at, at]);
      ended = false;
      for (let i = 0; i < letters.length; i += 1) places.push([at, to]);
    } else if (places.length > 0 && !ended) {
      // An accent belongs to its letter, also where that is shown as found.
      places.push([places.pop()[0], to]);
    }
    at = to;
  }
  return places;
}

function lettersOf(point) {
  let letters = seen.get(point);
  if (letters === undefined) {
    if (seen.size >= MOST_SEEN) seen.clear();
    seen.set(point, (letters = readLetter(point)));
  }
  return letters;
}

function readLetter(point) {
  if (BETWEEN.test(point)) return ' ';
  let letters = '';
  for (const part of point.normalize('NFKD')) {
    const small = part.toLowerCase();
    // What is made of several letters may have a blank among them.
    if (ACCENT.test(part) || BETWEEN.test(part)) continue;
    letters += READ_AS[small] ?? (KATAKANA.test(small) ? String.fromCodePoint(small.codePointAt(0) - TO_HIRAGANA) : small);
  }
  return letters;
}
