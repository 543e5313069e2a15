import { avatar, updateAvatar } from '../parts/avatar.js';
import { el, setAttribute, setText } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { isEmojiOnly, preview } from '../../text/graphemes.js';
import { splitLinks } from '../../text/links.js';
import { firstName, hue } from '../../text/names.js';
import { readFailure } from '../../text/problems.js';
import { say } from '../../text/texts.js';

const MARKS = { pending: 'clock-3', sent: 'check', failed: 'circle-alert' };

/** One message in the list. Made once, then `update` changes only what differs, so it keeps focus and selection. */
export class MessageRow {
  #who = el('div', { class: 'who', 'aria-hidden': 'true' });
  #time = el('time');
  #mark = el('span', { class: 'mark-place' });
  // A message is announced once, as it comes: what changes in its row later is not.
  #meta = el('span', { class: 'meta', 'aria-live': 'off' }, this.#time, this.#mark);
  #toolPlace = el('div', { class: 'tool-place', 'aria-live': 'off' });
  #body = el('span', { class: 'body', dir: 'auto' });
  #bubble = el('div', { class: 'bubble' }, this.#body, this.#meta, this.#toolPlace);
  #avatar = null;
  #quote = null;
  #failure = null;
  #tools = null;
  #shown = '';
  #format;

  constructor(row, format) {
    this.#format = format;
    this.row = row;
    this.element = el('div', { class: 'row', role: 'article', tabindex: '-1', data: { testid: 'message' } }, this.#bubble);
    this.element.classList.add(`hue-${hue(row.sender.id)}`);
    this.element.classList.toggle('own', row.own);
    this.element.classList.toggle('emoji-only', !row.deleted && isEmojiOnly(row.body) && row.replyTo === null);
    this.#body.append(...splitLinks(row.body ?? say('message.quoteGone')).map(piece));
    this.#time.dateTime = new Date(row.at).toISOString();
  }

  /** Whether this is that row's message: what it was made from is not changed by `update`. */
  shows({ sender, body, replyTo }) {
    return this.row.sender.id === sender.id && this.row.body === body && this.row.replyTo === replyTo;
  }

  /** `quote` is the message this one replies to: undefined while unknown, null if gone. */
  update(row, quote) {
    this.row = row;
    const { sender } = row;
    const shown = [
      this.#format.version, row.first, row.last, row.state, row.seq, row.at, row.failure?.code, sender.name, sender.avatarUrl,
      quote && quote.sender.name, quote === undefined, quote === null,
    ].join('\n');
    if (shown === this.#shown) return;
    this.#shown = shown;
    const { element } = this;
    element.classList.toggle('first', row.first);
    element.classList.toggle('last', row.last);
    element.dataset.state = row.state;
    setAttribute(element, 'data-seq', row.seq);
    setAttribute(element, 'data-client-message-id', row.commandId);
    this.#showSender(row);
    if (row.replyTo !== null) this.#showQuote(quote);
    this.#showMeta(row);
    this.#showTools(row);
    this.#showFailure(row);
    element.setAttribute('aria-label', this.#label(row, quote));
  }

  #showSender({ own, first, last, sender }) {
    if (own) return;
    if (first) {
      setText(this.#who, sender.name);
      this.element.prepend(this.#who);
    } else {
      this.#who.remove();
    }
    if (last && !this.#avatar) this.#avatar = avatar(sender, { size: 's' });
    if (last) {
      updateAvatar(this.#avatar, sender);
      this.#bubble.before(this.#avatar);
    } else {
      this.#avatar?.remove();
    }
  }

  #showQuote(quote) {
    if (!this.#quote) {
      this.#quote = el('button', { type: 'button', class: 'quote', tabindex: '-1', 'aria-live': 'off', data: { action: 'quote', testid: 'quote' } });
      this.#bubble.prepend(this.#quote);
    }
    const name = quote ? quote.sender.name : '';
    const text = quote?.body != null ? quote.body : say(quote === null || quote?.deleted ? 'message.quoteGone' : 'app.loading');
    this.#quote.replaceChildren(el('b', { text: name }), el('span', { text: preview(text) }));
    this.#quote.disabled = !quote;
    if (quote) this.#quote.setAttribute('aria-label', say('message.goToQuote', name, preview(text)));
  }

  #showMeta({ own, at, state }) {
    setText(this.#time, this.#format.time(at));
    this.#time.title = this.#format.full(at);
    if (!own || this.#mark.dataset.state === state) return;
    this.#mark.dataset.state = state;
    this.#mark.replaceChildren(icon(MARKS[state], 14), el('span', { class: 'visually-hidden', text: say(`message.state.${state}`) }));
    this.#mark.title = say(`message.state.${state}`);
  }

  #showTools({ state }) {
    if (this.#tools?.dataset.state === state) return;
    this.#tools?.remove();
    const buttons = [state === 'sent' && tool('reply', 'reply'), state !== 'failed' && tool('copy', 'copy')];
    this.#tools = el('div', { class: 'tools', data: { state } }, ...buttons.filter(Boolean));
    this.#toolPlace.append(this.#tools);
  }

  #showFailure({ failure }) {
    this.#failure?.remove();
    this.#failure = null;
    if (!failure) return;
    const button = (action) =>
      el('button', { type: 'button', class: 'text-button', text: say(`message.${action}`), data: { action, testid: action } });
    this.#failure = el(
      'div', { class: 'failure', data: { testid: 'failure' } },
      el('span', { text: readFailure(failure) }), button('retry'), button('copy'), button('discard'),
    );
    this.element.append(this.#failure);
  }

  #label({ own, sender, at, body, state }, quote) {
    const name = own ? say('message.you') : sender.name;
    const time = this.#format.time(at);
    const text = state === 'sent' ? body : `${body} (${say(`message.state.${state}`)})`;
    if (!quote) return say('message.label', name, time, text);
    return say('message.labelReply', name, time, firstName(quote.sender.name), text);
  }
}

function piece({ text, href, hint }) {
  if (!href) return document.createTextNode(text);
  // An address runs from left to right whatever stands around it.
  return el('a', { href, text, title: hint, dir: 'ltr', target: '_blank', rel: 'noopener noreferrer', tabindex: '-1' });
}

function tool(action, shape) {
  const label = say(`message.${action}`);
  return el(
    'button', { type: 'button', class: 'tool', tabindex: '-1', title: label, 'aria-label': label, data: { action, testid: action } },
    icon(shape, 16),
  );
}
