import { avatar } from '../parts/avatar.js';
import { el, isComposing } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { SearchField } from '../parts/search-field.js';
import { say } from '../../text/texts.js';

/**
 * Takes some of the people of this chat, found by what they are called; `me` is one of them. `search` is a PagedSearch of accounts;
 * `leaveOut(account)` says who cannot be taken; `changed(chosen)` is told of every choice. With `eager` everybody is
 * listed before anything is typed.
 */
export class PeoplePicker {
  /** Who is taken, in the order they were. */
  chosen = [];
  #chips = el('div', { class: 'picker-chips' });
  #list = el('ul', { class: 'picker-list' });
  #search;
  #seek;
  #eager;
  #changed;
  #leaveOut;
  #me;

  constructor({ id, label, me, search, leaveOut = () => false, changed = () => {}, eager = false }) {
    this.#eager = eager;
    this.#changed = changed;
    this.#leaveOut = leaveOut;
    this.#search = search;
    this.#me = me;
    this.#seek = new SearchField({ id, search, label, foundWords: null });
    this.element = el('div', { class: 'picker' }, this.#chips, this.#seek.field, this.#list, this.#seek.foot);
    search.on('change', () => this.#show());
    this.element.addEventListener('keydown', (event) => this.#pressed(event), true);
    this.#show();
  }

  opened() {
    if (this.#eager) this.#search.search('');
  }

  focus() {
    this.#seek.input.focus();
  }

  /** Nothing that was begun is asked for any more. */
  dispose() {
    this.#seek.dispose();
  }

  #show() {
    const sought = Boolean(this.#search.query) || this.#eager;
    this.#seek.render({ used: sought });
    const found = sought ? this.#search.found.filter((account) => !this.#leaveOut(account) && !this.#has(account)) : [];
    this.#list.replaceChildren(...found.map((account) => el('li', {}, this.#row(account))));
    this.#chips.replaceChildren(...this.chosen.map((account) => this.#chip(account)));
    this.#chips.hidden = this.chosen.length === 0;
  }

  #has({ id }) {
    return this.chosen.some((one) => one.id === id);
  }

  #row(account) {
    return el(
      'button', { type: 'button', class: 'item', on: { click: () => this.#take(account) }, data: { testid: 'picker-person', id: account.id } },
      avatar(account, { size: 's' }), el('b', { class: 'person-name', text: account.id === this.#me.id ? say('members.you', account.name) : account.name }),
    );
  }

  #chip(account) {
    const label = say('picker.remove', account.name);
    return el(
      'button', { type: 'button', class: 'chip', title: label, 'aria-label': label, on: { click: () => this.#drop(account) }, data: { testid: 'picker-chip' } },
      avatar(account, { size: 's' }), el('span', { text: account.name }), icon('x', 14),
    );
  }

  #take(account) {
    this.chosen = [...this.chosen, account];
    this.#seek.clear();
    this.#search.search('');
    this.#show();
    this.#changed(this.chosen);
    this.focus();
  }

  #drop({ id }) {
    this.chosen = this.chosen.filter((one) => one.id !== id);
    this.#show();
    this.#changed(this.chosen);
    this.focus();
  }

  /** Enter takes the first that was found, arrows go through them, Backspace in an empty field gives the last one back. */
  #pressed(event) {
    if (isComposing(event)) return;
    const { key, target } = event;
    const rows = [...this.#list.querySelectorAll('button')];
    const answer = this.#search.answered && this.#search.query === this.#seek.text;
    let done = true;
    if (target === this.#seek.input) {
      if (key === 'Enter' && this.#seek.text && answer && rows.length > 0) rows[0].click();
      else if (key === 'ArrowDown' && rows.length > 0) rows[0].focus();
      else if (key === 'Backspace' && !target.value && this.chosen.length > 0) this.#drop(this.chosen.at(-1));
      else done = false;
    } else if (rows.includes(target) && (key === 'ArrowDown' || key === 'ArrowUp')) {
      const next = rows.indexOf(target) + (key === 'ArrowDown' ? 1 : -1);
      (rows[next] ?? (next < 0 ? this.#seek.input : target)).focus();
    } else {
      done = false;
    }
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  }
}
