import { Form } from '../parts/form.js';
import { el } from '../parts/dom.js';
import { checkName, checkNewPassword, checkPasswordGiven } from '../../text/form-checks.js';
import { count, say } from '../../text/texts.js';

/** Changes the name others see. */
export function namePanel({ account, rename }) {
  const panel = formPanel({
    title: say('drawer.name'),
    form: {
      id: 'name',
      button: say('name.save'),
      fields: [{ name: 'name', label: say('name.field'), autocomplete: 'name', hint: say('register.hint.name'), check: checkName }],
      submit: ({ name }) => rename(name.trim()),
    },
    done: say('name.saved'),
  });
  panel.prepare = (form) => {
    form.fields.name.value = account.name;
  };
  return panel;
}

/** Changes the password; every other session ends with it. */
export function passwordPanel({ account, changePassword }) {
  const panel = formPanel({
    title: say('drawer.password'),
    form: {
      id: 'password',
      button: say('password.save'),
      username: () => account.email ?? '',
      rename: { oldPassword: 'old', newPassword: 'new', password: 'new' },
      fields: [
        { name: 'old', label: say('password.old'), type: 'password', autocomplete: 'current-password', check: checkPasswordGiven },
        {
          name: 'new', label: say('password.new'), type: 'password', autocomplete: 'new-password',
          hint: say('register.hint.password'), check: checkNewPassword,
        },
      ],
      async submit(values) {
        await changePassword({ oldPassword: values.old, newPassword: values.new });
        panel.prepare(panel.form);
      },
    },
    done: say('password.saved'),
  });
  panel.prepare = (form) => form.clear();
  return panel;
}

/** Before signing out with messages that have not been sent: they stay, but not everybody expects that. */
export function signOutPanel({ waiting, signOut, stay }) {
  const words = el('p');
  const out = el('button', { type: 'button', class: 'button is-danger', text: say('signOut.confirm'), on: { click: signOut }, data: { testid: 'sign-out-confirm' } });
  const remain = el('button', { type: 'button', class: 'button ghost', text: say('signOut.stay'), on: { click: stay }, data: { testid: 'sign-out-stay' } });
  return {
    title: say('signOut.title'),
    passing: true,
    element: el('div', { class: 'panel' }, words, remain, out),
    opened: () => {
      words.textContent = count('signOut.waiting', waiting());
      remain.focus();
    },
  };
}

function formPanel({ title, form, done }) {
  const status = el('p', { class: 'panel-status', role: 'status', data: { testid: `${form.id}-status` } });
  const panel = { title, prepare: () => {} };
  panel.form = new Form({
    ...form,
    async submit(values) {
      status.textContent = '';
      await form.submit(values);
      status.textContent = done;
    },
  });
  panel.element = el('div', { class: 'panel' }, panel.form.element, status);
  panel.opened = () => {
    status.textContent = '';
    panel.prepare(panel.form);
    Object.values(panel.form.fields)[0].input.focus();
  };
  return panel;
}
