import { EmojiList } from '../text/emoji-list.js';
import { EmojiSearch } from '../text/emoji-search.js';

/**
 * The list of all emoji and the search in it, fetched when they are first asked for and then kept; a failed try is
 * forgotten. `read()` fetches the text.
 */
export class EmojiFile {
  #read;
  #loading = null;
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

  /** The search once the list is here, else null. */
  get search() {
    if (this.list) this.#search ??= new EmojiSearch(this.list);
    return this.#search;
  }

  async #get() {
    this.list = new EmojiList(await this.#read());
    return this.list;
  }
}
