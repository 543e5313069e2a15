import { Form } from '../parts/form.js';
import { say } from '../../text/texts.js';

/** Asks for a day. `today` is this one, as 2026-11-23; `go(at)` goes to what was said since it began, in milliseconds. */
export function datePanel({ today, go, close }) {
  const form = new Form({
    id: 'date',
    fields: [{ name: 'day', label: say('search.date'), type: 'date', check: (day) => (day ? null : say('conversation.date.choose')) }],
    button: say('conversation.goToDate.yes'),
    cancel: { text: say('newRoom.cancel'), run: close },
    async submit({ day }) {
      const [year, month, date] = day.split('-').map(Number);
      await go(new Date(year, month - 1, date).getTime());
    },
  });
  form.fields.day.value = today;
  form.fields.day.input.max = today;
  return { title: say('conversation.goToDate'), element: form.element, opened: () => form.focus() };
}
