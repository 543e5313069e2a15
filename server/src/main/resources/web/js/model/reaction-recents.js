import { USUAL } from '../text/emoji.js';

/** The six emoji that one reacts with most lately, the newest first. `store` is {get(name), set(name, value)}. */
export class ReactionRecents {
  #store;
  #name;

  constructor({ store, accountId }) {
    this.#store = store;
    this.#name = `reactions.${accountId}`;
  }

  get list() {
    const used = this.#store.get(this.#name);
    const known = Array.isArray(used) ? used.filter((emoji) => typeof emoji === 'string') : [];
    return [...new Set([...known, ...USUAL])].slice(0, USUAL.length);
  }

  use(emoji) {
    this.#store.set(this.#name, [emoji, ...this.list.filter((one) => one !== emoji)].slice(0, USUAL.length));
  }
}
