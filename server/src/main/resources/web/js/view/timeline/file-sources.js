/** So long after the server could not be asked it is asked again, if it does not come back before. */
const ASK_AGAIN = 10_000;

/**
 * Where the files of messages come from, for all rows of a list: those that wait out of this browser, by `stored(key)`,
 * which gives a blob or null; all others by `links`, of which `tryLink(path)` throws what the server says if one leads nowhere. `sentOf(message)` is how many bytes of one that waits are sent, or null.
 * `dispose` ends it.
 */
export class FileSources {
  #near = new Map();
  #local = new Map();
  #observer = null;
  #waiting = new Set();
  #again = null;
  #disposed = false;
  #links;
  #tryLink;
  #stored;

  constructor({ links, tryLink, stored, sentOf }) {
    this.#links = links;
    this.#tryLink = tryLink;
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

  /** Resolves to {url, small, large, save} as addresses, or to null if the file is gone; rejects if the server cannot be asked. */
  async link({ id }) {
    const link = await this.#links.get(id);
    return link && { url: address(link.url), small: address(link.small), large: address(link.large), save: address(link.save) };
  }

  /** The same, of which it is sure that it leads to the file. */
  async sureLink({ id }) {
    for (let tries = 0; ; tries += 1) {
      const link = await this.link({ id });
      if (!link) return null;
      try {
        await this.#tryLink(link.url);
        return link;
      } catch (problem) {
        this.#links.forget(id);
        if (problem.status === 404 || problem.status === 410) return null;
        // It is over sooner than it seemed from here, by one clock or another.
        if (problem.status !== 403 || tries > 0) throw problem;
      }
    }
  }

  /** The server could not be asked: `run` is called when it may be back. */
  later(run) {
    if (this.#disposed) return;
    this.#waiting.add(run);
    this.#again ??= setTimeout(() => this.retry(), ASK_AGAIN);
  }

  /** What could not be had is asked for again. */
  retry() {
    clearTimeout(this.#again);
    this.#again = null;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const run of waiting) run();
  }

  /** The address of a file that lies in this browser; null if it does not any more. */
  local(key) {
    if (!this.#local.has(key)) this.#local.set(key, this.#stored(key).then((blob) => blob && URL.createObjectURL(blob), () => null));
    return this.#local.get(key);
  }

  dispose() {
    this.#disposed = true;
    clearTimeout(this.#again);
    this.#waiting.clear();
    this.#observer?.disconnect();
    this.#near.clear();
    for (const url of this.#local.values()) url.then((one) => one && URL.revokeObjectURL(one));
  }
}

/** Links are paths below the server's address, which may be below a path of its host. */
function address(path) {
  return new URL(path.replace(/^\//u, ''), document.baseURI).href;
}
