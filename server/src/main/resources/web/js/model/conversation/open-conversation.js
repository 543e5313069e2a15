import { Emitter } from '../emitter.js';
import { Attendance, onlineCount } from './attendance.js';
import { Pins } from './pins.js';
import { Pager } from '../timeline/pager.js';
import { Quotes } from '../timeline/quotes.js';
import { inConversation, onMessage } from '../people/permissions.js';
import { isMessage, mergeEntries } from '../timeline/rows.js';
import { Timeline } from '../timeline/timeline.js';
import { fileWords } from '../../text/file-words.js';
import { plainMentions } from '../../text/mentions.js';
import { plainText } from '../../text/plain-text.js';

/**
 * A conversation whose messages can be shown: its window of history and the way to more, quotes, pins, what moves in,
 * and all that one does to a message. What is known of it also while it is not open is in `conversation`. Emits `opened`
 * with {seq}, {end} or {place} when another part of it is to be shown, `mine` with the id of a message of mine that is
 * stored, `entry` with {entry, message} for each entry of its log, and `cleared` when nothing that was known of it holds
 * any more. `dispose` ends it.
 */
export class OpenConversation extends Emitter {
  timeline;
  /** Whether the reader is at the end; the view keeps it. */
  pinned = true;
  /** Whether the reader can see new messages: room shown, window visible and focused; the view keeps it. */
  attended = true;
  /** Whether what is shown is only what was kept at the last visit: the server has not answered yet. */
  remembered = false;
  /** In which of the server's lives that was kept. */
  #keptEpoch = null;
  #kept;
  #fresh = new Set();
  #disposed = false;
  /** The newest entry that the last page has in it. */
  #upto = 0;
  #places;
  #nameOf;
  #presenceOf;
  #onlineOfAll;
  #epoch;

  constructor({ conversation, history, kept, pins, memberPage, places, nameOf, presenceOf, onlineOfAll, epoch, clock }) {
    super();
    this.#kept = kept;
    this.conversation = conversation;
    this.#places = places;
    this.#nameOf = nameOf;
    this.#presenceOf = presenceOf;
    this.#onlineOfAll = onlineOfAll;
    this.#epoch = epoch;
    const changed = () => conversation.emit('change');
    this.timeline = new Timeline({ me: conversation.me.id });
    this.pager = new Pager({
      timeline: this.timeline,
      load: async (query) => {
        const page = await history.page(query);
        this.#upto = page.upto;
        return page;
      },
      newestSeq: () => conversation.newestSeq,
      may: () => !this.remembered,
      changed: () => this.#paged(),
    });
    this.quotes = new Quotes({ load: (seq) => history.single(seq), me: conversation.me.id, changed, clock });
    this.pins = new Pins({ load: () => pins(conversation.id), me: conversation.me.id, changed: () => this.#paged() });
    this.attendance = new Attendance({
      load: (after) => memberPage(conversation.id, after), changed: () => this.#paged(),
      wanted: () => conversation.kind === 'room' && !conversation.isLobby && Attendance.isFew(conversation.members),
    });
  }

  get id() {
    return this.conversation.id;
  }

  /** In which of the server's lives the numbers of its messages mean what they do here; null if there are none yet. */
  get epoch() {
    return this.#epoch() ?? this.#keptEpoch;
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

  /** How many of its people are here, or 0 if that is not known. */
  get online() {
    const { isLobby, members, kind, people, me } = this.conversation;
    const ids = kind === 'direct' ? new Set([me.id, ...people.map(({ id }) => id)]) : this.attendance.ids;
    return onlineCount({ isLobby, members, ids }, { stateOf: this.#presenceOf, everybody: this.#onlineOfAll() });
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
      rows: this.timeline.rows,
      waiting: this.outbox.items(this.id),
      hasNewer: this.timeline.hasNewer,
      me: this.me,
      mayUndo: (item) => this.outbox.mayUndo(item),
    });
  }

  /** What I may do to a message of the list, or, without one, in this conversation. */
  may(entry = null) {
    return entry ? onMessage(entry, this.conversation, this.me) : inConversation(this.conversation, this.me);
  }

  /** Where the reader left it, as {seq, offset}, or null for the end; the view keeps it. */
  get place() {
    return this.#places.get(this.id);
  }

  set place(place) {
    this.#places.put(this.id, place);
  }

  /** What the person wrote last and may change, stored or not; null if that is nowhere near. */
  get lastEditable() {
    const mine = ({ kind, sender, deleted }) => kind === 'message' && !deleted && sender.id === this.me.id;
    return this.entries.findLast(mine) ?? null;
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

  /** Shows what was kept at the last visit, until the server answers. */
  async remember() {
    const kept = await this.#kept(this.id);
    if (!kept || this.#disposed || this.conversation.begun || this.timeline.first) return;
    this.remembered = true;
    this.#keptEpoch = kept.epoch;
    this.timeline.replace({ rows: kept.rows, hasOlder: true, hasNewer: false });
    this.#paged();
    const { place } = this;
    this.emit('opened', place && this.timeline.bySeq(place.seq) ? { place } : { end: true });
  }

  /** The server is reached: whether what was kept is of the life in which it is. If not, that means nothing any more. */
  keptHolds() {
    const holds = this.remembered && this.#keptEpoch === this.#epoch();
    if (this.remembered && !holds) this.clear();
    return holds;
  }

  /** Opens a window: at the first unread message if there is one, else at the end. */
  async load({ atNewest = false } = {}) {
    const { readState, conversation, timeline } = this;
    // What was written since is not behind what was kept, until it is here.
    if (this.remembered) timeline.hasNewer = (timeline.last?.seq ?? 0) < conversation.newestSeq;
    this.pins.load();
    this.attendance.load();
    const behind = conversation.newestSeq > readState.readSeq;
    if (behind) readState.placeDivider();
    const place = atNewest || conversation.unread > 0 ? null : this.place;
    if (!(await this.#openWindow({ atNewest, behind, place }))) return;
    this.remembered = false;
    readState.recount(this.timeline, this.#upto);
    if (this.unread === 0) readState.removeDivider();
    this.emit('opened', this.firstUnread ? { seq: this.firstUnread.seq } : place ? { place } : { end: true });
  }

  /** The connection is back. */
  resume() {
    this.pins.resume();
    this.attendance.resume();
    return this.pager.state.open === 'failed' ? this.load() : this.pager.forgive();
  }

  /** It was open already, and is shown again: where something new began, else where it was left. */
  showAgain() {
    if (this.firstUnread) return this.emit('opened', { seq: this.firstUnread.seq });
    const { place } = this;
    return place && this.timeline.bySeq(place.seq) ? this.emit('opened', { place }) : this.toEnd();
  }

  /** Back to the end, from wherever the window is. Whether that worked, here and below. */
  async toEnd(extra = {}) {
    if (this.timeline.hasNewer && !(await this.pager.newest())) return false;
    this.emit('opened', { end: true, ...extra });
    return true;
  }

  /** With `flash` in what is `extra`, that message is shown to the eye, and is where the keyboard is. */
  toMessage(seq, extra = {}) {
    return this.#toRow(seq, { seq, ...extra });
  }

  /** Back where the reader was, as a `place` was then; the message `from` led away from there, if one did. */
  toPlace(place, from = null) {
    const extra = from === null ? {} : { seq: from, flash: true };
    return place === null ? this.toEnd(extra) : this.#toRow(place.seq, { place, ...extra });
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

  /** All of it counts as read, also what was marked unread by hand. */
  readAll() {
    this.conversation.readAll();
  }

  /**
   * Hands a message over to be sent, under the id of its draft. Throws if it cannot be kept; then nothing has changed.
   * `epoch` is that of the server whose message it replies to.
   */
  send({ body, replyTo = null, epoch = null, id = null, files = [] }) {
    return this.outbox.add({ conversation: this.id, body, replyTo, epoch, id, files });
  }

  /** I wrote something: the line has done its duty. */
  wrote() {
    this.readState.removeDivider();
    this.conversation.keepsUnread = false;
    const written = this.outbox.items(this.id).findLast(isMessage);
    if (written) this.#fresh.add(`c${written.commandId}`);
    this.conversation.emit('change');
    return this.toEnd();
  }

  /** Gives a message of the list another text. Throws if that cannot be kept. */
  edit(entry, body) {
    if (entry.refusedEdit) this.outbox.discard(entry.refusedEdit.commandId);
    if (body !== entry.body) this.outbox.edit({ ...this.#aim(entry), body });
  }

  /** Takes the text of a message away, after a few seconds. */
  remove(entry) {
    this.outbox.remove(this.#aim(entry));
  }

  undoRemove(entry) {
    if (entry.undo) this.outbox.undo(entry.undo);
  }

  /** Puts a reaction of mine on a message, or takes it off if it is on. */
  react(entry, emoji) {
    const on = !entry.reactions.some((one) => one.emoji === emoji && one.mine);
    this.outbox.react({ ...this.#aim(entry), emoji, on });
  }

  pin(entry, on) {
    this.outbox.pin({ ...this.#aim(entry), on });
  }

  /** What failed goes once more. Throws if that cannot be kept. */
  retry(commandId) {
    this.outbox.retry(commandId);
  }

  /** A message whose files are on their way is not to be sent. */
  cancel(commandId) {
    return this.outbox.cancel(commandId);
  }

  discard(commandId) {
    this.outbox.discard(commandId);
  }

  /** A body as it was written, with names. */
  plain(body) {
    return plainMentions(body ?? '', this.#nameOf);
  }

  /** A body in words, without its formatting. */
  words(body) {
    return plainText(body ?? '', this.#nameOf);
  }

  /** A message in words: one without a text by the names of its files. */
  told({ body, files = [] }) {
    return this.words(body) || fileWords(files);
  }

  /** An entry of the log came next in order. */
  take(entry) {
    this.timeline.take(entry, { pinned: this.pinned });
    this.quotes.take(entry);
    this.attendance.take(entry);
    const message = entry.row ? null : this.timeline.bySeq(entry.message);
    if (!entry.row) this.pins.take(entry, message);
    this.emit('entry', { entry, message });
  }

  /** What I changed is stored, and what comes before it in the log is still on its way. */
  takeEarly(entry) {
    this.timeline.takeEarly(entry);
  }

  /** A message of mine is stored; `waited` if it stood in the outbox until now. */
  confirmed(message, { waited }) {
    this.emit('mine', message.commandId);
    if (waited || this.timeline.bySeq(message.seq)) this.timeline.add(message, { pinned: this.pinned });
  }

  updateSender(account) {
    this.timeline.updateSender(account);
    this.quotes.updateSender(account);
    this.pins.updateSender(account);
  }

  clear() {
    this.pager.cancel();
    this.remembered = false;
    this.timeline.clear();
    this.quotes.clear();
    this.pins.clear();
    this.attendance.clear();
    this.emit('cleared');
  }

  /** It is shown no more: what is under way leads nowhere, and no timer stays. */
  dispose() {
    this.#disposed = true;
    this.pager.cancel();
    this.pins.clear();
    this.attendance.clear();
    this.quotes.dispose();
  }

  async #toRow(seq, target) {
    if (!this.timeline.bySeq(seq) && !(await this.pager.around(seq))) return false;
    this.emit('opened', target);
    return true;
  }

  #openWindow({ atNewest, behind, place }) {
    if (atNewest) return this.pager.newest();
    return place ? this.pager.around(place.seq) : this.pager.open(this.readState.readSeq, behind);
  }

  /** A waiting message has no number yet; its changes follow it. */
  #aim({ seq, commandId }) {
    const { epoch } = this;
    return seq === null ? { conversation: this.id, target: commandId } : { conversation: this.id, message: seq, epoch };
  }

  #paged() {
    const { last, hasNewer } = this.timeline;
    if (last && !hasNewer) this.conversation.learnLast(last);
    if (!this.#disposed) this.conversation.emit('change');
  }
}
