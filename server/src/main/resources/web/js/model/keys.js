/*
 * What keys do on the chat screen: one table for what is done and for what is told about it. The desktop has the same
 * (ShortcutList.java), by keys.json.
 */

/**
 * Each line is {does, in, strokes, mac?, empty?}: `in` is 'screen' for what goes everywhere, 'field' while a message is being
 * written, 'list' among the messages; `mac` are the strokes there, if they are others; `empty`: only in an empty field.
 * Ctrl is Cmd on macOS. What each does is told by the words `keys.` and its name.
 */
export const KEYS = [
  { does: 'find', in: 'screen', strokes: ['Ctrl+K'] },
  { does: 'searchHere', in: 'screen', strokes: ['Ctrl+F'] },
  { does: 'searchAll', in: 'screen', strokes: ['Ctrl+Shift+F'] },
  { does: 'nextConversation', in: 'screen', strokes: ['Alt+Up', 'Alt+Down'] },
  { does: 'nextUnread', in: 'screen', strokes: ['Alt+Shift+Up', 'Alt+Shift+Down'] },
  { does: 'starred', in: 'screen', strokes: ['Ctrl+1…9'] },
  { does: 'regions', in: 'screen', strokes: ['F6', 'Shift+F6'] },
  { does: 'unread', in: 'screen', strokes: ['Shift+Page Up'] },
  { does: 'back', in: 'screen', strokes: ['Alt+Left'], mac: ['Ctrl+['] },
  { does: 'escape', in: 'screen', strokes: ['Esc'] },
  { does: 'emoji', in: 'screen', strokes: ['Ctrl+.'] },
  { does: 'attach', in: 'screen', strokes: ['Ctrl+U'] },
  { does: 'settings', in: 'screen', strokes: ['Ctrl+,'] },
  { does: 'help', in: 'screen', strokes: ['Ctrl+/'] },
  { does: 'send', in: 'field', strokes: ['Enter'] },
  { does: 'newline', in: 'field', strokes: ['Shift+Enter'] },
  { does: 'bold', in: 'field', strokes: ['Ctrl+B'] },
  { does: 'italic', in: 'field', strokes: ['Ctrl+I'] },
  { does: 'code', in: 'field', strokes: ['Ctrl+E'] },
  { does: 'codeBlock', in: 'field', strokes: ['Ctrl+Shift+C'] },
  { does: 'editLast', in: 'field', empty: true, strokes: ['Up'] },
  { does: 'replyLast', in: 'field', strokes: ['Ctrl+Up'] },
  { does: 'move', in: 'list', strokes: ['Up', 'Down'] },
  { does: 'inside', in: 'list', strokes: ['Left', 'Right'] },
  { does: 'reply', in: 'list', strokes: ['R'] },
  { does: 'edit', in: 'list', strokes: ['E'] },
  { does: 'react', in: 'list', strokes: ['+'] },
  { does: 'copy', in: 'list', strokes: ['C'] },
  { does: 'more', in: 'list', strokes: ['Shift+F10'] },
  { does: 'selectAll', in: 'list', strokes: ['Ctrl+A'] },
  { does: 'delete', in: 'list', strokes: ['Del'], mac: ['Del', 'Backspace'] },
  { does: 'latest', in: 'list', strokes: ['End'] },
];

/** In the order in which they are told. */
export const GROUPS = ['screen', 'field', 'list'];

/** What browsers call otherwise. */
const NAMES = { Escape: 'Esc', ArrowUp: 'Up', ArrowDown: 'Down', ArrowLeft: 'Left', ArrowRight: 'Right', PageUp: 'Page Up', Delete: 'Del' };
const DIGITS = '1…9';
/** The sign that most Latin layouts have at a place, and the one with Shift. */
const PLACES = { Slash: '/?', Period: '.>', Comma: ',<', BracketLeft: '[{' };
/** What is no digit where digits need Shift: with Ctrl it makes the page larger or smaller. */
const ZOOMS = /^[a-z0-9+=_-]$/iu;

/** A keyboard event as keyOf takes it. */
export function pressOf(event) {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey } = event;
  const altGr = event.getModifierState?.('AltGraph') ?? false;
  return { types: NAMES[key] ?? key, place: code ?? '', ctrl: ctrlKey, cmd: metaKey, alt: altKey, shift: shiftKey, altGr };
}

/**
 * What a press does, {does, in, stroke, number?}, or null: `stroke` says which of several it was, `number` which digit. `where`
 * is 'field' or 'list', or anything else for neither; `empty`: whether nothing stands in the field; `mac`: whether this is one.
 * Letters and signs go by what the key types, and on other scripts by its place.
 */
export function keyOf(press, { where = null, empty = false, mac = false }) {
  for (const line of KEYS) {
    if ((line.in !== 'screen' && line.in !== where) || (line.empty && !empty)) continue;
    const stroke = strokesOf(line, mac).findIndex((one) => isPressed(one, press, mac));
    if (stroke >= 0) return { does: line.does, in: line.in, stroke, ...(line.does === 'starred' && { number: digitOf(press) }) };
  }
  return null;
}

/** The strokes of a line here. */
export function strokesOf({ strokes, mac: onMac }, mac) {
  return (mac && onMac) || strokes;
}

/** The keys of a stroke, one by one. */
export function partsOf(stroke) {
  return stroke === '+' ? ['+'] : stroke.split('+');
}

function isPressed(stroke, press, mac) {
  const parts = partsOf(stroke);
  const key = parts.at(-1);
  const needs = (name) => parts.slice(0, -1).includes(name);
  const [command, other] = mac ? [press.cmd, press.ctrl] : [press.ctrl, press.cmd];
  if (press.altGr || other || command !== needs('Ctrl') || press.alt !== needs('Alt')) return false;
  // Which signs and digits need Shift is another thing on each layout.
  if (key === DIGITS) return digitOf(press) !== null;
  if (!/^[a-z]/iu.test(key)) return signOf(press, key);
  return press.shift === needs('Shift') && (/^[A-Z]$/u.test(key) ? letterOf(press) === key : press.types === key);
}

function letterOf({ types, place }) {
  if (/^[\x20-\x7e]$/u.test(types)) return types.toUpperCase();
  return isOneLetter(types) ? (/^Key([A-Z])$/u.exec(place)?.[1] ?? null) : null;
}

function signOf({ types, place }, sign) {
  if (types === sign) return true;
  const [plain, shifted] = PLACES[place] ?? '';
  return plain === sign && (types === shifted || (isOneLetter(types) && !/^[\x20-\x7e]$/u.test(types)));
}

function digitOf({ types, place, shift }) {
  if (/^[1-9]$/u.test(types)) return Number(types);
  const there = /^(?:Digit|Numpad)([1-9])$/u.exec(place)?.[1];
  return there && !shift && isOneLetter(types) && !ZOOMS.test(types) ? Number(there) : null;
}

function isOneLetter(types) {
  return [...types].length === 1;
}
