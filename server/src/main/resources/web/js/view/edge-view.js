import { el } from './dom.js';
import { say } from '../text/say.js';

/** What stands above the oldest message: that more is coming, that it failed, or that this is where it all began. */
export class EdgeView {
  element = el('div', { class: 'edge' });
  #shown = '';
  #conversation;
  #invite;

  constructor({ conversation, invite }) {
    this.#conversation = conversation;
    this.#invite = invite;
  }

  render(hasRows) {
    const { pager, timeline } = this.#conversation;
    const { open, older } = pager.state;
    let shown = 'nothing';
    if (open === 'failed') shown = 'openFailed';
    else if (open === 'loading' && !hasRows) shown = 'loading';
    else if (older === 'failed') shown = 'olderFailed';
    else if (older === 'loading') shown = 'loading';
    else if (open === 'idle' && !timeline.hasOlder) shown = hasRows ? 'start' : 'empty';
    this.element.classList.toggle('is-alone', !hasRows);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.element.replaceChildren(...this.#parts(shown));
  }

  #parts(shown) {
    const { pager, title } = this.#conversation;
    if (shown === 'loading') return [el('div', { class: 'spinner', role: 'img', 'aria-label': say('timeline.loading') })];
    if (shown === 'start') return [el('p', { text: say('timeline.start', title), data: { testid: 'timeline-start' } })];
    if (shown === 'empty') {
      const invite = this.#invite();
      return [
        el('p', { class: 'empty-title', text: say('timeline.empty'), data: { testid: 'timeline-empty' } }),
        ...(invite ? [el('p', { text: invite })] : []),
      ];
    }
    if (shown === 'olderFailed') return failed('timeline.olderFailed', () => pager.older());
    if (shown === 'openFailed') return failed('timeline.loadFailed', () => this.#conversation.open());
    return [];
  }
}

function failed(key, again) {
  const button = el('button', { type: 'button', class: 'text-button', text: say('timeline.tryAgain'), on: { click: again } });
  return [el('p', { text: say(key) }), button];
}
