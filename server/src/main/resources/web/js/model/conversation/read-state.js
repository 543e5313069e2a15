/**
 * How far one account has read in one conversation. Unread is derived: messages after the mark that are not one's
 * own. What was never seen is taken for others', so the number can only be too high, never hide a message.
 */
export class ReadState {
  readSeq = 0;
  /** Where the "New messages" line stands: before the first message after this seq that is not one's own. */
  dividerAfter = null;
  /** The messages after the mark that are one's own, as far as they were heard of; for where no window shows them. */
  #own = [];
  #me;

  constructor(me) {
    this.#me = me;
  }

  /** Marks only move forward. True if this one moved. */
  advance(seq) {
    if (seq <= this.readSeq) return false;
    this.readSeq = seq;
    this.#own = this.#own.filter((own) => own > seq);
    return true;
  }

  /** A message of one's own is stored under that number. */
  wrote(seq) {
    if (seq > this.readSeq) this.#own.push(seq);
  }

  /** `timeline` is the window that shows the conversation, or null if none does. */
  unread(timeline, newestSeq) {
    if (newestSeq <= this.readSeq) return 0;
    const after = timeline?.messages.filter((message) => message.seq > this.readSeq) ?? [];
    const mine = after.filter((message) => message.sender.id === this.#me).map((message) => message.seq);
    const covered = timeline?.first && !timeline.hasNewer && (!timeline.hasOlder || timeline.first.seq <= this.readSeq + 1);
    if (covered) return after.length - mine.length;
    const own = new Set([...this.#own, ...mine].filter((seq) => seq <= newestSeq));
    return Math.max(0, newestSeq - this.readSeq - own.size);
  }

  /** The line goes where reading stopped, for as long as this visit lasts. */
  placeDivider() {
    this.dividerAfter = this.readSeq;
  }

  removeDivider() {
    this.dividerAfter = null;
  }

  /** The message the line stands before, or null. */
  firstUnread(timeline) {
    if (this.dividerAfter === null) return null;
    // With the window starting behind the line it would stand at a wrong place.
    if (timeline.hasOlder && timeline.first && timeline.first.seq > this.dividerAfter + 1) return null;
    return (
      timeline.messages.find((message) => message.seq > this.dividerAfter && message.sender.id !== this.#me) ?? null
    );
  }
}
