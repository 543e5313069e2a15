/** How long to wait before the next try: doubling, with full jitter, so that a restart does not bring everybody at once. */
export class Backoff {
  #tries = 0;
  #first;
  #most;
  #random;

  constructor({ first = 500, most = 30_000, random = Math.random } = {}) {
    this.#first = first;
    this.#most = most;
    this.#random = random;
  }

  next() {
    const ceiling = Math.min(this.#most, this.#first * 2 ** Math.min(this.#tries, 20));
    this.#tries += 1;
    return Math.round(this.#random() * ceiling);
  }

  reset() {
    this.#tries = 0;
  }
}
