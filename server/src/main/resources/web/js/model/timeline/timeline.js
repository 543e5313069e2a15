/**
 * The window of one conversation's stored messages that is held for showing: ascending by seq, each once, at most
 * `most` of them. `hasOlder` and `hasNewer` say on which sides there is more than the window holds.
 */
export class Timeline {
  messages = [];
  hasOlder = true;
  hasNewer = false;
  #most;
  #keep;
  #arrivals = null;

  constructor({ most = 360, keep = 300 } = {}) {
    this.#most = most;
    this.#keep = keep;
  }

  get first() {
    return this.messages[0] ?? null;
  }

  get last() {
    return this.messages.at(-1) ?? null;
  }

  bySeq(seq) {
    const index = this.#indexOf(seq);
    return this.messages[index]?.seq === seq ? this.messages[index] : null;
  }

  /** While a page is on its way, what arrives live is remembered: the page's snapshot may be from before it. */
  beginLoad() {
    this.#arrivals ??= [];
  }

  endLoad() {
    this.#arrivals = null;
  }

  replace({ messages, hasOlder, hasNewer }) {
    this.messages = [];
    this.hasOlder = hasOlder;
    this.hasNewer = hasNewer;
    for (const message of messages) this.#insert(message);
    this.#addArrivals();
  }

  /** Older messages in front; what the window then has too many of goes at its newer end. */
  prepend({ messages, more }) {
    for (const message of messages) this.#insert(message);
    this.hasOlder = more;
    if (this.messages.length <= this.#most) return;
    this.messages.length = this.#most;
    this.hasNewer = true;
  }

  /** Newer messages behind; what the window then has too many of goes at its older end. */
  append({ messages, more }) {
    for (const message of messages) this.#insert(message);
    this.hasNewer = more;
    this.#addArrivals();
    this.#dropOldest(this.#most);
  }

  /**
   * A message that just arrived. With the reader at the end (`pinned`) the window moves along; otherwise nothing
   * above the reader may go, so a full window stays as it is and what is new is fetched when they come down.
   */
  add(message, { pinned = true } = {}) {
    this.#arrivals?.push(message);
    if (this.bySeq(message.seq)) {
      this.#insert(message);
      return true;
    }
    if (this.hasNewer && message.seq > (this.last?.seq ?? 0)) return false;
    if (this.hasOlder && this.first && message.seq < this.first.seq) return false;
    if (!pinned && this.messages.length >= this.#most) {
      this.hasNewer = true;
      return false;
    }
    this.#insert(message);
    if (this.messages.length > this.#most) this.#dropOldest(this.#keep);
    return true;
  }

  clear() {
    this.messages = [];
    this.hasOlder = true;
    this.hasNewer = false;
    this.#arrivals = null;
  }

  /** Somebody changed name or picture. */
  updateSender(account) {
    this.messages = this.messages.map((message) =>
      message.sender.id === account.id
        ? { ...message, sender: { ...message.sender, name: account.name, avatarUrl: account.avatarUrl } }
        : message,
    );
  }

  #addArrivals() {
    if (this.hasNewer || !this.#arrivals) return;
    for (const message of this.#arrivals) this.#insert(message);
  }

  #dropOldest(keep) {
    if (this.messages.length <= keep) return;
    this.messages.splice(0, this.messages.length - keep);
    this.hasOlder = true;
  }

  #insert(message) {
    const index = this.#indexOf(message.seq);
    const known = this.messages[index];
    if (known?.seq !== message.seq) {
      this.messages.splice(index, 0, message);
      return;
    }
    // A page may tell less than the event did: the row keeps its identity by the sender's own id.
    this.messages[index] = { ...message, commandId: message.commandId ?? known.commandId };
  }

  #indexOf(seq) {
    let low = 0;
    let high = this.messages.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.messages[middle].seq < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
