import { Emitter } from '../emitter.js';
import { HistoryLoader } from '../timeline/history-loader.js';
import { rowKey } from '../timeline/message.js';
import { OpenConversation } from './open-conversation.js';
import { ReadState } from './read-state.js';
import { Sequencer } from './sequencer.js';
import { TypingTracker } from './typing.js';

/**
 * One conversation of this account as a list of conversations needs it: what it is called, its newest message, how far
 * it is known and read, who is typing. There is one for every conversation, so it holds no messages: those are in its
 * `open`, which only a few have at a time. Emits `change` when anything to show changed, and `read` when the read mark
 * moved here.
 */
export class Conversation extends Emitter {
  /** The newest message, as far as it is known. */
  newest = null;
  /** Whether the server has told how far it goes. Before that it shows what waits to be sent, and no history. */
  begun = false;
  /** Its OpenConversation, or null. */
  open = null;
  #history;
  #clock;

  constructor({ info, me, outbox, load, requestSync, clock }) {
    super();
    this.id = info.id;
    this.me = me;
    this.outbox = outbox;
    this.#clock = clock;
    this.#history = new HistoryLoader({ id: info.id, me, outbox, load });
    this.readState = new ReadState(me.id);
    this.update(info);
    this.sequencer = new Sequencer({ apply: (event) => this.#apply(event), requestSync, clock });
    this.typing = new TypingTracker({ clock, changed: () => this.emit('change') });
  }

  /** The server tells of it for the first time. */
  begin(info) {
    this.begun = true;
    this.update(info);
    this.readState.advance(info.readSeq);
    this.sequencer.restart(info.lastSeq);
    return this.#load();
  }

  /** The connection is back, and what is known still holds: what failed meanwhile is fetched again. */
  resume(info) {
    this.update(info);
    this.read(info.readSeq, { here: false });
    return this.open ? this.open.resume() : this.#lookAtNewest();
  }

  update(info) {
    Object.assign(this, { kind: info.kind, title: info.title, members: info.members });
  }

  /** Makes its messages ready to be shown; to be undone by `shut`. */
  openUp() {
    if (this.open) return this.open;
    this.open = new OpenConversation({ conversation: this, history: this.#history, clock: this.#clock });
    if (this.begun) this.open.load();
    return this.open;
  }

  /** Lets go of its messages. What it is called, its newest and how far it is read stay. */
  shut() {
    this.open?.dispose();
    this.open = null;
  }

  /** The connection is gone. */
  interrupt() {
    this.sequencer.interrupt();
    this.typing.clear();
  }

  get newestSeq() {
    return Math.max(this.sequencer.cursor, this.open?.windowEnd ?? 0);
  }

  get unread() {
    return this.readState.unread(this.open?.timeline ?? null, this.newestSeq);
  }

  /** A stored message, live, replayed or resent; `live` if it happened now. */
  take(message, { live = false } = {}) {
    this.typing.stopped(message.sender.id);
    if (message.commandId && message.sender.id === this.me.id) this.confirm(message);
    if (live && message.seq > this.sequencer.cursor) this.open?.markFresh(rowKey(message, this.me.id));
    this.sequencer.take(message);
  }

  /** My own message is stored, as its ack or its echo says. */
  confirm(message) {
    const waited = this.outbox.settle(message.commandId);
    this.open?.confirmed(message, { waited });
    this.emit('change');
  }

  /** Reading went on here or in another of my windows. */
  read(seq, { here = true } = {}) {
    // What was read elsewhere may not have come here yet: after a sleep the mark is told before the messages.
    const upto = here ? Math.min(seq, this.newestSeq) : seq;
    if (!this.readState.advance(upto)) return;
    if (here) this.emit('read', upto);
    else if (!this.#attended && upto >= this.newestSeq) this.readState.removeDivider();
    this.emit('change');
  }

  /** Everything known is void: start from `lastSeq` and fetch the newest page. */
  reset(lastSeq) {
    this.open?.clear();
    this.newest = null;
    this.sequencer.restart(lastSeq);
    this.emit('change');
    return this.#load({ atNewest: true });
  }

  /** The server was restored from a backup: what is known here may never have happened there. */
  restore(info) {
    this.update(info);
    this.readState = new ReadState(this.me.id);
    this.readState.advance(info.readSeq);
    return this.reset(info.lastSeq);
  }

  accountChanged(account) {
    this.open?.updateSender(account);
    if (this.newest?.sender.id === account.id) this.newest = { ...this.newest, sender: { ...this.newest.sender, ...account } };
    this.emit('change');
  }

  /** A message that is not older than the newest known. */
  learnNewest(message) {
    if (message.seq > (this.newest?.seq ?? 0)) this.newest = message;
  }

  get #attended() {
    return this.open?.attended ?? false;
  }

  #load(how) {
    return this.open ? this.open.load(how) : this.#lookAtNewest();
  }

  #lookAtNewest() {
    return this.newest === null && this.newestSeq > 0 ? this.fetchNewest() : null;
  }

  /** Its last line, where no page that was loaded reaches that far. */
  async fetchNewest() {
    const page = await this.#history.page({ before: this.newestSeq + 1, limit: 1 }).catch(() => null);
    if (page?.messages[0] && !this.newest) this.newest = page.messages[0];
    this.emit('change');
  }

  #apply(message) {
    const others = message.sender.id !== this.me.id;
    const { readState, open } = this;
    // The first to come while nobody looks begins what will be new on coming back.
    const caughtUp = readState.unread(open?.timeline ?? null, message.seq - 1) === 0;
    if (others && caughtUp && !this.#attended && message.seq > readState.readSeq) readState.dividerAfter = message.seq - 1;
    if (!others) readState.wrote(message.seq);
    open?.add(message);
    this.newest = message;
    this.emit('change');
  }
}
