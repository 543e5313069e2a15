/**
 * What lies over the page, and the browser's back, which takes away the uppermost of it. Each layer has one entry in
 * the history while it is there, however it goes: by back, or by a button of its own. `history` and `target`, which
 * hears of its `popstate`, are the browser's.
 */
export class BackStack {
  #open = [];
  #depth;
  #due = false;
  #travelling = false;
  #history;

  constructor({ history, target }) {
    this.#history = history;
    // After a reload the entries are still there, and nothing lies over the page yet.
    this.#depth = history.state?.layers ?? 0;
    target.addEventListener('popstate', ({ state }) => this.#arrived(state?.layers ?? 0));
    this.#balanceSoon();
  }

  get count() {
    return this.#open.length;
  }

  /** Something came over the page; `close()` is called when back takes it away. Hands back what to say when it went otherwise. */
  open(close) {
    const layer = { close };
    this.#open.push(layer);
    this.#balanceSoon();
    return () => {
      const at = this.#open.indexOf(layer);
      if (at < 0) return;
      this.#open.splice(at, 1);
      this.#balanceSoon();
    };
  }

  /** All of one task is counted together: what closes and opens anew needs no way back and forth. */
  #balanceSoon() {
    if (this.#due) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      this.#balance();
    });
  }

  #balance() {
    if (this.#travelling) return;
    const wanted = this.#open.length;
    if (this.#depth > wanted) {
      this.#travelling = true;
      this.#history.go(wanted - this.#depth);
    }
    while (this.#depth < wanted) {
      this.#depth += 1;
      this.#history.pushState({ ...this.#history.state, layers: this.#depth }, '');
    }
  }

  #arrived(depth) {
    const own = this.#travelling;
    this.#travelling = false;
    const before = this.#depth;
    this.#depth = depth;
    // What was opened while on the way back has no entry yet, and stays.
    const gone = own ? 0 : Math.min(this.#open.length, before - depth);
    for (let left = gone; left > 0; left -= 1) this.#open.pop().close();
    this.#balanceSoon();
  }
}
