import { systemClock } from './clock.js';

const PAUSE = 1_000;
const MOST = 5_000;

/**
 * What is being written in each conversation, kept across reloads: saved after a pause of one second and at least
 * every five. `store` is {get(name), set(name, value), remove(name)}.
 */
export class Drafts {
  #store;
  #clock;
  #start;
  #pending = new Map();
  #timer = null;
  #oldest = 0;

  constructor({ store, accountId, clock = systemClock }) {
    this.#store = store;
    this.#clock = clock;
    this.#start = `draft.${accountId}.`;
  }

  get(conversation) {
    const draft = this.#pending.get(conversation) ?? this.#store.get(this.#start + conversation);
    return typeof draft?.text === 'string' ? draft : { text: '', replyTo: null };
  }

  put(conversation, draft) {
    if (this.#pending.size === 0) this.#oldest = this.#clock.now();
    this.#pending.set(conversation, draft);
    // What was sent must not come back as a draft, whatever happens to the page within the next second.
    if (!draft.text && !draft.replyTo) {
      this.flush();
      return;
    }
    this.#clock.cancel(this.#timer);
    const left = this.#oldest + MOST - this.#clock.now();
    this.#timer = this.#clock.after(Math.max(0, Math.min(PAUSE, left)), () => this.flush());
  }

  /** Saves at once: the page may be about to go. */
  flush() {
    this.#clock.cancel(this.#timer);
    for (const [conversation, draft] of this.#pending) {
      if (draft.text || draft.replyTo) this.#store.set(this.#start + conversation, draft);
      else this.#store.remove(this.#start + conversation);
    }
    this.#pending.clear();
  }
}
