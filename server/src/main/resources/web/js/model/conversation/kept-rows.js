import { toRow } from '../timeline/message.js';
import { systemClock } from '../platform.js';

/** So long after something changed it is kept. */
const PAUSE = 5_000;
/** Of each conversation at most so many rows, with so many letters together. */
const MOST_ROWS = 50;
const MOST_LETTERS = 64 * 1024;
/** What was missed while this browser was away is asked for when the server has answered everybody else, one after the other. */
const LATER = 20_000;
const BETWEEN = 3_000;

/**
 * Keeps the newest rows of the conversations that were on the screen last, to be read when the page is loaded while the
 * server is away. What is deleted or edited goes or follows, at the latest soon after the server is reached again.
 * `store` is a RowStore, `load(id, query)` asks the server for a page of history, and nothing is added once `signedIn()` is
 * false.
 */
export class KeptRows {
  #store;
  #load;
  #signedIn;
  #clock;
  #random;
  #timer = null;
  #later = null;
  /** The OpenConversations in which something changed, by id. */
  #touched = new Map();
  /** The rows that are kept, by id, as far as they were kept here. */
  #saved = new Map();
  /** The ids of all that are kept; null until that is known. */
  #ids = null;
  #epoch = null;
  /** One thing after the other. */
  #last = Promise.resolve();

  constructor({ store, load, signedIn, clock = systemClock, random = Math.random }) {
    this.#store = store;
    this.#load = load;
    this.#signedIn = signedIn;
    this.#clock = clock;
    this.#random = random;
  }

  /** What is kept of a conversation, {rows, epoch}, or null. */
  async find(id) {
    const [kept, epoch] = await Promise.all([this.#store.get(id), this.#store.epoch()]).catch(() => [null, null]);
    return Array.isArray(kept?.rows) && kept.rows.length > 0 && epoch ? { rows: kept.rows, epoch } : null;
  }

  /** Something changed in one that is open. */
  touched(conversation) {
    this.#touched.set(conversation.id, conversation);
    this.#timer ??= this.#clock.after(PAUSE, () => this.flush());
  }

  /** Keeps what changed now. */
  flush() {
    this.#clock.cancel(this.#timer);
    this.#timer = null;
    for (const conversation of this.#touched.values()) this.#keep(conversation);
    this.#touched.clear();
    return this.#last;
  }

  /** An entry of the log of a conversation whose end is not held: what it changes is not looked for, but kept no longer. */
  take(id, { type }) {
    if ((type === 'messageEdited' || type === 'messageDeleted') && this.#ids?.has(id)) this.drop(id);
  }

  drop(id) {
    this.#touched.delete(id);
    this.#saved.delete(id);
    this.#ids?.delete(id);
    return this.#then(() => this.#store.remove(id));
  }

  /**
   * The server says in which of its lives it is, and which conversations there are. What was kept of another life goes, as
   * does what is mine no more; what went on since is asked for later, but for those that are `open(id)`.
   */
  async welcomed(epoch, conversations, open) {
    this.#stopRefreshing();
    this.#epoch = epoch;
    await this.#then(async () => {
      if ((await this.#store.epoch()) !== epoch) {
        this.#saved.clear();
        await this.#store.begin(epoch);
      }
      this.#ids = new Set(await this.#store.ids());
    });
    const newest = new Map(conversations.map(({ id, lastSeq }) => [id, lastSeq]));
    for (const id of this.#ids ?? []) if (!newest.has(id)) this.drop(id);
    const ids = [...(this.#ids ?? [])];
    if (epoch === this.#epoch && ids.length > 0) this.#refreshAfter(LATER * (1 + this.#random()), { ids, newest, open });
  }

  /** The connection is gone. */
  interrupt() {
    this.#stopRefreshing();
  }

  /** Nothing is kept any more: the login ends. */
  async clear() {
    this.close();
    await this.#then(() => this.#store.clear());
  }

  close() {
    this.#clock.cancel(this.#timer);
    this.#timer = null;
    this.#touched.clear();
    this.#stopRefreshing();
  }

  #keep({ id, timeline, remembered, conversation }) {
    if (remembered || !conversation.begun || timeline.hasNewer || !timeline.last || !this.#epoch) return;
    const rows = newest(timeline.rows);
    const saved = this.#saved.get(id);
    if (saved?.length === rows.length && saved.every((row, i) => row === rows[i])) return;
    this.#saved.set(id, rows);
    this.#put(id, rows, Math.max(conversation.sequencer.cursor, timeline.last.seq));
  }

  #put(id, rows, upto) {
    const epoch = this.#epoch;
    this.#then(async () => {
      if (!this.#signedIn() || epoch !== this.#epoch) return;
      await this.#store.put(id, { rows, upto });
      this.#ids?.add(id);
    });
  }

  #refreshAfter(delay, { ids, newest, open }) {
    this.#later = this.#clock.after(delay, async () => {
      const mine = this.#later;
      const [id, ...rest] = ids;
      if (this.#ids?.has(id) && !open(id)) await this.#refreshBehind(id, newest.get(id)).catch(() => null);
      if (mine === this.#later && rest.length > 0) this.#refreshAfter(BETWEEN, { ids: rest, newest, open });
    });
  }

  async #refreshBehind(id, lastSeq) {
    const kept = await this.#store.get(id);
    if ((kept?.upto ?? 0) < lastSeq) await this.#refresh(id);
  }

  async #refresh(id) {
    const page = await this.#load(id, { limit: MOST_ROWS });
    if (this.#ids?.has(id)) this.#put(id, newest(page.rows.map((raw) => toRow(raw, page.upto))), page.upto);
  }

  #stopRefreshing() {
    this.#clock.cancel(this.#later);
    this.#later = null;
  }

  /** A browser that refuses keeps nothing, and all goes on. */
  #then(act) {
    this.#last = this.#last.then(act).catch(() => null);
    return this.#last;
  }
}

/** As many of the last rows as are worth to be kept. */
function newest(rows) {
  let letters = 0;
  let from = rows.length;
  while (from > 0 && rows.length - from < MOST_ROWS) {
    letters += rows[from - 1].body?.length ?? 0;
    if (letters > MOST_LETTERS) break;
    from -= 1;
  }
  return rows.slice(from);
}
