import { el, setText } from '../parts/dom.js';
import { icon, mark } from '../parts/icons.js';

/** The card in the middle of the screen, before somebody is signed in: a title, a word about why, and what to fill in. */
export class Card {
  #title = el('h1', { id: 'card-title', data: { testid: 'login-title' } });
  #subtitle = el('p', { class: 'card-subtitle', data: { testid: 'login-subtitle' } });
  #notice = el('p', { class: 'card-notice', role: 'status', data: { testid: 'login-notice' } });
  #problem = el('p', { class: 'form-problem', role: 'alert', hidden: true, data: { testid: 'card-problem' } });

  constructor(testid, ...content) {
    const logo = el('div', { class: 'logo' }, mark(34));
    const card = el('div', { class: 'card' }, logo, this.#title, this.#subtitle, this.#notice, this.#problem, ...content);
    this.element = el('main', { class: 'login', 'aria-labelledby': 'card-title', data: { testid } }, card);
  }

  title(title, subtitle) {
    setText(this.#title, title);
    setText(this.#subtitle, subtitle);
  }

  /** Why the person is here; read out. */
  notice(text) {
    setText(this.#notice, text ?? '');
  }

  /** What does not go on, in words, or nothing. */
  problem(text) {
    this.#problem.hidden = !text;
    this.#problem.replaceChildren(...(text ? [icon('circle-alert', 18), el('span', { text })] : []));
  }
}
