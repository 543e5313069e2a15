import { avatar, updateAvatar } from '../parts/avatar.js';
import { el, setText } from '../parts/dom.js';
import { firstBelow } from './scroll-math.js';

const REST = 1_200;

/**
 * What floats over the list while it is being scrolled, and fades when that stops: the day, by its own line, which
 * stays in view; and whose long run of messages this is, when the name at its beginning is out of view. Whoever is at
 * the end, where the list moves by itself, sees neither.
 */
export class FloatingSender {
  #name = el('b', { class: 'floating-name' });
  #author = el('div', { class: 'floating-author' }, this.#name);
  element = el('div', { class: 'floating', 'aria-hidden': 'true', data: { testid: 'floating-author' } }, this.#author);
  #picture = null;
  #timer = null;
  #scroller;
  #list;
  #rows;
  #rowOf;

  constructor({ scroller, list, rows, rowOf }) {
    this.#scroller = scroller;
    this.#list = list;
    this.#rows = rows;
    this.#rowOf = rowOf;
  }

  /** The list was scrolled. `following`: it is at its end, and moves along. */
  scrolled({ following }) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#rest(), REST);
    if (following) {
      this.#show(null);
      return;
    }
    this.#list.classList.add('is-moving');
    this.#show(this.#authorAtTop());
  }

  dispose() {
    clearTimeout(this.#timer);
  }

  #rest() {
    this.#list.classList.remove('is-moving');
    this.#show(null);
    const top = this.#scroller.getBoundingClientRect().top;
    for (const day of this.#list.children) day.classList.toggle('is-passed', day.getBoundingClientRect().top < top - 12);
  }

  /** Who wrote the row at the top, if their name stands further up. */
  #authorAtTop() {
    const rows = this.#rows();
    const top = this.#scroller.getBoundingClientRect().top + 4;
    const index = firstBelow(rows, (element) => element.getBoundingClientRect().bottom, top);
    const row = index >= 0 ? this.#rowOf(rows[index]) : null;
    if (!row || row.own) return null;
    const nameInView = row.first && rows[index].getBoundingClientRect().top >= top - 4;
    return nameInView ? null : row.sender;
  }

  #show(sender) {
    this.element.classList.toggle('is-shown', sender !== null);
    if (!sender) return;
    if (!this.#picture) {
      this.#picture = avatar(sender, { size: 's' });
      this.#author.prepend(this.#picture);
    }
    updateAvatar(this.#picture, sender);
    setText(this.#name, sender.name);
  }
}
