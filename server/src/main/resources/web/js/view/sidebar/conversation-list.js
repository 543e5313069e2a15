import { roomAvatar } from '../parts/avatar.js';
import { el, reconcile, setAttribute, setText } from '../parts/dom.js';
import { preview } from '../../text/graphemes.js';
import { firstName } from '../../text/names.js';
import { count, runningLike, say } from '../../text/texts.js';

/**
 * The conversations with their newest message and unread number. `draft(id)` gives what is being written in one;
 * `open(id)` is called when one is chosen.
 */
export class ConversationList {
  element = el('ul');
  #rows = new Map();
  #chat;
  #format;
  #draft;
  #open;

  constructor({ chat, format, draft, open }) {
    this.#chat = chat;
    this.#format = format;
    this.#draft = draft;
    this.#open = open;
  }

  /** Onto the one on the screen. */
  focus() {
    this.#rows.get(this.#chat.current?.id)?.button.focus();
  }

  render() {
    const { conversations } = this.#chat;
    for (const id of this.#rows.keys()) if (!conversations.has(id)) this.#rows.delete(id);
    reconcile(this.element, [...conversations.values()].map((conversation) => this.#row(conversation)));
  }

  #row(conversation) {
    const { id, title, last, badge } = conversation;
    const unread = badge.count;
    if (!this.#rows.has(id)) this.#rows.set(id, createRow(() => this.#open(id)));
    const row = this.#rows.get(id);
    const isCurrent = this.#chat.current?.id === id;
    row.button.classList.toggle('is-current', isCurrent);
    setAttribute(row.button, 'aria-current', isCurrent ? 'true' : null);
    setText(row.title, title);
    setText(row.preview, this.#previewOf(conversation));
    setText(row.time, last ? this.#format.brief(last.at, this.#chat.now()) : '');
    row.badge.hidden = unread === 0;
    row.button.classList.toggle('has-unread', unread > 0);
    if (unread > 0) {
      setText(row.badge, unread > 999 ? '999+' : String(unread));
      row.badge.title = count('sidebar.unread', unread);
    }
    return row.element;
  }

  #previewOf({ id, last, waitingText, begun }) {
    const draft = this.#draft(id).trim();
    if (draft) return runningLike(draft, say('sidebar.draft', preview(draft)));
    if (waitingText !== null) return runningLike(waitingText, say('sidebar.preview', say('sidebar.you'), waitingText));
    if (!last) return begun ? say('sidebar.empty') : '';
    const name = last.mine ? say('sidebar.you') : firstName(last.name);
    return runningLike(last.text, say('sidebar.preview', name, last.text));
  }
}

function createRow(click) {
  const title = el('b', { class: 'conversation-title' });
  const lastLine = el('p', { class: 'conversation-preview', data: { testid: 'room-preview' } });
  const time = el('time', { class: 'conversation-time' });
  const badge = el('span', { class: 'badge', hidden: true, data: { testid: 'unread-badge' } });
  const button = el(
    'button', { type: 'button', class: 'conversation', on: { click }, data: { testid: 'room' } },
    roomAvatar(), el('span', { class: 'conversation-words' }, title, lastLine), el('span', { class: 'conversation-side' }, time, badge),
  );
  return { title, preview: lastLine, time, badge, button, element: el('li', {}, button) };
}
