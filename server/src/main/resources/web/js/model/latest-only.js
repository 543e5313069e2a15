/**
 * Asks again and again, and lets only what was asked for last through: what was asked for before a change can come
 * behind it, and would undo on the screen what was done.
 */
export class LatestOnly {
  #asked = 0;

  /** Runs `ask`, then `good(answer)` or `bad(problem)`; neither if something was asked for since. */
  async ask(ask, good, bad) {
    this.#asked += 1;
    const mine = this.#asked;
    try {
      const answer = await ask();
      if (mine === this.#asked) good(answer);
    } catch (problem) {
      if (mine === this.#asked) bad(problem);
    }
  }
}
