import { el } from '../parts/dom.js';
import { readProblem } from '../../text/problems.js';
import { say } from '../../text/texts.js';

/**
 * A panel that asks before something is done that others feel. `yes` says what is done; `run()` does it and may throw,
 * which is shown; then, as with no, `back()` leads back. The harmless answer has the focus.
 */
export function confirmPanel({ title, text, yes, danger = false, run, back }) {
  const problem = el('p', { class: 'panel-status is-problem', role: 'alert', data: { testid: 'question-problem' } });
  const no = el('button', { type: 'button', class: 'button ghost', text: say('question.no'), on: { click: back }, data: { testid: 'question-no' } });
  const go = el('button', { type: 'button', class: danger ? 'button is-danger' : 'button', text: yes, data: { testid: 'question-yes' } });
  go.addEventListener('click', async () => {
    go.disabled = true;
    problem.textContent = '';
    try {
      await run();
    } catch (refused) {
      problem.textContent = readProblem(refused).text;
      go.disabled = false;
      return;
    }
    // Whoever went back or closed the drawer meanwhile is left where they are.
    if (go.isConnected) back();
  });
  return { title, passing: true, element: el('div', { class: 'panel' }, el('p', { text }), no, go, problem), opened: () => no.focus() };
}
