/** Everybody who was heard of: what they are called and look like now, also where nobody says that they are here. */
export class KnownPeople {
  #people = new Map();

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
}
