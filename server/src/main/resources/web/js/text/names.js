const PALETTE = 10;
const GRAPHEMES = globalThis.Intl?.Segmenter ? new Intl.Segmenter() : null;

/** The letters an avatar shows when there is no picture: first and last word, or the only one. */
export function initials(name) {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const letter = (word) => firstGrapheme(word).toLocaleUpperCase();
  if (words.length === 0) return '?';
  return words.length === 1 ? letter(words[0]) : letter(words[0]) + letter(words.at(-1));
}

/** The name for a short line: "Lena is typing…", "Lena: the printer is back". */
export function firstName(name) {
  return name.trim().split(/\s+/u)[0] || name;
}

/** Which of the ten name colours an account has, for ever and on every device: by id, not by name. */
export function hue(accountId) {
  return Math.abs(Math.trunc(accountId)) % PALETTE;
}

function firstGrapheme(word) {
  if (!GRAPHEMES) return [...word][0] ?? '';
  for (const { segment } of GRAPHEMES.segment(word)) return segment;
  return '';
}
