import { Emitter } from './emitter.js';

const DEFAULTS = { theme: 'system', enterSends: true };

/** What this browser's user likes; `store` is {get(name), set(name, value)}. Emits `change`. */
export class Settings extends Emitter {
  #store;

  constructor(store) {
    super();
    this.#store = store;
  }

  get theme() {
    return this.#read().theme;
  }

  set theme(theme) {
    this.#write({ theme });
  }

  get enterSends() {
    return this.#read().enterSends;
  }

  set enterSends(enterSends) {
    this.#write({ enterSends });
  }

  #read() {
    return { ...DEFAULTS, ...this.#store.get('settings') };
  }

  #write(some) {
    this.#store.set('settings', { ...this.#read(), ...some });
    this.emit('change');
  }
}
