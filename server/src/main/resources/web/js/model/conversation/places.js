import { systemClock } from '../platform.js';

const PAUSE = 1_000;
const MOST = 200;

/**
 * Where somebody was in each conversation when they left it: {seq, offset}, the row at the upper edge and how far it
 * reached above it; nothing where they were at the end. Kept for the next visit. `store` is {get(name), set(name, value)}.
 */
export class Places {
  #unsaved = new Map();
  #timer = null;
  #store;
  #name;
  #clock;

  constructor({ store, accountId, clock = systemClock }) {
    this.#store = store;
    this.#name = `places.${accountId}`;
    this.#clock = clock;
  }

  get(conversation) {
    if (this.#unsaved.has(conversation)) return this.#unsaved.get(conversation);
    return this.#kept().find(([id]) => id === conversation)?.[1] ?? null;
  }

  put(conversation, place) {
    this.#unsaved.set(conversation, place);
    this.#timer ??= this.#clock.after(PAUSE, () => this.flush());
  }

  /** Saves at once, beside what other tabs have saved: the page may be about to go. */
  flush() {
    this.#clock.cancel(this.#timer);
    this.#timer = null;
    if (this.#unsaved.size === 0) return;
    const others = this.#kept().filter(([id]) => !this.#unsaved.has(id));
    const mine = [...this.#unsaved].filter(([, place]) => place !== null);
    this.#store.set(this.#name, [...others, ...mine].slice(-MOST));
    this.#unsaved.clear();
  }

  #kept() {
    const kept = this.#store.get(this.#name);
    return Array.isArray(kept) ? kept.filter((one) => Array.isArray(one) && Number.isInteger(one[1]?.seq)) : [];
  }
}
