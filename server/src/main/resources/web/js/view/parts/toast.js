import { el } from './dom.js';
import { readProblem } from '../../text/problems.js';

const STAYS = 2_500;

/** A short word at the bottom that goes by itself; also read out. */
export class Toast {
  element = el('div', { class: 'toast', role: 'status', data: { testid: 'toast' } });
  #timer = null;

  dispose() {
    clearTimeout(this.#timer);
  }

  /**
   * Waits for a call to the server, and says what it refused, or that it is away. Hands back the answer; null if there is
   * none.
   */
  async tried(call) {
    try {
      return await call;
    } catch (problem) {
      this.show(readProblem(problem).text);
      return null;
    }
  }

  show(text) {
    clearTimeout(this.#timer);
    this.element.textContent = text;
    this.element.classList.add('is-shown');
    this.#timer = setTimeout(() => this.element.classList.remove('is-shown'), STAYS);
  }
}
