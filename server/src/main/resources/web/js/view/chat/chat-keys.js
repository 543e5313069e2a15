import { isComposing, onMac } from '../parts/dom.js';
import { keyOf, pressOf } from '../../model/keys.js';

/** What a key does to a message that was reached by keys. */
const ON_A_ROW = { reply: 'reply', copy: 'copy', edit: 'edit', react: 'react', more: 'more', delete: 'remove' };

/**
 * The keys of the chat screen that do not belong to one field. `screen` gives: composer, timeline, sidebar, drawer, isModal,
 * conversation, seek(), search({here}), go(step, {unread}), starred(number), act(action, row), readAll(), back(), openMenu(), openKeys().
 * Hands back its undo.
 */
export function listenToKeys(screen) {
  // Whoever clicked a message and then types wants to write; only whoever came by keys means R for "reply".
  let byPointer = false;
  const pointed = () => {
    byPointer = true;
  };
  const pressed = (event) => {
    if (/^(Tab|F6|Arrow)/.test(event.key)) byPointer = false;
    if (isComposing(event) || event.defaultPrevented || screen.isModal) return;
    if (handle(event, screen, byPointer)) event.preventDefault();
  };
  const pasted = (event) => {
    const text = event.clipboardData?.getData('text/plain');
    const files = [...(event.clipboardData?.files ?? [])];
    // What is copied out of a document comes as a picture of it, too.
    if (!text && files.length > 0 && screen.composer?.takesFiles && !event.defaultPrevented && !screen.isModal) {
      event.preventDefault();
      screen.composer.take(files);
      return;
    }
    if (!text || !screen.composer || event.defaultPrevented || screen.isModal || inText(document.activeElement)) return;
    event.preventDefault();
    screen.composer.focus();
    screen.composer.insert(text);
  };
  document.addEventListener('keydown', pressed);
  document.addEventListener('paste', pasted);
  document.addEventListener('pointerdown', pointed, true);
  return () => {
    document.removeEventListener('paste', pasted);
    document.removeEventListener('keydown', pressed);
    document.removeEventListener('pointerdown', pointed, true);
  };
}

function handle(event, screen, byPointer) {
  const inField = inText(document.activeElement);
  const key = keyOf(pressOf(event), { where: inField ? null : 'list', mac: onMac() });
  if (key?.in === 'screen' && key.does !== 'escape') return onScreen(key, screen);
  const row = document.activeElement?.closest?.('.row');
  const action = !byPointer && row === document.activeElement ? ON_A_ROW[key?.does] : null;
  if (isWriting(event) && !action) {
    if (!inField) screen.composer?.focus();
    return false;
  }
  if (action) {
    screen.act(action, screen.timeline.rowOf(row));
    return true;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (key?.does === 'escape') return escape(screen);
  if (row && !inField && among(event, key, row, screen)) return true;
  if (key?.does !== 'latest' || !screen.conversation) return false;
  screen.conversation.toEnd();
  return true;
}

/** Whether there was something to do; if not, the key is the browser's. */
function onScreen({ does, stroke, number }, screen) {
  if (does === 'back') return screen.back();
  if (does === 'starred') return screen.starred(number);
  const step = stroke === 0 ? -1 : 1;
  const actions = {
    find: () => screen.seek(),
    searchHere: () => screen.search({ here: true }),
    searchAll: () => screen.search({ here: false }),
    nextConversation: () => screen.go(step, { unread: false }),
    nextUnread: () => screen.go(step, { unread: true }),
    regions: () => nextRegion(screen, -step),
    unread: () => screen.conversation?.toFirstUnread(),
    emoji: () => screen.composer?.openEmoji(),
    attach: () => screen.composer?.attach(),
    settings: () => screen.openMenu(),
    help: () => screen.openKeys(),
  };
  actions[does]?.();
  return does in actions;
}

/** Esc, when nothing is open any more: back from where a jump led to, else all is read, and on to the end. */
function escape(screen) {
  if (screen.drawer.isBeside) return screen.drawer.escape() ?? true;
  if (!screen.composer || screen.composer.escape()) return true;
  if (screen.back()) return true;
  screen.readAll();
  screen.conversation.toEnd();
  screen.composer.focus();
  return true;
}

/** From message to message, and to what is in one. */
function among({ key: pressed, shiftKey }, key, row, screen) {
  if (key?.does === 'inside') return inside(row, key.stroke === 0 ? -1 : 1);
  if (shiftKey || (key?.does !== 'move' && pressed !== 'Home')) return false;
  const rows = screen.timeline.rowElements;
  const target = pressed === 'Home' ? 0 : rows.indexOf(row) + (key.stroke === 0 ? -1 : 1);
  if (target >= rows.length) screen.composer.focus();
  else rows[Math.max(0, target)]?.focus();
  return true;
}

/** On to the next link, quote or button in a message; before the first is the message itself. */
function inside(row, step) {
  const stops = [row, ...[...row.querySelectorAll('a, button, audio, video')].filter((stop) => !stop.disabled && stop.checkVisibility?.() !== false)];
  const at = stops.indexOf(document.activeElement);
  // What else has the focus there, as code that scrolls sideways, has these keys itself.
  const next = at < 0 ? undefined : stops[at + step];
  next?.focus();
  return next !== undefined;
}

/** F6 goes round the regions: people and rooms, messages, the field, and what stands beside. */
function nextRegion(screen, step) {
  const { sidebar, timeline, composer, drawer } = screen;
  const parts = [sidebar, timeline, composer, drawer.isBeside && drawer].filter(Boolean);
  const regions = parts.filter(({ element }) => !element.closest('[inert]') && element.checkVisibility?.() !== false);
  const at = regions.findIndex(({ element }) => element.contains(document.activeElement));
  regions[at < 0 && step < 0 ? regions.length - 1 : (at + step + regions.length) % regions.length].focus();
}

/** Whether what is typed has a place already. A radio button and a text that is only to be copied are none. */
function inText(element) {
  if (!(element instanceof HTMLElement)) return false;
  if (element.isContentEditable || element instanceof HTMLSelectElement) return true;
  const field = element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && !/^(radio|checkbox|button)$/.test(element.type));
  return field && !element.readOnly;
}

/**
 * Whether a key writes: one printed character, or the accent of one that is still to come, also with AltGr (which looks
 * like Ctrl+Alt to some systems) or a Mac's Option. Not the space that presses a focused button.
 */
function isWriting(event) {
  const { key, ctrlKey, metaKey, altKey } = event;
  if (key === ' ') return document.activeElement === document.body;
  if (key !== 'Dead' && [...key].length !== 1) return false;
  if (metaKey) return false;
  if (ctrlKey || altKey) return event.getModifierState('AltGraph') || (ctrlKey && altKey) || (altKey && /[^\x20-\x7e]/.test(key));
  return true;
}
