import { Emitter } from '../emitter.js';
import { HistoryLoader } from '../timeline/history-loader.js';
import { rowKey, toEntry, toMessage } from '../timeline/message.js';
import { OpenConversation } from './open-conversation.js';
import { ReadState } from './read-state.js';
import { Sequencer } from './sequencer.js';
import { TypingTracker } from './typing.js';
import { preview } from '../../text/graphemes.js';
import { plainText } from '../../text/plain-text.js';
import { firstName } from '../../text/names.js';
import { say } from '../../text/texts.js';

const LOBBY = 1;
/** In conversations of up to so many people everything is brought to one's notice, unless one wants it otherwise. */
const FEW = 20;

/**
 * One conversation of this account as a list of conversations needs it: what it is called, its last row, what is unread,
 * who is typing. There is one for every conversation, so it holds no messages: those are in its `open`, which only a few
 * have at a time. `nameOf(id)` says what somebody is called, `epoch()` in which of its lives the server is. Emits
 * `change` when anything to show changed, `read` with the seq when the read mark moved here, and `applied` with each entry
 * of its log.
 */
export class Conversation extends Emitter {
  /** Whether the server has told how far it goes. Before that it shows what waits to be sent, and no history. */
  begun = false;
  /** Its OpenConversation, or null. */
  open = null;
  /** What was marked unread by hand stays so, although it is on the screen, until one comes to it anew. */
  keepsUnread = false;
  /** How far was read here, as long as the server has not said that it heard so; else 0. */
  unheardRead = 0;
  #info;
  /** The newest entry that what the server told of it has in it. */
  #toldTo = 0;
  #heardTo = 0;
  #history;
  #ports;

  /** `ports` are {load, kept, pins, memberPage, places, nameOf, presenceOf, everybody, onlineOfAll, epoch, requestSync}; the first three ask the server. */
  constructor({ info, me, outbox, clock, ...ports }) {
    super();
    this.id = info.id;
    this.me = me;
    this.outbox = outbox;
    this.clock = clock;
    this.#ports = ports;
    this.#history = new HistoryLoader({ id: info.id, me, outbox, load: ports.load });
    this.readState = new ReadState(me.id);
    this.sequencer = new Sequencer({ apply: (entry) => this.#apply(entry), requestSync: ports.requestSync, clock });
    this.typing = new TypingTracker({ clock, changed: () => this.emit('change') });
    this.update(info);
    this.readState.told(counts(info));
  }

  get kind() {
    return this.#info.kind;
  }

  /** A direct is called by the others in it. */
  get title() {
    if (this.kind !== 'direct') return this.#info.title;
    const { people } = this;
    if (people.length === 0) return say('sidebar.notes');
    return people.length === 1 ? people[0].name : people.map(({ name }) => firstName(name)).join(', ');
  }

  get topic() {
    return this.#info.topic;
  }

  get visibility() {
    return this.#info.visibility;
  }

  get archived() {
    return this.#info.archived;
  }

  /** Whether I am one of its hosts. */
  get host() {
    return this.#info.host;
  }

  get starred() {
    return this.#info.starred;
  }

  /** 'auto', 'all', 'mentions' or 'nothing'. */
  get level() {
    return this.#info.level;
  }

  /** How many belong to it. Who joins the chat is in the Lobby with that, of which its log says nothing. */
  get members() {
    return (this.isLobby && this.#ports.everybody()) || this.#info.members;
  }

  /** Who else is in a direct; nobody for a room. */
  get people() {
    return (this.#info.people ?? []).filter(({ id }) => id !== this.me.id);
  }

  /** Whether the other in a direct of two is here: 'online', 'offline' or 'unknown'; null for other conversations. */
  get presence() {
    const { people } = this;
    return people.length === 1 ? this.#ports.presenceOf(people[0].id) : null;
  }

  get isLobby() {
    return this.id === LOBBY;
  }

  /** The newest row of its history: {seq, kind, name, mine, text, at}, and its `body` if it came here, or null. */
  get last() {
    return this.#info.last;
  }

  get unread() {
    return this.readState.unread;
  }

  get mentions() {
    return this.readState.mentions;
  }

  /** What the list of conversations says of what is unread: a number, in it whether one is called, or a dot. */
  get badge() {
    const { unread, mentions, level } = this;
    const all = level === 'all' || (level === 'auto' && (this.kind === 'direct' || this.members <= FEW));
    const muted = level === 'nothing';
    const count = muted ? 0 : all ? unread : mentions;
    return { count, mention: count > 0 && mentions > 0, dot: count === 0 && unread > 0, muted };
  }

  /** What of it is not sent. */
  get unsent() {
    return this.outbox.items(this.id).length;
  }

  /** The text of the newest message that waits, as in a preview; null if none does. */
  get waitingText() {
    const item = this.outbox.items(this.id).findLast(({ type, failed }) => type === 'sendMessage' && !failed);
    return item ? this.previewOf(item) : null;
  }

  /** A body in one line, with names and without its formatting. */
  preview(body) {
    return preview(plainText(body, this.#ports.nameOf));
  }

  /** A body without its formatting. */
  words(body) {
    return plainText(body, this.#ports.nameOf);
  }

  /** A preview of a message: one that says nothing is told by its first file. */
  previewOf({ body, files }) {
    return body === '' && files?.length > 0 ? preview(files[0].name) : this.preview(body);
  }

  get newestSeq() {
    return Math.max(this.sequencer.cursor, this.open?.windowEnd ?? 0);
  }

  /** What a page without a server needs to know of it. */
  toInfo() {
    const { last, ...info } = this.#info;
    const { readSeq, unread, mentions } = this.readState;
    return { ...info, last: last && { seq: last.seq, kind: last.kind, name: last.name, text: last.text, at: new Date(last.at).toISOString() }, lastSeq: this.newestSeq, readSeq, unread, mentions };
  }

  /** The server tells of it for the first time. */
  begin(info) {
    // What was read before, of what was kept.
    const read = this.open?.keptHolds() ? this.unheardRead : 0;
    this.unheardRead = 0;
    this.begun = true;
    this.#learn(info);
    this.readState.restart(counts(info));
    this.sequencer.restart(info.lastSeq);
    if (read > info.readSeq) this.read(Math.min(read, info.lastSeq));
    return this.open?.load();
  }

  /** The connection is back, and what is known still holds: what failed meanwhile is fetched again. */
  resume(info) {
    this.#learn(info);
    const { readSeq: before, unread } = this.readState;
    this.readState.told(counts(info));
    if (unread === 0 && this.unread > 0 && !this.#attended) this.readState.placeDivider();
    if (this.unheardRead <= info.readSeq) this.#readElsewhere(before);
    return this.open?.resume();
  }

  /** All that was missed is here: only now it is known what is left of it after what was read meanwhile. */
  caughtUp() {
    if (this.#advance(this.unheardRead)) this.emit('change');
  }

  /** What the server says of it now; what it holds and how far it is read stay. */
  update(info) {
    const { kind, title, topic = '', visibility = 'open', archived = false, host = false, starred = false, level = 'auto', members, people = null } = info;
    const mine = info.last?.name === this.me.name;
    const last = info.last ? { mine, body: null, ...info.last, at: Date.parse(info.last.at) || 0 } : null;
    this.#info = { id: info.id, kind, title, topic, visibility, archived, host, starred, level, members, people, last };
  }

  /** What is mine about it was changed, here or elsewhere. */
  mineChanged({ starred, level, readSeq, unread, mentions, host = this.host }) {
    Object.assign(this.#info, { starred, level, host });
    this.emit('change');
    // Said before the server heard how far was read here, which is on its way.
    if (this.unheardRead > readSeq) return;
    const before = this.readState.readSeq;
    // Everything that was told before is in its count.
    const wentBack = this.readState.told({ readSeq, unread, mentions, lastSeq: Math.max(this.#heardTo, this.sequencer.cursor) });
    if (wentBack) {
      this.keepsUnread = true;
      this.readState.placeDivider();
    } else {
      this.#readElsewhere(before);
    }
    this.emit('change');
  }

  /** Makes its messages ready to be shown; to be undone by `shut`. */
  openUp() {
    if (this.open) return this.open;
    this.open = new OpenConversation({ conversation: this, history: this.#history, clock: this.clock, ...this.#ports });
    if (this.begun) this.open.load();
    else this.open.remember();
    return this.open;
  }

  /** Lets go of its messages. What it is called, its last row and how far it is read stay. */
  shut() {
    this.open?.dispose();
    this.open = null;
  }

  /** The connection is gone. */
  interrupt() {
    this.sequencer.interrupt();
    this.typing.clear();
  }

  /** An entry of its log as the server writes it, live, replayed or resent; `live` if it happened now. */
  take(raw, { live = false } = {}) {
    // What is replayed comes as it stands in what the server told before.
    const entry = toEntry(raw, live ? raw.seq : this.#toldTo);
    this.#heardTo = Math.max(this.#heardTo, entry.seq);
    const { row } = entry;
    if (row?.kind === 'message') {
      this.typing.stopped(row.sender.id);
      if (row.commandId && row.sender.id === this.me.id) this.#confirm(row);
    }
    if (row && live && row.seq > this.sequencer.cursor) this.open?.markFresh(rowKey(row, this.me.id));
    this.sequencer.take(entry);
  }

  /** What I did is stored as the entry with that seq, as the answer to it says. */
  acked(item, { seq, at }) {
    const { commandId, type, message, body = null, emoji, on } = item;
    if (type === 'sendMessage') {
      // Whom it mentions only its entry tells, which so is newer.
      const files = item.files?.map(({ upload, ...file }) => ({ ...file, id: upload }));
      this.#confirm({ ...toMessage({ ...item, files, seq, sentAt: at, sender: this.me }), knownTo: seq - 1 });
      return;
    }
    this.open?.takeEarly({ type: ENTRY_OF[type], seq, actor: this.me, at: Date.parse(at) || 0, message, body, mentions: [], emoji, on });
    this.outbox.settle(commandId, seq);
    this.emit('change');
  }

  /** Reading went on here or in another of my windows. */
  read(seq, { here = true } = {}) {
    if (here && this.keepsUnread) return;
    // What was read elsewhere may not have come here yet: after a sleep the mark is told before the messages.
    const upto = here ? Math.min(seq, this.newestSeq) : seq;
    const before = this.readState.readSeq;
    if (!this.#advance(upto)) return;
    if (here) {
      this.unheardRead = upto;
      this.emit('read', upto);
    } else {
      this.#readElsewhere(before);
    }
    this.emit('change');
  }

  /** All of it counts as read, also what was marked unread by hand. */
  readAll() {
    this.keepsUnread = false;
    this.read(this.newestSeq);
  }

  /** A row that a page of history ends with, or a message of mine that is stored before what comes before it is here. */
  learnLast(row) {
    if (row.seq > (this.last?.seq ?? 0)) this.#info.last = this.#lastOf(row);
  }

  /** More names are known: those in its last row too. What the server wrote has them already. */
  retellLast() {
    const { last } = this.#info;
    if (last?.body?.includes('<@')) this.#info.last = { ...last, text: this.preview(last.body) };
  }

  /** The server heard how far was read. */
  readHeard(seq) {
    if (seq >= this.unheardRead) this.unheardRead = 0;
  }

  /** Everything known is void: start from `lastSeq` and fetch the newest page. */
  reset(lastSeq) {
    this.open?.clear();
    this.sequencer.restart(lastSeq);
    this.emit('change');
    return this.open?.load({ atNewest: true });
  }

  /** The server was restored from a backup: what is known here may never have happened there. */
  restore(info) {
    this.unheardRead = 0;
    this.keepsUnread = false;
    this.#heardTo = 0;
    this.#learn(info);
    this.readState.restart(counts(info));
    return this.reset(info.lastSeq);
  }

  /** Somebody is called otherwise now, or has another picture; `before` is what they were called. */
  accountChanged(account, before) {
    this.open?.updateSender(account);
    const { last, people } = this.#info;
    if (last && before && last.name === before) this.#info.last = { ...last, name: account.name };
    this.retellLast();
    const { id, name, avatarUrl = null } = account;
    this.#info.people = people?.map((one) => (one.id === id ? { ...one, name, avatarUrl } : one)) ?? null;
  }

  get #attended() {
    return this.open?.attended ?? false;
  }

  #learn(info) {
    this.update(info);
    this.#toldTo = info.lastSeq;
  }

  #advance(seq) {
    return this.readState.advance(seq, this.open?.timeline ?? null, this.sequencer.cursor);
  }

  /** The line is for what is new to the person, wherever they read. */
  #readElsewhere(before) {
    if (this.readState.readSeq > before && !this.#attended && this.unread === 0) this.readState.removeDivider();
  }

  #confirm(message) {
    const waited = this.outbox.settle(message.commandId, message.seq);
    this.open?.confirmed(message, { waited });
    if (waited) this.learnLast(message);
    this.emit('change');
  }

  #apply(entry) {
    const { readState, open } = this;
    const { row, actor, seq } = entry;
    const news = row?.kind === 'message' && !row.deleted && actor.id !== this.me.id;
    // The first to come while nobody looks begins what will be new on coming back.
    if (news && readState.unread === 0 && !this.#attended && seq > readState.readSeq) readState.dividerAfter = seq - 1;
    readState.take(entry, open?.timeline ?? null);
    open?.take(entry);
    this.#retell(entry);
    this.emit('applied', entry);
    this.emit('change');
  }

  /** What the list shows of it, after that entry. */
  #retell({ type, seq, row, message, body }) {
    const info = this.#info;
    const { last } = info;
    if (row && seq >= (last?.seq ?? 0)) info.last = this.#lastOf(row);
    else if (last && message === last.seq && last.kind === 'message') {
      if (type === 'messageEdited' && body !== null) info.last = { ...last, text: this.preview(body), body };
      if (type === 'messageDeleted') info.last = { ...last, kind: 'deleted', text: '', body: null };
    }
    if (seq <= this.#toldTo || !row) return;
    if (row.kind === 'members') info.members = Math.max(0, info.members + row.joined.length - row.left.length);
    if (row.kind === 'change') {
      for (const what of ['title', 'topic', 'visibility', 'archived']) if (row[what] !== null) info[what] = row[what];
    }
  }

  #lastOf(row) {
    const { seq, kind, deleted, body, sender, at } = row;
    const text = kind === 'message' && !deleted ? this.previewOf(row) : '';
    return { seq, kind: deleted ? 'deleted' : kind, name: sender.name, mine: sender.id === this.me.id, text, body: body ?? null, at };
  }
}

const ENTRY_OF = {
  editMessage: 'messageEdited',
  deleteMessage: 'messageDeleted',
  react: 'reactionChanged',
  pinMessage: 'messagePinned',
};

function counts({ readSeq = 0, unread = 0, mentions = 0, lastSeq = 0 }) {
  return { readSeq, unread, mentions, lastSeq };
}
