const NAMES = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

/** Who belongs here and who is online now. Above 200 members the server tells only the number online. */
export class Roster {
  #people = new Map();
  #sorted = null;
  #online = 0;
  #me;

  constructor(me) {
    this.#me = me;
  }

  get online() {
    return this.#online;
  }

  /** How many people are known by name; 0 while the server tells only the number. */
  get size() {
    return this.#people.size;
  }

  /** Online first, then by name. */
  get people() {
    this.#sorted ??= [...this.#people.values()].sort(
      (a, b) => Number(b.state === 'online') - Number(a.state === 'online') || NAMES.compare(a.name, b.name) || a.id - b.id,
    );
    return this.#sorted;
  }

  presence({ full, online, accounts = [] }) {
    this.#sorted = null;
    if (full) this.#people.clear();
    for (const account of accounts) {
      this.#people.set(account.id, { ...this.#people.get(account.id), ...account, isMe: account.id === this.#me });
    }
    this.#online = online ?? [...this.#people.values()].filter((person) => person.state === 'online').length;
  }

  accountChanged(account) {
    this.#sorted = null;
    const person = this.#people.get(account.id);
    if (person) this.#people.set(account.id, { ...person, name: account.name, avatarUrl: account.avatarUrl ?? null });
  }

  name(id) {
    return this.#people.get(id)?.name ?? null;
  }
}
