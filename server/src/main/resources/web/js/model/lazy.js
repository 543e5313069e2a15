/**
 * What is not needed to read and write, as some modules: fetched when the page is up, so that it is there when the server
 * is away, or when asked for. Once it came, whoever wants it need not wait, not even for an import that is done: what is
 * typed meanwhile would go elsewhere.
 */
export class Lazy {
  /** What was fetched; null until it came. */
  loaded = null;
  #fetched;
  #loading = null;

  constructor(fetched) {
    this.#fetched = fetched;
  }

  /** Resolves to it; fetched again if that failed before. */
  load() {
    this.#loading ??= this.#fetched().then(
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
