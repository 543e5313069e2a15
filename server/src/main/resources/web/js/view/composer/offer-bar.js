import { el, setText } from '../parts/dom.js';
import { iconButton } from '../parts/icons.js';
import { say } from '../../text/texts.js';

/** A line above the field that offers something, until that is done or put away. */
export class OfferBar {
  #text = el('span', { class: 'offer-text' });
  #yes = el('button', { type: 'button', class: 'text-button', on: { click: () => this.#run() }, data: { testid: 'offer-yes' } });
  #run = null;
  #away;

  constructor() {
    const close = iconButton('x', say('composer.notNow'), { size: 16, on: { click: () => this.hide() }, data: { testid: 'offer-no' } });
    this.element = el('div', { class: 'offer-bar', role: 'status', hidden: true, data: { testid: 'offer' } }, this.#text, this.#yes, close);
  }

  /** `yes` says what `run()` does; without it there is only something to know. `away()` is called when it goes undone. */
  show({ text, yes = '', run = null, away = () => {} }) {
    this.hide();
    this.#run = run;
    this.#away = away;
    this.#yes.hidden = !run;
    setText(this.#yes, yes);
    this.element.hidden = false;
    setText(this.#text, text);
  }

  hide() {
    if (this.element.hidden) return;
    this.element.hidden = true;
    setText(this.#text, '');
    this.#away();
  }
}
