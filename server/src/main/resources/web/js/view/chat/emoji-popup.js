import { el, isTouchOnly } from '../parts/dom.js';
import { say } from '../../text/texts.js';

/** As wide as a popup can be and one emoji is, by the size of the text; and what of a popup is no emoji, in pixels. */
const WIDEST = 21.25;
const CELL = 2.25;
const EDGES = 52;
const MOST_COLUMNS = 8;
const LEAST_COLUMNS = 3;
const HAND = '✋';

/**
 * The picker of emoji over the page, for what is written and for reactions. Its code and the list come when it is first
 * asked for. `menu` is the Menu it is shown in, `file` the EmojiFile, `recents` the EmojiRecents.
 */
export class EmojiPopup {
  #menu;
  #file;
  #recents;

  constructor({ menu, file, recents }) {
    this.#menu = menu;
    this.#file = file;
    this.#recents = recents;
  }

  /**
   * `at` is where, as for a Menu; `chosen(emoji, {more})` gets each that is taken: it is closed by then, unless there may be
   * more, which with `once` there may not. Resolves when the emoji are there, or cannot be.
   */
  open({ at, label = say('emoji.title'), once = false, chosen }) {
    const frame = el('div', { class: 'emoji-picker', tabindex: '-1', data: { testid: 'emoji-picker' } });
    const focus = () => frame.focus({ preventScroll: true });
    let picker = null;
    this.#menu.open({ at, head: frame, label, focus, closed: () => picker?.dispose() });
    const fill = async () => {
      frame.replaceChildren(el('p', { class: 'emoji-none', role: 'status', text: say('app.loading') }));
      let parts;
      try {
        parts = await this.#load();
      } catch {
        showFailure(frame, () => {
          focus();
          fill();
        });
        return;
      }
      if (!frame.isConnected) return;
      picker = this.#picker(parts, (emoji, { more }) => {
        const stays = more && !once;
        if (!stays) this.#menu.close();
        chosen(emoji, { more: stays });
      });
      frame.replaceChildren(picker.element);
      picker.show();
      // Whoever went on to something else meanwhile stays there.
      if (frame.contains(document.activeElement)) picker.focus({ typing: !isTouchOnly() });
    };
    return fill();
  }

  /** Fetches all of it: it may be opened soon. If that fails, opening it tries again. */
  prepare() {
    this.#load().catch(() => {});
  }

  async #load() {
    const [list, { EmojiChoices }, { EmojiPicker }, { drawnKinds }] = await Promise.all([
      this.#file.load(), import('../../model/emoji-choices.js'), import('../parts/emoji-picker.js'), import('../parts/drawn-emoji.js'),
    ]);
    return { list, kinds: drawnKinds(list), EmojiChoices, EmojiPicker };
  }

  #picker({ list, kinds, EmojiChoices, EmojiPicker }, chosen) {
    const choices = new EmojiChoices({ list, search: () => this.#file.search, recents: this.#recents, kinds, columns: columns() });
    return new EmojiPicker({ choices, hands: list.kindOf(HAND)?.variants() ?? [], chosen });
  }
}

/** As many as there is place for beside each other, also where the text is large. */
function columns() {
  const { documentElement } = document;
  const size = Number.parseFloat(getComputedStyle(documentElement).fontSize);
  const room = Math.min(WIDEST * size, documentElement.clientWidth - 16) - EDGES;
  return Math.max(LEAST_COLUMNS, Math.min(MOST_COLUMNS, Math.floor(room / (CELL * size))));
}

function showFailure(frame, again) {
  const button = el('button', { type: 'button', class: 'text-button', text: say('app.tryAgain'), on: { click: again }, data: { testid: 'emoji-again' } });
  frame.replaceChildren(el('p', { class: 'emoji-none', role: 'alert', text: say('emoji.failed') }), button);
}
