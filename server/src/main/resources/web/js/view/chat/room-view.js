import { ComposerView } from '../composer/composer-view.js';
import { JumpButtons } from '../timeline/jump-buttons.js';
import { ReadWatcher } from '../timeline/read-watcher.js';
import { TimelineView } from '../timeline/timeline-view.js';
import { copyText, el, setText } from '../parts/dom.js';
import { runsChat } from '../../model/people/permissions.js';
import { typingWords } from '../../text/typing-words.js';
import { wellFormed } from '../../text/code-points.js';
import { say } from '../../text/texts.js';

/** One conversation: its messages, who is typing, and the field to write in. */
export class RoomView {
  #typing = el('p', { class: 'typing-line', data: { testid: 'typing' } });
  #jumpButtons;
  #readWatcher;
  #chat;
  #toast;
  #drafts;
  #undo;

  constructor({ chat, conversation, drafts, settings, format, toast, covered, invite }) {
    this.#chat = chat;
    this.#toast = toast;
    this.#drafts = drafts;
    this.conversation = conversation;
    this.timeline = new TimelineView({
      conversation, format,
      alone: () => chat.roster.size === 1,
      invite: () => (runsChat(chat.account.role) ? invite : null),
      now: () => chat.now(),
      act: (action, row) => this.act(action, row),
      moved: () => this.#moved(),
    });
    this.#jumpButtons = new JumpButtons({ conversation, timeline: this.timeline, format });
    this.#readWatcher = new ReadWatcher({ conversation, timeline: this.timeline, covered });
    this.composer = new ComposerView({
      title: conversation.title,
      limit: () => chat.limits.bodyCodePoints,
      settings,
      send: (text, replyTo) => this.#send(text, replyTo),
      changed: (draft) => this.#written(draft),
      escape: () => this.#readAll(),
      replyToLast: () => this.#replyToLast(),
    });
    this.#restoreDraft();
    this.#undo = [
      drafts.on('adopted', (id) => id === conversation.id && this.#restoreDraft()),
      drafts.on('change', () => this.#warn()),
      conversation.on('mine', (id) => this.#sentElsewhere(id)),
      chat.on('epoch', () => this.#untie()),
    ];
    this.timeline.element.append(this.#jumpButtons.element);
    this.element = el('div', { class: 'room-body' }, this.timeline.element, this.#typing, this.composer.element);
  }

  render() {
    this.timeline.render();
    setText(this.#typing, typingWords(this.conversation.typing.names));
  }

  /** The newest message and everything before it count as read. */
  readAll() {
    this.#readAll();
  }

  /** What a person does to one message. */
  async act(action, row) {
    const { conversation, composer } = this;
    const { outbox } = conversation;
    if (action === 'reply' && row.seq !== null) {
      composer.reply({ seq: row.seq, name: row.sender.name, senderId: row.sender.id, body: row.body, epoch: this.#chat.epoch });
    } else if (action === 'copy') {
      this.#toast.show(say((await copyText(row.body)) ? 'app.copied' : 'message.copyFailed'));
    } else if (action === 'retry') {
      this.#retry(row.commandId);
    } else if (action === 'discard') {
      outbox.discard(row.commandId);
    } else if (action === 'quote') {
      await conversation.toMessage(row.replyTo, { flash: true });
      this.#jumpButtons.jumpedFrom(row.seq);
    }
  }

  #retry(commandId) {
    try {
      this.conversation.outbox.retry(commandId);
    } catch {
      this.#toast.show(say('composer.storageFull'));
    }
  }

  dispose() {
    this.#readWatcher.dispose();
    this.timeline.dispose();
    for (const undo of this.#undo) undo();
  }

  #moved() {
    this.#jumpButtons?.render();
    this.#readWatcher?.look();
  }

  #send(text, replyTo) {
    const { conversation } = this;
    const { id, replyTo: quoted } = this.#drafts.get(conversation.id);
    conversation.send({ body: wellFormed(text), replyTo, epoch: quoted?.epoch, id });
    this.#chat.typingNotifier.sent();
    conversation.wrote();
  }

  #written(draft) {
    this.#drafts.put(this.conversation.id, draft);
    this.#chat.typingNotifier.typed(draft.text);
    this.#warn();
  }

  /** The message that is being replied to is one of a database that was restored since. */
  #untie() {
    const { epoch } = this.#chat;
    const { text, replyTo } = this.#drafts.get(this.conversation.id);
    if (!epoch || !replyTo?.epoch || replyTo.epoch === epoch) return;
    this.#drafts.put(this.conversation.id, { text, replyTo: null });
    this.#restoreDraft();
  }

  #restoreDraft() {
    this.composer.restore(this.#drafts.get(this.conversation.id));
    this.#untie();
    this.#warn();
  }

  /** Before the text is taken, not when it is lost. */
  #warn() {
    const { trouble } = this.#drafts;
    this.composer.warn(trouble && say(`composer.kept.${trouble}`));
  }

  /** The very draft that stands here was sent from another tab. */
  #sentElsewhere(id) {
    const draft = this.#drafts.get(this.conversation.id);
    if (!id || draft.id !== id || draft.text !== this.composer.text) return;
    this.#drafts.put(this.conversation.id, { text: '', replyTo: null });
    this.#restoreDraft();
  }

  #readAll() {
    this.#readWatcher.readAll();
    this.#jumpButtons.dismissUnread();
    this.conversation.toEnd();
  }

  #replyToLast() {
    const last = this.conversation.entries.filter((entry) => entry.kind === 'message' && entry.seq !== null && !entry.deleted).at(-1);
    if (last) this.act('reply', last);
  }
}
