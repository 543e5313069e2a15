import { roomAvatar } from '../parts/avatar.js';
import { el, setText } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { runsChat } from '../../model/people/permissions.js';
import { count, say } from '../../text/texts.js';

/** The line over a room: its name, how many belong to it, how many are here; and for those who run the chat, the invite. */
export class RoomHead {
  #title = el('h1', { class: 'room-title', data: { testid: 'room-title' } });
  #people = el('p', { class: 'room-people', data: { testid: 'room-people' } });
  #chat;

  constructor({ chat, back, invite }) {
    this.#chat = chat;
    this.back = el(
      'button',
      {
        type: 'button', class: 'icon-button room-back', 'aria-label': say('room.back'), title: say('room.back'),
        on: { click: back }, data: { testid: 'room-back' },
      },
      icon('arrow-left'),
    );
    this.invite = el(
      'button',
      {
        type: 'button', class: 'icon-button', hidden: true, 'aria-label': say('room.invite'), title: say('room.invite'),
        'aria-haspopup': 'dialog', on: { click: invite }, data: { testid: 'room-invite' },
      },
      icon('user-plus'),
    );
    const words = el('div', { class: 'room-words' }, this.#title, this.#people);
    this.element = el('header', { class: 'room-head' }, this.back, roomAvatar(), words, this.invite);
  }

  render() {
    const { current, roster, account } = this.#chat;
    this.invite.hidden = !runsChat(account.role);
    if (!current) return;
    setText(this.#title, current.title);
    const members = count('room.members', roster.members || current.members);
    setText(this.#people, roster.online > 0 ? say('room.online', members, roster.online) : members);
  }
}
