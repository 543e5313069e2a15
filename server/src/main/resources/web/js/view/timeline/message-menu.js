import { recentReactions } from './recent-reactions.js';
import { say } from '../../text/texts.js';

/**
 * All that can be done with one message, and when it was written. `may(row)` says what, `recents()` gives the six emoji to react
 * with at once, and `emoji` is the EmojiPopup with all of them; `react(row, emoji)` and `act(action, row)` do it; `format` is
 * that of times.
 */
export class MessageMenu {
  #menu;
  #may;
  #recents;
  #emoji;
  #react;
  #act;
  #format;

  constructor({ menu, may, recents, emoji, react, act, format }) {
    this.#menu = menu;
    this.#may = may;
    this.#recents = recents;
    this.#emoji = emoji;
    this.#react = react;
    this.#act = act;
    this.#format = format;
  }

  /** `at` is an element, a point, or the place of an element that may be gone by now. */
  open(row, at) {
    const place = at instanceof Element ? at.getBoundingClientRect() : at;
    const may = this.#may(row);
    const { pinned } = row;
    const item = (allowed, action, key, icon, more = {}) => (allowed ? [{ label: say(key), icon, run: () => this.#act(action, row), testid: `menu-${action}`, ...more }] : []);
    const items = [
      ...item(may.reply, 'reply', 'message.reply', 'reply'),
      ...item(may.edit, 'edit', 'message.edit', 'pencil'),
      ...item(may.copy, 'copy', 'message.copy', 'copy'),
      ...item(row.seq !== null && !row.deleted, 'link', 'message.copyLink', 'link'),
      ...item(may.pin, 'pin', pinned ? 'message.unpin' : 'message.pin', pinned ? 'pin-off' : 'pin'),
      ...item(may.unreadFrom, 'unread', 'message.markUnread', 'mail'),
      ...item(row.seq !== null && row.reactions.length > 0, 'reacted', 'message.whoReacted', 'smile'),
      ...item(may.versions, 'versions', 'message.versions', 'history'),
      ...item(may.remove, 'remove', 'message.delete', 'trash-2', { danger: true }),
    ];
    if (items.length === 0) return;
    const head = may.react
      ? recentReactions({ recents: this.#recents(), chosen: (emoji) => this.#chosen(row, emoji), more: () => this.pickReaction(row, place) })
      : null;
    this.#menu.open({ at: place, head, items: [...items, null, ...this.#times(row)], label: say('message.more') });
  }

  /** What a mouse sees by pointing at them. */
  #times({ at, editedAt }) {
    const sent = { heading: this.#format.full(at) };
    return !editedAt ? [sent] : [sent, { heading: say('message.editedAt', this.#format.full(editedAt)) }];
  }

  /** Any emoji, to react with. Resolves when they are shown. */
  async pickReaction(row, at) {
    if (!this.#may(row).react) return;
    await this.#emoji.open({ at, label: say('message.react'), once: true, chosen: (emoji) => this.#react(row, emoji) });
  }

  #chosen(row, emoji) {
    this.#menu.close();
    this.#react(row, emoji);
  }
}
