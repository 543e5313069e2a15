import { systemClock } from '../platform.js';

const MOST_HELD = 1_000;
const SLOWEST = 10_000;
const ANSWER_OVERDUE = 20_000;

/**
 * Puts the durable events of one conversation in order (rule 6 of the protocol): the next one is applied, an old
 * one dropped, one from the future held briefly until the gap fills by itself or `requestSync(after)` fills it.
 * Nothing is applied twice or with a hole before it.
 */
export class Sequencer {
  #cursor;
  #held = new Map();
  #timer = null;
  #syncing = false;
  #askedAfter = 0;
  #patience;
  #holdMs;
  #apply;
  #requestSync;
  #clock;

  constructor({ cursor = 0, apply, requestSync, clock = systemClock, holdMs = 300 }) {
    this.#cursor = cursor;
    this.#apply = apply;
    this.#requestSync = requestSync;
    this.#clock = clock;
    this.#holdMs = holdMs;
    this.#patience = holdMs;
  }

  /** The newest seq with nothing missing before it. */
  get cursor() {
    return this.#cursor;
  }

  take(event) {
    if (event.seq <= this.#cursor) return;
    if (event.seq === this.#cursor + 1) {
      this.#advance(event);
      this.#drain();
      return;
    }
    // What does not fit any more comes again with the sync.
    if (this.#held.size < MOST_HELD) this.#held.set(event.seq, event);
    this.#expectGapToFill();
  }

  /** The server answered a sync: all durable events up to `upto` have been sent, and no others exist. */
  synced({ upto, more }) {
    this.#syncing = false;
    this.#disarm();
    const progress = upto > this.#askedAfter;
    const early = [...this.#held.values()].filter((event) => event.seq <= upto).sort((a, b) => a.seq - b.seq);
    for (const event of early) this.#advance(event);
    this.#cursor = Math.max(this.#cursor, upto);
    this.#patience = progress ? this.#holdMs : Math.min(SLOWEST, this.#patience * 2);
    this.#drain();
    if (more && progress) this.#sync();
    else if (more || this.#held.size > 0) this.#expectGapToFill();
  }

  /** The sync was refused. A gap cannot stay, so it is asked for again, ever more slowly. */
  syncRefused(retryAfterMs = null) {
    this.#syncing = false;
    this.#patience = Math.min(SLOWEST, this.#patience * 2);
    this.#arm(retryAfterMs ?? Math.max(1_000, this.#patience));
  }

  /** The connection is gone; the resume brings everything after the cursor again, so nothing is held. */
  interrupt() {
    this.#disarm();
    this.#syncing = false;
    this.#held.clear();
    this.#patience = this.#holdMs;
  }

  /** Another place to count from: a first welcome, a reset, or a new epoch. */
  restart(cursor) {
    this.interrupt();
    this.#cursor = cursor;
  }

  #advance(event) {
    this.#held.delete(event.seq);
    if (event.seq <= this.#cursor) return;
    this.#cursor = event.seq;
    this.#apply(event);
  }

  #drain() {
    for (let next; (next = this.#held.get(this.#cursor + 1)); ) this.#advance(next);
    if (this.#held.size === 0 && !this.#syncing) this.#disarm();
  }

  #expectGapToFill() {
    if (this.#timer !== null || this.#syncing) return;
    const behind = this.#cursor;
    // Where some came, it is another gap, which has its own time.
    this.#arm(this.#patience, () => (this.#cursor === behind ? this.#sync() : this.#expectGapToFill()));
  }

  #arm(ms, then = () => this.#sync()) {
    this.#disarm();
    this.#timer = this.#clock.after(ms, () => {
      this.#timer = null;
      then();
    });
  }

  #disarm() {
    if (this.#timer !== null) this.#clock.cancel(this.#timer);
    this.#timer = null;
  }

  #sync() {
    this.#syncing = true;
    this.#askedAfter = this.#cursor;
    this.#arm(ANSWER_OVERDUE);
    this.#requestSync(this.#cursor);
  }
}
