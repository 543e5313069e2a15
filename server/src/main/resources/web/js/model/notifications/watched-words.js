const LETTER = /[\p{L}\p{M}\p{N}_]/u;
/** Scripts that are written without spaces between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * Whether a text without formatting has one of the words that somebody watches for: whatever its case, and by itself, not
 * as part of a longer word.
 */
export function hasWatchedWord(text, words) {
  if (words.length === 0) return false;
  const folded = text.toLowerCase();
  return words.some((word) => has(folded, word.toLowerCase()));
}

function has(text, word) {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const begins = at === 0 || apart(last(text.slice(0, at)), first(word));
    const rest = text.slice(at + word.length);
    if (begins && (rest === '' || apart(first(rest), last(word)))) return true;
  }
  return false;
}

function first(text) {
  return String.fromCodePoint(text.codePointAt(0));
}

function last(text) {
  return [...text.slice(-2)].at(-1);
}

/** Whether two characters side by side belong to different words. */
function apart(one, other) {
  return !LETTER.test(one) || !LETTER.test(other) || UNSPACED.test(one) || UNSPACED.test(other);
}
