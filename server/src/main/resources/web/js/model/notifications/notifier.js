import { EVERYWHERE, NotificationBoard } from './notification-board.js';
import { answerTo } from './notification-rule.js';
import { count, say } from '../../text/texts.js';

/**
 * Brings what happens in a chat to somebody's notice. `settings` are this browser's; `screen` shows it: {attends(id)}, whether
 * somebody sees that conversation here or in another tab, {show({key, title, body, conversation, seq}, {sound})},
 * {withdraw(key)}, and {missing()}, told when there would have been something to show, but showing is off. Only the tab that
 * leads shows anything: `lead()` makes this one do so.
 */
export class Notifier {
  #board = new NotificationBoard();
  /** What came while the connection was away. */
  #missed = [];
  /** Where a notification leads that is of an edit: the message, by conversation and seq of the edit. */
  #edited = new Map();
  #leads = false;
  #chat;
  #settings;
  #screen;
  #now;
  #undo;

  constructor({ chat, settings, screen, now = () => Date.now() }) {
    this.#chat = chat;
    this.#settings = settings;
    this.#screen = screen;
    this.#now = now;
    this.#undo = [
      chat.on('entry', ({ conversation, entry }) => this.#entry(conversation, entry)),
      chat.on('change', () => this.#changed()),
      chat.on('removed', ({ id }) => this.#withdraw(this.#board.clear(id))),
    ];
  }

  /** No other tab shows notifications from now on. */
  lead() {
    this.#leads = true;
  }

  /** Somebody pressed one, or sees what it tells. */
  opened(key) {
    this.#withdraw(this.#board.clear(key));
  }

  /** It was taken away where it was shown. */
  dismissed(key) {
    this.#board.clear(key);
  }

  close() {
    for (const undo of this.#undo) undo();
    this.#withdraw(this.#board.clearAll());
  }

  #entry(conversation, entry) {
    const { type } = entry;
    if (type === 'messageDeleted') this.#deleted(conversation, entry.message);
    if (!this.#leads || (type !== 'messagePosted' && type !== 'messageEdited')) return;
    const edit = type === 'messageEdited';
    // Of a message that was read it is the edit that is new.
    const read = edit && entry.message <= conversation.readState.readSeq;
    const seq = edit && !read ? entry.message : entry.seq;
    const { body, mentions, deleted = false } = edit ? entry : entry.row;
    const news = { seq: entry.seq, actor: entry.actor.id, edit, mentions, text: deleted || body === null ? '' : conversation.words(body), deleted: deleted || body === null };
    const answer = answerTo(news, placeOf(conversation), this.#reader(conversation), { live: this.#chat.live, now: this.#now() });
    if (answer === 'none') {
      if (edit && body !== null) this.#reworded(conversation.id, entry.message, this.#text(conversation, entry.actor, { body }));
      return;
    }
    const text = this.#text(conversation, entry.actor, edit ? { body } : entry.row);
    if (read) this.#editedIn(conversation.id).set(entry.seq, entry.message);
    if (answer === 'ring') this.#show(this.#board.rang(conversation.id, seq, text, this.#now()));
    else this.#missed.push({ conversation: conversation.id, seq, text });
  }

  #reader({ id, readState }) {
    const { account, notifications } = this.#chat;
    return { account: account.id, readSeq: readState.readSeq, attends: this.#screen.attends(id), settings: notifications };
  }

  #text(conversation, actor, message) {
    const preview = conversation.previewOf(message);
    return conversation.kind === 'direct' && conversation.people.length <= 1 ? preview : say('notification.body', actor.name, preview);
  }

  #deleted(conversation, message) {
    for (const seq of this.#toldOf(conversation.id, message)) this.#forget(conversation, seq);
  }

  /** What is told of already says what the message says now. */
  #reworded(conversation, message, text) {
    for (const seq of this.#toldOf(conversation, message)) {
      this.#missed = this.#missed.map((one) => (one.conversation === conversation && one.seq === seq ? { ...one, text } : one));
      const shown = this.#board.edited(conversation, seq, text);
      if (shown) this.#show(shown);
    }
  }

  /** Under which numbers a message can be told of: its own, and those of its edits. */
  #toldOf(conversation, message) {
    const edits = this.#edited.get(conversation) ?? [];
    return [message, ...[...edits].filter(([, of]) => of === message).map(([seq]) => seq)];
  }

  #editedIn(id) {
    if (!this.#edited.has(id)) this.#edited.set(id, new Map());
    return this.#edited.get(id);
  }

  #forget(conversation, seq) {
    this.#missed = this.#missed.filter((one) => one.conversation !== conversation.id || one.seq !== seq);
    const change = this.#board.deleted(conversation.id, seq);
    if (change?.shown) this.#show(change.shown);
    else if (change) this.#screen.withdraw(conversation.id);
  }

  #changed() {
    for (const conversation of this.#chat.conversations.values()) {
      const { id, level, readState } = conversation;
      this.#withdraw(level === 'nothing' ? this.#board.clear(id) : this.#board.read(id, readState.readSeq));
    }
    if (this.#chat.live && this.#missed.length > 0) this.#tellMissed();
  }

  #tellMissed() {
    const still = this.#missed.filter(({ conversation, seq }) => seq > (this.#chat.conversations.get(conversation)?.readState.readSeq ?? Infinity));
    this.#missed = [];
    if (still.length > 0) this.#show(this.#board.missed(still));
  }

  #show(shown) {
    const { key, conversation, seq, text, count: number, conversations, sound } = shown;
    const title = this.#chat.conversations.get(conversation).title;
    const { notifications: on, notificationText } = this.#settings;
    if (!on) {
      this.#board.clear(key);
      this.#screen.missing();
      return;
    }
    const body = text === null ? summary(number, conversations, title) : notificationText ? text : say('notification.hidden');
    this.#screen.show({ key, title: key === EVERYWHERE ? say('app.name') : title, body, conversation, seq: this.#edited.get(conversation)?.get(seq) ?? seq }, { sound: sound && this.#settings.notificationSound });
  }

  #withdraw(keys) {
    for (const key of keys) {
      this.#edited.delete(key);
      this.#screen.withdraw(key);
    }
  }
}

function placeOf({ kind, members, level }) {
  return { direct: kind === 'direct', members, level };
}

function summary(number, conversations, title) {
  return conversations > 1 ? count('notification.many', number, conversations) : count('notification.several', number, title);
}
