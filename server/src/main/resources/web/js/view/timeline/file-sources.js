/**
 * Where the files of messages come from, for all rows of a list: those that wait out of this browser, by `stored(key)`,
 * which gives a blob or null; all others by `links`. `sentOf(message)` is how many bytes of one that waits are sent, or null.
 * `dispose` ends it.
 */
export class FileSources {
  #near = new Map();
  #local = new Map();
  #observer = null;
  #links;
  #stored;

  constructor({ links, stored, sentOf }) {
    this.#links = links;
    this.#stored = stored;
    this.sentOf = sentOf;
  }

  /** What comes within one screen of this element is near. */
  watch(scroller) {
    this.#observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        this.#observer.unobserve(target);
        const run = this.#near.get(target);
        this.#near.delete(target);
        run?.();
      }
    }, { root: scroller, rootMargin: '100% 0px' });
  }

  /** Calls `run` once, when the element is near what is seen. */
  near(element, run) {
    this.#near.set(element, run);
    this.#observer.observe(element);
  }

  /** Nobody waits for that element any more. */
  far(element) {
    this.#near.delete(element);
    this.#observer?.unobserve(element);
  }

  /** Resolves to {url, small, large, save} as addresses, or to null if the file is gone. `anew`: the last one led nowhere. */
  async link({ id }, { anew = false } = {}) {
    if (anew) this.#links.forget(id);
    const link = await this.#links.get(id);
    const address = (path) => new URL(path.replace(/^\//u, ''), document.baseURI).href;
    return link && { url: address(link.url), small: address(link.small), large: address(link.large), save: address(link.save) };
  }

  /** The address of a file that lies in this browser; null if it does not any more. */
  local(key) {
    if (!this.#local.has(key)) this.#local.set(key, this.#stored(key).then((blob) => blob && URL.createObjectURL(blob), () => null));
    return this.#local.get(key);
  }

  dispose() {
    this.#observer?.disconnect();
    this.#near.clear();
    for (const url of this.#local.values()) url.then((one) => one && URL.revokeObjectURL(one));
  }
}
