/** So many pages of people are looked through for a name that is not known: some hundred people. */
const MOST_PAGES = 20;

/**
 * Everybody who was heard of: what they are called and look like now, also where nobody says that they are here.
 * `load({query, after})` asks the server for people page by page; `changed` is called when more of them are known.
 */
export class KnownPeople {
  #people = new Map();
  #sought = false;
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

  /** {id, name, avatarUrl}, or null. */
  get(id) {
    return this.#people.get(id) ?? null;
  }

  nameOf(id) {
    return this.#people.get(id)?.name ?? null;
  }

  /** Somebody is named whom nobody told of: all are asked for, once for each connection. */
  async seek() {
    if (this.#sought) return;
    this.#sought = true;
    let after = null;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      // Whoever is not found by then stays without a name until the connection is another one.
      const page = await this.#load({ query: '', after }).catch(() => null);
      if (!page) return;
      this.learnFrom(page);
      this.#changed();
      after = page.next;
      if (after === null) return;
    }
  }

  /** The connection is another one. */
  again() {
    this.#sought = false;
  }
}
