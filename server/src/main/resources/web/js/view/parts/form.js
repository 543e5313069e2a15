import { Field } from './field.js';
import { el, setText } from './dom.js';
import { icon } from './icons.js';
import { readProblem } from '../../text/problems.js';

/**
 * A form of fields with one main button. `submit(values)` does the work and may throw a problem, which is shown at
 * its field in words; `rename` says which field shows a server field of another name; `extra` stands below the fields.
 * `cancel`, {text, run}, is a way out beside the button. `username()`, where it is not asked for, tells a password manager whose password this is.
 */
export class Form {
  fields = {};
  #button;
  #problem;
  #words;
  #submit;
  #rename;
  #busy = false;

  constructor({ id, fields, button, busy, submit, rename = {}, extra = null, cancel = null, username = null }) {
    this.#words = { button, busy: busy ?? button };
    this.#submit = submit;
    this.#rename = rename;
    this.#problem = el('p', { class: 'form-problem', role: 'alert', hidden: true, data: { testid: `${id}-problem` } });
    this.#button = el('button', { type: 'submit', class: 'button', text: button, data: { testid: `${id}-submit` } });
    for (const { name, ...field } of fields) this.fields[name] = new Field({ id: `${id}-${name}`, ...field });
    const inputs = Object.values(this.fields).map((field) => field.element);
    this.element = el('form', { class: 'form', novalidate: true, data: { testid: `${id}-form` } }, this.#whose(username), ...inputs, extra, this.#problem, this.#ends(cancel));
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#send();
    });
  }

  #whose(username) {
    if (!username) return null;
    const field = el('input', { type: 'text', name: 'username', autocomplete: 'username', readonly: true, hidden: true, 'aria-hidden': 'true', tabindex: '-1' });
    field.value = username();
    return field;
  }

  #ends(cancel) {
    if (!cancel) return this.#button;
    return el('div', { class: 'form-buttons' }, el('button', { type: 'button', class: 'button ghost', text: cancel.text, on: { click: cancel.run } }), this.#button);
  }

  get values() {
    return Object.fromEntries(Object.entries(this.fields).map(([name, field]) => [name, field.value]));
  }

  focus() {
    const fields = Object.values(this.fields).filter((field) => field.isOffered);
    (fields.find((field) => !field.value) ?? fields[0]).input.focus();
  }

  clear() {
    for (const field of Object.values(this.fields)) field.value = '';
    this.#showProblem(null);
  }

  async #send() {
    if (this.#busy) return;
    this.#showProblem(null);
    const wrong = Object.values(this.fields).filter((field) => !field.validate());
    if (wrong.length > 0) {
      wrong[0].input.focus();
      return;
    }
    this.#setBusy(true);
    try {
      await this.#submit(this.values);
    } catch (problem) {
      this.#refused(readProblem(problem));
    } finally {
      this.#setBusy(false);
    }
  }

  #refused({ field, text }) {
    const shownAt = this.fields[this.#rename[field] ?? field];
    if (!shownAt?.isOffered) {
      this.#showProblem(text);
      return;
    }
    shownAt.showError(text);
    shownAt.input.focus();
  }

  #showProblem(text) {
    this.#problem.hidden = !text;
    this.#problem.replaceChildren(...(text ? [icon('circle-alert', 18), el('span', { text })] : []));
  }

  #setBusy(busy) {
    this.#busy = busy;
    this.#button.disabled = busy;
    this.element.setAttribute('aria-busy', String(busy));
    setText(this.#button, busy ? this.#words.busy : this.#words.button);
  }
}
