import { el } from '../parts/dom.js';
import { say } from '../../text/texts.js';

/** The six used last, in a row, and what leads to all others. */
export function recentReactions({ recents, chosen, more }) {
  const label = say('message.more');
  const open = el('button', {
    type: 'button', class: 'reaction-choice', tabindex: '0', 'aria-label': label, title: label, text: '+', on: { click: more }, data: { testid: 'react-more' },
  });
  return el('div', { class: 'reaction-recents', role: 'group', 'aria-label': say('reaction.recent') }, ...recents.map((emoji) => choice(emoji, chosen)), open);
}

function choice(emoji, chosen) {
  return el('button', { type: 'button', class: 'reaction-choice', tabindex: '0', text: emoji, on: { click: () => chosen(emoji) }, data: { testid: 'reaction-choice', emoji } });
}
