import { Choice } from '../parts/choice.js';
import { Form } from '../parts/form.js';
import { el } from '../parts/dom.js';
import { checkChatName } from '../../text/form-checks.js';
import { say } from '../../text/texts.js';

const REGISTRATIONS = ['invite', 'open', 'closed'];

/** The chat as a whole: its name, and who can join. `change({name, registration})` gives what the server tells then. */
export function serverPanel({ serverInfo, change }) {
  const status = el('p', { class: 'panel-status', role: 'status', data: { testid: 'server-status' } });
  const who = new Choice({
    name: 'server-registration', label: say('server.registration'), value: null,
    options: REGISTRATIONS.map((value) => ({ value, label: say(`server.registration.${value}`), hint: say(`server.registration.${value}.hint`) })),
    chosen: () => (status.textContent = ''),
  });
  const form = new Form({
    id: 'server',
    button: say('server.save'),
    fields: [{ name: 'name', label: say('server.name'), autocomplete: 'off', check: checkChatName }],
    extra: who.element,
    async submit({ name }) {
      status.textContent = '';
      serverInfo.learn(await change({ name: name.trim(), ...(who.value && { registration: who.value }) }));
      status.textContent = say('server.saved');
    },
  });
  const fill = () => {
    form.fields.name.value = serverInfo.name ?? '';
    who.value = serverInfo.info?.registration ?? null;
  };
  return {
    title: say('drawer.server'),
    element: el('div', { class: 'panel' }, form.element, status),
    async opened() {
      status.textContent = '';
      fill();
      form.fields.name.input.focus();
      const before = form.fields.name.value;
      // Somebody else may have changed it; what is being typed stays.
      if ((await serverInfo.refresh()) && form.fields.name.value === before) fill();
    },
  };
}
