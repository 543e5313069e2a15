import { el, reconcile, setText } from '../parts/dom.js';

/** One day of messages under its line, which stays in view as long as the day does. */
export class DayView {
  #label = el('span');
  #rows = el('div', { class: 'day-rows' });

  constructor() {
    const line = el('div', { class: 'day-line', data: { testid: 'day-line' } }, this.#label);
    this.element = el('div', { class: 'day' }, line, this.#rows);
  }

  render(label, rows) {
    setText(this.#label, label);
    reconcile(this.#rows, rows);
  }
}
