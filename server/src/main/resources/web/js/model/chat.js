import { Conversation } from './conversation/conversation.js';
import { Emitter } from './emitter.js';
import { EmojiFile } from './emoji-file.js';
import { PendingCommands } from './pending-commands.js';
import { KnownPeople } from './people/known-people.js';
import { Roster } from './people/roster.js';
import { Rooms } from './rooms.js';
import { TypingNotifier } from './conversation/typing.js';
import { systemClock } from './platform.js';
import { USUAL } from './notifications/do-not-disturb.js';
import { ENTRY_TYPES } from './timeline/message.js';

const CLIENT = 'browser 1.0';
/** A connection that is back by then was never missed; the bar of the page says as much. */
export const OFFLINE_PATIENCE = 5_000;
/** So many conversations keep their messages at hand; of the others only what the list of conversations shows is known. */
const MOST_OPEN = 8;
const LOBBY = 1;

/**
 * Everything one signed-in account sees, kept right by what the server says (`handle`): all conversations, a few of them
 * open, one of those `current`, on the screen. It knows neither sockets nor elements: `send(command)` puts a command on
 * the wire or returns false, `calls` are those to the server over HTTP. `conversationStore` keeps for the next visit
 * which conversations there are and which was on the screen: {get(), set(list), shown(), setShown(id)}, and `keptRows` the newest rows of some; `places` where
 * the reader was in each, `recents` the emoji one uses most. `emojiFile` has all of them, once they are asked for.
 *
 * Emits `change`, `conversation` with the OpenConversation when there is another one to show, `removed` with {id, title}
 * of one that I do not belong to any more, `refused` with {item, failure} when something I did was turned back, `account`
 * when my own changed, `renamed` with whoever changed, `entry` with {conversation, entry} for each entry of a log, in order,
 * and `epoch` with each welcome.
 */
export class Chat extends Emitter {
  /** All there are, by id, in the order of the server. */
  conversations = new Map();
  limits = { bodyCodePoints: 8_000 };
  live = false;
  /** What the account has said about notifications: {doNotDisturb, words}. */
  notifications = USUAL;
  /** The ids of the open ones; the last is the one on the screen. */
  #opened = [];
  #epoch = null;
  #clockSkew = 0;
  #known;
  #pending;
  #send;
  #calls;
  #conversationStore;
  #keptRows;
  #places;
  #clock;
  #away = null;

  constructor({ account, outbox, send, calls, conversationStore, keptRows, places, recents, clock = systemClock }) {
    super();
    this.account = account;
    this.#send = send;
    this.#pending = new PendingCommands(send);
    this.#conversationStore = conversationStore;
    this.#keptRows = keptRows;
    this.#calls = calls;
    this.#known = new KnownPeople({ load: (sought) => calls.people(sought), changed: () => this.#named() });
    this.#places = places;
    this.recents = recents;
    this.emojiFile = new EmojiFile({ read: () => calls.emojiList() });
    this.#clock = clock;
    this.roster = new Roster(account.id);
    this.rooms = new Rooms({ chat: this, calls });
    this.outbox = outbox({ send: (item) => this.#command(item), now: () => this.now() });
    this.outbox.on('change', () => this.emit('change'));
    this.outbox.on('refused', (refused) => this.emit('refused', refused));
    this.#known.learn(account);
    this.typingNotifier = new TypingNotifier({ clock, send: (typing) => this.#tellTyping(typing) });
    for (const info of conversationStore.get()) this.#add(info);
    this.#openFirst();
  }

  /** Which of its lives the server is in: another one after it was restored. Null before it said so. */
  get epoch() {
    return this.#epoch;
  }

  /** The OpenConversation on the screen, or null while there is none. */
  get current() {
    return this.conversations.get(this.#opened.at(-1))?.open ?? null;
  }

  /** The ids of those that were on the screen, the one that is there now first. */
  get shownLast() {
    return [...this.#opened].reverse();
  }

  /** Everybody else who is known by name, and whom one could write to. */
  get people() {
    const all = this.roster.namesAll ? this.roster.people : this.#known.all;
    return all.filter(({ id }) => id !== this.account.id);
  }

  /** Puts another conversation on the screen. */
  show(id) {
    if (id === this.#opened.at(-1) || !this.conversations.has(id)) return;
    this.typingNotifier.stop();
    const conversation = this.conversations.get(id);
    const wasOpen = conversation.open !== null;
    this.#openUp(id);
    this.#conversationStore.setShown(id);
    conversation.keepsUnread = false;
    this.emit('conversation', this.current);
    if (wasOpen && conversation.begun) this.current.showAgain();
  }

  /** What the list of conversations shows, one below the other: those of which something happened last come first. */
  get sections() {
    const sections = { starred: [], rooms: [], direct: [] };
    for (const conversation of this.conversations.values()) {
      sections[conversation.starred ? 'starred' : conversation.kind === 'direct' ? 'direct' : 'rooms'].push(conversation);
    }
    return Object.entries(sections).map(([kind, list]) => ({ kind, conversations: list.sort(byLast) }));
  }

  /** How much of what is new is brought to notice. */
  get unread() {
    return [...this.conversations.values()].reduce((sum, { badge }) => sum + badge.count, 0);
  }

  /** What somebody is called, or null if nobody has said so yet. */
  nameOf(id) {
    const name = this.#known.nameOf(id);
    // Where there are not too many people the server tells of all of them by itself.
    if (name === null && this.live && !this.roster.namesAll) this.#known.seek(id);
    return name;
  }

  /** {id, name, avatarUrl} of somebody, or null. */
  person(id) {
    return this.#known.get(id);
  }

  /**
   * Whether somebody is here, {state, lastSeen}: as it is told, or else as it was when they were asked for, which may have
   * brought `online` and `lastSeen`; `state` is null if neither says.
   */
  presenceOf({ id, online, lastSeen = null }) {
    const told = this.roster.person(id);
    if (told) return told;
    return online === undefined || !this.live ? { state: null, lastSeen: null } : { state: online ? 'online' : 'offline', lastSeen };
  }

  /** The server's time, as well as it is known here. */
  now() {
    return this.#clock.now() + this.#clockSkew;
  }

  /** The first command on every connection. */
  hello() {
    const begun = [...this.conversations.values()].filter((conversation) => conversation.begun);
    const cursors = Object.fromEntries(begun.map((conversation) => [conversation.id, conversation.sequencer.cursor]));
    return { type: 'hello', version: 2, client: CLIENT, ...(this.#epoch && { epoch: this.#epoch }), cursors };
  }

  disconnected() {
    this.live = false;
    this.#away ??= this.#clock.after(OFFLINE_PATIENCE, () => {
      this.roster.lose();
      this.emit('change');
    });
    this.#pending.clear();
    this.outbox.offline();
    this.#keptRows.interrupt();
    this.typingNotifier.sent();
    for (const conversation of this.conversations.values()) conversation.interrupt();
    this.emit('change');
  }

  /** The page may be about to go: what the next visit is to begin with is kept. */
  keep() {
    this.#places.flush();
    this.#keptRows.flush();
    if (this.#epoch) this.#keepList();
  }

  /** The screen goes: no timer and no listener stays. */
  close() {
    this.disconnected();
    this.#clock.cancel(this.#away);
    for (const conversation of this.conversations.values()) conversation.shut();
    this.outbox.close();
    this.keep();
    this.#keptRows.close();
  }

  /** One object from the server; types this page does not know are for newer ones. */
  handle(event) {
    this.#handlers[event.type]?.(event);
  }

  #handlers = {
    welcome: (event) => this.#welcome(event),
    live: () => {
      this.live = true;
      this.#known.again();
      this.#clock.cancel(this.#away);
      this.#away = null;
      for (const conversation of this.conversations.values()) conversation.caughtUp();
      this.outbox.online();
      this.emit('change');
    },
    ...Object.fromEntries(ENTRY_TYPES.map((type) => [type, (event) => this.#entry(event)])),
    conversationAdded: (event) => this.#added(event.conversation),
    conversationRemoved: (event) => this.#removed(event.conversation),
    mineChanged: (event) => this.conversations.get(event.conversation)?.mineChanged(event),
    ack: (event) => this.#acked(event),
    rejected: (event) => this.#rejected(event),
    synced: (event) => {
      this.#pending.answered(event.id);
      this.conversations.get(event.conversation)?.sequencer.synced(event);
    },
    reset: (event) => this.conversations.get(event.conversation)?.reset(event.lastSeq),
    readMoved: (event) => {
      if (event.account === this.account.id) this.conversations.get(event.conversation)?.read(event.seq, { here: false });
    },
    typing: (event) => {
      if (event.account !== this.account.id) this.conversations.get(event.conversation)?.typing.heard(event);
    },
    presence: (event) => {
      this.#known.learnFrom(event);
      this.roster.presence(event);
      this.emit('change');
    },
    accountChanged: (event) => this.accountChanged(event.account),
    notificationsChanged: ({ notifications }) => {
      this.notifications = notifications;
      this.emit('change');
    },
  };

  /**
   * What the server says of a conversation I belong to, in an answer to a call: it may be older than what was heard of
   * it since.
   */
  learn(info) {
    const known = this.conversations.get(info.id);
    if (!known?.begun) this.#added(info);
    else if (info.lastSeq >= known.sequencer.cursor) known.update(info);
    this.emit('change');
  }

  /** Says something else about notifications; what is left out stays. */
  async changeNotifications(some) {
    const notifications = await this.#calls.changeNotifications(some);
    this.handle({ type: 'notificationsChanged', notifications });
  }

  accountChanged(account) {
    const before = this.#known.nameOf(account.id);
    this.#known.learn(account);
    this.roster.accountChanged(account);
    if (account.id === this.account.id) {
      const { name, avatarUrl = null, email = this.account.email, role = this.account.role } = account;
      Object.assign(this.account, { name, avatarUrl, email, role });
      this.emit('account', this.account);
    }
    for (const conversation of this.conversations.values()) conversation.accountChanged(account, before);
    this.emit('renamed', account);
    this.emit('change');
  }

  #welcome(event) {
    const restored = this.#epoch !== null && this.#epoch !== event.epoch;
    this.#epoch = event.epoch;
    this.outbox.untie(event.epoch);
    this.emit('epoch', event.epoch);
    this.#clockSkew = event.serverTime ? Date.parse(event.serverTime) - this.#clock.now() : 0;
    if (event.limits?.bodyCodePoints) this.limits = event.limits;
    this.notifications = event.notifications ?? USUAL;
    const had = this.current;
    this.#dropGone(event.conversations);
    for (const info of event.conversations) {
      this.#known.learnFrom(info);
      const known = this.conversations.get(info.id) ?? this.#add(info);
      if (known.begun) this.#resume(known, info, restored);
      else known.begin(info);
    }
    this.#openFirst();
    this.#keepList();
    this.#keptRows.welcomed(event.epoch, event.conversations, (id) => Boolean(this.conversations.get(id)?.open));
    this.accountChanged(event.account);
    if (this.current !== had) this.emit('conversation', this.current);
  }

  #add(info) {
    const { history, pins } = this.#calls;
    const conversation = new Conversation({
      info,
      me: this.account,
      outbox: this.outbox,
      load: async (id, query) => {
        const page = await history(id, query);
        for (const row of page.rows) this.#known.learnFrom(row);
        return page;
      },
      kept: async (id) => {
        const kept = await this.#keptRows.find(id);
        for (const row of kept?.rows ?? []) this.#known.learnFrom(row);
        return kept;
      },
      pins,
      memberPage: async (id, after) => {
        const page = await this.#calls.members(id, { query: '', after });
        this.#known.learnFrom({ accounts: page.members.map(({ account }) => account) });
        this.#named();
        return page;
      },
      places: this.#places,
      nameOf: (id) => this.nameOf(id),
      presenceOf: (id) => this.roster.stateOf(id),
      everybody: () => this.roster.members,
      onlineOfAll: () => this.roster.online,
      epoch: () => this.#epoch,
      requestSync: (after) => this.#pending.ask({ type: 'sync', conversation: info.id, after, limit: 200 }, { conversation: info.id }),
      clock: this.#clock,
    });
    conversation.on('change', () => {
      if (conversation.open) this.#keptRows.touched(conversation.open);
      this.emit('change');
    });
    conversation.on('applied', (entry) => this.emit('entry', { conversation, entry }));
    conversation.on('read', (seq) => this.#tellRead(conversation, seq));
    this.conversations.set(info.id, conversation);
    return conversation;
  }

  #named() {
    for (const conversation of this.conversations.values()) conversation.retellLast();
    this.emit('change');
  }

  #added(info) {
    this.#known.learnFrom(info);
    const known = this.conversations.get(info.id) ?? this.#add(info);
    if (!known.begun) {
      known.begin(info);
    } else {
      known.update(info);
      if (info.lastSeq > known.sequencer.cursor) known.restore(info);
    }
    this.#keepList();
    this.emit('change');
  }

  #removed(id) {
    const gone = this.conversations.get(id);
    if (!gone) return;
    const { title } = gone;
    const shown = this.#opened.at(-1) === id;
    this.#drop(gone);
    this.#keptRows.drop(id);
    this.#openFirst();
    this.#keepList();
    this.emit('removed', { id, title });
    if (shown) this.emit('conversation', this.current);
    this.emit('change');
  }

  #entry(event) {
    this.#known.learnFrom(event);
    const conversation = this.conversations.get(event.conversation);
    conversation?.take(event, { live: this.live });
    if (conversation?.open?.timeline.hasNewer ?? true) this.#keptRows.take(event.conversation, event);
  }

  /** What was there before, and is there no more. */
  #dropGone(told) {
    const ids = new Set(told.map(({ id }) => id));
    for (const conversation of [...this.conversations.values()]) if (!ids.has(conversation.id)) this.#drop(conversation);
  }

  #drop(conversation) {
    conversation.interrupt();
    conversation.shut();
    this.conversations.delete(conversation.id);
    this.#opened = this.#opened.filter((id) => id !== conversation.id);
  }

  #keepList() {
    this.#conversationStore.set([...this.conversations.values()].map((conversation) => conversation.toInfo()));
  }

  /** What to show as long as nobody chose: what was there last, else the Lobby. */
  #openFirst() {
    if (this.current) return;
    const wanted = [this.#conversationStore.shown(), LOBBY, ...this.conversations.keys()];
    const first = this.#opened.at(-1) ?? wanted.find((id) => this.conversations.has(id));
    if (first !== undefined) this.#openUp(first);
  }

  /** Those shown longest ago make room. */
  #openUp(id) {
    this.conversations.get(id).openUp();
    this.#opened = [...this.#opened.filter((other) => other !== id && this.conversations.has(other)), id];
    for (const old of this.#opened.splice(0, this.#opened.length - MOST_OPEN)) this.conversations.get(old).shut();
  }

  #resume(conversation, info, restored) {
    if (restored) return conversation.restore(info);
    const { unheardRead } = conversation;
    if (unheardRead > info.readSeq) this.#tellRead(conversation, unheardRead);
    return conversation.resume(info);
  }

  #tellRead({ id }, seq) {
    this.#pending.ask({ type: 'markRead', conversation: id, seq }, { conversation: id, read: seq });
  }

  #command({ type, conversation, commandId, body, replyTo, files, message, emoji, on }) {
    const carries = {
      sendMessage: { body, ...(replyTo && { replyTo }), ...(files && { files: files.map(({ upload }) => upload) }) },
      editMessage: { message, body },
      deleteMessage: { message },
      react: { message, emoji, on },
      pinMessage: { message, on },
    };
    return this.#pending.ask({ type, conversation, commandId, ...carries[type] }, { conversation, commandId });
  }

  #acked({ id, conversation: of, commandId, seq, at }) {
    const asked = this.#pending.answered(id);
    const conversation = this.conversations.get(of);
    if (asked?.read) conversation?.readHeard(asked.read);
    if (!commandId) return;
    const item = this.outbox.items(of).find((waiting) => waiting.commandId === commandId);
    if (!item) return;
    if (conversation) conversation.acked(item, { seq, at });
    else this.outbox.settle(commandId, seq);
  }

  #rejected({ id, code, message, retry = false, retryAfterMs }) {
    const asked = this.#pending.answered(id);
    if (!asked || asked.read) return;
    const conversation = this.conversations.get(asked.conversation);
    const afterSeq = conversation?.newestSeq ?? 0;
    if (asked.commandId) this.outbox.refused(asked.commandId, { code, message, retry, retryAfterMs, afterSeq });
    else conversation?.sequencer.syncRefused(retryAfterMs);
  }

  /** A file of a message was not taken: the message stays, and says why. */
  uploadRefused({ commandId, conversation }, failure) {
    const afterSeq = this.conversations.get(conversation)?.newestSeq ?? 0;
    this.outbox.refused(commandId, { ...failure, retry: false, afterSeq });
  }

  #tellTyping(typing) {
    if (this.live && this.current) this.#send({ type: 'setTyping', conversation: this.current.id, typing });
  }
}

function byLast(one, other) {
  return (other.last?.at ?? -1) - (one.last?.at ?? -1) || one.title.localeCompare(other.title) || one.id - other.id;
}
