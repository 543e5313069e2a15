/** Of conversations of more people the server does not tell who is here. */
const MOST = 200;

/**
 * How many of those in a conversation are here: 0 where that is not known. `ids` are the numbers of all of them, or null;
 * `stateOf(id)` tells somebody's presence, `everybody` how many of the whole chat are here, which the Lobby is. The
 * desktop does the same, by online.json.
 */
export function onlineCount({ isLobby, members, ids }, { stateOf, everybody }) {
  if (isLobby) return everybody;
  if (ids === null || members > MOST) return 0;
  return [...ids].filter((id) => stateOf(id) === 'online').length;
}

/**
 * Who belongs to a room, by number, for counting who of them is here. Asked for once, where the server tells of presence,
 * and from there on kept by the entries of the log. `load(after)` gives a page, {members, next}; `wanted()` says whether it
 * is worth it; `changed` is called when there is something else to count.
 */
export class Attendance {
  /** Null as long as that is not known. */
  ids = null;
  /** 'idle', 'loading' or 'failed'. */
  state = 'idle';
  #turn = 0;
  #load;
  #wanted;
  #changed;

  constructor({ load, wanted, changed }) {
    this.#load = load;
    this.#wanted = wanted;
    this.#changed = changed;
  }

  static isFew(members) {
    return members <= MOST;
  }

  async load() {
    this.#turn += 1;
    const turn = this.#turn;
    if (!this.#wanted()) {
      this.#settle('idle', null);
      return;
    }
    this.state = 'loading';
    try {
      const ids = new Set();
      let after = null;
      do {
        const { members, next } = await this.#load(after);
        if (turn !== this.#turn) return;
        for (const { account } of members) ids.add(account.id);
        after = next;
      } while (after !== null);
      this.#settle('idle', ids);
    } catch {
      // Without it the number is left out, and asked for when the connection is another one.
      if (turn === this.#turn) this.#settle('failed', null);
    }
  }

  /** The connection is back: what failed is asked for again. */
  resume() {
    return this.state === 'failed' ? this.load() : null;
  }

  /** The next entry of the log. */
  take({ row }) {
    if (row?.kind !== 'members') return;
    // What is on its way may be from before it; and a room may have become small enough.
    if (this.ids === null) {
      if (this.#wanted()) this.load();
      return;
    }
    for (const { id } of row.joined) this.ids.add(id);
    for (const { id } of row.left) this.ids.delete(id);
  }

  clear() {
    this.#turn += 1;
    this.ids = null;
    this.state = 'idle';
  }

  #settle(state, ids) {
    this.state = state;
    this.ids = ids;
    this.#changed();
  }
}
