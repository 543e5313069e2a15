import { SuggestionList } from './suggestion-list.js';
import { el } from '../parts/dom.js';
import { drawnKinds } from '../parts/drawn-emoji.js';
import { shortcodeAt } from '../../text/shortcode.js';
import { say } from '../../text/texts.js';

const MOST = 8;

/**
 * The emoji that may be meant, above the field, while one is begun as `:thu`; one whose shortcode is written whole takes
 * its place at the second colon. `file` is the EmojiFile, `recents` the EmojiRecents; `take(emoji, start, end)` gets the one
 * that is chosen, and the place of what it replaces.
 */
export class EmojiCompletion {
  #field;
  #file;
  #recents;
  #take;
  #list;
  #begun = null;
  /** Where one was begun that nobody wants completed. */
  #refused = null;

  constructor({ field, file, recents, take }) {
    this.#field = field;
    this.#file = file;
    this.#recents = recents;
    this.#take = take;
    this.#list = new SuggestionList({
      field, id: 'emoji-suggestions', label: say('emoji.title'), key: ({ kind }) => kind, row: emojiRow,
      take: ({ emoji }) => this.#chosen(emoji, this.#begun),
      refuse: () => {
        this.#refused = this.#begun.start;
      },
    });
    this.element = this.#list.element;
  }

  /** Something was written, or the caret is elsewhere; `typed`: by a key, and not pasted or brought back. */
  async look({ typed = false } = {}) {
    const begun = this.#at();
    if (begun?.start !== this.#refused) this.#refused = null;
    if (!begun || this.#refused === begun.start || (begun.closed && !typed)) {
      this.close();
      return;
    }
    if (begun.start !== this.#begun?.start) this.#list.begin();
    this.#begun = begun;
    if (!this.#file.list && !(await this.#isLoaded())) return;
    const now = this.#at();
    if (now?.start === begun.start && now.query === begun.query && now.closed === begun.closed) this.#answer(begun);
  }

  /** Whether a key was for the list. */
  pressed(event) {
    return this.#list.pressed(event);
  }

  close() {
    this.#begun = null;
    this.#list.close();
  }

  #at() {
    const { selectionStart, selectionEnd, value } = this.#field;
    return selectionStart === selectionEnd ? shortcodeAt(value, selectionStart) : null;
  }

  /** Without the list it stays what was typed; the next letter asks again. */
  #isLoaded() {
    return this.#file.load().then(() => true, () => false);
  }

  #answer(begun) {
    const { list, search } = this.#file;
    const { tone, list: recents } = this.#recents;
    const shown = new Set(drawnKinds(list));
    if (begun.closed) {
      const kind = list.withShortcode(begun.query);
      this.close();
      if (kind && shown.has(kind)) this.#chosen(kind.toned(tone), begun);
      return;
    }
    const found = search.find(begun.query, { recents }).filter((kind) => shown.has(kind)).slice(0, MOST);
    this.#list.show(found.map((kind) => ({ emoji: kind.toned(tone), kind, code: codeFor(kind, begun.query) })));
  }

  #chosen(emoji, { start, end }) {
    this.close();
    this.#recents.use(emoji);
    this.#take(emoji, start, end);
  }
}

/** The shortcode that is begun, or else the first. */
function codeFor({ shortcodes }, query) {
  return shortcodes.find((code) => code.startsWith(query.toLowerCase())) ?? shortcodes[0] ?? '';
}

function emojiRow({ emoji, kind, code }) {
  return [
    el('span', { class: 'suggested-emoji', 'aria-hidden': 'true', text: emoji }), el('b', { class: 'person-name', text: kind.name }),
    el('small', { class: 'item-hint', text: code && `:${code}:` }),
  ];
}
