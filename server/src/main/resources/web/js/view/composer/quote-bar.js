import { el } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { preview } from '../../text/graphemes.js';
import { hue } from '../../text/names.js';
import { say } from '../../text/texts.js';

/** Above the field: what the message being written replies to. Holds {seq, name, senderId, body} or null. */
export class QuoteBar {
  message = null;
  element = el('div', { class: 'quote-bar', hidden: true, data: { testid: 'quote-bar' } });
  #cancel;

  constructor(cancel) {
    this.#cancel = el(
      'button',
      {
        type: 'button', class: 'icon-button', 'aria-label': say('composer.cancelReply'), title: say('composer.cancelReply'),
        on: { click: cancel }, data: { testid: 'cancel-reply' },
      },
      icon('x', 16),
    );
  }

  show(message) {
    this.message = message ?? null;
    this.element.hidden = !this.message;
    if (!message) return;
    const words = el(
      'div', { class: 'quote-bar-words' },
      el('b', { text: say('composer.replyingTo', message.name) }), el('span', { text: preview(message.body) }),
    );
    this.element.className = `quote-bar hue-${hue(message.senderId)}`;
    this.element.replaceChildren(icon('reply', 18), words, this.#cancel);
  }
}
