import { Card } from './card.js';
import { Form } from '../parts/form.js';
import { el } from '../parts/dom.js';
import { checkNewPassword, checkResetCode } from '../../text/form-checks.js';
import { say } from '../../text/texts.js';

/**
 * A new password with the code of a link, or with one that is typed (`asksCode`). `save(password, typed)` may throw,
 * which is shown; `cancel()` leads back.
 */
export class ResetView {
  #form;
  #card;

  constructor({ name, asksCode = false, save, cancel }) {
    this.#form = new Form({
      id: 'reset',
      button: say('reset.button.save'),
      busy: say('reset.button.saving'),
      rename: { newPassword: 'password' },
      submit: ({ code, password }) => save(password, code),
      fields: [
        ...(asksCode ? [{ name: 'code', label: say('reset.field.code'), hint: say('reset.hint.code'), autocomplete: 'off', check: checkResetCode }] : []),
        {
          name: 'password', label: say('reset.field.password'), type: 'password', autocomplete: 'new-password',
          hint: say('reset.hint'), check: checkNewPassword,
        },
      ],
    });
    const notNow = el('button', { type: 'button', class: 'button ghost', text: say('reset.button.notNow'), on: { click: cancel }, data: { testid: 'reset-cancel' } });
    this.#card = new Card('reset', this.#form.element, notNow);
    this.element = this.#card.element;
    this.called(name);
  }

  /** What the chat is called is known now, or better. */
  called(name) {
    this.#card.title(say('reset.title'), say('reset.subtitle', name));
  }

  focus() {
    this.#form.focus();
  }
}
