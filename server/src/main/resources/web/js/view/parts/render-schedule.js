const PAUSE = 50;
const UNPAINTED = 250;

const browser = {
  now: () => performance.now(),
  frame: (run) => requestAnimationFrame(run),
  after: (ms, run) => setTimeout(run, ms),
  cancel: (timer) => clearTimeout(timer),
};

/**
 * When to render: before the next paint after something changed, and never twice within 50 ms. Where messages come
 * faster than that they are shown some at a time, and the rest of the page has time to breathe. In a window that is
 * not painted it is soon enough for the title.
 */
export class RenderSchedule {
  #due = false;
  #last = -Infinity;
  #timers = [];
  #turn = 0;
  #render;
  #clock;

  constructor(render, clock = browser) {
    this.#render = render;
    this.#clock = clock;
  }

  /** Something changed. */
  ask() {
    if (this.#due) return;
    this.#due = true;
    const turn = this.#turn;
    const render = () => turn === this.#turn && this.#render();
    const frame = () => this.#clock.frame(render);
    const pause = this.#last + PAUSE - this.#clock.now();
    if (pause > 0) this.#timers.push(this.#clock.after(pause, frame));
    else frame();
    this.#timers.push(this.#clock.after(UNPAINTED, render));
  }

  /** All that changed until now is being rendered. */
  rendering() {
    this.#last = this.#clock.now();
    this.stop();
  }

  /** What was asked for is asked for no more. */
  stop() {
    this.#due = false;
    this.#turn += 1;
    for (const timer of this.#timers) this.#clock.cancel(timer);
    this.#timers = [];
  }
}
