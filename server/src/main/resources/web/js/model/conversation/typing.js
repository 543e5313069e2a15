import { systemClock } from '../platform.js';

const EXPIRES = 6_000;
const REPEAT = 3_000;
const PAUSE = 5_000;

/** Who is typing: one's word counts for 6 s, a message from them ends it. */
export class TypingTracker {
  #typing = new Map();
  #clock;
  #changed;

  constructor({ clock = systemClock, changed = () => {} } = {}) {
    this.#clock = clock;
    this.#changed = changed;
  }

  /** The names, those who began first in front. */
  get names() {
    return [...this.#typing.values()].map((entry) => entry.name);
  }

  heard({ account, name, typing }) {
    if (!typing) {
      this.stopped(account);
      return;
    }
    const known = this.#typing.get(account);
    if (known) this.#clock.cancel(known.timer);
    const timer = this.#clock.after(EXPIRES, () => this.stopped(account));
    this.#typing.set(account, { name, timer });
    if (known?.name !== name) this.#changed();
  }

  stopped(account) {
    const known = this.#typing.get(account);
    if (!known) return;
    this.#clock.cancel(known.timer);
    this.#typing.delete(account);
    this.#changed();
  }

  clear() {
    if (this.#typing.size === 0) return;
    for (const entry of this.#typing.values()) this.#clock.cancel(entry.timer);
    this.#typing.clear();
    this.#changed();
  }
}

/** Says that I am typing: at most every 3 s, and once when I stopped. `send(typing)` tells the others. */
export class TypingNotifier {
  #lastSaid = -Infinity;
  #typing = false;
  #idle = null;
  #clock;
  #send;

  constructor({ clock = systemClock, send }) {
    this.#clock = clock;
    this.#send = send;
  }

  typed(text) {
    this.#clock.cancel(this.#idle);
    if (!text.trim()) {
      this.stop();
      return;
    }
    this.#idle = this.#clock.after(PAUSE, () => this.stop());
    // Also between stop and start again: whoever deletes and types must not flood.
    if (this.#clock.now() - this.#lastSaid < REPEAT) return;
    this.#typing = true;
    this.#lastSaid = this.#clock.now();
    this.#send(true);
  }

  stop() {
    this.#clock.cancel(this.#idle);
    if (!this.#typing) return;
    this.#typing = false;
    this.#send(false);
  }

  /** The message itself says that I stopped; nothing needs to be sent. */
  sent() {
    this.#clock.cancel(this.#idle);
    this.#typing = false;
    this.#lastSaid = -Infinity;
  }
}
