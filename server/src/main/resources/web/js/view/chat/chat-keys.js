import { isComposing, onMac } from '../parts/dom.js';

/** What a letter does to a row that was reached by keys. */
const ACTIONS = { r: 'reply', c: 'copy', e: 'edit', '+': 'react' };

/**
 * The keys of the chat screen that do not belong to one field. `screen` gives: composer, timeline, sidebar, drawer, isModal,
 * conversation, go(step, {unread}), act(action, row), readAll(), back(), openKeys(). Hands back its undo.
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
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  const command = ctrlKey || metaKey;
  if (key === 'F6') return nextRegion(screen, shiftKey ? -1 : 1);
  if (command && asksForKeys(event)) return screen.openKeys() ?? true;
  if (command && !shiftKey && !altKey && shortcutOf(event) === 'k') return screen.seek() ?? true;
  if (altKey && !command && (key === 'ArrowUp' || key === 'ArrowDown')) return screen.go(key === 'ArrowUp' ? -1 : 1, { unread: shiftKey }) ?? true;
  // On a Mac these go back by a word.
  if (altKey && !command && !shiftKey && key === 'ArrowLeft' && !(onMac() && inText(document.activeElement))) return screen.back();
  if (shiftKey && key === 'PageUp' && screen.conversation) return screen.conversation.toFirstUnread() && true;
  if (isWriting(event) && !shortcutOnRow(event, byPointer)) {
    if (!inText(document.activeElement)) screen.composer?.focus();
    return false;
  }
  if (command || altKey) return false;
  if (key === 'Escape') return escape(screen);
  const row = document.activeElement?.closest?.('.row');
  if (row && onRow(event, row, screen, byPointer)) return true;
  if (inText(document.activeElement)) return false;
  if (key === 'End' && screen.conversation) return screen.conversation.toEnd() && true;
  return false;
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

function onRow(event, row, screen, byPointer) {
  const { key } = event;
  const rows = screen.timeline.rowElements;
  const index = rows.indexOf(row);
  const target = { ArrowUp: index - 1, ArrowDown: index + 1, Home: 0 }[key];
  if (target !== undefined) {
    if (target >= rows.length) screen.composer.focus();
    else rows[Math.max(0, target)]?.focus();
    return true;
  }
  const action = key === 'Delete' ? 'remove' : ACTIONS[shortcutOf(event)];
  if (!action || byPointer || document.activeElement !== row) return false;
  screen.act(action, screen.timeline.rowOf(row));
  return true;
}

/** F6 goes round the regions: people and rooms, messages, the field. */
function nextRegion(screen, step) {
  const { sidebar, timeline, composer } = screen;
  const regions = [
    { element: sidebar.element, focus: () => sidebar.focus() },
    ...[timeline, composer].filter(Boolean).map((part) => ({ element: part.element, focus: () => part.focus() })),
  ].filter(({ element }) => !element.inert && element.checkVisibility?.() !== false);
  const at = regions.findIndex(({ element }) => element.contains(document.activeElement));
  regions[(at + step + regions.length) % regions.length].focus();
  return true;
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

function shortcutOnRow(event, byPointer) {
  const { ctrlKey, altKey } = event;
  return !byPointer && !ctrlKey && !altKey && shortcutOf(event) in ACTIONS && Boolean(document.activeElement?.matches?.('.row'));
}

/** The Latin letter of a key, which on layouts without Latin letters is told by where the key is. */
function shortcutOf({ key, code }) {
  return /^[\x20-\x7e]$/.test(key) ? key.toLowerCase() : (/^Key([A-Z])$/.exec(code)?.[1].toLowerCase() ?? '');
}

/**
 * Ctrl+/ by what is printed on the key, with Shift or without; and on layouts that have no / there, by where it is on
 * others, unless that key has a meaning of its own to the browser: a letter, a digit, or one that zooms.
 */
function asksForKeys({ key, code, altKey }) {
  return !altKey && (key === '/' || key === '?' || (code === 'Slash' && !/^[a-z0-9+=_-]$/i.test(key)));
}
