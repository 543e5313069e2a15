import { el, isComposing, isTouchOnly, onMac, setText } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { Completions } from './completions.js';
import { FileStrip } from './file-strip.js';
import { replaceText } from './field-edit.js';
import { MentionCaret } from './mention-caret.js';
import { OfferBar } from './offer-bar.js';
import { QuoteBar } from './quote-bar.js';
import { Lazy } from '../../model/lazy.js';
import { mentionsIn, toBody } from '../../text/mentions.js';
import { messageText } from '../../text/message-text.js';
import { keyOf, pressOf } from '../../model/keys.js';
import { codePoints } from '../../text/code-points.js';
import { count, say } from '../../text/texts.js';

const LINES = 8;
const COUNT_FROM = 500;

/** The mark that a key puts. */
const MARKS = { bold: 'bold', italic: 'italic', code: 'code', codeBlock: 'block' };
/** What may be formatting: then there is something to preview. */
const FORMATTED = /[*_`~[\\]|^[ \t]*(?:>|[-+] |\d+[.)] )/mu;

/**
 * Where messages are written. `send(body, replyTo)` takes a message over, with whom it mentions by number, and throws if it
 * cannot be kept: only if not is the field emptied; `save(body)` does so with one that is edited, and `cancelEdit()` gives
 * it up. `changed({text, replyTo, picks})` is told of every change, for the draft and for "is typing"; `picks` are those
 * who were chosen to be mentioned, from what `suggest(query)` offers, and `absent(people)` is told which of them are not
 * here once such a message went out. `editLast()` and `replyToLast()` are asked for by keys, `pickEmoji(at)` also by a
 * button, and `prepareEmoji()` when one comes near to that. `emojiFile` and `recents` are for emoji that are begun with a
 * colon; `draw(body)` gives the nodes that show a body. `files` are the ChosenFiles that go with the message, if any can.
 */
export class ComposerView {
  #field = el('textarea', {
    id: 'composer', class: 'composer-field', rows: '1', enterkeyhint: isTouchOnly() ? 'enter' : 'send', autocomplete: 'off', dir: 'auto',
    'aria-describedby': 'composer-count', data: { testid: 'composer' },
  });
  #send = el('button', { type: 'submit', class: 'send', data: { testid: 'send' } }, icon('send-horizontal', 20));
  #emoji = el('button', {
    type: 'button', class: 'composer-tool', 'aria-label': say('composer.emoji'), title: say('composer.emoji'), 'aria-haspopup': 'dialog', data: { testid: 'emoji' },
  }, icon('smile', 20));
  #attach = el('button', {
    type: 'button', class: 'composer-tool', 'aria-label': say('file.attach'), title: say('file.attach'), data: { testid: 'attach' },
  }, icon('paperclip', 20));
  #picker = el('input', { type: 'file', multiple: true, class: 'visually-hidden', tabindex: '-1', 'aria-hidden': 'true', data: { testid: 'file-input' } });
  #previewed = el('button', {
    type: 'button', class: 'composer-tool', 'aria-label': say('composer.preview'), title: say('composer.preview'), 'aria-pressed': 'false', hidden: true, data: { testid: 'preview' },
  }, icon('eye', 20));
  #preview = el('div', { class: 'composer-preview body', role: 'region', 'aria-label': say('composer.preview.label'), hidden: true, data: { testid: 'composer-preview' } });
  #count = el('p', { id: 'composer-count', class: 'composer-count', hidden: true, data: { testid: 'composer-count' } });
  #problem = el('p', { class: 'composer-problem', role: 'alert', hidden: true, data: { testid: 'composer-problem' } });
  #quote = new QuoteBar(() => this.escape());
  #closed = el('p', { class: 'composer-closed', hidden: true, data: { testid: 'composer-closed' } });
  #offer = new OfferBar();
  /** The Formatting: its code comes when one begins to write. Where it cannot, that is tried again with the next key for a mark. */
  #formatting = new Lazy(async () => {
    const { Formatting } = await import('./formatting.js');
    return new Formatting({ field: this.#field, offer: this.#offer });
  });
  #picks = [];
  /** Whether the last change was an emoji in the place of what was typed. */
  #completed = false;
  /** All that were picks of this text: undo may bring their names back. */
  #formerPicks = [];
  #editing = false;
  #row;
  #completions;
  #caret = new MentionCaret({ field: this.#field, pieces: () => mentionsIn(this.#field.value, this.#picks) });
  #note = el('p', { class: 'composer-note', role: 'status', hidden: true, data: { testid: 'composer-note' } });
  #strip;
  #files;
  #stopFiles;
  #waitsForFiles = false;
  #disposed = false;
  #limit;
  #settings;
  #submit;
  #changed;
  #escape;

  constructor({ title, limit, settings, files, send, save, cancelEdit, changed, absent, escape, editLast, replyToLast, suggest, pickEmoji, prepareEmoji, emojiFile, recents, draw }) {
    Object.assign(this, { editLast, replyToLast, save, cancelEdit, pickEmoji, absent, draw });
    this.#limit = limit;
    this.#files = files;
    this.#strip = new FileStrip({ files, removed: () => this.focus() });
    this.#stopFiles = files.on('change', () => this.#render());
    this.#settings = settings;
    this.#submit = send;
    this.#changed = changed;
    this.#escape = escape;
    this.rename(title);
    this.#completions = new Completions({
      field: this.#field,
      mention: {
        suggest, take: (person, start) => this.#mention(person, start),
        isTaken: (place) => mentionsIn(this.#field.value, this.#picks).some(({ start }) => start === place),
      },
      emoji: { file: emojiFile, recents, take: (emoji, start, end) => this.#complete(emoji, start, end) },
    });
    const box = el('div', { class: 'composer-box' }, this.#quote.element, this.#preview, this.#field);
    this.#row = el('div', { class: 'composer-row' }, this.#attach, this.#picker, box, this.#previewed, this.#emoji, this.#send);
    this.element = el(
      'form', { class: 'composer', data: { testid: 'composer-form' } },
      ...this.#completions.elements, this.#offer.element, this.#note, this.#problem, this.#count, this.#strip.element, this.#row, this.#closed,
    );
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#trySend();
    });
    this.#field.addEventListener('input', (event) => this.#edited(event));
    this.#field.addEventListener('keydown', (event) => this.#keyDown(event));
    this.#field.addEventListener('click', () => this.#completions.look());
    this.#field.addEventListener('focus', () => this.#loadFormatting());
    this.#attach.addEventListener('click', () => this.attach());
    this.#picker.addEventListener('change', () => {
      this.take([...this.#picker.files]);
      this.#picker.value = '';
    });
    this.#emoji.addEventListener('click', () => this.openEmoji());
    for (const type of ['pointerenter', 'focus']) this.#emoji.addEventListener(type, () => prepareEmoji());
    this.#previewed.addEventListener('click', () => this.#togglePreview());
    this.#render();
  }

  /** The conversation goes by that. */
  rename(title) {
    this.#field.placeholder = say('composer.placeholder', title);
    this.#field.setAttribute('aria-label', say('composer.label', title));
  }

  /** Nothing can be written here, and why; null if it can. */
  close(why) {
    this.#row.hidden = Boolean(why);
    this.#closed.hidden = !why;
    setText(this.#closed, why ?? '');
  }

  dispose() {
    this.#disposed = true;
    this.#stopFiles();
    this.#strip.dispose();
    this.#completions.close();
    this.#caret.dispose();
  }

  get hasFocus() {
    return document.activeElement === this.#field;
  }

  get replyTo() {
    return this.#quote.message?.seq ?? null;
  }

  focus() {
    this.#field.focus({ preventScroll: true });
  }

  /** Puts a draft back, or a message that is being edited: `edit` is then the text it has now. */
  restore({ text, replyTo, picks = [], edit = null }) {
    this.#field.value = text;
    this.#picks = this.#formerPicks = picks;
    this.#editing = edit !== null;
    if (this.#editing) this.#quote.showEdit(edit);
    else this.#quote.show(replyTo);
    this.#send.replaceChildren(icon(this.#editing ? 'check' : 'send-horizontal', 20));
    const label = say(this.#editing ? 'composer.save' : 'composer.send');
    this.#send.setAttribute('aria-label', label);
    this.#send.title = label;
    this.#completions.close();
    this.#offer.hide();
    this.#render();
  }

  get text() {
    return this.#field.value;
  }

  /** The caret behind all that stands there. */
  toEnd() {
    this.#field.setSelectionRange(this.#field.value.length, this.#field.value.length);
  }

  /** Whether files can go with what is written here. */
  get takesFiles() {
    return !this.#row.hidden;
  }

  /** Lets the person choose files. */
  attach() {
    if (this.takesFiles) this.#picker.click();
  }

  /** Files go with the message; one that is being edited keeps its own. */
  take(files) {
    if (!this.takesFiles || files.length === 0) return;
    if (this.#editing) this.cancelEdit();
    this.#strip.hush();
    this.#files.add(files);
    if (!isTouchOnly()) this.focus();
  }

  /** All emoji to choose from. */
  openEmoji() {
    if (this.#row.hidden) return;
    if (!isTouchOnly()) this.focus();
    this.pickEmoji(this.#emoji);
  }

  /** Puts an emoji that was chosen where the caret is; whoever chooses no `more` goes on writing. */
  insertEmoji(emoji, { more }) {
    if (!more && !isTouchOnly()) this.focus();
    this.insert(emoji);
  }

  /** Puts text where the caret is, as if it were typed. */
  insert(text) {
    if (!text) return;
    const field = this.#field;
    const { selectionStart: start, selectionEnd: end } = field;
    if (this.hasFocus) replaceText(field, start, end, text);
    else {
      field.setRangeText(text, start, end, 'end');
      this.#edited();
      field.scrollTop = field.scrollHeight;
    }
    this.#formatting.loaded?.pasted(text, start);
  }

  /** Offers something in a line above the field, as an OfferBar does. */
  offer(offer) {
    this.#offer.show(offer);
  }

  /** What was offered is done. */
  offered() {
    this.#offer.hide();
  }

  /** Says what the person should know while something stands in the field; null for nothing. */
  warn(text) {
    const shown = this.#field.value ? text : null;
    this.#note.hidden = !shown;
    setText(this.#note, shown ?? '');
  }

  reply(message) {
    this.#quote.show(message);
    this.#tell();
    this.focus();
  }

  /** Somebody is mentioned where the caret is. */
  mention({ id, name }) {
    this.focus();
    const { selectionStart, value } = this.#field;
    const apart = /\S$/u.test(value.slice(0, selectionStart));
    this.#pick({ id, name });
    this.insert(`${apart ? ' ' : ''}@${name} `);
  }

  /** Gives up what is being edited, or else the reply. False if there was neither. */
  escape() {
    if (!this.#editing) return this.cancelReply();
    this.cancelEdit();
    this.focus();
    return true;
  }

  cancelReply() {
    if (!this.#quote.message) return false;
    this.#quote.show(null);
    this.#tell();
    this.focus();
    return true;
  }

  #keyDown(event) {
    if (isComposing(event)) return;
    const bare = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    const empty = !this.#field.value && !this.#editing && !this.#quote.message;
    const does = keyOf(pressOf(event), { where: 'field', empty, mac: onMac() })?.does;
    if (bare && this.#completions.pressed(event)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      if (!this.escape()) this.#escape();
    } else if (event.key === 'Enter' && this.#enterSends(event)) {
      event.preventDefault();
      this.#trySend();
    } else if (MARKS[does]) {
      event.preventDefault();
      this.#mark(MARKS[does]);
    } else if (does === 'replyLast') {
      event.preventDefault();
      this.replyToLast();
    } else if (does === 'editLast') {
      if (this.editLast()) event.preventDefault();
    } else if (/^(Arrow(Left|Right)|Home|End)$/.test(event.key)) {
      setTimeout(() => this.#completions.look());
    }
  }

  /** Bold, code and the like: on, or off again. */
  async #mark(kind) {
    const formatting = this.#formatting.loaded ?? (await this.#loadFormatting());
    if (formatting) formatting.mark(kind);
    else this.#showProblem(say('composer.noMarks'));
  }

  /** Resolves to null where it cannot be fetched. */
  #loadFormatting() {
    return this.#formatting.load().catch(() => null);
  }

  /** On a phone Enter starts a new line, since the send button is right there. */
  #enterSends({ shiftKey, ctrlKey, metaKey, altKey }) {
    if (shiftKey || altKey) return false;
    if (ctrlKey || metaKey) return true;
    return this.#settings.enterSends && !isTouchOnly();
  }

  #trySend() {
    const body = this.#body();
    const files = !this.#editing && this.#files.list.length > 0;
    if ((!body && !files) || codePoints(body) > this.#limit() || this.#waitsForFiles) return;
    if (files && !this.#files.kept) {
      this.#sendWithFiles();
      return;
    }
    const absent = this.#mentionedElsewhere();
    try {
      if (this.#editing) this.save(body);
      else this.#submit(body, this.replyTo);
    } catch {
      this.#showProblem(say('composer.storageFull'));
      return;
    }
    if (!this.#editing) {
      this.#strip.hush();
      this.restore({ text: '', replyTo: null });
      this.#tell();
    }
    this.focus();
    if (absent.length > 0) this.absent(absent);
  }

  /** As soon as the files are written down, unless one of them cannot be. */
  async #sendWithFiles() {
    const { length } = this.#files.list;
    this.#waitsForFiles = this.#field.readOnly = true;
    await this.#files.settled();
    this.#waitsForFiles = this.#field.readOnly = false;
    if (!this.#disposed && this.#files.list.length === length) this.#trySend();
  }

  /** Those who are mentioned and are not here, each once. */
  #mentionedElsewhere() {
    const ids = new Set(mentionsIn(this.#field.value, this.#picks).map(({ id }) => id));
    const people = new Map(this.#picks.filter(({ id, here }) => here === false && ids.has(id)).map((person) => [person.id, person]));
    return [...people.values()];
  }

  /** What goes out: as it is written, with the numbers of those who are mentioned. */
  #body() {
    return messageText(toBody(this.#field.value, this.#picks));
  }

  #mention({ id, name, here }, start) {
    this.#pick({ id, name, ...(here === false && { here }) });
    replaceText(this.#field, start, this.#field.selectionStart, `@${name} `);
  }

  #complete(emoji, start, end) {
    replaceText(this.#field, start, end, emoji);
    this.#completed = true;
  }

  #pick(person) {
    this.#picks = [...this.#picks, person];
    this.#formerPicks = [...this.#formerPicks, person];
  }

  #edited({ inputType = '', isComposing: composes = false } = {}) {
    const undone = inputType.startsWith('history');
    if (undone) this.#picks = this.#formerPicks;
    // Undo selects what it brought back, which would be gone with the next letter.
    if (undone && this.#completed) this.#field.setSelectionRange(this.#field.selectionEnd, this.#field.selectionEnd);
    this.#completed = false;
    this.#render();
    this.#tell();
    // What was brought back is not completed again.
    if (undone) this.#completions.close();
    else this.#completions.look({ typed: inputType === 'insertText' && !composes });
  }

  #tell() {
    this.#picks = this.#picks.filter(({ name }) => this.#field.value.includes(`@${name}`));
    this.#changed({ text: this.#field.value, replyTo: this.#quote.message, picks: this.#picks });
  }

  #render() {
    this.#showProblem(null);
    const body = this.#body();
    const length = codePoints(body);
    const left = this.#limit() - length;
    this.#send.disabled = (length === 0 && (this.#editing || this.#files.list.length === 0)) || left < 0;
    this.#strip.render();
    this.#strip.element.classList.toggle('is-away', this.#editing);
    this.#count.hidden = left > COUNT_FROM;
    this.#count.classList.toggle('is-over', left < 0);
    if (left <= COUNT_FROM) setText(this.#count, left < 0 ? count('composer.over', -left) : count('composer.left', left));
    this.#renderPreview(body);
    this.#grow();
  }

  #togglePreview() {
    this.#previewed.setAttribute('aria-pressed', String(!this.#previews));
    this.#render();
    if (!isTouchOnly()) this.focus();
  }

  get #previews() {
    return this.#previewed.getAttribute('aria-pressed') === 'true';
  }

  /** What will be seen of what is written, as long as it is asked for. */
  #renderPreview(body) {
    this.#previewed.hidden = !this.#previews && !FORMATTED.test(body);
    this.#preview.hidden = !this.#previews || body === '';
    this.#preview.replaceChildren(...(this.#preview.hidden ? [] : this.draw(body)));
  }

  /** The place of the field is held while it is measured: the list above would move, and back, for nothing. */
  #grow() {
    const field = this.#field;
    this.element.style.height = `${this.element.offsetHeight}px`;
    field.style.height = 'auto';
    const style = getComputedStyle(field);
    const line = Number.parseFloat(style.lineHeight) || 20;
    const padding = Number.parseFloat(style.paddingTop) + Number.parseFloat(style.paddingBottom) || 0;
    const most = Math.ceil(line * LINES + padding);
    if (field.scrollHeight > 0) field.style.height = `${Math.min(field.scrollHeight, most)}px`;
    field.classList.toggle('is-full', field.scrollHeight > most);
    this.element.style.height = '';
  }

  #showProblem(text) {
    this.#problem.hidden = !text;
    setText(this.#problem, text ?? '');
  }
}
