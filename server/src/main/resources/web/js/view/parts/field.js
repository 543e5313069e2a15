import { el, setAttribute, setText } from './dom.js';
import { icon } from './icons.js';
import { say } from '../../text/texts.js';

/**
 * A labelled input with a place for a hint or an error below. `check(value)` gives an error in words or null.
 * The error goes as soon as what was typed is right again; what was typed always stays.
 */
export class Field {
  #note;
  #hint;
  #check;

  constructor({ id, label, type = 'text', autocomplete, hint = '', check = () => null, maxlength, inputmode }) {
    this.#hint = hint;
    this.#check = check;
    this.input = el('input', {
      id, name: id, type, autocomplete, maxlength, inputmode, placeholder: ' ',
      'aria-describedby': `${id}-note`,
      spellcheck: 'false',
      autocapitalize: type === 'text' ? 'words' : 'none',
      data: { testid: id },
      on: { input: () => this.#typed() },
    });
    this.#note = el('p', { id: `${id}-note`, class: 'field-note', text: hint, data: { testid: `${id}-note` } });
    const box = el('div', { class: 'field-box' }, this.input, el('label', { for: id, text: label }));
    if (type === 'password') box.append(this.#revealer());
    this.element = el('div', { class: 'field' }, box, this.#note);
  }

  get value() {
    return this.isOffered ? this.input.value : '';
  }

  set value(value) {
    this.input.value = value;
    this.showError(null);
  }

  /** Whether it is asked for at all; what is not has no value and is never wrong. */
  offer(asked) {
    this.element.hidden = !asked;
  }

  get isOffered() {
    return !this.element.hidden;
  }

  /** Shows what is wrong, if anything is. True if nothing is. */
  validate() {
    if (!this.isOffered) return true;
    this.showError(this.#check(this.value));
    return this.input.getAttribute('aria-invalid') !== 'true';
  }

  showError(text) {
    setAttribute(this.input, 'aria-invalid', text ? 'true' : null);
    this.element.classList.toggle('has-error', Boolean(text));
    setText(this.#note, text ?? this.#hint);
  }

  #typed() {
    if (this.input.getAttribute('aria-invalid') === 'true' && !this.#check(this.value)) this.showError(null);
  }

  #revealer() {
    const button = el('button', { type: 'button', class: 'icon-button field-reveal', 'aria-pressed': 'false' });
    const show = (visible) => {
      this.input.type = visible ? 'text' : 'password';
      button.setAttribute('aria-label', say(visible ? 'form.password.hide' : 'form.password.show'));
      button.title = button.getAttribute('aria-label');
      button.replaceChildren(icon(visible ? 'eye-off' : 'eye', 18));
    };
    show(false);
    button.addEventListener('click', () => {
      show(this.input.type === 'password');
      this.input.focus();
    });
    button.removeAttribute('aria-pressed');
    return button;
  }
}
