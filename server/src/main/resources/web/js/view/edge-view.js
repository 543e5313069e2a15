import { el } from './dom.js';
import { say } from '../text/say.js';

/** What stands above the oldest message: that more is coming, that it failed, or that this is where it all began. */
export class EdgeView {
  element = el('div', { class: 'edge' });
  #shown = '';
  #conversation;
  #alone;

  constructor({ conversation, alone }) {
    this.#conversation = conversation;
    this.#alone = alone;
  }

  render(hasRows) {
    const { pager, timeline } = this.#conversation;
    const { open, older } = pager.state;
    let shown = 'nothing';
    if (open === 'failed') shown = 'openFailed';
    else if (open === 'loading' && !hasRows) shown = 'loading';
    else if (older === 'failed') shown = 'olderFailed';
    else if (older === 'loading') shown = 'loading';
    else if (open === 'idle' && !timeline.hasOlder) shown = hasRows ? 'start' : this.#alone() ? 'alone' : 'empty';
    this.element.classList.toggle('is-alone', !hasRows);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.element.replaceChildren(...this.#parts(shown));
  }

  #parts(shown) {
    const { pager, title } = this.#conversation;
    if (shown === 'loading') return [el('div', { class: 'spinner', role: 'img', 'aria-label': say('timeline.loading') })];
    if (shown === 'start') return [el('p', { text: say('timeline.start', title), data: { testid: 'timeline-start' } })];
    if (shown === 'empty' || shown === 'alone') {
      const title = el('p', { class: 'empty-title', text: say('timeline.empty'), data: { testid: 'timeline-empty' } });
      return shown === 'empty' ? [title] : [title, el('p', { text: aloneWords() })];
    }
    if (shown === 'olderFailed') return failed('timeline.olderFailed', () => pager.older());
    if (shown === 'openFailed') return failed('timeline.loadFailed', () => this.#conversation.open());
    return [];
  }
}

/** The address is only worth telling if others can reach it. */
function aloneWords() {
  const here = /^(localhost$|127\.|\[::1\])/.test(location.hostname);
  return here ? say('timeline.alone') : say('timeline.aloneAt', location.origin);
}

function failed(key, again) {
  const button = el('button', { type: 'button', class: 'text-button', text: say('timeline.tryAgain'), on: { click: again } });
  return [el('p', { text: say(key) }), button];
}
