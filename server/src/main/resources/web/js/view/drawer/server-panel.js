import { Choice } from '../parts/choice.js';
import { Form } from '../parts/form.js';
import { el } from '../parts/dom.js';
import { checkChatName } from '../../text/form-checks.js';
import { say } from '../../text/texts.js';

const REGISTRATIONS = ['invite', 'open', 'closed'];
const MAKERS = ['all', 'admins'];

/** The chat as a whole: its name, who can join, and who makes rooms. `change({name, registration, roomsBy})` gives what the server tells then. */
export function serverPanel({ serverInfo, change }) {
  const status = el('p', { class: 'panel-status', role: 'status', data: { testid: 'server-status' } });
  const choice = (what, values) => new Choice({
    name: `server-${what}`, label: say(`server.${what}`), value: null,
    options: values.map((value) => ({ value, label: say(`server.${what}.${value}`), hint: say(`server.${what}.${value}.hint`) })),
    chosen: () => (status.textContent = ''),
  });
  const who = choice('registration', REGISTRATIONS);
  const makers = choice('roomsBy', MAKERS);
  const form = new Form({
    id: 'server',
    button: say('server.save'),
    fields: [{ name: 'name', label: say('server.name'), autocomplete: 'off', check: checkChatName }],
    extra: el('div', { class: 'form-extra' }, who.element, makers.element),
    async submit({ name }) {
      status.textContent = '';
      serverInfo.learn(await change({ name: name.trim(), ...(who.value && { registration: who.value }), ...(makers.value && { roomsBy: makers.value }) }));
      status.textContent = say('server.saved');
    },
  });
  const fill = () => {
    form.fields.name.value = serverInfo.name ?? '';
    who.value = serverInfo.info?.registration ?? null;
    makers.value = serverInfo.info?.roomsBy ?? null;
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
