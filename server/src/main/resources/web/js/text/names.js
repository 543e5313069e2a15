import { codePoints } from './code-points.js';

// What the server decides by shared's VisibleText, Names and FieldRule; names.json holds both to the same examples.
const IGNORABLE = /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/u;
const NONCHARACTER = /\p{Noncharacter_Code_Point}/u;
const NOTHING = /[\s\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{Mn}\p{Me}\u2800]/u;
const NEVER = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Co}\u2800]/u;
const MARK = /[\p{Mn}\p{Me}]/u;
const MANY_MARKS = /[\p{Script=Myanmar}\p{Script=Tibetan}\p{Script=Khmer}\p{Script=Hebrew}\p{Script=Tai_Tham}]/u;
const BLANKS = /[\s\p{Z}]+/gu;
const AROUND = /^[\s\p{Z}\ufeff]+|[\s\p{Z}\ufeff]+$/gu;
const WORDS = 'you|me|owner|admin|administrator|moderator|host|member|server|system|bot|chatter|verified|official|everyone|everybody|all|online|offline|disabled|deleted';
const DECORATED = new RegExp(`[(\\[{<\u2039\u00ab\u3008-\u3011\u27e8]\\s*(${WORDS})\\s*[)\\]}>\u203a\u00bb\u3008-\u3011\u27e9]`, 'u');
const RESERVED = ['you', 'everyone', 'everybody', 'all', 'here', 'channel'];
const LATIN = { а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', у: 'y', х: 'x', ѕ: 's', і: 'i', ј: 'j', υ: 'u', ο: 'o', α: 'a', ν: 'v', ɪ: 'i' };
const LONGEST = 64;
const PALETTE = 10;

/** The name for a short line: "Lena is typing…", "Lena: the printer is back". */
export function firstName(name) {
  return name.trim().split(/\s+/u)[0] || name;
}

/** Which of the ten name colours an account has, for ever and on every device: by id, not by name. */
export function hue(accountId) {
  return Math.abs(Math.trunc(accountId)) % PALETTE;
}

/** Whether there is nothing in a text that could be seen. */
export function invisible(text) {
  return [...text].every(unseen);
}

/** What is wrong with somebody's name, as the rule it breaks, or null. */
export function nameFault(name) {
  return titleFault(name) ?? (reserved(name) ? 'NAME_RESERVED' : null);
}

/** The same for the name of a chat. */
export function titleFault(name) {
  const typed = name.replace(AROUND, '');
  if (!typed) return 'NAME_MISSING';
  if (invisible(typed)) return 'NAME_INVISIBLE';
  const kept = typed.replace(BLANKS, ' ').normalize('NFC');
  if (codePoints(kept) > LONGEST) return 'NAME_TOO_LONG';
  const points = [...typed];
  if (points.some((point, i) => hides(points[i - 1], point, points[i + 1]))) return 'NAME_CONTROL_CHARACTERS';
  return piledUp([...kept]) ? 'NAME_MARKS' : null;
}

/** Whether nothing is drawn for a character by itself. */
export function unseen(point) {
  return IGNORABLE.test(point) || NOTHING.test(point) || NONCHARACTER.test(point);
}

/** Whether a character cannot be seen or turns what follows, and is not needed to write what stands around it. */
export function hides(before, point, after) {
  if (NEVER.test(point) || NONCHARACTER.test(point)) return true;
  if (point === '\u200c' || point === '\u200d') {
    const joins = before && (!unseen(before) || (MARK.test(before) && !IGNORABLE.test(before)) || before === '\ufe0f');
    return !(joins && after && !unseen(after));
  }
  if (/[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u.test(point)) {
    return !before || unseen(before) || (/\p{L}/u.test(before) && !/\p{Ideographic}/u.test(before));
  }
  if (/[\u{e0020}-\u{e007f}]/u.test(point)) return !/[\u{1f3f4}\u{e0020}-\u{e007e}]/u.test(before ?? '');
  return IGNORABLE.test(point) || /\p{Cf}/u.test(point);
}

function piledUp(points) {
  let inARow = 0;
  for (let i = 0; i < points.length; i += 1) {
    const ignorable = IGNORABLE.test(points[i]);
    if (!MARK.test(points[i]) || ignorable) {
      if (!ignorable) inARow = 0;
      continue;
    }
    inARow += 1;
    const below = points[i - 1];
    if (inARow > (MANY_MARKS.test(points[i]) ? 4 : 2)) return true;
    if (inARow === 1 && (below === undefined || (unseen(below) && !IGNORABLE.test(below)))) return true;
  }
  return false;
}

/** The server knows more letters that look like Latin ones. */
function reserved(name) {
  const plain = [...name.normalize('NFKC').toLowerCase()].map((point) => LATIN[point] ?? point).join('').replace(BLANKS, ' ').trim();
  return DECORATED.test(plain) || RESERVED.includes(plain);
}
