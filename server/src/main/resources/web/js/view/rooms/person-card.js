import { avatar } from '../parts/avatar.js';
import { el, setText } from '../parts/dom.js';
import { say } from '../../text/texts.js';

/**
 * Who somebody is, beside the picture or the name that was pressed, with what one may do. `menu` is the Menu it is shown
 * in; `role` says in words what they are in the chat, and `seen` when they were here last. Hands back what shows another
 * role, which may become known later.
 */
export function showPersonCard({ menu, at, person, state = null, role = '', seen = '', message, mention = null, more = [] }) {
  const line = el('small', { class: 'item-hint', data: { testid: 'person-line' } });
  const showRole = (words) => setText(line, [words, seen].filter(Boolean).join(' · '));
  showRole(role);
  const head = el(
    'div', { class: 'person-card', data: { testid: 'person-card' } },
    avatar(person, { size: 'm', state }),
    el('span', { class: 'item-words' }, el('b', { class: 'person-name', text: person.name }), line),
  );
  const items = [
    { label: say('person.message'), icon: 'message-circle', run: message, testid: 'person-message' },
    ...(mention ? [{ label: say('person.mention'), icon: 'at-sign', run: mention, testid: 'person-mention' }] : []),
    ...(more.length > 0 ? [null, ...more] : []),
  ];
  menu.open({ at, head, items, label: person.name });
  return showRole;
}
