import { Emitter } from './emitter.js';

/**
 * The chat this page belongs to: what the server tells anybody about it, kept for when it cannot be asked. `load()`
 * asks, `store` is {get(name), set(name, value)}. Emits `change`.
 */
export class ServerInfo extends Emitter {
  #store;
  #load;
  #info;

  constructor({ store, load }) {
    super();
    this.#store = store;
    this.#load = load;
    this.#info = store.get('server');
  }

  /** {id, name, registration, empty, online, version, roomsBy} as last heard, or null. */
  get info() {
    return this.#info;
  }

  get name() {
    return this.#info?.name || null;
  }

  /** Asks once more. Null if there was no answer; what was known stays. */
  async refresh() {
    try {
      this.learn(await this.#load());
      return this.#info;
    } catch {
      return null;
    }
  }

  learn(info) {
    const changed = JSON.stringify(info) !== JSON.stringify(this.#info);
    this.#info = info;
    if (!changed) return;
    this.#store.set('server', info);
    this.emit('change');
  }
}
