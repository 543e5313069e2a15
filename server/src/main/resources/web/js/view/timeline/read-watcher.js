const MOMENT = 400;

/**
 * Notices what has been read: rows that were in view for a moment while the window was visible and focused, somebody was
 * there, and the room not covered. What only rushed by, or was there when somebody glanced at the window, has not been read.
 */
export class ReadWatcher {
  #timer = null;
  /** The newest row in view when the moment began. */
  #seen = 0;
  #conversation;
  #timeline;
  #covered;
  #isThere;
  #undo;

  constructor({ conversation, timeline, covered, isThere }) {
    this.#conversation = conversation;
    this.#timeline = timeline;
    this.#covered = covered;
    this.#isThere = isThere;
    const look = () => this.look();
    const events = [[window, 'focus'], [window, 'blur'], [document, 'visibilitychange']];
    for (const [target, type] of events) target.addEventListener(type, look);
    this.#undo = () => events.forEach(([target, type]) => target.removeEventListener(type, look));
    this.look();
  }

  look() {
    if (!this.#attends()) {
      clearTimeout(this.#timer);
      this.#timer = null;
    } else if (this.#timer === null) {
      this.#seen = this.#newestInView();
      this.#timer = setTimeout(() => this.#report(), MOMENT);
    }
  }

  /** Everything counts as read. */
  readAll() {
    this.#conversation.readAll();
  }

  /** Nobody sees the conversation any more. */
  dispose() {
    clearTimeout(this.#timer);
    this.#undo();
    this.#conversation.attended = false;
  }

  #attends() {
    this.#conversation.attended = document.visibilityState === 'visible' && document.hasFocus() && !this.#covered() && this.#isThere();
    return this.#conversation.attended;
  }

  #report() {
    this.#timer = null;
    if (!this.#attends()) return;
    const now = this.#newestInView();
    this.#conversation.read(Math.min(this.#seen, now));
    if (now > this.#seen) this.look();
  }

  #newestInView() {
    // Rows that are not stored yet have no seq; the one before them then says how far reading went.
    for (let row = this.#timeline.keeper.lastSeen(); row; row = row.previousElementSibling) {
      if (row.dataset.seq) return Number(row.dataset.seq);
    }
    return 0;
  }
}
