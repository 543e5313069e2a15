const NAMES = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

/**
 * Who belongs here and who is online now. Above 200 members the server names only those with whom one shares a smaller
 * conversation, and of all tells only how many they are, and how many online.
 */
export class Roster {
  #people = new Map();
  #sorted = null;
  #online = 0;
  #members = 0;
  #known = true;
  #me;

  constructor(me) {
    this.#me = me;
  }

  /** How many are online; 0 while that is not known. */
  get online() {
    return this.#known ? this.#online : 0;
  }

  /** The server is away: who is here is not known until it tells all of it again. */
  lose() {
    this.#known = false;
    this.#sorted = null;
  }

  /** How many people there are, named or not; 0 while the server has not said. */
  get members() {
    return this.#members || this.#people.size;
  }

  /** Whether the server names all there are. */
  get namesAll() {
    return this.size > 0 && this.size >= this.members;
  }

  /** How many people are known by name. */
  get size() {
    return this.#people.size;
  }

  /** Online first, then by name. While it is not known who is here, everybody stays in their place. */
  get people() {
    this.#sorted ??= [...this.#people.values()]
      .sort((a, b) => Number(b.state === 'online') - Number(a.state === 'online') || NAMES.compare(a.name, b.name) || a.id - b.id)
      .map((person) => (this.#known ? person : { ...person, state: 'unknown' }));
    return this.#sorted;
  }

  presence({ full, online, members, accounts = [] }) {
    this.#sorted = null;
    if (full) {
      this.#people.clear();
      this.#known = true;
    }
    for (const account of accounts) {
      this.#people.set(account.id, { ...this.#people.get(account.id), ...account, isMe: account.id === this.#me });
    }
    this.#members = members ?? this.#members;
    this.#online = online ?? [...this.#people.values()].filter((person) => person.state === 'online').length;
  }

  accountChanged(account) {
    this.#sorted = null;
    const person = this.#people.get(account.id);
    if (person) this.#people.set(account.id, { ...person, name: account.name, avatarUrl: account.avatarUrl ?? null });
  }

  /** Somebody as `people` has them; null if the server does not name them. */
  person(id) {
    return this.#people.has(id) ? this.people.find((one) => one.id === id) : null;
  }

  /** 'online', 'offline', or 'unknown' where the server does not say. */
  stateOf(id) {
    return this.#known ? (this.#people.get(id)?.state ?? 'unknown') : 'unknown';
  }
}
