import { Emitter } from '../emitter.js';
import { Pager } from '../timeline/pager.js';
import { Quotes } from '../timeline/quotes.js';
import { mergeEntries } from '../timeline/rows.js';
import { Timeline } from '../timeline/timeline.js';

/**
 * A conversation whose messages can be shown: its window of messages and the way to more, quotes, what moves in. What
 * is known of it also while it is not open is in `conversation`. Emits `opened` with {seq} or {end} when another window
 * was opened, and `mine` with the id of a message of mine that is stored. `dispose` ends it.
 */
export class OpenConversation extends Emitter {
  timeline = new Timeline();
  /** Whether the reader is at the end; the view keeps it. */
  pinned = true;
  /** Whether the reader can see new messages: room shown, window visible and focused; the view keeps it. */
  attended = true;
  #fresh = new Set();
  #disposed = false;

  constructor({ conversation, history, clock }) {
    super();
    this.conversation = conversation;
    this.pager = new Pager({
      timeline: this.timeline,
      load: (query) => history.page(query),
      newestSeq: () => conversation.newestSeq,
      changed: () => this.#paged(),
    });
    this.quotes = new Quotes({ load: (seq) => history.single(seq), changed: () => conversation.emit('change'), clock });
  }

  get id() {
    return this.conversation.id;
  }

  get title() {
    return this.conversation.title;
  }

  get me() {
    return this.conversation.me;
  }

  get members() {
    return this.conversation.members;
  }

  get typing() {
    return this.conversation.typing;
  }

  get outbox() {
    return this.conversation.outbox;
  }

  get readState() {
    return this.conversation.readState;
  }

  get unread() {
    return this.conversation.unread;
  }

  get newestSeq() {
    return this.conversation.newestSeq;
  }

  /** The newest message of the window if that reaches to the end of the conversation, else 0. */
  get windowEnd() {
    return this.timeline.hasNewer ? 0 : (this.timeline.last?.seq ?? 0);
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

  markFresh(key) {
    this.#fresh.add(key);
  }

  /** Opens a window: at the first unread message if there is one, else at the end. */
  async load({ atNewest = false } = {}) {
    const { readState, conversation } = this;
    if (conversation.newestSeq > readState.readSeq) readState.placeDivider();
    if (!(await (atNewest ? this.pager.newest() : this.pager.open(readState.readSeq)))) return;
    if (this.unread === 0) readState.removeDivider();
    this.emit('opened', this.firstUnread ? { seq: this.firstUnread.seq } : { end: true });
    if (conversation.newest === null && this.timeline.hasNewer) await conversation.fetchNewest();
  }

  /** The connection is back. */
  resume() {
    return this.pager.state.open === 'failed' ? this.load() : this.pager.forgive();
  }

  /** It was open already, and is shown again: where something new began, else at the end. */
  showAgain() {
    if (!this.firstUnread) return this.toEnd();
    return this.emit('opened', { seq: this.firstUnread.seq });
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

  /** The reader has read as far as that. */
  read(seq) {
    this.conversation.read(seq);
  }

  /** I wrote something: the line has done its duty. */
  wrote() {
    this.readState.removeDivider();
    const items = this.outbox.items(this.id);
    if (items.length > 0) this.#fresh.add(`c${items.at(-1).commandId}`);
    this.conversation.emit('change');
    return this.toEnd();
  }

  /** A message came next in order. */
  add(message) {
    this.timeline.add(message, { pinned: this.pinned });
    this.quotes.remember(message);
  }

  /** A message of mine is stored; `waited` if it stood in the outbox until now. */
  confirmed(message, { waited }) {
    this.emit('mine', message.commandId);
    if (waited || this.timeline.bySeq(message.seq)) this.timeline.add(message, { pinned: this.pinned });
  }

  updateSender(account) {
    this.timeline.updateSender(account);
    this.quotes.updateSender(account);
  }

  clear() {
    this.pager.cancel();
    this.timeline.clear();
    this.quotes.clear();
  }

  /** It is shown no more: what is under way leads nowhere, and no timer stays. */
  dispose() {
    this.#disposed = true;
    this.pager.cancel();
    this.quotes.dispose();
  }

  #paged() {
    const { last, hasNewer } = this.timeline;
    if (last && !hasNewer) this.conversation.learnNewest(last);
    if (!this.#disposed) this.conversation.emit('change');
  }
}
