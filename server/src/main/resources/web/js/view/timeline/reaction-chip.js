import { el, setText } from '../parts/dom.js';
import { count as counted, say } from '../../text/texts.js';

/** So many are named where one points; who wants to see all asks for them. */
const NAMED = 10;

/** One kind of reaction below a message: how many, whether I am one of them, and who, while one points at it or is on it. */
export function reactionChip(emoji) {
  const number = el('span', { class: 'reaction-count' });
  const element = el(
    'button', { type: 'button', class: 'reaction', tabindex: '-1', data: { action: 'react', emoji, testid: 'reaction' } },
    el('span', { class: 'reaction-emoji', text: emoji }), number,
  );
  return {
    element,
    update({ count, mine, accounts, waiting }, names) {
      setText(number, String(count));
      element.classList.toggle('is-mine', mine);
      element.classList.toggle('is-waiting', Boolean(waiting));
      element.setAttribute('aria-pressed', String(mine));
      const who = reactedNames({ count, mine, accounts }, names);
      element.dataset.who = who;
      element.setAttribute('aria-label', say('message.reacted', who, emoji));
    },
  };
}

/** Those who are named, oneself first, and how many more there are. */
export function reactedNames({ count, mine, accounts }, { me, of }) {
  const others = accounts.filter((id) => id !== me).map((id) => of(id)).filter(Boolean);
  const known = (mine ? [say('message.you'), ...others] : others).slice(0, NAMED);
  const named = known.length > 0 ? known : [say('message.somebody')];
  const more = count - named.length;
  const who = named.join(', ');
  return more > 0 ? counted('message.reacted.more', more, who) : who;
}
