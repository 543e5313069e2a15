import { LinkifyIt, REBuilder } from '../lib/linkify-it.js';
import { SPACELESS, mail, web } from './link-address.js';

/*
 * linkify-it walks over the text; what an address is made of and where it ends is one rule, which the desktop and the
 * export obey as well (Links.java): the examples in links.json bind all three. It takes time in proportion to the text.
 */

// What parts a text, because it stands in no address: blanks, quotes, angle brackets, emoji, and the punctuation of
// scripts that put no blank after it.
const PARTING =
  '\\p{Z}\\p{Cc}\\p{Cs}<>"\\u00ab\\u00bb\\u2018\\u201a-\\u201f\\u2025\\u2026\\u2039\\u203a' +
  '\\u055d\\u0589\\u05c0\\u05c3\\u060c\\u061b\\u061f\\u06d4\\u0964\\u0965\\u0f0d-\\u0f14' +
  '\\u104a\\u104b\\u1361-\\u1368\\u17d4-\\u17d6\\u3001-\\u3003\\u3008-\\u3011' +
  '\\u3014-\\u301f\\ufe10-\\ufe19\\ufe30-\\ufe52\\ufe54-\\ufe6a\\uff01-\\uff0f' +
  '\\uff1a-\\uff1f\\uff3b-\\uff40\\uff5b-\\uff65' +
  '\\p{Extended_Pictographic}\\u{1f1e6}-\\u{1f1ff}\\u{1f3fb}-\\u{1f3ff}';
const STRETCH = new RegExp(`[^${PARTING}]+`, 'gu');
const OTHER_SCHEME = /[a-z][a-z0-9+.-]*:$/iu;
const BEFORE_WWW = new RegExp(`(?![${SPACELESS}])[\\p{L}\\p{M}\\p{N}._/@:+%&=?#\\\\\\-]$`, 'u');

/** Where linkify-it looks for addresses; more than what `web` and `mail` then take. */
class Beginnings extends REBuilder {
  #web = /((?<![a-z0-9+]))(https?:(?=\/\/)|\/\/|www\.)/giu;
  #mail = new RegExp(`@(?=[\\p{L}\\p{M}\\p{N}_\\-])`, 'gu');

  get_schema_search() {
    return this.#web;
  }

  get_fuzzy_mail_host_search() {
    return this.#mail;
  }

  // The name is looked at in `mail`, where the host is known to be one.
  get_mail_name_validator() {
    return /(.)$/su;
  }
}

// What is no address as a whole has no part that would be one; and after one comes nothing else without a blank or a
// closing bracket. So the rest of the stretch is taken with it.
const rest = (text, pos, found) => (found?.closed ? found.end : text.length) - pos;
const http = (scheme) => ({ validate: (text, pos) => rest(text, pos, web(text, 0, pos - scheme.length, pos + 2)) });
const finder = new LinkifyIt({ rebuilder: new Beginnings(), fuzzyEmail: true })
  .add('ftp:')
  .add('http:', http('http:'))
  .add('https:', http('https:'))
  .add('//', { validate: (text, pos) => (OTHER_SCHEME.test(text.slice(Math.max(0, pos - 40), pos - 2)) ? rest(text, pos) : 0) })
  .add('www.', {
    validate(text, pos) {
      const start = pos - 4;
      return BEFORE_WWW.test(text.slice(Math.max(0, start - 2), start)) ? 0 : rest(text, pos, web(text, 0, start, start));
    },
  });

/**
 * Cuts a text into pieces: `{text}` or `{text, href}`. Only addresses of the web and of mail become links, and what is
 * shown is what was written. Where the host is written in letters that can look like others, `hint` says the address
 * in plain ones, to be shown before one follows it.
 */
export function splitLinks(text) {
  const pieces = [];
  let done = 0;
  if (/:\/\/|@|www\./iu.test(text)) {
    for (const stretch of text.matchAll(STRETCH)) {
      for (const link of find(stretch[0])) {
        const start = stretch.index + link.start;
        if (start > done) pieces.push({ text: text.slice(done, start) });
        done = stretch.index + link.end;
        const piece = { text: text.slice(start, done), href: link.target };
        pieces.push(link.foreign ? { ...piece, hint: link.target } : piece);
      }
    }
  }
  if (done < text.length) pieces.push({ text: text.slice(done) });
  return pieces;
}

function find(stretch) {
  if (!/:\/\/|@|www\./iu.test(stretch)) return [];
  const found = [];
  for (const { schema, index, raw } of finder.match(stretch) ?? []) {
    if (schema === '//') break;
    const link = address(stretch, schema, index, raw, found.at(-1)?.end ?? 0);
    if (link && link.start >= (found.at(-1)?.end ?? 0)) found.push(link);
  }
  return found;
}

function address(stretch, schema, index, raw, from) {
  if (schema === 'mailto:') return mail(stretch, from, stretch.indexOf('@', index));
  return schema === 'www.' ? web(stretch, from, index, index) : web(stretch, from, index, index + schema.length + 2);
}
