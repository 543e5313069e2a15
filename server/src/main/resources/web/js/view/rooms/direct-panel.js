import { el } from '../parts/dom.js';
import { PeoplePicker } from './people-picker.js';
import { readProblem } from '../../text/problems.js';
import { say } from '../../text/texts.js';

/** As many as a conversation without a name has at most, with oneself. */
const MOST = 12;

/**
 * Begins a conversation with one or a few, or finds the one there is. `people` is a PagedSearch, `start(ids)` asks the
 * server for it and may throw; with nobody else it is the notes to oneself.
 */
export function directPanel({ me, people, start, close }) {
  const problem = el('p', { class: 'panel-status is-problem', role: 'alert', data: { testid: 'direct-problem' } });
  const go = el('button', { type: 'button', class: 'button', text: say('direct.start'), data: { testid: 'direct-start' } });
  const picker = new PeoplePicker({
    id: 'direct-people', me, label: say('direct.find'), search: people, eager: true,
    changed: (chosen) => {
      problem.textContent = chosen.length >= MOST && !chosen.some(({ id }) => id === me.id) ? say('direct.most') : '';
    },
  });
  go.addEventListener('click', async () => {
    const others = picker.chosen.map(({ id }) => id).filter((id) => id !== me.id);
    if (picker.chosen.length === 0) problem.textContent = say('direct.none');
    else if (others.length >= MOST) problem.textContent = say('direct.most');
    else {
      go.disabled = true;
      try {
        await start(others);
        close();
      } catch (refused) {
        problem.textContent = readProblem(refused).text;
      } finally {
        go.disabled = false;
      }
      return;
    }
    picker.focus();
  });
  return {
    title: say('direct.title'),
    element: el('div', { class: 'panel' }, picker.element, problem, el('div', { class: 'form-buttons' }, go)),
    opened: () => {
      picker.opened();
      picker.focus();
    },
    closed: () => picker.dispose(),
  };
}
