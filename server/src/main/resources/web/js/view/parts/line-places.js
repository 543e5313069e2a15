/**
 * Where lines of known heights stand one below the other, so that nothing has to be laid out to know it. Lines are told by
 * their number; heights and places are in any unit.
 */
export class LinePlaces {
  #tops = [0];

  constructor(heights) {
    for (const height of heights) this.#tops.push(this.#tops.at(-1) + height);
  }

  get count() {
    return this.#tops.length - 1;
  }

  /** Of all of them together. */
  get height() {
    return this.#tops.at(-1);
  }

  top(line) {
    return this.#tops[line];
  }

  bottom(line) {
    return this.#tops[line + 1];
  }

  /** The line at a place; before the first that one, behind the last that one. */
  at(place) {
    let [from, to] = [0, this.count];
    while (to - from > 1) {
      const middle = (from + to) >> 1;
      if (this.#tops[middle] <= place) from = middle;
      else to = middle;
    }
    return from;
  }

  /** {inView, near}: the lines from one place to another, and those at most so far away from them, the nearest first. */
  around(from, to, away) {
    if (this.count === 0) return { inView: [], near: [] };
    const [first, last] = [this.at(from), this.at(to)];
    const inView = Array.from({ length: last - first + 1 }, (_, at) => first + at);
    const near = [];
    const [before, behind] = [this.at(from - away), this.at(to + away)];
    for (let step = 1; first - step >= before || last + step <= behind; step += 1) {
      if (last + step <= behind) near.push(last + step);
      if (first - step >= before) near.push(first - step);
    }
    return { inView, near };
  }
}
