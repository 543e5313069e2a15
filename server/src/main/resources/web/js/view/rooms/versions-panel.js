import { el } from '../parts/dom.js';
import { readProblem } from '../../text/problems.js';
import { say } from '../../text/texts.js';

/** What a message said before it was edited, the oldest first. `load()` gives {body, at} of each; `words(body)` gives a text to read. */
export function versionsPanel({ load, format, now, words }) {
  const list = el('ol', { class: 'versions', data: { testid: 'versions' } }, el('li', { text: say('app.loading') }));
  const show = async () => {
    try {
      const versions = await load();
      list.replaceChildren(
        ...versions.map(({ body, at }, i) => {
          const time = format.exact(at, now());
          const when = i === versions.length - 1 && versions.length > 1 ? `${say('message.versions.now')} · ${time}` : time;
          return el('li', { class: 'version' }, el('small', { class: 'item-hint', text: when }), el('p', { class: 'version-text', dir: 'auto', text: words(body) }));
        }),
      );
    } catch (problem) {
      list.replaceChildren(el('li', { class: 'panel-status is-problem', text: readProblem(problem).text }));
    }
  };
  return { title: say('message.versions'), element: el('div', { class: 'panel' }, list), opened: show };
}
