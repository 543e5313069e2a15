import { Card } from './card.js';
import { el } from '../parts/dom.js';
import { say } from '../../text/texts.js';

/** Before there is a form: what is being waited for, or why it cannot be had and a button to try `again`. */
export class LoadingView {
  #button = null;

  constructor({ name, words = '', problem = null, again = null }) {
    const spinner = again ? null : el('div', { class: 'spinner', 'aria-hidden': 'true' });
    if (again) {
      this.#button = el('button', { type: 'button', class: 'button', text: say('app.tryAgain'), on: { click: again }, data: { testid: 'join-again' } });
    }
    const card = new Card('wait', spinner, this.#button);
    card.title(name ? say('login.titleNamed', name) : say('login.title'), words);
    card.problem(problem);
    this.element = card.element;
  }

  focus() {
    this.#button?.focus();
  }
}
