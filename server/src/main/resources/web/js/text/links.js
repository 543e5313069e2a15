const LINK = /\bhttps?:\/\/[^\s<>"“”«»\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/giu;
const TRAILING = /[.,:;!?'’"…*_~]+$/u;
const CLOSERS = { ')': '(', ']': '[', '}': '{' };

/**
 * Cuts a text into pieces: `{text}` or `{text, href}`. Only http and https become links, and what is shown is
 * what was written, so nothing can be dressed up as another address.
 */
export function splitLinks(text) {
  const pieces = [];
  let done = 0;
  for (const match of text.matchAll(LINK)) {
    const shown = withoutTail(match[0]);
    const href = address(shown);
    if (!href) continue;
    if (match.index > done) pieces.push({ text: text.slice(done, match.index) });
    pieces.push({ text: shown, href });
    done = match.index + shown.length;
  }
  if (done < text.length) pieces.push({ text: text.slice(done) });
  return pieces;
}

/** "(see https://a.org/b)." means https://a.org/b; but https://a.org/b_(c) keeps its bracket. */
function withoutTail(link) {
  for (;;) {
    const shorter = link.replace(TRAILING, '');
    const last = shorter.at(-1);
    const opener = CLOSERS[last];
    if (opener && tally(shorter, last) > tally(shorter, opener)) {
      link = shorter.slice(0, -1);
      continue;
    }
    return shorter;
  }
}

function tally(text, character) {
  return text.split(character).length - 1;
}

/** A user name inside an address ("https://bank.com@evil.org") only ever deceives: no link then. */
function address(shown) {
  try {
    const url = new URL(shown);
    const safe = (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname && !url.username && !url.password;
    return safe ? url.href : null;
  } catch {
    return null;
  }
}
