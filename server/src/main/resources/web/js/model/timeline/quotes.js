import { systemClock } from '../platform.js';
import { changed } from './changes.js';

const ASK_AGAIN = 5_000;
// More than the window has rows, so that what is shown is never forgotten.
const MOST_KNOWN = 500;

/**
 * The messages that replies quote. Those in the window are at hand, and stay so when they leave it; others are
 * fetched once, one after the other. What has long not been asked for is forgotten. `load(seq)` gives the message or
 * null; `changed` is called when an answer came, and when it is time to ask again for one that did not.
 */
export class Quotes {
  #known = new Map();
  #queue = [];
  #working = false;
  #again = null;
  #disposed = false;
  /** What happened to messages that are being fetched: the answer may be from before it. */
  #missed = [];
  #load;
  #me;
  #changed;
  #clock;

  constructor({ load, changed: told, me = null, clock = systemClock }) {
    this.#clock = clock;
    this.#load = load;
    this.#me = me;
    this.#changed = told;
  }

  /** The quoted message, null if it does not exist, undefined while it is being fetched. */
  get(seq, timeline) {
    const shown = timeline.bySeq(seq);
    if (shown || this.#known.has(seq)) return this.#keep(seq, shown ?? this.#known.get(seq));
    this.#keep(seq, undefined);
    this.#queue.push(seq);
    this.#work();
    return undefined;
  }

  /** What happens to messages meanwhile: the next entry of the log. */
  take(entry) {
    const seq = entry.row?.seq ?? entry.message;
    if (!this.#known.has(seq)) return;
    const known = this.#known.get(seq);
    if (entry.row) this.#known.set(seq, entry.row);
    else if (known) this.#known.set(seq, changed(known, entry, this.#me));
    else if (known === undefined) this.#missed.push(entry);
  }

  /** Somebody changed name or picture. */
  updateSender(account) {
    for (const [seq, message] of this.#known) {
      if (message?.sender.id === account.id) this.#known.set(seq, { ...message, sender: { ...message.sender, ...account } });
    }
  }

  clear() {
    this.#known.clear();
    this.#missed = [];
    this.#queue = [];
  }

  /** Nothing is shown any more: what is on its way is for nobody. */
  dispose() {
    this.#disposed = true;
    this.#clock.cancel(this.#again);
    this.clear();
  }

  /** What was asked for last stands last, and what stands first goes. */
  #keep(seq, message) {
    this.#known.delete(seq);
    this.#known.set(seq, message);
    if (this.#known.size > MOST_KNOWN) this.#known.delete(this.#known.keys().next().value);
    return message;
  }

  async #work() {
    if (this.#working) return;
    this.#working = true;
    while (this.#queue.length > 0) {
      const seq = this.#queue.shift();
      try {
        const message = await this.#load(seq);
        const missed = message ? this.#missed.filter((entry) => entry.message === seq) : [];
        this.#known.set(seq, missed.reduce((one, entry) => changed(one, entry, this.#me), message));
      } catch {
        // These are asked for again when they are next looked at.
        for (const unknown of [seq, ...this.#queue]) this.#known.delete(unknown);
        this.#queue = [];
        if (!this.#disposed) this.#again = this.#clock.after(ASK_AGAIN, () => this.#changed());
        break;
      }
      if (!this.#disposed) this.#changed();
    }
    this.#missed = [];
    this.#working = false;
  }
}
