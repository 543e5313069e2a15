const PAGE = 50;
const MOST_UNREAD_ON_ONE_PAGE = 80;

/**
 * Loads pages of history into a timeline, one at a time. Opening anew overtakes a load that is under way;
 * its late answer is then ignored. `load({before|after, limit})` fetches one page; `newestSeq()` is the newest seq known.
 */
export class Pager {
  /** What the ends of the list show: 'idle', 'loading' or 'failed'. */
  state = { open: 'idle', older: 'idle', newer: 'idle' };
  #timeline;
  #load;
  #newestSeq;
  #changed;
  #may;
  #turn = 0;

  /** `may()` says whether the server can be asked for more at an end. */
  constructor({ timeline, load, newestSeq, changed, may = () => true }) {
    this.#may = may;
    this.#timeline = timeline;
    this.#load = load;
    this.#newestSeq = newestSeq;
    this.#changed = changed;
  }

  /** The newest page, or the pages around the first unread message if it may not be on that; `unread` is whether there is one. */
  open(readSeq, unread = true) {
    const behind = unread ? this.#newestSeq() - readSeq : 0;
    return behind > MOST_UNREAD_ON_ONE_PAGE ? this.around(readSeq + 1) : this.newest(Math.max(PAGE, behind + 20));
  }

  newest(limit = PAGE) {
    return this.#begin('open', async () => {
      const page = await this.#load({ before: this.#newestSeq() + 1, limit });
      return () => this.#timeline.replace({ rows: page.rows, hasOlder: page.older, hasNewer: false });
    });
  }

  around(seq) {
    return this.#begin('open', async () => {
      const [older, newer] = await Promise.all([
        this.#load({ before: seq, limit: PAGE }),
        this.#load({ after: seq - 1, limit: PAGE }),
      ]);
      const rows = [...older.rows, ...newer.rows];
      return () => this.#timeline.replace({ rows, hasOlder: older.older, hasNewer: newer.newer });
    });
  }

  older() {
    const { first, hasOlder } = this.#timeline;
    if (!hasOlder || !first || this.#busy() || !this.#may()) return Promise.resolve(false);
    return this.#begin('older', async () => {
      const page = await this.#load({ before: first.seq, limit: PAGE });
      return () => this.#timeline.prepend(page);
    });
  }

  newer() {
    const { last, hasNewer } = this.#timeline;
    if (!hasNewer || !last || this.#busy()) return Promise.resolve(false);
    return this.#begin('newer', async () => {
      const page = await this.#load({ after: last.seq, limit: PAGE });
      return () => this.#timeline.append(page);
    });
  }

  /** Forget what is under way: the window it was for is gone. */
  cancel() {
    this.#turn += 1;
    this.#timeline.endLoad();
    this.state = { open: 'idle', older: 'idle', newer: 'idle' };
  }

  /** The server is back: what failed may be tried again. */
  forgive() {
    for (const [kind, value] of Object.entries(this.state)) if (value === 'failed') this.#set(kind, 'idle');
  }

  #busy() {
    return Object.values(this.state).includes('loading');
  }

  async #begin(kind, work) {
    this.cancel();
    const turn = this.#turn;
    this.#timeline.beginLoad();
    this.#set(kind, 'loading');
    try {
      const commit = await work();
      if (turn !== this.#turn) return false;
      commit();
      this.#timeline.endLoad();
      this.#set(kind, 'idle');
      return true;
    } catch {
      if (turn !== this.#turn) return false;
      this.#timeline.endLoad();
      this.#set(kind, 'failed');
      return false;
    }
  }

  #set(kind, value) {
    this.state = { ...this.state, [kind]: value };
    this.#changed(kind);
  }
}
