import { el, setText } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { say } from '../../text/texts.js';
import { ConversationList } from './conversation-list.js';
import { RosterView } from './roster-view.js';

/** The left side: the menu, the name of the chat, the conversations, and the people. */
export class SidebarView {
  #name = el('span', { class: 'wordmark', data: { testid: 'chat-name' } });
  #conversations;
  #roster;
  #serverInfo;

  constructor({ chat, serverInfo, format, openMenu, open, draft, people }) {
    this.#serverInfo = serverInfo;
    this.#conversations = new ConversationList({ chat, format, draft, open });
    this.#roster = new RosterView({ chat, format, people });
    this.menu = el(
      'button',
      {
        type: 'button', class: 'icon-button', 'aria-label': say('sidebar.menu'), title: say('sidebar.menu'),
        'aria-haspopup': 'dialog', on: { click: openMenu }, data: { testid: 'menu' },
      },
      icon('menu'),
    );
    this.element = el(
      'nav', { class: 'sidebar', id: 'sidebar', 'aria-label': say('sidebar.label'), data: { testid: 'sidebar' } },
      el('header', { class: 'sidebar-head' }, this.menu, this.#name),
      el(
        'div', { class: 'sidebar-lists' },
        el('h2', { class: 'list-title', text: say('sidebar.rooms') }), this.#conversations.element, this.#roster.element,
      ),
    );
  }

  dispose() {
    this.#roster.dispose();
  }

  focus() {
    this.#conversations.focus();
  }

  render() {
    this.#roster.render();
    setText(this.#name, this.#serverInfo.name ?? say('app.name'));
    this.#conversations.render();
  }
}
