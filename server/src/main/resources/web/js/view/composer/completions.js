import { MentionPopup } from './mention-popup.js';

/** As far back as a shortcode of an emoji can begin. */
const NEAR = 62;

/**
 * What is offered above the field for what is begun at the caret: people for an @, emoji for a colon. The code for emoji
 * comes when the first colon is written. `mention` is as for a MentionPopup, `emoji` as for an EmojiCompletion.
 */
export class Completions {
  #field;
  #mentions;
  #emoji = null;
  #emojiOptions;

  constructor({ field, mention, emoji }) {
    this.#field = field;
    this.#mentions = new MentionPopup({ field, ...mention });
    this.#emojiOptions = { field, ...emoji };
    this.elements = [this.#mentions.element];
  }

  /** Something was written, or the caret is elsewhere; `typed`: by a key, and not pasted or brought back. */
  look({ typed = false } = {}) {
    this.#mentions.look();
    const { value, selectionStart } = this.#field;
    if (this.#emoji) this.#emoji.look({ typed });
    else if (value.slice(Math.max(0, selectionStart - NEAR), selectionStart).includes(':')) this.#load({ typed });
  }

  /** Whether a key was for a list that is open. */
  pressed(event) {
    return this.#mentions.pressed(event) || Boolean(this.#emoji?.pressed(event));
  }

  close() {
    this.#mentions.close();
    this.#emoji?.close();
  }

  async #load(how) {
    // What cannot be loaded now stays as it was typed; the next letter asks again.
    const loaded = await import('./emoji-completion.js').catch(() => null);
    if (!loaded || !this.elements[0].isConnected) return;
    if (!this.#emoji) {
      this.#emoji = new loaded.EmojiCompletion(this.#emojiOptions);
      this.elements[0].after(this.#emoji.element);
    }
    this.#emoji.look(how);
  }
}
