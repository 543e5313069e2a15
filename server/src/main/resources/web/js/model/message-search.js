import { Emitter } from './emitter.js';
import { LatestOnly } from './latest-only.js';
import { toRow } from './timeline/message.js';
import { systemClock } from './platform.js';

/** So long after a letter, whoever types on is not asked for yet. */
const PAUSE = 200;
/** So many pages without anything in them are asked for by themselves: the server looks only so far for one answer. */
const MOST_EMPTY = 8;

/**
 * Messages sought by what is in them, in all conversations or in the one with the id `here`: hits {conversation, row, text,
 * marks, files}, the newest first, page by page, where `text` is what is shown of the message and `marks` the places found in it. `load({text, here,
 * cursor})` asks the server for {hits, next, upTo}. What is deleted meanwhile goes, and what is edited is asked for anew, by `take`. Emits `change`.
 */
export class MessageSearch extends Emitter {
  text = '';
  here = null;
  found = [];
  /** 'idle', 'loading' or 'failed', and then why. */
  state = 'idle';
  problem = null;
  /** Whether what is found is an answer at all. */
  answered = false;
  /** The server does not know yet all messages that are older, in milliseconds; null if it does. */
  upTo = null;
  #next = null;
  #timer = null;
  #load;
  #clock;
  #latest = new LatestOnly();
  /** Counts what was asked for, to ask no further for what is overtaken. */
  #asked = 0;
  /** What was deleted while an answer is on its way. */
  #gone = new Set();

  constructor({ load, clock = systemClock }) {
    super();
    this.#load = load;
    this.#clock = clock;
  }

  get hasMore() {
    return this.#next !== null;
  }

  /** Whether the server is asked, or about to be. */
  get asking() {
    return this.#timer !== null || this.state === 'loading';
  }

  /** Another letter: asked for when no other one follows. */
  type(text) {
    if (text === this.text) return;
    this.text = text;
    this.#clock.cancel(this.#timer);
    this.#timer = this.#clock.after(text.trim() ? PAUSE : 0, () => this.ask());
    this.emit('change');
  }

  /** In one conversation by its id, or with null in all. */
  within(here) {
    if (here === this.here) return;
    this.here = here;
    this.ask();
  }

  /** The first page of what is typed, at once. */
  ask() {
    this.#clock.cancel(this.#timer);
    this.#timer = null;
    this.answered = false;
    if (this.text.trim()) return this.#ask(null);
    this.#asked += 1;
    this.#latest.ask(async () => {}, () => {}, () => {});
    this.#take({ hits: [], next: null, upTo: null }, null);
    this.answered = false;
    this.emit('change');
    return Promise.resolve();
  }

  /** The following page, if there is one and nothing is under way. */
  more() {
    return this.hasMore && !this.asking ? this.#ask(this.#next) : Promise.resolve();
  }

  /** What failed once more. */
  retry() {
    return this.answered ? this.more() : this.ask();
  }

  /** An entry of a conversation's log. */
  take(conversation, { type, message }) {
    if (type === 'messageDeleted' && this.state === 'loading') this.#gone.add(`${conversation} ${message}`);
    const at = this.found.findIndex((hit) => hit.conversation === conversation && hit.row.seq === message);
    if (at < 0 || (type !== 'messageDeleted' && type !== 'messageEdited')) return;
    if (type === 'messageEdited') {
      this.ask();
      return;
    }
    this.found = this.found.toSpliced(at, 1);
    this.emit('change');
  }

  /** Nothing that happens in a conversation is mine to see any more. */
  drop(conversation) {
    if (this.here === conversation) this.here = null;
    this.found = this.found.filter((hit) => hit.conversation !== conversation);
    this.emit('change');
  }

  /** It is shown no more. */
  dispose() {
    this.#clock.cancel(this.#timer);
    this.#timer = null;
  }

  #ask(cursor) {
    this.state = 'loading';
    this.problem = null;
    this.#asked += 1;
    this.#gone.clear();
    const { text, here } = this;
    const asked = this.#latest.ask(
      () => this.#page({ text: text.trim(), here, cursor }),
      (page) => {
        this.#take(page, cursor);
        this.answered = true;
        this.emit('change');
      },
      (problem) => {
        // What was found for other words would look like the answer.
        if (!this.answered) this.#take({ hits: [], next: null, upTo: null }, null);
        this.state = 'failed';
        this.problem = problem;
        this.emit('change');
      },
    );
    this.emit('change');
    return asked;
  }

  async #page(query) {
    const mine = this.#asked;
    let page = await this.#load(query);
    for (let more = 1; mine === this.#asked && page.hits.length === 0 && page.next && more < MOST_EMPTY; more += 1) page = await this.#load({ ...query, cursor: page.next });
    return page;
  }

  #take({ hits, next = null, upTo = null }, cursor) {
    const here = hits.filter(({ conversation, row }) => !this.#gone.has(`${conversation} ${row.seq}`));
    const found = here.map(({ conversation, row, text, marks, files = [] }) => ({ conversation, row: toRow(row), text, marks, files }));
    this.found = cursor === null ? found : [...this.found, ...found];
    this.#next = next;
    this.upTo = upTo === null ? null : Date.parse(upTo);
    this.state = 'idle';
    this.problem = null;
  }
}
