import { el, setText } from './dom.js';
import { icon } from './icons.js';
import { initials } from '../../text/graphemes.js';
import { hue } from '../../text/names.js';

/** A person's round picture, or initials on their colour. Decoration: the name always stands beside it in words. */
export function avatar(account, { size = 'm', state = null } = {}) {
  const element = el('span', { class: `avatar avatar-${size}`, 'aria-hidden': 'true' });
  updateAvatar(element, account, { state });
  return element;
}

/** Shows another picture, name or state in the same element; changes nothing if nothing changed. */
export function updateAvatar(element, account, { state = null } = {}) {
  element.classList.toggle('is-online', state === 'online');
  const shown = `${account.id} ${account.name} ${account.avatarUrl ?? ''}`;
  if (element.dataset.shown === shown) return;
  element.dataset.shown = shown;
  element.className = element.className.replace(/ ?hue-\d/g, '');
  element.classList.add(`hue-${hue(account.id)}`);
  element.replaceChildren(el('span', { class: 'avatar-letters', text: initials(account.name) }));
  const source = pictureSource(account.avatarUrl);
  if (!source) return;
  const picture = el('img', { src: source, alt: '', draggable: 'false', decoding: 'async' });
  // Until it is there, or if it never comes, the initials stay.
  picture.addEventListener('error', () => picture.remove());
  element.append(picture);
}

/** A room's tile: the colour is its own for ever, by its id; `locked` if it is private, `archived` if nobody writes in it any more. */
export function roomTile(look) {
  const element = el('span', { 'aria-hidden': 'true' });
  updateRoomTile(element, look);
  return element;
}

export function updateRoomTile(element, { id, locked, archived = false }) {
  const shown = `${id} ${locked} ${archived}`;
  if (element.dataset.shown === shown) return;
  element.dataset.shown = shown;
  element.className = `avatar avatar-m ${id === 1 ? 'tile-first' : `hue-${hue(id)}`}`;
  element.replaceChildren(icon(archived ? 'archive' : locked ? 'lock' : 'hash', 18));
}

/** The tile of a few people: how many others they are. */
export function groupTile(number) {
  return el('span', { class: 'avatar avatar-m avatar-group', 'aria-hidden': 'true', text: String(number) });
}

export function updateGroupTile(element, number) {
  setText(element, String(number));
}

/** Only pictures this server keeps are loaded, whatever a frame says; from below the page, where a proxy may have put it. */
function pictureSource(url) {
  return typeof url === 'string' && /^\/?api\/avatars\/[\w-]+$/.test(url) ? url.replace(/^\//, '') : null;
}
