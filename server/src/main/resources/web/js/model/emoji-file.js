import { Lazy } from './lazy.js';

/**
 * The list of all emoji and the search in it, with the code of both, fetched when they are first asked for and then kept;
 * a failed try is forgotten. `read()` fetches the text.
 */
export class EmojiFile {
  #read;
  #file = new Lazy(() => this.#get());
  #makeSearch = null;
  #search = null;

  constructor({ read }) {
    this.#read = read;
  }

  /** Resolves to the list; rejects if the server cannot be reached. */
  load() {
    return this.#file.load();
  }

  /** The list once it is here, else null. */
  get list() {
    return this.#file.loaded;
  }

  /** The search once the list is here, else null. Made when something is sought. */
  get search() {
    if (this.list) this.#search ??= this.#makeSearch();
    return this.#search;
  }

  async #get() {
    const [text, { EmojiList }, { EmojiSearch }] = await Promise.all([this.#read(), import('../text/emoji-list.js'), import('../text/emoji-search.js')]);
    this.#makeSearch = () => new EmojiSearch(this.list);
    return new EmojiList(text);
  }
}
