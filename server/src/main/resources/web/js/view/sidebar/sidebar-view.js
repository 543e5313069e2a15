import { roomAvatar } from '../parts/avatar.js';
import { RosterView } from './roster-view.js';
import { el, setText } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { preview } from '../../text/graphemes.js';
import { firstName } from '../../text/names.js';
import { count, runningLike, say } from '../../text/texts.js';

/** The left side: the menu, the name of the chat, the rooms with their newest message and unread number, and the people. */
export class SidebarView {
  #preview = el('p', { class: 'conversation-preview', data: { testid: 'room-preview' } });
  #time = el('time', { class: 'conversation-time' });
  #badge = el('span', { class: 'badge', hidden: true, data: { testid: 'unread-badge' } });
  #title = el('b', { class: 'conversation-title' });
  #name = el('span', { class: 'wordmark', data: { testid: 'chat-name' } });
  #room = el('button', { type: 'button', class: 'conversation is-current', 'aria-current': 'true', data: { testid: 'room' } });
  #roster;
  #chat;
  #format;
  #draft;
  #serverInfo;

  constructor({ chat, serverInfo, format, openMenu, openRoom, draft, people }) {
    this.#chat = chat;
    this.#serverInfo = serverInfo;
    this.#format = format;
    this.#draft = draft;
    this.#roster = new RosterView({ chat, format, people });
    this.menu = el(
      'button',
      {
        type: 'button', class: 'icon-button', 'aria-label': say('sidebar.menu'), title: say('sidebar.menu'),
        'aria-haspopup': 'dialog', on: { click: openMenu }, data: { testid: 'menu' },
      },
      icon('menu'),
    );
    this.#room.append(
      roomAvatar(),
      el('span', { class: 'conversation-words' }, this.#title, this.#preview),
      el('span', { class: 'conversation-side' }, this.#time, this.#badge),
    );
    this.#room.addEventListener('click', openRoom);
    this.element = el(
      'nav', { class: 'sidebar', id: 'sidebar', 'aria-label': say('sidebar.label'), data: { testid: 'sidebar' } },
      el('header', { class: 'sidebar-head' }, this.menu, this.#name),
      el(
        'div', { class: 'sidebar-lists' },
        el('h2', { class: 'list-title', text: say('sidebar.rooms') }), el('ul', {}, el('li', {}, this.#room)),
        this.#roster.element,
      ),
    );
  }

  close() {
    this.#roster.close();
  }

  focus() {
    this.#room.focus();
  }

  render() {
    this.#roster.render();
    setText(this.#name, this.#serverInfo.name ?? say('app.name'));
    const conversation = this.#chat.current;
    this.#room.hidden = !conversation;
    if (!conversation) return;
    setText(this.#title, conversation.title);
    setText(this.#preview, this.#previewOf(conversation));
    const { newest, unread } = conversation;
    setText(this.#time, newest ? this.#format.brief(newest.at, this.#chat.now()) : '');
    this.#badge.hidden = unread === 0;
    this.#room.classList.toggle('has-unread', unread > 0);
    if (unread === 0) return;
    setText(this.#badge, unread > 999 ? '999+' : String(unread));
    this.#badge.title = count('sidebar.unread', unread);
  }

  #previewOf({ id, newest, me, outbox, begun }) {
    const draft = this.#draft(id).trim();
    if (draft) return runningLike(draft, say('sidebar.draft', preview(draft)));
    const waiting = outbox.items(id).filter((item) => !item.failed).at(-1);
    if (waiting) return runningLike(waiting.body, say('sidebar.preview', say('sidebar.you'), preview(waiting.body)));
    if (!newest) return begun ? say('sidebar.empty') : '';
    const name = newest.sender.id === me.id ? say('sidebar.you') : firstName(newest.sender.name);
    return runningLike(newest.body, say('sidebar.preview', name, preview(newest.body)));
  }
}
