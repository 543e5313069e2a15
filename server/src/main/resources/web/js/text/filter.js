const MARKS = /\p{M}/gu;
const BETWEEN = /[\s\p{Z}\p{P}]+/u;

/** Whether something is called by what was typed: each word typed begins one of its words, in any case, with or without accents. */
export function named(name, typed) {
  const words = folded(name).split(BETWEEN);
  return folded(typed).split(BETWEEN).filter(Boolean).every((word) => words.some((other) => other.startsWith(word)));
}

function folded(text) {
  return text.normalize('NFD').replace(MARKS, '').toLowerCase();
}
