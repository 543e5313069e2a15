import { changed } from './changes.js';

/**
 * The window of one conversation's history that is held for showing: its rows ascending by seq, each once, at most
 * `most` of them. `hasOlder` and `hasNewer` say on which sides there is more than the window holds. The numbers of
 * rows have holes, where an entry changed a message.
 */
export class Timeline {
  rows = [];
  hasOlder = true;
  hasNewer = false;
  #me;
  #most;
  #keep;
  #arrivals = null;

  /** `me` is the account whose reactions are its own. */
  constructor({ me = null, most = 360, keep = 300 } = {}) {
    this.#me = me;
    this.#most = most;
    this.#keep = keep;
  }

  get first() {
    return this.rows[0] ?? null;
  }

  get last() {
    return this.rows.at(-1) ?? null;
  }

  bySeq(seq) {
    const index = this.#indexOf(seq);
    return this.rows[index]?.seq === seq ? this.rows[index] : null;
  }

  /** While a page is on its way, the entries that come are remembered: the page's snapshot may be from before them. */
  beginLoad() {
    this.#arrivals ??= [];
  }

  endLoad() {
    this.#arrivals = null;
  }

  replace({ rows, hasOlder, hasNewer }) {
    this.rows = [];
    this.hasOlder = hasOlder;
    this.hasNewer = hasNewer;
    for (const row of rows) this.#insert(row);
    this.#addArrivals();
  }

  /** Older rows in front; what the window then has too many of goes at its newer end. */
  prepend({ rows, older }) {
    for (const row of rows) this.#insert(row);
    this.hasOlder = older;
    this.#changeByArrivals();
    if (this.rows.length <= this.#most) return;
    this.rows.length = this.#most;
    this.hasNewer = true;
  }

  /** Newer rows behind; what the window then has too many of goes at its older end. */
  append({ rows, newer }) {
    for (const row of rows) this.#insert(row);
    this.hasNewer = newer;
    this.#addArrivals();
    this.#dropOldest(this.#most);
  }

  /** What comes next in the log: another row, or a change of one, which may not be in the window. */
  take(entry, { pinned = true } = {}) {
    if (entry.row) return this.add(entry.row, { pinned });
    this.#arrivals?.push(entry);
    return this.#change(entry);
  }

  /** One's own change, of which the answer came before what is to come before it. */
  takeEarly(entry) {
    return this.#change(entry, { early: true });
  }

  /**
   * A row that just arrived. With the reader at the end (`pinned`) the window moves along; otherwise nothing
   * above the reader may go, so a full window stays as it is and what is new is fetched when they come down.
   */
  add(row, { pinned = true } = {}) {
    this.#arrivals?.push({ row });
    if (this.bySeq(row.seq)) {
      this.#insert(row);
      return true;
    }
    if (this.hasNewer && row.seq > (this.last?.seq ?? 0)) return false;
    if (this.hasOlder && this.first && row.seq < this.first.seq) return false;
    if (!pinned && this.rows.length >= this.#most) {
      this.hasNewer = true;
      return false;
    }
    this.#insert(row);
    if (this.rows.length > this.#most) this.#dropOldest(this.#keep);
    return true;
  }

  clear() {
    this.rows = [];
    this.hasOlder = true;
    this.hasNewer = false;
    this.#arrivals = null;
  }

  /** Somebody changed name or picture. */
  updateSender(account) {
    const { id, name, avatarUrl } = account;
    this.rows = this.rows.map((row) => (row.sender.id === id ? { ...row, sender: { ...row.sender, name, avatarUrl } } : row));
  }

  #addArrivals() {
    if (!this.hasNewer) for (const { row } of this.#arrivals ?? []) if (row) this.#insert(row);
    this.#changeByArrivals();
  }

  #changeByArrivals() {
    for (const entry of this.#arrivals ?? []) if (!entry.row) this.#change(entry);
  }

  #change(entry, how) {
    const index = this.#indexOf(entry.message);
    const known = this.rows[index];
    if (known?.seq !== entry.message || known.kind !== 'message') return false;
    this.rows[index] = changed(known, entry, this.#me, how);
    return true;
  }

  #dropOldest(keep) {
    if (this.rows.length <= keep) return;
    this.rows.splice(0, this.rows.length - keep);
    this.hasOlder = true;
  }

  #insert(row) {
    const index = this.#indexOf(row.seq);
    const known = this.rows[index];
    if (known?.seq !== row.seq) {
      this.rows.splice(index, 0, row);
      return;
    }
    // What is known may have been changed by later entries already. A page may tell less than the event did: the row
    // keeps its identity by the sender's own id.
    const newer = row.knownTo > known.knownTo ? row : known;
    if (row.kind === 'message') this.rows[index] = { ...newer, commandId: row.commandId ?? known.commandId };
  }

  #indexOf(seq) {
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.rows[middle].seq < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
