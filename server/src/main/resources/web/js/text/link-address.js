/*
 * What an address of the web or of mail is made of, and where it ends: the rule of Links.java, see links.js.
 */

// Scripts that put no blank between a word and an address.
export const SPACELESS =
  '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}';
const UNSEEN =
  '\\p{Cf}\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u2800\\u3164\\ufe00-\\ufe0f\\uffa0\\u{e0100}-\\u{e01ef}';
const ANY_UNSEEN = new RegExp(`[${UNSEEN}]`, 'u');
// The rest of an emoji, or a mark of direction: harmless where an address begins or has ended.
const HARMLESS = /[\ufe0f\u20e3\ufeff\u200b-\u200f]+/uy;
// What ends a sentence, and not an address.
const ENDING = /^(?:[.,:;!?'*_~`^|$({[]|(?![\0-\x7f])\p{P}|[\u200b-\u200f\u202c\u2069\ufe0f\ufeff])$/u;
const LABEL = '[\\p{L}\\p{M}\\p{N}_\\-]{1,63}';
const NAME = `${LABEL}(?![\\p{L}\\p{M}\\p{N}_\\-])(?:\\.${LABEL}(?![\\p{L}\\p{M}\\p{N}_\\-]))*`;
const HOST = new RegExp(`\\[[0-9A-Fa-f:.]{2,45}\\]|${NAME}(?:\\.(?=[/:?#]))?`, 'uy');
// What may follow a host; anything else makes another host of it than it seems.
const AFTER_HOST = new RegExp(
  `[/?#:,;.!'\`*_~(){}\\[\\]]|(?![\\0-\\x7f\\ufe6b\\uff20])\\p{P}|[${SPACELESS}]` +
    `|[\\u200b-\\u200f\\u202c\\u2069\\ufe0f\\ufeff]+(?:$|[,;.:!?'*_~(){}\\[\\]]|(?![\\0-\\x7f\\ufe6b\\uff20])\\p{P})`, 'uy',
);
const PORT = /:([0-9]{1,5})(?![0-9])/uy;
const AUTHORITY = /[^/?#]*/uy;
const NUMBER = /^(?:[0-9]+|0[xX][0-9a-fA-F]*)$/u;
const IPV4 = /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\.(?!$)|$)){4}$/u;
const TOP = /^(?:[\p{L}\p{M}]{2,}|[xX][nN]--[a-zA-Z0-9-]+)$/u;
const THEN_SPACELESS = new RegExp(`^([\\0-\\x7f]+)(?=[${SPACELESS}])`, 'u');
const MAIL_CHAR = `(?![${SPACELESS}])[\\p{L}\\p{M}\\p{N}_%+\\-]`;
const MAIL_NAME = 64;
const MAIL_BEFORE = new RegExp(
  `(?:^|[^@./\\\\\\p{L}\\p{M}\\p{N}_%+\\-]|[${SPACELESS}])(${MAIL_CHAR}(?:\\.?${MAIL_CHAR}){0,${MAIL_NAME - 1}})$`, 'u',
);
const HOST_CHARS = 253;
const BYTES = new TextEncoder();
const PERCENT = Array.from({ length: 256 }, (_, byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`);
const CLOSERS = ')]}';
const OPENERS = '([{';
// The blocks of scripts that run from right to left; a label of both directions is no name.
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const LEFT_TO_RIGHT = /(?![\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}])\p{L}/u;
const FLAT = /^[\0-\x7f]*$/u;

/** An address of the web that begins at `start`, its host at `host`; null if it is none. */
export function web(stretch, seen, start, host) {
  const www = start === host;
  const authority = at(AUTHORITY, stretch, host)[0];
  const name = at(HOST, stretch, host)?.[0];
  if (!name || /[@\ufe6b\uff20]/u.test(authority)) return null;
  const written = withoutWord(name);
  let end = host + written.length;
  const plain = written.endsWith('.') ? written.slice(0, -1) : written;
  const ascii = asciiHost(plain, www);
  if (ascii === null || (end < stretch.length && !at(AFTER_HOST, stretch, end))) return null;
  let tail = '';
  let closed = end < stretch.length && CLOSERS.includes(stretch[end]);
  if (written === name) {
    const port = at(PORT, stretch, end);
    if (port) {
      if (Number(port[1]) > 65_535) return null;
      tail = port[0];
      end += tail.length;
    }
    if (end < stretch.length && '/?#'.includes(stretch[end])) {
      const before = stretch[start - 1];
      const stop = endOfPath(stretch, end, before && '\'\u2019'.includes(before) ? before : null);
      closed = stop < stretch.length && CLOSERS.includes(stretch[stop]);
      const last = withoutEnding(stretch, end, stop);
      tail += encoded(stretch.slice(end, last));
      end = last;
    }
  }
  if (hasUnseen(stretch, seen, start, end)) return null;
  const scheme = www ? 'http' : stretch.slice(start, host - 3).toLowerCase();
  const target = `${scheme}://${ascii}${written.endsWith('.') ? '.' : ''}${tail}`;
  return { start, end, target, foreign: ascii !== plain.toLowerCase(), closed };
}

function hasUnseen(stretch, seen, start, end) {
  const from = Math.min(seen + (at(HARMLESS, stretch, seen)?.[0].length ?? 0), start);
  return ANY_UNSEEN.test(stretch.slice(from, end));
}

/** Where the first bracket closes that was not opened inside, or what nothing in a path can be. */
function endOfPath(stretch, from, quote) {
  const open = [0, 0, 0];
  for (let i = from; i < stretch.length; i += 1) {
    const c = stretch[i];
    const closer = CLOSERS.indexOf(c);
    const opener = OPENERS.indexOf(c);
    if (c === '\\' || c === '`' || c === quote || (closer >= 0 && open[closer] === 0)) return i;
    if (closer >= 0) open[closer] -= 1;
    else if (opener >= 0) open[opener] += 1;
  }
  return stretch.length;
}

function withoutEnding(stretch, from, to) {
  let end = to;
  while (end > from) {
    const low = stretch.charCodeAt(end - 1);
    const last = low >= 0xdc00 && low <= 0xdfff ? stretch.slice(end - 2, end) : stretch[end - 1];
    if (!ENDING.test(last)) break;
    end -= last.length;
  }
  return end;
}

/** "example.org를" is the host and a word that follows it. */
function withoutWord(host) {
  const dot = host.lastIndexOf('.', host.length - 2);
  const word = THEN_SPACELESS.exec(host.slice(dot + 1));
  return word ? host.slice(0, dot + 1 + word[1].length) : host;
}

/** A host as the network knows it; null if it is none. */
function asciiHost(host, named) {
  if (host.startsWith('[')) return known(host) === null ? null : host.toLowerCase();
  const labels = host.split('.');
  const top = labels.at(-1);
  if (host.length > HOST_CHARS || (NUMBER.test(top) && !IPV4.test(host))) return null;
  if (named && (labels.length < 3 || !TOP.test(top))) return null;
  return plainHost(host);
}

function plainHost(host) {
  if (FLAT.test(host)) return host.toLowerCase();
  if (host.split('.').some((label) => RIGHT_TO_LEFT.test(label) && LEFT_TO_RIGHT.test(label))) return null;
  const ascii = known(host);
  // A name that ends in a number would be taken for an address.
  return ascii === null || IPV4.test(ascii) ? null : ascii;
}

function known(host) {
  try {
    return new URL(`http://${host}/`).hostname;
  } catch {
    return null;
  }
}

export function mail(stretch, seen, sign) {
  const found = at(HOST, stretch, sign + 1)?.[0];
  if (!found || found.startsWith('[')) return null;
  const word = withoutWord(found);
  const host = word.endsWith('.') ? word.slice(0, -1) : word;
  const end = sign + 1 + host.length;
  const labels = host.split('.');
  if (labels.length < 2 || host.length > HOST_CHARS || !TOP.test(labels.at(-1))) return null;
  if (end < stretch.length && !at(AFTER_HOST, stretch, end)) return null;
  const name = MAIL_BEFORE.exec(stretch.slice(Math.max(seen, sign - MAIL_NAME - 1), sign))?.[1];
  const ascii = name ? plainHost(host) : null;
  const start = sign - (name?.length ?? 0);
  if (ascii === null || hasUnseen(stretch, seen, start, end)) return null;
  return { start, end, target: `mailto:${encoded(name)}@${ascii}`, foreign: ascii !== host.toLowerCase() };
}

/** What follows a host, with all encoded that no address holds. */
function encoded(text) {
  let fragment = false;
  return text
    .replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/?%]+/gu, (odd) => {
      let out = '';
      for (const byte of BYTES.encode(odd)) {
        const sign = byte === 0x23 && !fragment;
        out += sign ? '#' : PERCENT[byte];
        fragment ||= sign;
      }
      return out;
    })
    .replace(/%(?![0-9a-fA-F]{2})/gu, '%25');
}

function at(pattern, text, index) {
  pattern.lastIndex = index;
  return pattern.exec(text);
}
