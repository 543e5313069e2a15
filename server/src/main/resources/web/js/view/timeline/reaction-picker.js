import { el, isComposing } from '../parts/dom.js';
import { COMMON, oneEmoji } from '../../text/emoji.js';
import { say } from '../../text/texts.js';

const COLUMNS = 8;

/**
 * What to react with: the six used last, a few more to choose from, and a field that takes any emoji. `chosen(emoji)` is
 * called with it. `recents` are the six.
 */
export function reactionPicker({ recents, chosen }) {
  const field = el('input', {
    type: 'text', class: 'reaction-field', 'aria-label': say('reaction.field'), placeholder: say('reaction.field'), autocomplete: 'off', spellcheck: 'false', maxlength: '40',
    data: { testid: 'reaction-field' },
  });
  const problem = el('p', { class: 'panel-status is-problem', role: 'alert', hidden: true, data: { testid: 'reaction-problem' } });
  const take = (must) => {
    const emoji = oneEmoji(field.value);
    problem.hidden = Boolean(emoji) || !must;
    problem.textContent = say('reaction.notOne');
    if (emoji) chosen(emoji);
  };
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || isComposing(event)) return;
    event.preventDefault();
    take(true);
  });
  // Whoever chose one in the system's own picker, or pasted one, is done.
  field.addEventListener('input', (event) => {
    if (!event.isComposing) take(false);
  });
  const all = el('div', { class: 'reaction-grid' }, ...[...recents, ...COMMON.filter((emoji) => !recents.includes(emoji))].map((emoji) => choice(emoji, chosen)));
  const element = el('div', { class: 'reaction-picker', data: { testid: 'reaction-picker' } }, field, problem, all);
  element.addEventListener('keydown', (event) => moveBy(event, [...all.children]));
  return { element, focus: () => all.firstElementChild.focus({ preventScroll: true }) };
}

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

/** Arrows go from one to the next, and from line to line. */
function moveBy(event, choices) {
  const at = choices.indexOf(event.target);
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
  if (at < 0 || !step) return;
  event.preventDefault();
  choices[at + step]?.focus({ preventScroll: true });
}
