import { Card } from './card.js';
import { Form } from '../parts/form.js';
import { el, setText } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { registrationRules } from '../../model/people/registration.js';
import { say } from '../../text/texts.js';
import { checkEmail, checkInvite, checkName, checkNewPassword, checkPasswordGiven } from '../../text/form-checks.js';

/**
 * Sign in or create an account. `signIn({email, password})` and `register({name, email, password, invite})` do the
 * work; what they throw is shown. What was typed stays, also from one form to the other. `server` is what the server
 * tells anybody, or null; `invite` what the link that led here is worth: {by, appLink}, or null.
 */
export class LoginView {
  #place = el('div');
  #switch = el('button', { type: 'button', class: 'button ghost', data: { testid: 'login-switch' } });
  #forgot = el('button', { type: 'button', class: 'text-button', text: say('login.forgot'), data: { testid: 'login-forgot' } });
  #closed = el('p', { class: 'card-subtitle', text: say('login.closed'), data: { testid: 'login-closed' } });
  #card;
  #forms;
  #host;
  #invite;
  #server;
  #mode = null;

  constructor({ host, server, invite = null, signIn, register, forgot }) {
    this.#host = host;
    this.#server = server;
    this.#invite = invite;
    this.#forms = { login: loginForm(signIn), register: registerForm((values) => this.#register(register, values)) };
    this.#switch.addEventListener('click', () => this.show(this.#mode === 'login' ? 'register' : 'login'));
    this.#forgot.addEventListener('click', forgot);
    this.#card = new Card('login', this.#place, this.#forgot, this.#closed, this.#switch, invite && appButton(invite.appLink));
    this.element = this.#card.element;
    this.show(this.#rules.opensWith);
  }

  get #rules() {
    return registrationRules({ server: this.#server, invited: this.#invite !== null });
  }

  show(mode) {
    if (this.#mode && mode !== this.#mode) this.#forms[mode].fields.email.value = this.#forms[this.#mode].fields.email.value;
    this.#mode = mode;
    this.element.dataset.mode = mode;
    this.#place.replaceChildren(this.#forms[mode].element);
    this.#render();
    this.focus();
  }

  /** The server said more about itself. What is being filled in stays. */
  update(server) {
    this.#server = server;
    this.#render();
  }

  /** Why the person is here again, or nothing. */
  notice(text, email = '') {
    this.#card.notice(text);
    if (email) this.#forms.login.fields.email.value = email;
  }

  /** Why the invite is worth nothing. */
  problem(text) {
    this.#card.problem(text);
  }

  focus() {
    if (this.element.isConnected) this.#forms[this.#mode].focus();
  }

  #render() {
    const mode = this.#mode;
    const { asksCode, closed, first } = this.#rules;
    const { name } = this.#server ?? {};
    if (this.#invite) this.#card.title(say('join.title', this.#invite.by, name), say(`join.subtitle.${mode}`));
    else if (mode === 'login') this.#card.title(name ? say('login.titleNamed', name) : say('login.title'), say('login.subtitle', this.#host));
    else this.#card.title(say('register.title'), say('register.subtitle', name ?? this.#host));
    if (first) this.#card.notice(say('register.first'));
    this.#forms.register.fields.invite.offer(asksCode);
    setText(this.#switch, say(mode === 'login' ? 'login.button.register' : 'register.button.haveAccount'));
    this.#forgot.hidden = mode !== 'login';
    this.#closed.hidden = !closed || mode !== 'login';
    this.#switch.hidden = closed && mode === 'login';
  }

  /** The server may have asked for an invite only after it had told about itself. */
  async #register(register, values) {
    try {
      await register(values);
    } catch (problem) {
      if (problem.code === 'invite_needed') this.#forms.register.fields.invite.offer(true);
      throw problem;
    }
  }
}

function appButton(link) {
  return el('a', { class: 'card-link', href: link, data: { testid: 'open-app' } }, icon('monitor', 18), el('span', { text: say('join.app') }));
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
      { name: 'invite', label: say('register.field.invite'), autocomplete: 'off', hint: say('register.hint.invite'), check: checkInvite },
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
