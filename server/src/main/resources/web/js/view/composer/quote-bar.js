import { el } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { preview } from '../../text/graphemes.js';
import { hue } from '../../text/names.js';
import { say } from '../../text/texts.js';

/**
 * Above the field: what the message being written replies to, or which one is being edited. Holds `message`, {seq, name,
 * senderId, body} or null. `cancel()` is asked for by its cross.
 */
export class QuoteBar {
  message = null;
  element = el('div', { class: 'quote-bar', hidden: true, data: { testid: 'quote-bar' } });
  #cancel;

  constructor(cancel) {
    this.#cancel = el('button', { type: 'button', class: 'icon-button', on: { click: cancel }, data: { testid: 'cancel-reply' } }, icon('x', 16));
  }

  show(message) {
    this.message = message ?? null;
    this.element.hidden = !this.message;
    if (!message) return;
    const title = say('composer.replyingTo', message.name);
    this.#fill({ shape: 'reply', title, body: message.body, away: 'composer.cancelReply', colour: ` hue-${hue(message.senderId)}` });
  }

  /** The message with that text is being edited. */
  showEdit(body) {
    this.message = null;
    this.element.hidden = false;
    this.#fill({ shape: 'pencil', title: say('composer.editing'), body, away: 'composer.cancelEdit', colour: '' });
  }

  #fill({ shape, title, body, away, colour }) {
    const words = el('div', { class: 'quote-bar-words' }, el('b', { text: title }), el('span', { text: preview(body) }));
    this.#cancel.title = say(away);
    this.#cancel.setAttribute('aria-label', say(away));
    this.element.className = `quote-bar${colour}`;
    this.element.replaceChildren(icon(shape, 18), words, this.#cancel);
  }
}
