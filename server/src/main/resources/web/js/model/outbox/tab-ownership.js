/**
 * Which of several tabs sends what waits: each its own, and what was inherited from one that is gone. `tabs` is
 * {me, shared, whenGone(tab, run)}; where tabs cannot tell each other apart (`shared`), everything is everybody's.
 */
export class TabOwnership {
  #tabs;
  #awaited = new Set();
  #inherited = new Set();

  constructor(tabs) {
    this.#tabs = tabs;
  }

  get me() {
    return this.#tabs.me;
  }

  includes({ owner }) {
    return this.#tabs.shared || owner === this.me || this.#inherited.has(owner);
  }

  /** Calls `run` once when the item's owner is gone, unless it is mine already. */
  whenInherited({ owner }, run) {
    if (this.includes({ owner }) || this.#awaited.has(owner)) return;
    this.#awaited.add(owner);
    this.#tabs.whenGone(owner, () => {
      this.#awaited.delete(owner);
      this.#inherited.add(owner);
      run();
    });
  }
}
