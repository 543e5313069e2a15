/**
 * How far one account has read in one conversation. Unread is derived: messages after the mark that are not one's
 * own. What the window does not show is taken as others', so the number can only be too high, never hide a message.
 */
export class ReadState {
  readSeq = 0;
  /** Where the "New messages" line stands: before the first message after this seq that is not one's own. */
  dividerAfter = null;
  /** The messages after the mark that are one's own, as far as they were heard of; for when no window shows them. */
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
    if (!timeline) return newestSeq - this.readSeq - this.#own.filter((seq) => seq <= newestSeq).length;
    const after = timeline.messages.filter((message) => message.seq > this.readSeq);
    const mine = after.filter((message) => message.sender.id === this.#me).length;
    const covered = !timeline.hasNewer && timeline.first && (!timeline.hasOlder || timeline.first.seq <= this.readSeq + 1);
    return covered ? after.length - mine : Math.max(0, newestSeq - this.readSeq - mine);
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
