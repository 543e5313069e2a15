import { Emitter } from '../emitter.js';
import { LatestOnly } from '../latest-only.js';

/**
 * People sought by what they are called, page by page. Only what was asked for last is shown, and what was sought stays
 * sought when it fails. `load({query, after})` gives {found, next}, where `next` leads to the following page or is null.
 * Tells of a 'change'.
 */
export class PagedSearch extends Emitter {
  query = '';
  found = [];
  /** 'idle', 'loading' or 'failed', and then why. */
  state = 'idle';
  problem = null;
  /** Whether what is found is an answer at all. */
  answered = false;
  #next = null;
  #load;
  #latest = new LatestOnly();
  #last = () => this.search(this.query);

  constructor({ load }) {
    super();
    this.#load = load;
  }

  get hasMore() {
    return this.#next !== null;
  }

  /** Looks for somebody; nothing finds everybody. */
  search(query) {
    const other = query !== this.query;
    this.query = query;
    if (other) this.answered = false;
    this.#last = () => this.search(query);
    return this.#ask(async () => this.#load({ query, after: null }), (page) => page.found);
  }

  /** The following page, if there is one and nothing is under way. */
  more() {
    if (!this.hasMore || this.state === 'loading') return Promise.resolve();
    const { query } = this;
    this.#last = () => this.more();
    return this.#ask(async () => this.#load({ query, after: this.#next }), (page) => [...this.found, ...page.found]);
  }

  /** All that is shown once more: it may have changed. */
  again() {
    const { query } = this;
    const shown = this.found.length;
    this.#last = () => this.again();
    return this.#ask(async () => {
      let { found, next } = await this.#load({ query, after: null });
      while (next !== null && found.length < shown) {
        const page = await this.#load({ query, after: next });
        found = [...found, ...page.found];
        next = page.next;
      }
      return { found, next };
    }, (page) => page.found);
  }

  /** What failed once more. */
  retry() {
    return this.#last();
  }

  /** Somebody goes by another name or has another picture. */
  replace(id, changed) {
    if (!this.found.some((one) => one.id === id)) return;
    this.found = this.found.map((one) => (one.id === id ? { ...one, ...changed } : one));
    this.emit('change');
  }

  #ask(ask, all) {
    this.state = 'loading';
    this.problem = null;
    const asked = this.#latest.ask(
      ask,
      (page) => {
        this.found = all(page);
        this.#next = page.next;
        this.answered = true;
        this.#settle('idle', null);
      },
      (problem) => {
        // What was found for other words would look like the answer.
        if (!this.answered) {
          this.found = [];
          this.#next = null;
        }
        this.#settle('failed', problem);
      },
    );
    this.emit('change');
    return asked;
  }

  #settle(state, problem) {
    this.state = state;
    this.problem = problem;
    this.emit('change');
  }
}
