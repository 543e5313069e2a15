/*
 * An emoji that is being written as `:thumbsup:` in the field. The desktop does the same (Shortcode.java), by
 * shortcodes.json.
 */

/** Longer than any shortcode. */
const LONGEST = 60;
const WRITTEN = new RegExp(`:(?<query>[\\p{L}\\p{N}\\p{M}_+-]{1,${LONGEST}})(?<closed>:?)$`, 'u');
const BEGUN = /^(?:[+-]1|\p{L}.+)$/su;
const BLANK = /[\s\p{Z}]/u;
/** What may stand before the first colon beside a blank: what opens, what ends a clause, what emphasises. */
const BEFORE = /[\p{Ps}\p{Pi},;.!?…¿¡。，、！？*~–—]$/u;
const QUOTE = /(?:^|[\s\p{Z}])["']$/u;
const EMOJI = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\ufe0f\u20e3\u{e007f}]$/u;
const ADDRESS = /:\/\/|^www\./iu;
const FENCE = /^ {0,3}(?<marks>`{3,}|~{3,})(?<rest>.*)$/su;

/**
 * What is written before the caret of an emoji, or null: {start, end, query, closed}. From `start` to `end` is what the
 * emoji replaces, and `query` what stands between the colons. It is `closed` if the second colon is there: then a
 * shortcode is replaced by its emoji at once, and anything else is text. Until then, with two letters, it is completed.
 *
 * It is none within a word, a time, an address or code, and no smiley is.
 */
export function shortcodeAt(text, caret) {
  const written = text.slice(Math.max(0, caret - LONGEST * 2), caret).match(WRITTEN);
  if (!written) return null;
  const { query, closed } = written.groups;
  const start = caret - written[0].length;
  if (!closed && !BEGUN.test(query)) return null;
  const before = text.slice(0, start);
  if (!opens(before) || inCode(before)) return null;
  return { start, end: caret, query, closed: Boolean(closed) };
}

function opens(before) {
  if (before === '' || BLANK.test(before.at(-1))) return true;
  const run = before.slice(-2000).split(/[\s\p{Z}]/u).at(-1);
  return (BEFORE.test(run) || EMOJI.test(run) || QUOTE.test(before.slice(-2))) && !ADDRESS.test(run);
}

/** Whether a text that goes on would be code: in a fenced block, or after a backtick that waits for the next. */
function inCode(before) {
  if (!/[`~]/u.test(before)) return false;
  let fence = null;
  let paragraph = '';
  for (const line of before.split('\n')) {
    const { marks, rest } = line.match(FENCE)?.groups ?? {};
    if (fence) {
      if (marks?.startsWith(fence) && rest.trim() === '') fence = null;
    } else if (marks && !(marks[0] === '`' && rest.includes('`'))) {
      fence = marks;
      paragraph = '';
    } else {
      paragraph = line.trim() === '' ? '' : `${paragraph}${line}\n`;
    }
  }
  return fence !== null || codeOpen(paragraph);
}

function codeOpen(paragraph) {
  let open = 0;
  for (let at = 0; at < paragraph.length; ) {
    if (paragraph[at] === '\\' && open === 0) at += 2;
    else if (paragraph[at] !== '`') at += 1;
    else {
      const from = at;
      while (paragraph[at] === '`') at += 1;
      if (open === 0) open = at - from;
      else if (open === at - from) open = 0;
    }
  }
  return open > 0;
}
