import { Choice } from '../parts/choice.js';
import { el } from '../parts/dom.js';
import { Form } from '../parts/form.js';
import { PeoplePicker } from './people-picker.js';
import { checkRoomTitle, checkTopic } from '../../text/form-checks.js';
import { say } from '../../text/texts.js';

/**
 * Makes a room: what it is called, what it is about, who may find it, and who is in it from the start. `make(room)` asks
 * the server for it and may throw; `people` is a PagedSearch of whom to add; `me` is in it anyway.
 */
export function newRoomPanel({ me, people, make, close }) {
  const picker = new PeoplePicker({ id: 'new-room-people', me, label: say('newRoom.people'), search: people, leaveOut: ({ id }) => id === me.id });
  const visibility = visibilityChoice('new-room', 'open');
  const form = new Form({
    id: 'new-room',
    fields: [
      { name: 'title', label: say('newRoom.name'), autocomplete: 'off', check: checkRoomTitle },
      { name: 'topic', label: say('newRoom.topic'), autocomplete: 'off', check: checkTopic },
    ],
    extra: el('div', { class: 'form-extra' }, visibility.element, picker.element),
    button: say('newRoom.make'),
    cancel: { text: say('newRoom.cancel'), run: close },
    submit: async ({ title, topic }) => {
      await make({ title, topic, visibility: visibility.value, members: picker.chosen.map(({ id }) => id) });
      close();
    },
  });
  return { title: say('newRoom.title'), element: form.element, opened: () => form.focus(), closed: () => picker.dispose() };
}

/** Who may find a room, each with what that means. */
export function visibilityChoice(name, value) {
  const options = ['open', 'private'].map((one) => ({ value: one, label: say(`newRoom.${one}`), hint: say(`newRoom.${one}.what`) }));
  return new Choice({ name: `${name}-visibility`, label: say('settings.room.visibility'), options, value });
}
