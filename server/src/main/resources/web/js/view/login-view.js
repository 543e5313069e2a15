import { Form } from './form.js';
import { el } from './dom.js';
import { mark } from './icons.js';
import { say } from '../text/say.js';
import { checkEmail, checkName, checkNewPassword, checkPasswordGiven } from '../text/checks.js';

/**
 * Sign in or create an account. `signIn({email, password})` and `register({name, email, password})` do the work;
 * what they throw is shown. What was typed stays, also from one form to the other.
 */
export class LoginView {
  #title = el('h1', { data: { testid: 'login-title' } });
  #subtitle = el('p', { class: 'card-subtitle' });
  #notice = el('p', { class: 'card-notice', role: 'status', data: { testid: 'login-notice' } });
  #place = el('div');
  #switch = el('button', { type: 'button', class: 'button ghost', data: { testid: 'login-switch' } });
  #forms;
  #host;
  #mode = 'login';

  constructor({ host, signIn, register }) {
    this.#host = host;
    this.#forms = { login: loginForm(signIn), register: registerForm(register) };
    this.#switch.addEventListener('click', () => this.show(this.#mode === 'login' ? 'register' : 'login'));
    const logo = el('div', { class: 'logo' }, mark(34));
    const card = el('div', { class: 'card' }, logo, this.#title, this.#subtitle, this.#notice, this.#place, this.#switch);
    this.element = el('main', { class: 'login', data: { testid: 'login' } }, card);
    this.show('login');
  }

  show(mode) {
    const before = this.#forms[this.#mode].fields;
    const { fields } = this.#forms[mode];
    if (mode !== this.#mode) fields.email.value = before.email.value;
    this.#mode = mode;
    this.element.dataset.mode = mode;
    this.#title.textContent = say(`${mode}.title`);
    this.#subtitle.textContent = say(`${mode}.subtitle`, this.#host);
    this.#switch.textContent = say(mode === 'login' ? 'login.button.register' : 'register.button.haveAccount');
    this.#place.replaceChildren(this.#forms[mode].element);
    this.focus();
  }

  /** Why the person is here again, or nothing. */
  notice(text, email = '') {
    this.#notice.textContent = text ?? '';
    if (email) this.#forms.login.fields.email.value = email;
  }

  focus() {
    if (this.element.isConnected) this.#forms[this.#mode].focus();
  }
}

function loginForm(signIn) {
  return new Form({
    id: 'login',
    button: say('login.button.signIn'),
    busy: say('login.button.signingIn'),
    submit: signIn,
    fields: [
      { name: 'email', label: say('login.field.email'), type: 'email', autocomplete: 'username', check: checkEmail },
      {
        name: 'password', label: say('login.field.password'), type: 'password', autocomplete: 'current-password',
        check: checkPasswordGiven,
      },
    ],
  });
}

function registerForm(register) {
  return new Form({
    id: 'register',
    button: say('register.button.create'),
    busy: say('register.button.creating'),
    submit: register,
    fields: [
      {
        name: 'name', label: say('register.field.name'), autocomplete: 'name', hint: say('register.hint.name'),
        check: checkName,
      },
      { name: 'email', label: say('login.field.email'), type: 'email', autocomplete: 'username', check: checkEmail },
      {
        name: 'password', label: say('login.field.password'), type: 'password', autocomplete: 'new-password',
        hint: say('register.hint.password'), check: checkNewPassword,
      },
    ],
  });
}
