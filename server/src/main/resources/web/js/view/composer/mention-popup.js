import { avatar } from '../parts/avatar.js';
import { el } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { say } from '../../text/texts.js';

const MOST = 8;
const PAUSE = 120;
/** What is being written at the caret: an @ that begins a word, and what follows it so far. */
const BEGUN = /(?:^|[\s\p{Ps}\p{Pi}"'])@([\p{L}\p{N}\p{M}_.'’-]*(?: [\p{L}\p{N}\p{M}_.'’-]*)?)$/u;

/** The name that is begun before the caret: {query, start}, where `start` is the place of its @; or null. */
export function begunMention(before) {
  const found = BEGUN.exec(before);
  return found ? { query: found[1], start: before.length - found[1].length - 1 } : null;
}

/**
 * The people to mention, above the field, while a name is begun with @. `suggest(query)` gives, perhaps later, {id, name,
 * avatarUrl, here}; id 0 is everybody. `take({id, name}, start)` gets the one that is chosen. The keys stay in the field.
 */
export class MentionPopup {
  element = el('div', { class: 'suggestions', id: 'suggestions', role: 'listbox', hidden: true, 'aria-label': say('composer.suggestions'), data: { testid: 'suggestions' } });
  #field;
  #suggest;
  #take;
  #found = [];
  #at = 0;
  #start = 0;
  #asked = 0;
  #timer = null;
  /** Whether one was chosen by arrows: it stays chosen when more are found. */
  #moved = false;
  /** Where a name was begun that nobody wants completed. */
  #refused = null;

  constructor({ field, suggest, take }) {
    this.#field = field;
    this.#suggest = suggest;
    this.#take = take;
    field.setAttribute('aria-autocomplete', 'list');
    field.setAttribute('aria-controls', 'suggestions');
    field.addEventListener('blur', () => this.close());
    // The field keeps the focus.
    this.element.addEventListener('pointerdown', (event) => event.preventDefault());
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** Something was written, or the caret is elsewhere. */
  look() {
    const { selectionStart, selectionEnd, value } = this.#field;
    const begun = selectionStart === selectionEnd ? begunMention(value.slice(0, selectionStart)) : null;
    clearTimeout(this.#timer);
    if (begun?.start !== this.#refused) this.#refused = null;
    if (!begun || this.#refused === begun.start) {
      this.close();
      return;
    }
    this.#start = begun.start;
    this.#moved = false;
    this.#timer = setTimeout(() => this.#ask(begun.query), this.isOpen ? PAUSE : 0);
  }

  /** Whether a key was for the list. */
  pressed({ key }) {
    if (!this.isOpen) return false;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      this.#moved = true;
      this.#choose(this.#at + (key === 'ArrowDown' ? 1 : -1));
    } else if (key === 'Enter' || key === 'Tab') this.#accept(this.#at);
    else if (key === 'Escape') {
      this.#refused = this.#start;
      this.close();
    } else return false;
    return true;
  }

  close() {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.element.hidden = true;
    this.#field.removeAttribute('aria-activedescendant');
  }

  async #ask(query) {
    this.#asked += 1;
    const turn = this.#asked;
    for await (const found of this.#suggest(query)) {
      if (turn !== this.#asked) return;
      this.#show(found.slice(0, MOST));
    }
  }

  #show(found) {
    const kept = this.#moved ? this.#found[this.#at]?.id : null;
    this.#found = found;
    this.#at = Math.max(0, found.findIndex(({ id }) => id === kept));
    this.element.hidden = found.length === 0;
    this.element.replaceChildren(...found.map((person, i) => this.#row(person, i)));
    if (found.length > 0) this.#choose(this.#at);
  }

  #row(person, i) {
    const everybody = person.id === 0;
    const picture = everybody ? el('span', { class: 'avatar avatar-s avatar-group', 'aria-hidden': 'true' }, icon('users', 16)) : avatar(person, { size: 's' });
    const hint = everybody ? say('composer.everybody') : person.here ? '' : say('composer.notHere');
    return el(
      'div', { class: 'suggestion', id: `suggestion-${i}`, role: 'option', on: { click: () => this.#accept(i) }, data: { testid: 'suggestion' } },
      picture, el('b', { class: 'person-name', text: everybody ? '@all' : person.name }), hint ? el('small', { class: 'item-hint', text: hint }) : null,
    );
  }

  #choose(at) {
    const rows = [...this.element.children];
    this.#at = (at + rows.length) % rows.length;
    rows.forEach((row, i) => row.setAttribute('aria-selected', String(i === this.#at)));
    rows[this.#at].scrollIntoView({ block: 'nearest' });
    this.#field.setAttribute('aria-activedescendant', `suggestion-${this.#at}`);
  }

  #accept(at) {
    const { id, name } = this.#found[at];
    const start = this.#start;
    this.close();
    this.#take({ id, name: id === 0 ? 'all' : name }, start);
  }
}
