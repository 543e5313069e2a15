import { Emitter } from '../emitter.js';
import { HistoryLoader } from '../timeline/history-loader.js';
import { Pager } from '../timeline/pager.js';
import { Quotes } from '../timeline/quotes.js';
import { ReadState } from './read-state.js';
import { Sequencer } from './sequencer.js';
import { Timeline } from '../timeline/timeline.js';
import { rowKey } from '../timeline/message.js';
import { mergeEntries } from '../timeline/rows.js';

/**
 * One conversation of this account: its window of messages, how far it is known and read, what waits to be sent.
 * Emits `change` when anything to show changed, `opened` with {seq} or {end} when another window was opened,
 * `read` when the read mark moved here, and `mine` with the id of a message of mine that is stored.
 */
export class Conversation extends Emitter {
  timeline = new Timeline();
  /** Whether the reader is at the end; the view keeps it. */
  pinned = true;
  /** Whether the reader can see new messages: room shown, window visible and focused; the view keeps it. */
  attended = true;
  newest = null;
  /** Whether the server has told how far it goes. Before that it shows what waits to be sent, and no history. */
  begun = false;
  #fresh = new Set();
  #history;

  constructor({ info, me, outbox, load, requestSync, clock }) {
    super();
    this.id = info.id;
    this.me = me;
    this.outbox = outbox;
    this.#history = new HistoryLoader({ id: info.id, me, outbox, load });
    this.readState = new ReadState(me.id);
    this.update(info);
    this.sequencer = new Sequencer({ apply: (event) => this.#apply(event), requestSync, clock });
    this.pager = new Pager({
      timeline: this.timeline,
      load: (query) => this.#history.page(query),
      newestSeq: () => this.newestSeq,
      changed: () => this.#paged(),
    });
    this.quotes = new Quotes({ load: (seq) => this.#history.single(seq), changed: () => this.emit('change'), clock });
  }

  /** The server tells of it for the first time. */
  begin(info) {
    this.begun = true;
    this.update(info);
    this.readState.advance(info.readSeq);
    this.sequencer.restart(info.lastSeq);
    return this.open();
  }

  update(info) {
    Object.assign(this, { kind: info.kind, title: info.title, members: info.members });
  }

  get newestSeq() {
    return Math.max(this.sequencer.cursor, this.timeline.hasNewer ? 0 : (this.timeline.last?.seq ?? 0));
  }

  get unread() {
    return this.readState.unread(this.timeline, this.newestSeq);
  }

  get firstUnread() {
    return this.readState.firstUnread(this.timeline);
  }

  /** What the list shows, in order. */
  get entries() {
    return mergeEntries({
      messages: this.timeline.messages,
      waiting: this.outbox.items(this.id),
      hasNewer: this.timeline.hasNewer,
      me: this.me,
    });
  }

  quote(seq) {
    return this.quotes.get(seq, this.timeline);
  }

  /** The keys of rows that arrived live since this was last asked: those may move in. */
  takeFresh() {
    const fresh = this.#fresh;
    this.#fresh = new Set();
    return fresh;
  }

  /** At the first unread message if there is one, else at the end. */
  async open({ atNewest = false } = {}) {
    const { readState } = this;
    if (this.newestSeq > readState.readSeq) readState.placeDivider();
    if (!(await (atNewest ? this.pager.newest() : this.pager.open(readState.readSeq)))) return;
    if (this.unread === 0) readState.removeDivider();
    this.emit('opened', this.firstUnread ? { seq: this.firstUnread.seq } : { end: true });
    if (this.newest === null && this.timeline.hasNewer) await this.#fetchNewest();
  }

  /** Back to the end, from wherever the window is. */
  async toEnd() {
    if (this.timeline.hasNewer && !(await this.pager.newest())) return;
    this.emit('opened', { end: true });
  }

  async toMessage(seq, extra = {}) {
    if (!this.timeline.bySeq(seq) && !(await this.pager.around(seq))) return;
    this.emit('opened', { seq, ...extra });
  }

  async toFirstUnread() {
    if (this.readState.dividerAfter === null) return;
    if (!this.firstUnread && !(await this.pager.around(this.readState.dividerAfter + 1))) return;
    if (this.firstUnread) this.emit('opened', { seq: this.firstUnread.seq });
  }

  /** A stored message, live, replayed or resent; `live` if it happened now. */
  take(message, { live = false } = {}) {
    if (message.clientMessageId && message.sender.id === this.me.id) this.confirm(message);
    if (live && message.seq > this.sequencer.cursor) this.#fresh.add(rowKey(message, this.me.id));
    this.sequencer.take(message);
  }

  /** My own message is stored, as its ack or its echo says. */
  confirm(message) {
    const waited = this.outbox.settle(message.clientMessageId);
    this.emit('mine', message.clientMessageId);
    if (waited || this.timeline.bySeq(message.seq)) this.timeline.add(message, { pinned: this.pinned });
    this.emit('change');
  }

  /** Reading went on here or in another of my windows. */
  read(seq, { here = true } = {}) {
    // What was read elsewhere may not have come here yet: after a sleep the mark is told before the messages.
    const upto = here ? Math.min(seq, this.newestSeq) : seq;
    if (!this.readState.advance(upto)) return;
    if (here) this.emit('read', upto);
    else if (!this.attended && upto >= this.newestSeq) this.readState.removeDivider();
    this.emit('change');
  }

  /** Everything known is void: start from `lastSeq` and fetch the newest page. */
  reset(lastSeq) {
    this.pager.cancel();
    this.timeline.clear();
    this.quotes.clear();
    this.newest = null;
    this.sequencer.restart(lastSeq);
    this.emit('change');
    return this.open({ atNewest: true });
  }

  /** The server was restored from a backup: what is known here may never have happened there. */
  restore(info) {
    this.readState = new ReadState(this.me.id);
    this.readState.advance(info.readSeq);
    return this.reset(info.lastSeq);
  }

  /** I wrote something: the line has done its duty. */
  wrote() {
    this.readState.removeDivider();
    const items = this.outbox.items(this.id);
    if (items.length > 0) this.#fresh.add(`c${items.at(-1).clientMessageId}`);
    this.emit('change');
    return this.toEnd();
  }

  accountChanged(account) {
    this.timeline.updateSender(account);
    this.quotes.updateSender(account);
    if (this.newest?.sender.id === account.id) this.newest = { ...this.newest, sender: { ...this.newest.sender, ...account } };
    this.emit('change');
  }

  #apply(message) {
    const others = message.sender.id !== this.me.id;
    // The first to come while nobody looks begins what will be new on coming back.
    const caughtUp = this.readState.unread(this.timeline, message.seq - 1) === 0;
    if (others && caughtUp && !this.attended && message.seq > this.readState.readSeq) this.readState.dividerAfter = message.seq - 1;
    this.timeline.add(message, { pinned: this.pinned });
    this.quotes.remember(message);
    this.newest = message;
    this.emit('change');
  }

  #paged() {
    const { last, hasNewer } = this.timeline;
    if (last && !hasNewer && last.seq > (this.newest?.seq ?? 0)) this.newest = last;
    this.emit('change');
  }

  async #fetchNewest() {
    const page = await this.#history.page({ before: this.newestSeq + 1, limit: 1 }).catch(() => null);
    if (page?.messages[0] && !this.newest) this.newest = page.messages[0];
    this.emit('change');
  }
}
