const PAUSE = 400;

/**
 * Notices what has been read: rows that are in view while the window is visible and focused and the room is not
 * covered. Tells the conversation at most every 400 ms.
 */
export class ReadWatcher {
  #timer = null;
  #conversation;
  #timeline;
  #covered;
  #undo;

  constructor({ conversation, timeline, covered }) {
    this.#conversation = conversation;
    this.#timeline = timeline;
    this.#covered = covered;
    const look = () => this.look();
    const events = [[window, 'focus'], [window, 'blur'], [document, 'visibilitychange']];
    for (const [target, type] of events) target.addEventListener(type, look);
    this.#undo = () => events.forEach(([target, type]) => target.removeEventListener(type, look));
    this.look();
  }

  look() {
    this.#conversation.attended = document.visibilityState === 'visible' && document.hasFocus() && !this.#covered();
    if (!this.#conversation.attended) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#report();
    }, PAUSE);
  }

  /** Everything counts as read. */
  readAll() {
    this.#conversation.read(this.#conversation.newestSeq);
  }

  close() {
    clearTimeout(this.#timer);
    this.#undo();
  }

  #report() {
    if (!this.#conversation.attended) return;
    const seen = this.#timeline.keeper.lastSeen();
    // Rows that are not stored yet have no seq; the one before them then says how far reading went.
    for (let row = seen; row; row = row.previousElementSibling) {
      if (!row.dataset.seq) continue;
      this.#conversation.read(Number(row.dataset.seq));
      return;
    }
  }
}
