import { avatar, updateAvatar } from '../parts/avatar.js';
import { el, isComposing, onMac, setText } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { say } from '../../text/texts.js';
import { ConversationList } from './conversation-list.js';

/**
 * The left side: the menu, the field that finds a conversation, the conversations, and who I am in which chat.
 * `openMenu()` opens the menu; the others are those of ConversationList.
 */
export class SidebarView {
  #name = el('span', { class: 'me-chat', data: { testid: 'chat-name' } });
  #me = el('b', { class: 'person-name' });
  #picture;
  #conversations;
  #chat;
  #serverInfo;

  constructor({ chat, serverInfo, format, openMenu, open, draft, menu, add }) {
    this.#chat = chat;
    this.#serverInfo = serverInfo;
    this.#conversations = new ConversationList({
      chat, format, draft, menu, add,
      open: (id) => {
        this.#clear();
        open(id);
      },
    });
    this.menu = el(
      'button',
      {
        type: 'button', class: 'icon-button', 'aria-label': say('sidebar.menu'), title: say('sidebar.menu'),
        'aria-haspopup': 'dialog', on: { click: openMenu }, data: { testid: 'menu' },
      },
      icon('menu'),
    );
    this.find = el('input', {
      type: 'search', class: 'find-input', 'aria-label': say('sidebar.find'), placeholder: say('sidebar.find'), autocomplete: 'off', spellcheck: 'false',
      autocapitalize: 'none', enterkeyhint: 'go', data: { testid: 'find' },
      on: { input: () => this.#conversations.filter(this.find.value.trim()), keydown: (event) => this.#pressed(event) },
    });
    this.#picture = avatar(chat.account, { size: 's' });
    this.element = el(
      'nav', { class: 'sidebar', id: 'sidebar', 'aria-label': say('sidebar.label'), data: { testid: 'sidebar' } },
      el('header', { class: 'sidebar-head' }, this.menu, el('div', { class: 'find' }, this.find, el('kbd', { class: 'find-key', 'aria-hidden': 'true', text: say(onMac() ? 'sidebar.findKey.mac' : 'sidebar.findKey') }))),
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

  /** Into the field that finds a conversation. */
  seek() {
    this.find.focus();
    this.find.select();
  }

  render() {
    setText(this.#name, this.#serverInfo.name ?? say('app.name'));
    setText(this.#me, this.#chat.account.name);
    updateAvatar(this.#picture, this.#chat.account, { state: this.#chat.live ? 'online' : null });
    this.#conversations.render();
  }

  #clear() {
    if (!this.find.value) return;
    this.find.value = '';
    this.#conversations.filter('');
  }

  #pressed(event) {
    if (isComposing(event)) return;
    const { key } = event;
    if (key === 'Enter' && this.find.value.trim()) this.#conversations.openFirst();
    else if (key === 'ArrowDown') this.#conversations.focusFirst();
    else if (key === 'Escape' && this.find.value) this.#clear();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
