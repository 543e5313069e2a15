/** So many are asked for in vain, or wait to be asked for, at most. */
const MOST = 1_000;

/**
 * Everybody who was heard of: what they are called and look like now, also where nobody says that they are here.
 * `load({query, after})` asks the server for people page by page, in the order of their numbers; `changed` is called when
 * more of them are known.
 */
export class KnownPeople {
  #people = new Map();
  /** Whom to ask for, or whom it was no use to ask for, by number. */
  #wanted = new Set();
  #missing = new Set();
  #asking = false;
  #load;
  #changed;

  constructor({ load, changed }) {
    this.#load = load;
    this.#changed = changed;
  }

  learn({ id, name, avatarUrl = null }) {
    this.#people.set(id, { id, name, avatarUrl });
  }

  /** All whom an object of the server names; what is known already is not older than a page of history. */
  learnFrom({ sender, actor, joined = [], left = [], people, accounts = [] }) {
    for (const one of [sender, actor, ...joined, ...left, ...(people ?? []), ...accounts]) {
      if (one && !this.#people.has(one.id)) this.learn(one);
    }
  }

  /** All of them. */
  get all() {
    return [...this.#people.values()];
  }

  /** {id, name, avatarUrl}, or null. */
  get(id) {
    return this.#people.get(id) ?? null;
  }

  nameOf(id) {
    return this.#people.get(id)?.name ?? null;
  }

  /** Somebody is named whom nobody told of: is asked for, once for each connection; several at once with one call. */
  seek(id) {
    if (this.#missing.has(id) || this.#wanted.size + this.#missing.size >= MOST) return;
    this.#wanted.add(id);
    if (!this.#asking) this.#ask();
  }

  /** The connection is another one. */
  again() {
    this.#missing.clear();
  }

  async #ask() {
    this.#asking = true;
    // All that one rendering names.
    await null;
    while (this.#wanted.size > 0) await this.#askFor(Math.min(...this.#wanted));
    this.#asking = false;
  }

  /** A page that begins with that one, and what it says of the others too. */
  async #askFor(first) {
    const page = await this.#load({ query: '', after: first - 1 }).catch(() => null);
    const upto = page && page.next !== null ? (page.people.at(-1)?.id ?? first) : Infinity;
    for (const id of this.#wanted) {
      if (id > upto) continue;
      this.#wanted.delete(id);
      // Whoever is not there, or could not be asked for, stays without a name until the connection is another one.
      this.#missing.add(id);
    }
    if (!page) return;
    this.learnFrom(page);
    this.#changed();
  }
}
