import { NONE, changed, mentions } from '../timeline/changes.js';

/** Of so many entries it is remembered what they were, where no window shows them. */
const MOST_HEARD = 300;

/**
 * How far one account has read in one conversation, and what is new since: the server counts it when it tells of the
 * conversation, and from there on each entry of the log does. Messages of others that are not deleted count.
 */
export class ReadState {
  readSeq = 0;
  unread = 0;
  /** How many of the unread call this account. */
  mentions = 0;
  /** Where the "New messages" line stands: before the first message after this seq that is not one's own. */
  dividerAfter = null;
  /** The newest entry that is in the server's count. */
  #counted = 0;
  /** The messages that came since, by seq, without their text. */
  #heard = new Map();
  #me;

  constructor(me) {
    this.#me = me;
  }

  /** What the server says, with all in it that happened up to `lastSeq`. The mark can go back so. */
  told({ readSeq, unread = 0, mentions: calls = 0, lastSeq }) {
    const wentBack = readSeq < this.readSeq;
    Object.assign(this, { readSeq, unread, mentions: calls });
    this.#counted = Math.max(this.#counted, lastSeq);
    this.#forgetRead();
    return wentBack;
  }

  /** Another beginning: the server was restored. */
  restart(info) {
    this.readSeq = 0;
    this.dividerAfter = null;
    this.#counted = 0;
    this.#heard.clear();
    this.told(info);
  }

  /** The next entry of the log. `timeline` is the window as it was before it, or null if none shows the conversation. */
  take(entry, timeline) {
    const { row } = entry;
    const message = row ? row : this.#heard.get(entry.message) ?? this.#shown(entry.message, timeline);
    const counts = entry.seq > this.#counted;
    if (row?.kind === 'message') {
      this.#remember(row);
      if (counts) this.#count(1, row);
    } else if (!row && message) {
      const after = changed(message, entry, this.#me);
      if (this.#heard.has(entry.message)) this.#remember(after);
      if (!counts || entry.message <= this.readSeq) return;
      this.#count(-1, message);
      this.#count(1, after);
    } else if (entry.type === 'messageDeleted' && counts && entry.message > this.readSeq && entry.actor.id !== this.#me) {
      // One that the server counted and nobody here has seen: most likely another's.
      this.unread = Math.max(0, this.unread - 1);
    }
  }

  /**
   * Reading went on; that never goes back. True if the mark moved. `timeline` is the window that shows it, or null, with
   * every entry up to `upto` in it.
   */
  advance(seq, timeline = null, upto = 0) {
    if (seq <= this.readSeq) return false;
    const known = this.#knownUnread(timeline);
    const left = known.filter((message) => message.seq > seq);
    const calls = (list) => list.filter((message) => mentions(message, this.#me)).length;
    const seesAll = seq >= this.#counted || (upto >= this.#counted && covers(timeline, seq));
    const unseen = seesAll ? 0 : Math.max(0, Math.min(this.unread - known.length, this.#counted - seq));
    const unseenCalls = seesAll ? 0 : Math.max(0, this.mentions - calls(known));
    this.readSeq = seq;
    this.unread = left.length + unseen;
    this.mentions = calls(left) + Math.min(unseen, unseenCalls);
    this.#forgetRead();
    return true;
  }

  /** Counts anew, if the window shows all since the mark: a page that has every entry up to `upto` in it, and what came since. */
  recount(timeline, upto) {
    if (upto < this.#counted || !covers(timeline, this.readSeq)) return;
    const news = timeline.rows.filter((row) => row.seq > this.readSeq && this.#isNews(row));
    this.unread = news.length;
    this.mentions = news.filter((message) => mentions(message, this.#me)).length;
    this.#counted = upto;
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
    return timeline.rows.find((row) => row.seq > this.dividerAfter && this.#isNews(row)) ?? null;
  }

  #count(by, message) {
    if (message.seq <= this.readSeq || !this.#isNews(message)) return;
    this.unread = Math.max(0, this.unread + by);
    if (mentions(message, this.#me)) this.mentions = Math.max(0, this.mentions + by);
  }

  #isNews({ kind, sender, deleted }) {
    return kind === 'message' && !deleted && sender.id !== this.#me;
  }

  #shown(seq, timeline) {
    const row = timeline?.bySeq(seq) ?? null;
    return row?.kind === 'message' ? row : null;
  }

  #knownUnread(timeline) {
    const known = new Map([...(timeline?.rows ?? []), ...this.#heard.values()].map((message) => [message.seq, message]));
    return [...known.values()].filter((message) => message.seq > this.readSeq && this.#isNews(message));
  }

  #remember(message) {
    this.#heard.set(message.seq, brief(message));
    if (this.#heard.size > MOST_HEARD) this.#heard.delete(this.#heard.keys().next().value);
  }

  #forgetRead() {
    for (const seq of this.#heard.keys()) if (seq <= this.readSeq) this.#heard.delete(seq);
  }
}

/** What matters here of a message: there may be hundreds of each of hundreds of conversations. */
function brief({ kind, seq, sender, body, deleted, mentions: whom, knownTo }) {
  const text = body?.includes('<@') ? body : body && '';
  return { kind, seq, sender: { id: sender.id }, body: text, deleted, mentions: whom.length > 0 ? whom : NONE, reactions: NONE, knownTo };
}

/** Whether the window shows all there is after that seq. */
function covers(timeline, seq) {
  if (!timeline?.first || timeline.hasNewer) return false;
  return !timeline.hasOlder || timeline.first.seq <= seq + 1;
}
