/**
 * The list of all emoji and the search in it, with the code of both, fetched when they are first asked for and then kept;
 * a failed try is forgotten. `read()` fetches the text.
 */
export class EmojiFile {
  #read;
  #loading = null;
  #makeSearch = null;
  #search = null;
  /** The list once it is here, else null. */
  list = null;

  constructor({ read }) {
    this.#read = read;
  }

  /** Resolves to the list; rejects if the server cannot be reached. */
  load() {
    this.#loading ??= this.#get().catch((error) => {
      this.#loading = null;
      throw error;
    });
    return this.#loading;
  }

  /** The search once the list is here, else null. Made when something is sought. */
  get search() {
    if (this.list) this.#search ??= this.#makeSearch();
    return this.#search;
  }

  async #get() {
    const [text, { EmojiList }, { EmojiSearch }] = await Promise.all([this.#read(), import('../text/emoji-list.js'), import('../text/emoji-search.js')]);
    this.list = new EmojiList(text);
    this.#makeSearch = () => new EmojiSearch(this.list);
    return this.list;
  }
}
