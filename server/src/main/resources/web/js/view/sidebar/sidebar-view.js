import { avatar, updateAvatar } from '../parts/avatar.js';
import { el, onMac, setText } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { say } from '../../text/texts.js';
import { ConversationList } from './conversation-list.js';

/**
 * The left side: the menu, what leads anywhere by a few letters, the conversations, and who I am in which chat.
 * `openMenu()` opens the menu, `seek()` that; the others are those of ConversationList.
 */
export class SidebarView {
  #name = el('span', { class: 'me-chat', data: { testid: 'chat-name' } });
  #me = el('b', { class: 'person-name' });
  #picture;
  #conversations;
  #chat;
  #serverInfo;

  constructor({ chat, serverInfo, format, openMenu, seek, open, draft, menu, add }) {
    this.#chat = chat;
    this.#serverInfo = serverInfo;
    this.#conversations = new ConversationList({ chat, format, draft, menu, add, open });
    this.menu = el(
      'button',
      {
        type: 'button', class: 'icon-button', 'aria-label': say('sidebar.menu'), title: say('sidebar.menu'),
        'aria-haspopup': 'dialog', on: { click: openMenu }, data: { testid: 'menu' },
      },
      icon('menu'),
    );
    const key = say(onMac() ? 'sidebar.findKey.mac' : 'sidebar.findKey');
    this.find = el(
      'button',
      { type: 'button', class: 'find', 'aria-haspopup': 'dialog', 'aria-keyshortcuts': onMac() ? 'Meta+K' : 'Control+K', on: { click: seek }, data: { testid: 'find' } },
      el('span', { class: 'find-words', text: say('sidebar.find') }), el('kbd', { class: 'find-key', 'aria-hidden': 'true', text: key }),
    );
    this.#picture = avatar(chat.account, { size: 's' });
    this.element = el(
      'nav', { class: 'sidebar', id: 'sidebar', 'aria-label': say('sidebar.label'), data: { testid: 'sidebar' } },
      el('header', { class: 'sidebar-head' }, this.menu, this.find),
      el('div', { class: 'sidebar-lists' }, this.#conversations.element),
      el('button', { type: 'button', class: 'me-line', tabindex: '-1', on: { click: openMenu } }, this.#picture, el('span', { class: 'me-words' }, this.#me, this.#name)),
    );
  }

  dispose() {
    this.#conversations.dispose();
  }

  focus() {
    this.#conversations.focus();
  }

  /** To the next conversation of the list, or the one before; `unread`: only to what has something new. */
  go(step, which) {
    this.#conversations.go(step, which);
  }

  /** Opens one of those that are starred, counted from 1. Whether there are so many. */
  openStarred(number) {
    return this.#conversations.openStarred(number);
  }

  render() {
    setText(this.#name, this.#serverInfo.name ?? say('app.name'));
    setText(this.#me, this.#chat.account.name);
    updateAvatar(this.#picture, this.#chat.account, { state: this.#chat.live ? 'online' : null });
    this.#conversations.render();
  }
}
