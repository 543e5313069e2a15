import { el } from '../parts/dom.js';

/**
 * What may be meant by what is begun in a field, above it; the keys stay in the field. `key(item)` tells one from the
 * other, `row(item)` gives what to show of it, `take(item)` gets the one that is chosen, and `refuse()` is called when
 * nobody wants any.
 */
export class SuggestionList {
  #field;
  #id;
  #key;
  #row;
  #take;
  #refuse;
  #found = [];
  #at = 0;
  /** Whether one was chosen by arrows: it stays chosen when more are found. */
  #moved = false;

  constructor({ field, id, label, key, row, take, refuse }) {
    this.element = el('div', { class: 'suggestions', id, role: 'listbox', hidden: true, 'aria-label': label, data: { testid: id } });
    this.#field = field;
    this.#id = id;
    this.#key = key;
    this.#row = row;
    this.#take = take;
    this.#refuse = refuse;
    field.setAttribute('aria-autocomplete', 'list');
    field.addEventListener('blur', () => this.close());
    // The field keeps the focus.
    this.element.addEventListener('pointerdown', (event) => event.preventDefault());
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** Another word is begun: nothing is chosen yet. */
  begin() {
    this.#moved = false;
  }

  show(found) {
    const kept = this.#moved && this.#found[this.#at] !== undefined ? this.#key(this.#found[this.#at]) : null;
    this.#found = found;
    this.#at = Math.max(0, found.findIndex((item) => this.#key(item) === kept));
    if (found.length === 0) {
      this.close();
      return;
    }
    this.element.hidden = false;
    this.element.replaceChildren(...found.map((item, i) => el(
      'div', { class: 'suggestion', id: `${this.#id}-${i}`, role: 'option', on: { click: () => this.#accept(i) }, data: { testid: this.#id.replace(/s$/, '') } },
      ...this.#row(item),
    )));
    this.#field.setAttribute('aria-controls', this.#id);
    this.#choose(this.#at);
  }

  /** Whether a key was for the list. */
  pressed({ key }) {
    if (!this.isOpen) return false;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      this.#moved = true;
      this.#choose(this.#at + (key === 'ArrowDown' ? 1 : -1));
    } else if (key === 'Enter' || key === 'Tab') this.#accept(this.#at);
    else if (key === 'Escape') {
      this.close();
      this.#refuse();
    } else return false;
    return true;
  }

  close() {
    if (!this.isOpen) return;
    this.element.hidden = true;
    this.#field.removeAttribute('aria-activedescendant');
    this.#field.removeAttribute('aria-controls');
  }

  #choose(at) {
    const rows = [...this.element.children];
    this.#at = (at + rows.length) % rows.length;
    rows.forEach((row, i) => row.setAttribute('aria-selected', String(i === this.#at)));
    rows[this.#at].scrollIntoView({ block: 'nearest' });
    this.#field.setAttribute('aria-activedescendant', rows[this.#at].id);
  }

  #accept(at) {
    const item = this.#found[at];
    this.close();
    this.#take(item);
  }
}
