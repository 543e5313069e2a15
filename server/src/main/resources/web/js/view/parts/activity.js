const EVENTS = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart'];

/**
 * Whether somebody is at this window: they touched something within `absent` milliseconds. `back()` is called when they do
 * again, `gone()` when they have not for so long.
 */
export class Activity {
  #last;
  #absent;
  #now;
  #gone;
  #waiting;
  #undo;

  constructor({ absent, back, gone, target = window, now = () => Date.now() }) {
    this.#absent = absent;
    this.#now = now;
    this.#gone = gone;
    this.#last = now();
    const touched = () => {
      const wasThere = this.isThere;
      this.#last = now();
      if (wasThere) return;
      this.#wait();
      back();
    };
    for (const type of EVENTS) target.addEventListener(type, touched, { capture: true, passive: true });
    this.#undo = () => EVENTS.forEach((type) => target.removeEventListener(type, touched, { capture: true }));
    this.#wait();
  }

  get isThere() {
    return this.#now() - this.#last <= this.#absent;
  }

  dispose() {
    clearTimeout(this.#waiting);
    this.#undo();
  }

  /** Until absence can begin at the earliest: not anew with each touch, of which there are many. */
  #wait() {
    this.#waiting = setTimeout(() => {
      if (this.isThere) this.#wait();
      else this.#gone();
    }, this.#last + this.#absent + 1 - this.#now());
  }
}
