import { SuggestionList } from './suggestion-list.js';
import { avatar } from '../parts/avatar.js';
import { el } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { EVERYBODY } from '../../text/mentions.js';
import { say } from '../../text/texts.js';

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
 * avatarUrl, here}; id 0 is everybody. `take({id, name, here}, start)` gets the one that is chosen; `isTaken(start)` says
 * whether somebody is mentioned there already.
 */
export class MentionPopup {
  #field;
  #list;
  #suggest;
  #isTaken;
  #start = 0;
  #asked = 0;
  #timer = null;
  /** Where a name was begun that nobody wants completed. */
  #refused = null;

  constructor({ field, suggest, take, isTaken }) {
    this.#field = field;
    this.#suggest = suggest;
    this.#isTaken = isTaken;
    this.#list = new SuggestionList({
      field, id: 'suggestions', label: say('composer.suggestions'), key: ({ id }) => id, row: personRow,
      take: ({ id, name, here }) => {
        const start = this.#start;
        this.close();
        take({ id, name: id === EVERYBODY ? 'all' : name, here }, start);
      },
      refuse: () => {
        this.#refused = this.#start;
        this.close();
      },
    });
    this.element = this.#list.element;
    field.addEventListener('blur', () => this.close());
  }

  get isOpen() {
    return this.#list.isOpen;
  }

  /** Something was written, or the caret is elsewhere. */
  look() {
    const { selectionStart, selectionEnd, value } = this.#field;
    const begun = selectionStart === selectionEnd ? begunMention(value.slice(0, selectionStart)) : null;
    clearTimeout(this.#timer);
    if (begun?.start !== this.#refused) this.#refused = null;
    if (!begun || this.#refused === begun.start || this.#isTaken(begun.start)) {
      this.close();
      return;
    }
    this.#start = begun.start;
    this.#list.begin();
    this.#timer = setTimeout(() => this.#ask(begun.query), this.isOpen ? PAUSE : 0);
  }

  /** Whether a key was for the list. */
  pressed(event) {
    return this.#list.pressed(event);
  }

  close() {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.#list.close();
  }

  async #ask(query) {
    this.#asked += 1;
    const turn = this.#asked;
    for await (const found of this.#suggest(query)) {
      if (turn !== this.#asked) return;
      this.#list.show(found);
    }
  }
}

function personRow(person) {
  const everybody = person.id === EVERYBODY;
  const picture = everybody ? el('span', { class: 'avatar avatar-s avatar-group', 'aria-hidden': 'true' }, icon('users', 16)) : avatar(person, { size: 's' });
  const hint = everybody ? say('composer.everybody') : person.here ? '' : say('composer.notHere');
  return [picture, el('b', { class: 'person-name', text: everybody ? '@all' : person.name }), hint ? el('small', { class: 'item-hint', text: hint }) : null].filter(Boolean);
}
