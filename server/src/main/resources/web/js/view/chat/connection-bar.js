import { el, setText } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { OFFLINE_PATIENCE } from '../../model/chat.js';
import { readStop } from '../../text/problems.js';
import { count, say } from '../../text/texts.js';

const BETWEEN = ' · ';

/**
 * A thin bar when there has been no connection for five seconds: who is away since when, how many messages wait, when
 * the next try comes, and a button for the impatient. `state()` gives {live, waiting, atRisk, phase, retryAt, code, blocked,
 * stopped},
 * `name()` what the chat is called, or null.
 */
export class ConnectionBar {
  #words = el('span', { role: 'status', data: { testid: 'offline-text' } });
  #when = el('span', { class: 'offline-when', data: { testid: 'offline-when' } });
  #button = el('button', { type: 'button', class: 'text-button', data: { testid: 'try-now' } });
  #offlineSince = Date.now();
  #timer = null;
  #state;
  #name;
  #format;

  constructor({ state, name, format, tryNow }) {
    this.#state = state;
    this.#name = name;
    this.#format = format;
    this.element = el(
      'div', { class: 'offline-bar', hidden: true, data: { testid: 'offline-bar' } },
      icon('wifi-off', 16), el('p', {}, this.#words, this.#when), this.#button,
    );
    this.#button.addEventListener('click', () => {
      if (this.#needsReload()) location.reload();
      else tryNow();
    });
    this.render();
  }

  render() {
    clearTimeout(this.#timer);
    const { live, waiting, atRisk, phase, retryAt, code, blocked, stopped: bye } = this.#state();
    if (live) this.#offlineSince = null;
    else this.#offlineSince ??= Date.now();
    const stopped = phase === 'stopped' && code !== null;
    const patience = live ? OFFLINE_PATIENCE : this.#offlineSince + OFFLINE_PATIENCE - Date.now();
    this.element.hidden = patience > 0 && !stopped;
    if (!live) this.#timer = setTimeout(() => this.render(), patience > 0 ? patience : this.#untilNextSecond(retryAt));
    if (this.element.hidden) return;
    const words = [stopped ? readStop(code) : blocked ? say('offline.blocked') : this.#away(bye), waiting > 0 && count('offline.waiting', waiting), atRisk && say('offline.atRisk')];
    setText(this.#words, words.filter(Boolean).join(BETWEEN));
    setText(this.#when, stopped ? '' : BETWEEN + this.#next(phase, retryAt));
    setText(this.#button, say(this.#needsReload() ? 'offline.reload' : 'offline.tryNow'));
    this.#button.hidden = phase === 'connecting' || phase === 'open';
  }

  dispose() {
    clearTimeout(this.#timer);
  }

  #away(bye) {
    const since = this.#format.brief(this.#offlineSince, Date.now());
    const name = this.#name();
    if (bye) return name ? say('offline.stoppedBy', name, since) : say('offline.stoppedByUnnamed', since);
    return name ? say('offline.away', name, since) : say('offline.awayUnnamed', since);
  }

  #next(phase, retryAt) {
    if (phase !== 'waiting') return say('offline.connecting');
    return say('offline.retryIn', Math.max(1, Math.ceil((retryAt - Date.now()) / 1_000)));
  }

  #untilNextSecond(retryAt) {
    if (!retryAt) return 1_000;
    return ((retryAt - Date.now()) % 1_000) + 20 || 1_000;
  }

  #needsReload() {
    const { phase, code } = this.#state();
    return phase === 'stopped' && (code === 4502 || code === 4503);
  }
}
