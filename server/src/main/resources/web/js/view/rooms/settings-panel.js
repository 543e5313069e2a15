import { el } from '../parts/dom.js';
import { Form } from '../parts/form.js';
import { visibilityChoice } from './new-room-panel.js';
import { checkRoomTitle, checkTopic } from '../../text/form-checks.js';
import { say } from '../../text/texts.js';

/**
 * What a room is called, what it is about and who may find it, for those who look after it. `change(wish)` asks the
 * server and may throw; `publish` says whether one may change who finds it. A private room becomes open only after a question: all that was written there becomes readable.
 */
export function settingsPanel({ room, publish, change, ask, close }) {
  const visibility = visibilityChoice('room', room.visibility);
  const form = new Form({
    id: 'room',
    fields: [
      { name: 'title', label: say('settings.room.name'), autocomplete: 'off', check: checkRoomTitle },
      { name: 'topic', label: say('settings.room.topic'), autocomplete: 'off', check: checkTopic },
    ],
    extra: !publish ? null : el('div', { class: 'form-extra' }, visibility.element),
    button: say('settings.room.save'),
    cancel: { text: say('newRoom.cancel'), run: close },
    submit: async ({ title, topic }) => {
      const wish = {};
      if (title.trim() !== room.title) wish.title = title;
      if (topic.trim() !== (room.topic ?? '')) wish.topic = topic;
      if (visibility.value !== room.visibility) wish.visibility = visibility.value;
      if (Object.keys(wish).length === 0) close();
      else if (wish.visibility === 'open') askFirst(wish);
      else {
        await change(wish);
        close();
      }
    },
  });
  const askFirst = (wish) =>
    ask({
      title: say('settings.room.confirm', room.title), text: say('settings.room.confirm.what'), yes: say('settings.room.confirm.yes'), danger: true,
      run: () => change({ ...wish, confirm: true }),
    });
  form.fields.title.value = room.title;
  form.fields.topic.value = room.topic ?? '';
  return { title: say('settings.room.title'), element: form.element, opened: () => form.fields.title.input.focus() };
}
