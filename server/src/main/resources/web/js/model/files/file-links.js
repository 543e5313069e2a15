import { systemClock } from '../platform.js';

/** Less than the hour for which links are good. */
const GOOD = 50 * 60_000;
const TOGETHER = 20;
const MOST = 100;

/**
 * Links to files, which the server gives for an hour: asked for together, and kept as long as they are good. `load(ids)`
 * asks for up to a hundred.
 */
export class FileLinks {
  #known = new Map();
  #wanted = new Map();
  #timer = null;
  #load;
  #clock;

  constructor({ load, clock = systemClock }) {
    this.#load = load;
    this.#clock = clock;
  }

  /** Resolves to {url, small, large, save}, or to null if the file is gone; rejects if the server cannot be asked. */
  get(id) {
    const known = this.#known.get(id);
    if (known && this.#clock.now() < known.until) return Promise.resolve(known.link);
    if (!this.#wanted.has(id)) {
      let ports;
      const promise = new Promise((resolve, reject) => (ports = { resolve, reject }));
      this.#wanted.set(id, { promise, ...ports, asked: false });
      this.#timer ??= this.#clock.after(TOGETHER, () => this.#ask());
    }
    return this.#wanted.get(id).promise;
  }

  /** A link led nowhere: the next one is another. */
  forget(id) {
    this.#known.delete(id);
  }

  async #ask() {
    this.#timer = null;
    const asked = [...this.#wanted].filter(([, one]) => !one.asked).slice(0, MOST);
    if (asked.length === 0) return;
    for (const [, one] of asked) one.asked = true;
    if ([...this.#wanted.values()].some((one) => !one.asked)) this.#timer = this.#clock.after(TOGETHER, () => this.#ask());
    const until = this.#clock.now() + GOOD;
    try {
      const links = new Map((await this.#load(asked.map(([id]) => id))).map((link) => [link.file, link]));
      for (const [id, { resolve }] of asked) {
        const link = links.get(id) ?? null;
        if (link) this.#known.set(id, { link, until });
        this.#wanted.delete(id);
        resolve(link);
      }
    } catch (problem) {
      for (const [id, { reject }] of asked) {
        this.#wanted.delete(id);
        reject(problem);
      }
    }
  }
}
