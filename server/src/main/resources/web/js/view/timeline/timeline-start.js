import { el } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { isLoopback } from '../../text/invites.js';
import { say } from '../../text/texts.js';

/**
 * What stands above the oldest message: that more is coming, that it failed, or that this is where it all began.
 * `alone()` says whether nobody else is here; `invite()` gives what shows the invite, or null if that is not mine to do.
 */
export class TimelineStart {
  element = el('div', { class: 'edge' });
  #shown = '';
  #conversation;
  #alone;
  #invite;

  constructor({ conversation, alone, invite }) {
    this.#conversation = conversation;
    this.#alone = alone;
    this.#invite = invite;
  }

  render(hasRows) {
    const { pager, timeline, remembered } = this.#conversation;
    const { open, older } = pager.state;
    let shown = 'nothing';
    if (open === 'failed') shown = 'openFailed';
    else if (open === 'loading' && !hasRows) shown = 'loading';
    else if (remembered) shown = 'remembered';
    else if (older === 'failed') shown = 'olderFailed';
    else if (older === 'loading') shown = 'loading';
    else if (open === 'idle' && !timeline.hasOlder) shown = hasRows ? 'start' : this.#nothing();
    this.element.classList.toggle('is-alone', !hasRows);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.element.replaceChildren(...this.#parts(shown));
  }

  #nothing() {
    if (!this.#alone()) return 'empty';
    return this.#invite() ? 'first' : 'alone';
  }

  #parts(shown) {
    const { pager, title } = this.#conversation;
    if (shown === 'loading') return [el('div', { class: 'spinner', role: 'img', 'aria-label': say('timeline.loading') })];
    if (shown === 'start') return [el('p', { text: say('timeline.start', title), data: { testid: 'timeline-start' } })];
    if (shown === 'remembered') return [el('p', { text: say('timeline.remembered'), data: { testid: 'timeline-remembered' } })];
    if (shown === 'empty' || shown === 'alone') {
      const title = el('p', { class: 'empty-title', text: say('timeline.empty'), data: { testid: 'timeline-empty' } });
      return shown === 'empty' ? [title] : [title, el('p', { text: aloneWords() })];
    }
    if (shown === 'first') return first(this.#invite());
    if (shown === 'olderFailed') return failed('timeline.olderFailed', () => pager.older());
    if (shown === 'openFailed') return failed('timeline.loadFailed', () => this.#conversation.load());
    return [];
  }
}

function first(invite) {
  const show = el('button', { type: 'button', class: 'button', on: { click: invite }, data: { testid: 'show-code' } }, icon('user-plus', 18), say('timeline.showCode'));
  return [el('p', { class: 'empty-title', text: say('timeline.aloneInvite'), data: { testid: 'timeline-empty' } }), show];
}

/** The address is only worth telling if others can reach it. */
function aloneWords() {
  return isLoopback(location.hostname) ? say('timeline.alone') : say('timeline.aloneAt', new URL('.', document.baseURI).href);
}

function failed(key, again) {
  const button = el('button', { type: 'button', class: 'text-button', text: say('app.tryAgain'), on: { click: again } });
  return [el('p', { text: say(key) }), button];
}
