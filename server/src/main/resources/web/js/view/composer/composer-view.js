import { el, isComposing, setText } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { QuoteBar } from './quote-bar.js';
import { messageText } from '../../text/message-text.js';
import { codePoints } from '../../text/code-points.js';
import { count, say } from '../../text/texts.js';

const LINES = 8;
const COUNT_FROM = 500;

/**
 * Where messages are written. `send(text, replyTo)` takes a message over and throws if it cannot be kept: only then
 * is the field emptied. `changed({text, replyTo})` is told of every change, for the draft and for "is typing".
 */
export class ComposerView {
  #field = el('textarea', {
    id: 'composer', class: 'composer-field', rows: '1', enterkeyhint: isTouchOnly() ? 'enter' : 'send', autocomplete: 'off', dir: 'auto',
    'aria-describedby': 'composer-count', data: { testid: 'composer' },
  });
  #send = el('button', { type: 'submit', class: 'send', data: { testid: 'send' } }, icon('send-horizontal', 20));
  #count = el('p', { id: 'composer-count', class: 'composer-count', hidden: true, data: { testid: 'composer-count' } });
  #problem = el('p', { class: 'composer-problem', role: 'alert', hidden: true, data: { testid: 'composer-problem' } });
  #quote = new QuoteBar(() => this.cancelReply());
  #note = el('p', { class: 'composer-note', role: 'status', hidden: true, data: { testid: 'composer-note' } });
  #limit;
  #settings;
  #submit;
  #changed;
  #escape;

  constructor({ title, limit, settings, send, changed, escape, replyToLast }) {
    Object.assign(this, { replyToLast });
    this.#limit = limit;
    this.#settings = settings;
    this.#submit = send;
    this.#changed = changed;
    this.#escape = escape;
    this.#field.placeholder = say('composer.placeholder', title);
    this.#field.setAttribute('aria-label', say('composer.label', title));
    this.#send.setAttribute('aria-label', say('composer.send'));
    this.#send.title = say('composer.send');
    const box = el('div', { class: 'composer-box' }, this.#quote.element, this.#field);
    const row = el('div', { class: 'composer-row' }, box, this.#send);
    this.element = el('form', { class: 'composer', data: { testid: 'composer-form' } }, this.#note, this.#problem, this.#count, row);
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#trySend();
    });
    this.#field.addEventListener('input', () => this.#edited());
    this.#field.addEventListener('keydown', (event) => this.#keyDown(event));
    this.#render();
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

  /** Puts a draft back. */
  restore({ text, replyTo }) {
    this.#field.value = text;
    this.#quote.show(replyTo);
    this.#render();
  }

  get text() {
    return this.#field.value;
  }

  /** Puts text where the caret is, as if it were typed. */
  insert(text) {
    if (!text) return;
    const field = this.#field;
    field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
    this.#edited();
    field.scrollTop = field.scrollHeight;
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

  cancelReply() {
    if (!this.#quote.message) return false;
    this.#quote.show(null);
    this.#tell();
    this.focus();
    return true;
  }

  #keyDown(event) {
    if (isComposing(event)) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      if (!this.cancelReply()) this.#escape();
    } else if (event.key === 'Enter' && this.#enterSends(event)) {
      event.preventDefault();
      this.#trySend();
    } else if (event.key === 'ArrowUp' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.replyToLast();
    }
  }

  #enterSends({ shiftKey, ctrlKey, metaKey, altKey }) {
    if (shiftKey || altKey) return false;
    if (ctrlKey || metaKey) return true;
    return this.#settings.enterSends && !isTouchOnly();
  }

  #trySend() {
    const text = messageText(this.#field.value);
    if (!text || codePoints(text) > this.#limit()) return;
    try {
      this.#submit(text, this.replyTo);
    } catch {
      this.#showProblem(say('composer.storageFull'));
      return;
    }
    this.restore({ text: '', replyTo: null });
    this.#tell();
    this.focus();
  }

  #edited() {
    this.#render();
    this.#tell();
  }

  #tell() {
    this.#changed({ text: this.#field.value, replyTo: this.#quote.message });
  }

  #render() {
    this.#showProblem(null);
    const length = codePoints(messageText(this.#field.value));
    const left = this.#limit() - length;
    this.#send.disabled = length === 0 || left < 0;
    this.#count.hidden = left > COUNT_FROM;
    this.#count.classList.toggle('is-over', left < 0);
    if (left <= COUNT_FROM) setText(this.#count, left < 0 ? count('composer.over', -left) : count('composer.left', left));
    this.#grow();
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

/** On a phone Enter starts a new line, since the send button is right there. */
function isTouchOnly() {
  return matchMedia('(pointer: coarse)').matches && !matchMedia('(any-pointer: fine)').matches;
}
