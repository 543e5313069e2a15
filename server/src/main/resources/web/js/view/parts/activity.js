const EVENTS = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart'];

/** Whether somebody is at this window: they touched something within `absent` milliseconds. `back()` is called when they do again. */
export class Activity {
  #last;
  #absent;
  #now;
  #undo;

  constructor({ absent, back, target = window, now = () => Date.now() }) {
    this.#absent = absent;
    this.#now = now;
    this.#last = now();
    const touched = () => {
      const wasThere = this.isThere;
      this.#last = now();
      if (!wasThere) back();
    };
    for (const type of EVENTS) target.addEventListener(type, touched, { capture: true, passive: true });
    this.#undo = () => EVENTS.forEach((type) => target.removeEventListener(type, touched, { capture: true }));
  }

  get isThere() {
    return this.#now() - this.#last <= this.#absent;
  }

  dispose() {
    this.#undo();
  }
}
