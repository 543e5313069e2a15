import { isComposing } from './dom.js';

/**
 * The keys of the chat screen that do not belong to one field. `screen` gives: composer, timeline, sidebar, drawer,
 * conversation, act(action, row), readAll(), openKeys(). Hands back its undo.
 */
export function listenToKeys(screen) {
  // Whoever clicked a message and then types wants to write; only whoever came by keys means R for "reply".
  let byPointer = false;
  const pointed = () => {
    byPointer = true;
  };
  const pressed = (event) => {
    if (/^(Tab|F6|Arrow)/.test(event.key)) byPointer = false;
    if (isComposing(event) || event.defaultPrevented || screen.drawer.element.open) return;
    if (handle(event, screen, byPointer)) event.preventDefault();
  };
  document.addEventListener('keydown', pressed);
  document.addEventListener('pointerdown', pointed, true);
  return () => {
    document.removeEventListener('keydown', pressed);
    document.removeEventListener('pointerdown', pointed, true);
  };
}

function handle(event, screen, byPointer) {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  const command = ctrlKey || metaKey;
  if (key === 'F6') return nextRegion(screen, shiftKey ? -1 : 1);
  if (command && key === '/') return screen.openKeys() ?? true;
  if (shiftKey && key === 'PageUp') return screen.conversation.toFirstUnread() && true;
  if (command || altKey) return false;
  if (key === 'Escape') return escape(screen);
  const row = document.activeElement?.closest?.('.row');
  if (row && onRow(key, row, screen, byPointer)) return true;
  if (inText(document.activeElement)) return false;
  if (key === 'End') return screen.conversation.toEnd() && true;
  if (isLetter(key)) screen.composer.focus();
  return false;
}

/** Esc, when nothing is open any more: all is read, and on to the end. */
function escape(screen) {
  if (screen.composer.cancelReply()) return true;
  screen.readAll();
  screen.conversation.toEnd();
  screen.composer.focus();
  return true;
}

function onRow(key, row, screen, byPointer) {
  const rows = screen.timeline.rowElements;
  const index = rows.indexOf(row);
  const target = { ArrowUp: index - 1, ArrowDown: index + 1, Home: 0 }[key];
  if (target !== undefined) {
    if (target >= rows.length) screen.composer.focus();
    else rows[Math.max(0, target)]?.focus();
    return true;
  }
  const action = { r: 'reply', R: 'reply', c: 'copy', C: 'copy' }[key];
  if (!action || byPointer || document.activeElement !== row) return false;
  screen.act(action, screen.timeline.rowOf(row));
  return true;
}

/** F6 goes round the regions: people and rooms, messages, the field. */
function nextRegion(screen, step) {
  const { sidebar, timeline, composer } = screen;
  const regions = [
    { element: sidebar.element, focus: () => sidebar.focus() },
    { element: timeline.element, focus: () => timeline.focus() },
    { element: composer.element, focus: () => composer.focus() },
  ].filter(({ element }) => !element.inert && element.checkVisibility?.() !== false);
  const at = regions.findIndex(({ element }) => element.contains(document.activeElement));
  regions[(at + step + regions.length) % regions.length].focus();
  return true;
}

function inText(element) {
  return element instanceof HTMLElement && (element.isContentEditable || /^(input|textarea|select)$/i.test(element.tagName));
}

/** One printed character, but not the space that presses a focused button. */
function isLetter(key) {
  return [...key].length === 1 && key !== ' ';
}
