import { el, isComposing, setText } from './dom.js';
import { icon } from './icons.js';
import { readProblem } from '../../text/problems.js';
import { count, say } from '../../text/texts.js';

/** So long after a letter, whoever types on is not asked for yet. */
const PAUSE = 200;
/** As many as the server takes. */
const LONGEST = 254;

/**
 * A field to look for people in, and below the list of those found what is to be said about them and the way to more.
 * `search` is a PagedSearch; `id` names the field; `none` is the key of what is said when nothing was found, `foundWords` of how much was, or null. The
 * list itself is the caller's, and stands between both.
 */
export class SearchField {
  #status;
  #more;
  #shown = '';
  #timer = null;
  #search;
  #none;
  #foundWords;

  constructor({ id, search, label, none = 'people.search.none', foundWords = 'people.search.found' }) {
    this.#search = search;
    this.#none = none;
    this.#foundWords = foundWords;
    this.input = el('input', {
      id, type: 'search', 'aria-label': label, placeholder: label, maxlength: LONGEST, autocomplete: 'off', autocapitalize: 'none',
      spellcheck: 'false', enterkeyhint: 'search', 'aria-describedby': `${id}-status`, data: { testid: id },
      on: { input: () => this.#typed(), keydown: (event) => this.#pressed(event) },
    });
    this.field = el('div', { class: 'search-field', role: 'search' }, icon('search', 16), this.input);
    this.#status = el('p', { id: `${id}-status`, class: 'search-status', role: 'status', data: { testid: `${id}-status` } });
    this.#more = el('button', { type: 'button', class: 'search-more', hidden: true, on: { click: () => this.#goOn() }, data: { testid: `${id}-more` } });
    this.foot = el('div', { class: 'search-foot' }, this.#status, this.#more);
  }

  /** What is typed, which may not be asked for yet. */
  get text() {
    return this.input.value.trim();
  }

  clear() {
    clearTimeout(this.#timer);
    this.input.value = '';
  }

  dispose() {
    clearTimeout(this.#timer);
  }

  /** `used`: whether the list shows what was found at all. */
  render({ used = true } = {}) {
    const { state, problem, found, hasMore, answered, query } = this.#search;
    const failed = used && state === 'failed';
    this.foot.hidden = !used;
    this.#status.classList.toggle('is-problem', failed);
    let words = '';
    if (failed) words = readProblem(problem).text;
    else if (state === 'loading' && !answered) words = say('app.loading');
    else if (answered && found.length === 0) words = say(this.#none);
    else if (answered && query && !hasMore && this.#foundWords) words = count(this.#foundWords, found.length);
    setText(this.#status, used ? words : '');
    this.#more.hidden = !used || !(failed || hasMore);
    setText(this.#more, say(failed ? 'app.tryAgain' : 'people.search.more'));
  }

  #goOn() {
    return this.#search.state === 'failed' ? this.#search.retry() : this.#search.more();
  }

  #typed() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), this.text ? PAUSE : 0);
  }

  #ask() {
    clearTimeout(this.#timer);
    this.#search.search(this.text);
  }

  #pressed(event) {
    if (isComposing(event)) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      this.#ask();
    } else if (event.key === 'Escape' && this.input.value) {
      // First what is typed; the next one is for whoever lies below.
      event.preventDefault();
      event.stopPropagation();
      this.clear();
      this.#ask();
    }
  }
}
