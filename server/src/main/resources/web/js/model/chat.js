import { Conversation } from './conversation/conversation.js';
import { Emitter } from './emitter.js';
import { PendingCommands } from './pending-commands.js';
import { Roster } from './people/roster.js';
import { TypingNotifier } from './conversation/typing.js';
import { systemClock } from './platform.js';
import { toMessage } from './timeline/message.js';

const CLIENT = 'browser 1.0';
/** A connection that is back by then was never missed; the bar of the page says as much. */
export const OFFLINE_PATIENCE = 5_000;
/** So many conversations keep their messages at hand; of the others only what the list of conversations shows is known. */
const MOST_OPEN = 4;

/**
 * Everything one signed-in account sees, kept right by what the server says (`handle`): all conversations, a few of them
 * open, one of those `current`, on the screen. It knows neither sockets nor elements: `send(command)` puts a command on
 * the wire or returns false, `load(conversation, query)` fetches a page of history. `conversationStore` keeps the list of
 * conversations for the next visit: {get(), set(list)}. Emits `change`, `conversation` with the OpenConversation when
 * there is another one to show, `account` when my own changed, and `epoch` with each welcome.
 */
export class Chat extends Emitter {
  /** All there are, by id, in the order of the server. */
  conversations = new Map();
  limits = { bodyCodePoints: 8_000 };
  live = false;
  /** The ids of the open ones; the last is the one on the screen. */
  #opened = [];
  #epoch = null;
  #clockSkew = 0;
  #pending;
  #send;
  #load;
  #conversationStore;
  #clock;
  #away = null;

  constructor({ account, outbox, send, load, conversationStore, clock = systemClock }) {
    super();
    this.account = account;
    this.#send = send;
    this.#pending = new PendingCommands(send);
    this.#conversationStore = conversationStore;
    this.#load = async (id, query) => {
      const page = await load(id, query);
      const messages = page.rows.filter(({ type }) => type === 'messagePosted').map(toMessage);
      return { ...page, messages, more: 'after' in query ? page.newer : page.older };
    };
    this.#clock = clock;
    this.roster = new Roster(account.id);
    this.outbox = outbox({ send: (item) => this.#sendMessage(item), now: () => this.now() });
    this.outbox.on('change', () => this.emit('change'));
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

  /** Puts another conversation on the screen. */
  show(id) {
    if (id === this.#opened.at(-1) || !this.conversations.has(id)) return;
    this.typingNotifier.stop();
    const wasOpen = this.conversations.get(id).open !== null;
    this.#openUp(id);
    this.emit('conversation', this.current);
    if (wasOpen) this.current.showAgain();
  }

  get unread() {
    return [...this.conversations.values()].reduce((sum, conversation) => sum + conversation.unread, 0);
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
    this.typingNotifier.sent();
    for (const conversation of this.conversations.values()) conversation.interrupt();
    this.emit('change');
  }

  /** The screen goes: no timer and no listener stays. */
  close() {
    this.disconnected();
    this.#clock.cancel(this.#away);
    for (const conversation of this.conversations.values()) conversation.shut();
    this.outbox.close();
  }

  /** One object from the server; types this page does not know are for newer ones. */
  handle(event) {
    this.#handlers[event.type]?.(event);
  }

  #handlers = {
    welcome: (event) => this.#welcome(event),
    live: () => {
      this.live = true;
      this.#clock.cancel(this.#away);
      this.#away = null;
      this.outbox.online();
      this.emit('change');
    },
    messagePosted: (event) => this.conversations.get(event.conversation)?.take(toMessage(event), { live: this.live }),
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
      this.roster.presence(event);
      this.emit('change');
    },
    accountChanged: (event) => this.accountChanged(event.account),
  };

  accountChanged(account) {
    this.roster.accountChanged(account);
    if (account.id === this.account.id) {
      const { name, avatarUrl = null, email = this.account.email, role = this.account.role } = account;
      Object.assign(this.account, { name, avatarUrl, email, role });
      this.emit('account', this.account);
    }
    for (const conversation of this.conversations.values()) conversation.accountChanged(account);
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
    const had = this.current;
    this.#dropGone(event.conversations);
    for (const info of event.conversations) {
      const known = this.conversations.get(info.id) ?? this.#add(info);
      this.#openFirst();
      if (known.begun) this.#resume(known, info, restored);
      else known.begin(info);
    }
    this.#conversationStore.set(event.conversations.map(({ id, kind, title, members }) => ({ id, kind, title, members })));
    this.accountChanged(event.account);
    if (this.current && this.current !== had) this.emit('conversation', this.current);
  }

  #add(info) {
    const conversation = new Conversation({
      info,
      me: this.account,
      outbox: this.outbox,
      load: this.#load,
      requestSync: (after) => this.#pending.ask({ type: 'sync', conversation: info.id, after, limit: 200 }, { conversation: info.id }),
      clock: this.#clock,
    });
    conversation.on('change', () => this.emit('change'));
    conversation.on('read', (seq) => this.#send({ type: 'markRead', conversation: info.id, seq }));
    this.conversations.set(info.id, conversation);
    return conversation;
  }

  /** What was there at the last visit, and is there no more. */
  #dropGone(told) {
    const ids = new Set(told.map(({ id }) => id));
    for (const [id, conversation] of this.conversations) {
      if (conversation.begun || ids.has(id)) continue;
      conversation.shut();
      this.conversations.delete(id);
    }
  }

  /** The room to show as long as nobody chose one: the Lobby. */
  #openFirst() {
    const [first] = this.conversations.keys();
    if (!this.current && first !== undefined) this.#openUp(first);
  }

  /** Those shown longest ago make room. */
  #openUp(id) {
    this.conversations.get(id).openUp();
    this.#opened = [...this.#opened.filter((other) => other !== id && this.conversations.has(other)), id];
    for (const old of this.#opened.splice(0, this.#opened.length - MOST_OPEN)) this.conversations.get(old).shut();
  }

  #resume(conversation, info, restored) {
    if (restored) return conversation.restore(info);
    const { readSeq } = conversation.readState;
    if (readSeq > info.readSeq) this.#send({ type: 'markRead', conversation: info.id, seq: readSeq });
    return conversation.resume(info);
  }

  #sendMessage({ commandId, conversation, body, replyTo }) {
    const command = { type: 'sendMessage', conversation, commandId, body, ...(replyTo && { replyTo }) };
    return this.#pending.ask(command, { conversation, commandId });
  }

  #acked({ id, conversation: of, commandId, seq, at: sentAt }) {
    this.#pending.answered(id);
    if (!commandId) return;
    const item = this.outbox.items(of).find((waiting) => waiting.commandId === commandId);
    if (item) this.conversations.get(of)?.confirm(toMessage({ ...item, seq, sentAt, sender: this.account }));
  }

  #rejected({ id, code, message, retry = false, retryAfterMs }) {
    const asked = this.#pending.answered(id);
    if (!asked) return;
    const conversation = this.conversations.get(asked.conversation);
    const afterSeq = conversation?.newestSeq ?? 0;
    if (asked.commandId) this.outbox.refused(asked.commandId, { code, message, retry, retryAfterMs, afterSeq });
    else conversation?.sequencer.syncRefused(retryAfterMs);
  }

  #tellTyping(typing) {
    if (this.live && this.current) this.#send({ type: 'setTyping', conversation: this.current.id, typing });
  }
}
