import { changed } from '../timeline/changes.js';
import { toMessage } from '../timeline/message.js';

/**
 * The pinned messages of one conversation, the newest pin first. `load()` asks the server for them; from there on the
 * entries of the log keep them. `changed` is called when there is something else to show.
 */
export class Pins {
  rows = [];
  /** 'idle', 'loading' or 'failed'. */
  state = 'idle';
  #turn = 0;
  #load;
  #me;
  #changed;

  constructor({ load, me, changed: told }) {
    this.#load = load;
    this.#me = me;
    this.#changed = told;
  }

  async load() {
    this.#turn += 1;
    const turn = this.#turn;
    this.#settle('loading');
    try {
      const rows = await this.#load();
      if (turn !== this.#turn) return;
      this.rows = rows.map((raw) => toMessage(raw));
      this.#settle('idle');
    } catch {
      if (turn === this.#turn) this.#settle('failed');
    }
  }

  /** The connection is back: what failed is asked for again. */
  resume() {
    return this.state === 'failed' ? this.load() : null;
  }

  /** The next entry of the log; `message` is the one it is about, as it stands after it, or null if that is not held. */
  take(entry, message) {
    // What is on its way may be from before it.
    if (this.state === 'loading' && entry.message !== undefined) return this.load();
    if (entry.type === 'messagePinned') return this.#switch(entry, message);
    this.rows = this.rows
      .map((row) => (row.seq === entry.message ? changed(row, entry, this.#me) : row))
      .filter((row) => !row.deleted);
    return null;
  }

  updateSender({ id, name, avatarUrl }) {
    this.rows = this.rows.map((row) => (row.sender.id === id ? { ...row, sender: { ...row.sender, name, avatarUrl } } : row));
  }

  clear() {
    this.#turn += 1;
    this.rows = [];
    this.state = 'idle';
  }

  #switch({ message: seq, on }, message) {
    if (on && this.rows.some((row) => row.seq === seq)) return null;
    this.rows = this.rows.filter((row) => row.seq !== seq);
    if (!on) return null;
    if (!message) return this.load();
    if (message.pinned) this.rows = [message, ...this.rows];
    return null;
  }

  #settle(state) {
    this.state = state;
    this.#changed();
  }
}
