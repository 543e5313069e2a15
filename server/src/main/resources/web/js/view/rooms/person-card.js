import { avatar } from '../parts/avatar.js';
import { el } from '../parts/dom.js';
import { say } from '../../text/texts.js';

/**
 * Who somebody is, beside the picture or the name that was pressed, with what one may do. `menu` is the Menu it is shown
 * in; `seen` says in words when they were here last.
 */
export function showPersonCard({ menu, at, person, state = null, seen = '', message, mention = null, more = [] }) {
  const head = el(
    'div', { class: 'person-card', data: { testid: 'person-card' } },
    avatar(person, { size: 'm', state }),
    el('span', { class: 'item-words' }, el('b', { class: 'person-name', text: person.name }), seen ? el('small', { class: 'item-hint', text: seen }) : null),
  );
  const items = [
    { label: say('person.message'), icon: 'message-circle', run: message, testid: 'person-message' },
    ...(mention ? [{ label: say('person.mention'), icon: 'at-sign', run: mention, testid: 'person-mention' }] : []),
    ...(more.length > 0 ? [null, ...more] : []),
  ];
  menu.open({ at, head, items, label: person.name });
}
