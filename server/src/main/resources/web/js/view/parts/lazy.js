/**
 * Modules that are not needed to read and write: fetched when the page is up, so that they are there when the server is
 * away, or when asked for. Once they came, whoever wants them need not wait, not even for an import that is done: what is
 * typed meanwhile would go elsewhere.
 */
export class Lazy {
  /** What the modules export; null until they came. */
  loaded = null;
  #modules;
  #loading = null;

  constructor(modules) {
    this.#modules = modules;
  }

  /** Fetches them, again if that failed before. */
  load() {
    this.#loading ??= this.#modules().then(
      (loaded) => {
        this.loaded = loaded;
        return loaded;
      },
      (problem) => {
        this.#loading = null;
        throw problem;
      },
    );
    return this.#loading;
  }
}
