import { ComposerView } from '../composer/composer-view.js';
import { JumpButtons } from '../timeline/jump-buttons.js';
import { FileSources } from '../timeline/file-sources.js';
import { MessageMenu } from '../timeline/message-menu.js';
import { ReadWatcher } from '../timeline/read-watcher.js';
import { isPicture } from '../timeline/message-files.js';
import { TimelineView } from '../timeline/timeline-view.js';
import { drawText, drawable } from '../timeline/text-drawing.js';
import { confirmPanel } from '../parts/confirm-panel.js';
import { copyText, el, setText } from '../parts/dom.js';
import { onDrop } from '../parts/drop-target.js';
import { Lazy } from '../../model/lazy.js';
import { runsChat } from '../../model/people/permissions.js';
import { EmojiPopup } from './emoji-popup.js';
import { Suggestions } from './suggestions.js';
import { WayBack } from '../../model/conversation/way-back.js';
import { fromBody } from '../../text/mentions.js';
import { textTree } from '../../text/text-tree.js';
import { messageLink } from '../../text/message-link.js';
import { isProgram } from '../../text/file-names.js';
import { typingWords } from '../../text/typing-words.js';
import { wellFormed } from '../../text/code-points.js';
import { count, say } from '../../text/texts.js';

const pictureViewer = new Lazy(() => import('../timeline/picture-viewer.js'));
const reactedPanel = new Lazy(() => import('../rooms/reacted-panel.js'));
const versionsPanel = new Lazy(() => import('../rooms/versions-panel.js'));

/** The panels that are not needed to read and write. */
export const messagePanels = [pictureViewer, reactedPanel, versionsPanel];

/** So many are named in a line. */
const NAMED = 3;

/** One conversation: its messages, who is typing, and the field to write in. `menu` and `dialog` are those of the page. */
export class RoomView {
  #typing = el('p', { class: 'typing-line', data: { testid: 'typing' } });
  #jumpButtons;
  #readWatcher;
  #messageMenu;
  #chat;
  #toast;
  #drafts;
  #dialog;
  #format;
  #card;
  /** Where this chat's page is. */
  #page;
  #emoji;
  #title = '';
  #wayBack = new WayBack();
  /** How many ways elsewhere the list is on: what is on the screen meanwhile is no place. */
  #jumps = 0;
  #undo;
  #sources;
  #files;
  #chosen;
  #drop = el('div', { class: 'drop-target', hidden: true, data: { testid: 'drop-target' } });

  constructor({ chat, page, conversation, files, drafts, settings, format, toast, menu, dialog, card, covered, isThere, invite }) {
    this.#page = page;
    this.#chat = chat;
    this.#toast = toast;
    this.#drafts = drafts;
    this.#dialog = dialog;
    this.#format = format;
    this.#card = card;
    this.conversation = conversation;
    this.#emoji = new EmojiPopup({ menu, file: chat.emojiFile, recents: chat.recents });
    this.#messageMenu = new MessageMenu({
      menu, may: (row) => conversation.may(row), recents: () => chat.recents.quick, emoji: this.#emoji, format,
      react: (row, emoji) => this.#react(row, emoji), act: (action, row) => this.act(action, row),
    });
    const names = { me: chat.account.id, of: (id) => chat.nameOf(id) };
    this.#files = files;
    this.#sources = this.createSources();
    this.#chosen = files.drafts.of(conversation.id);
    this.timeline = new TimelineView({
      conversation, format, names, files: this.#sources,
      alone: () => conversation.conversation.kind === 'room' && conversation.conversation.members <= 1,
      invite: () => (runsChat(chat.account.role) && conversation.conversation.isLobby ? invite : null),
      now: () => chat.now(),
      may: (row) => conversation.may(row),
      act: (action, row, at) => this.act(action, row, at),
      moved: () => this.#moved(),
    });
    this.#jumpButtons = new JumpButtons({ conversation, timeline: this.timeline, format, wayBack: this.#wayBack, back: () => this.back() });
    this.#readWatcher = new ReadWatcher({ conversation, timeline: this.timeline, covered, isThere });
    const suggestions = new Suggestions({ chat, conversation });
    this.composer = new ComposerView({
      title: conversation.title,
      limit: () => chat.limits.bodyCodePoints,
      settings,
      files: this.#chosen,
      suggest: (query) => suggestions.find(query),
      send: (body, replyTo) => this.#send(body, replyTo),
      save: (body) => this.#save(body),
      cancelEdit: () => this.#endEdit(),
      changed: (draft) => this.#written(draft),
      absent: (people) => this.#offerToAdd(people),
      escape: () => this.back() || this.#readAll(),
      editLast: () => this.#editLast(),
      replyToLast: () => this.#replyToLast(),
      emojiFile: chat.emojiFile, recents: chat.recents, draw: (body) => drawText(drawable(textTree(body), names), names),
      prepareEmoji: () => this.#emoji.prepare(),
      pickEmoji: (at) => this.#emoji.open({ at, chosen: (emoji, how) => this.#writeEmoji(emoji, how) }),
    });
    this.#restoreDraft();
    this.#undo = [
      drafts.on('adopted', (id) => id === conversation.id && this.#restoreDraft()),
      drafts.on('change', () => this.#warn()),
      conversation.on('mine', (id) => this.#sentElsewhere(id)),
      chat.on('epoch', () => this.#untie()),
      chat.on('epoch', () => this.#sources.retry()),
      conversation.on('cleared', () => this.#wayBack.clear()),
      files.uploads.on('progress', (commandId) => this.timeline.progressed(commandId)),
    ];
    this.timeline.element.append(this.#jumpButtons.element);
    this.element = el('div', { class: 'room-body' }, this.timeline.element, this.#typing, this.composer.element, this.#drop);
    this.#undo.push(onDrop(this.element, {
      may: () => this.composer.takesFiles && !covered(),
      over: (is) => {
        setText(this.#drop, say('file.drop', conversation.title));
        this.#drop.hidden = !is;
      },
      taken: (dropped) => this.composer.take(dropped),
    }));
  }

  /** Somebody is back: what they see may count as read now. */
  lookAgain() {
    this.#readWatcher.look();
  }

  render() {
    const { conversation } = this;
    this.timeline.render();
    setText(this.#typing, typingWords(conversation.typing.names));
    if (this.#title !== conversation.title) this.composer.rename((this.#title = conversation.title));
    this.composer.close(conversation.conversation.archived ? say('conversation.archived') : null);
  }

  /** The newest message and everything before it count as read. */
  readAll() {
    this.#readAll();
  }

  /** What a person does to one message; `at` is where, an element or a point. */
  async act(action, row, at = null) {
    const { conversation } = this;
    const may = conversation.may(row);
    const id = conversation.id;
    const actions = {
      react: () => may.react && (at?.dataset?.emoji ? this.#react(row, at.dataset.emoji) : this.#messageMenu.pickReaction(row, at ?? this.#elementOf(row))),
      more: () => this.#messageMenu.open(row, at ?? this.#elementOf(row)),
      menu: () => this.#messageMenu.open(row, at),
      reply: () => may.reply && this.#reply(row),
      edit: () => may.edit && this.#edit(row),
      remove: () => may.remove && this.#kept(() => conversation.remove(row)),
      undo: () => conversation.undoRemove(row),
      pin: () => may.pin && this.#kept(() => conversation.pin(row, !row.pinned)),
      unread: () => may.unreadFrom && this.#toast.tried(this.#chat.rooms.unreadFrom(id, row.seq)),
      versions: () => this.#dialog.openLater(versionsPanel, (panel) => panel.versionsPanel({
        load: () => this.#chat.rooms.versions(id, row.seq), format: this.#format, now: () => this.#chat.now(), words: (body) => this.plain(body),
      }), this.#toast),
      copy: () => this.#copy(this.plain(row.refusedEdit?.body ?? row.body)),
      link: () => this.#copy(messageLink(this.#page, { conversation: id, seq: row.seq }), 'message.linkCopied'),
      copyCode: () => this.#copy(at.closest('.code').querySelector('code').textContent),
      retry: () => this.#retry(row.refusedEdit?.commandId ?? row.commandId),
      viewFile: () => this.#viewFile(row, Number(at.dataset.file)),
      openFile: () => this.openFile(row.files[at.dataset.file]),
      saveFile: () => this.saveFile(row.files[at.dataset.file], row.sender),
      cancelUpload: () => conversation.cancel(row.commandId),
      discard: () => conversation.discard(row.refusedEdit?.commandId ?? row.commandId),
      quote: () => this.jump(row.replyTo, row.seq),
      reacted: () => row.seq !== null && row.reactions.length > 0 && this.#showReacted(row, at?.dataset?.emoji),
      person: () => this.#card(at, this.#person(row, at)),
    };
    await actions[action]?.();
  }

  /** Where a list gets the files of messages from; whoever has it disposes of it. */
  createSources() {
    const { links, tryLink, store, uploads } = this.#files;
    return new FileSources({ links, tryLink, stored: (key) => store.get(key), sentOf: (row) => uploads.sentOf(row) });
  }

  /** To a message, and the reader can go back from there; `from` is the message that led there, if one did. */
  async jump(seq, from = null) {
    const { conversation } = this;
    const before = conversation.place;
    if (await this.#travel(() => conversation.toMessage(seq, { flash: true }))) this.#wayBack.jumped(before, conversation.place, from);
    this.#jumpButtons.render();
  }

  /** To a message out of another conversation, to which `back()` leads. Whether it is there. */
  async arrive(seq, back = null) {
    const { conversation } = this;
    this.#wayBack.elsewhere = back;
    const arrived = await this.#travel(() => conversation.toMessage(seq, { flash: true }));
    this.#jumpButtons.render();
    return arrived && conversation.timeline.bySeq(seq) !== null;
  }

  /** Back where the reader was before a jump, also in another conversation. Whether there was one. */
  back() {
    const { next, elsewhere } = this.#wayBack;
    if (this.#jumps > 0) return next !== null;
    if (next) this.#return(next);
    else elsewhere?.();
    return next !== null || elsewhere !== null;
  }

  async #return({ place, from }) {
    if (await this.#travel(() => this.conversation.toPlace(place, from))) this.#wayBack.returned();
    this.#jumpButtons.render();
  }

  async #travel(go) {
    this.#jumps += 1;
    const arrived = await go();
    this.#jumps -= 1;
    return arrived;
  }

  /** Somebody is mentioned in what is being written. */
  mention(person) {
    this.composer.mention(person);
  }

  dispose() {
    this.#readWatcher.dispose();
    this.composer.dispose();
    this.timeline.dispose();
    for (const undo of this.#undo) undo();
  }

  async #copy(text, done = 'app.copied') {
    this.#toast.show(say((await copyText(text)) ? done : 'message.copyFailed'));
  }

  #elementOf(row) {
    return this.timeline.elementOf(row);
  }

  #person(row, at) {
    const id = Number(at?.dataset?.person);
    return id ? (this.#chat.person(id) ?? { id, name: this.#chat.nameOf(id) ?? '', avatarUrl: null }) : row.sender;
  }

  #showReacted({ seq, reactions }, emoji = reactions[0].emoji) {
    const { rooms, account, roster } = this.#chat;
    return this.#dialog.openLater(reactedPanel, ({ ReactedPanel }) => new ReactedPanel({
      reactions, emoji, me: account.id, state: (id) => roster.stateOf(id),
      load: (kind) => rooms.reactedBy(this.conversation.id, seq, kind), card: (at, person) => this.#card(at, person),
    }), this.#toast);
  }

  /** Programs only after a word of warning. */
  async saveFile(file, sender) {
    const save = async () => this.#follow(await this.#linkOf(file), 'save');
    if (!isProgram(file.name)) {
      await save();
      return;
    }
    this.#dialog.open(confirmPanel({
      title: say('file.program.title'), text: say('file.program.warning', file.name, sender.name), yes: say('file.program.save'), danger: true,
      run: save, back: () => this.#dialog.close(),
    }));
  }

  async openFile(file) {
    this.#follow(await this.#linkOf(file), 'url');
  }

  /** Null, and it is said why, if there is none. */
  async #linkOf(file) {
    try {
      const link = await this.#sources.sureLink(file);
      if (!link) this.#toast.show(say('file.unavailable', file.name));
      return link;
    } catch {
      this.#toast.show(say('file.notLoaded', file.name));
      return null;
    }
  }

  #follow(link, what) {
    if (!link) return;
    const way = el('a', { href: link[what], rel: 'noopener', ...(what === 'save' ? { download: '' } : { target: '_blank' }) });
    way.click();
  }

  #viewFile(row, index) {
    const pictures = this.conversation.entries.flatMap((entry) => (entry.files ?? []).filter(isPicture).map((file) => ({ file, sender: entry.sender })));
    return this.viewPictures(pictures, pictures.findIndex(({ file }) => file === row.files[index]));
  }

  /** One of some pictures, each {file, sender}, over the whole page; `go(picture)` leads away to its message. */
  viewPictures(pictures, at, go = null) {
    return this.#dialog.openLater(pictureViewer, ({ PictureViewer }) => new PictureViewer({
      pictures, at: Math.max(0, at), sources: this.#sources, close: () => this.#dialog.close(),
      go: go && ((picture) => {
        this.#dialog.close();
        go(picture);
      }),
      save: ({ file, sender }) => this.saveFile(file, sender),
    }), this.#toast);
  }

  /** A body as it was written, with names. */
  plain(body) {
    return this.conversation.plain(body);
  }

  #react(row, emoji) {
    this.#kept(() => this.conversation.react(row, emoji));
    this.#chat.recents.use(emoji);
  }

  #writeEmoji(emoji, how) {
    this.#chat.recents.use(emoji);
    this.composer.insertEmoji(emoji, how);
  }

  /** They are mentioned, and not here to see it. */
  #offerToAdd(people) {
    const { composer, conversation } = this;
    const names = people.slice(0, NAMED).map(({ name }) => name).join(', ');
    const text = count('composer.missing', people.length, people.length > NAMED ? `${names}…` : names);
    const add = async () => {
      await this.#chat.rooms.add(conversation.id, people.map(({ id }) => id));
      composer.offered();
    };
    composer.offer({ text, ...(conversation.may().add && { yes: say('composer.addMissing'), run: () => this.#toast.tried(add()) }) });
  }

  #reply(message) {
    const { seq, sender } = message;
    if (this.#drafts.get(this.conversation.id).edit) this.#endEdit();
    this.composer.reply({ seq, name: sender.name, senderId: sender.id, body: this.conversation.told(message), epoch: this.conversation.epoch });
  }

  #edit(row) {
    const { id } = this.conversation;
    const { text, picks } = fromBody(row.refusedEdit?.body ?? row.body, (other) => this.#chat.nameOf(other));
    this.#drafts.beginEdit(id, { seq: row.seq, commandId: row.commandId, body: row.body, text, picks, epoch: this.conversation.epoch });
    this.#restoreDraft();
    this.composer.focus();
    this.composer.toEnd();
  }

  /** What was being written before comes back. */
  #endEdit() {
    this.#drafts.endEdit(this.conversation.id);
    this.#restoreDraft();
  }

  #save(body) {
    const { conversation } = this;
    const { edit } = this.#drafts.get(conversation.id);
    const row = conversation.entries.find((entry) => entry.kind === 'message' && (edit.seq ? entry.seq === edit.seq : entry.commandId === edit.commandId));
    const entry = row ?? { kind: 'message', seq: edit.seq, commandId: edit.commandId, body: edit.body };
    conversation.edit(entry, wellFormed(body));
    this.#chat.typingNotifier.sent();
    this.#endEdit();
  }

  #editLast() {
    const last = this.conversation.lastEditable;
    if (last) this.#edit(last);
    return Boolean(last);
  }

  #retry(commandId) {
    this.#kept(() => this.conversation.retry(commandId));
  }

  /** What this browser has no room to keep is not done. */
  #kept(change) {
    try {
      change();
    } catch {
      this.#toast.show(say('composer.storageFull'));
    }
  }

  #moved() {
    const { place, pinned } = this.conversation;
    if (this.#jumps === 0 && (place || pinned)) this.#wayBack.moved(place);
    this.#jumpButtons?.render();
    this.#readWatcher?.look();
  }

  #send(body, replyTo) {
    const { conversation } = this;
    const { id, replyTo: quoted } = this.#drafts.get(conversation.id);
    conversation.send({ body: wellFormed(body), replyTo, epoch: quoted?.epoch, id, files: this.#chosen.forMessage });
    this.#chosen.taken();
    this.#chat.typingNotifier.sent();
    conversation.wrote();
  }

  #written(draft) {
    this.#drafts.put(this.conversation.id, draft);
    this.#chat.typingNotifier.typed(draft.text);
    this.#warn();
  }

  /** The message that is being replied to or written anew is one of a database that was restored since. */
  #untie() {
    const { epoch } = this.#chat;
    if (epoch && this.#drafts.untie(this.conversation.id, epoch)) this.#restoreDraft();
  }

  #restoreDraft() {
    const { edit = null, ...draft } = this.#drafts.get(this.conversation.id);
    this.composer.restore({ ...draft, edit: edit && this.conversation.words(edit.body) });
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
