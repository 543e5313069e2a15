import { el, setAttribute, setText } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { tileOf } from '../parts/tile.js';
import { runsChat } from '../../model/people/permissions.js';
import { preview } from '../../text/graphemes.js';
import { count, say } from '../../text/texts.js';

/**
 * The line over a conversation: what it is, who is in it, what it is about, and the ways to more; below it what is pinned.
 * `search()`, `members()`, `menu(at)`, `pins()` and `invite()` show those; `go(seq)` leads to a message.
 */
export class RoomHead {
  #title = el('h1', { class: 'room-title', data: { testid: 'room-title' } });
  #people = el('p', { class: 'room-people', data: { testid: 'room-people' } });
  #topic = el('p', { class: 'room-topic', dir: 'auto', data: { testid: 'room-topic' } });
  #tilePlace = el('span', { class: 'room-tile' });
  #tile = null;
  #pin = el('button', { type: 'button', class: 'pin-line', data: { testid: 'pin-line' } });
  #pinWords = el('span', { class: 'pin-words' });
  #pinName = el('b');
  #pinText = el('span');
  #allPins;
  #chat;

  constructor({ chat, back, invite, search, members, menu, pins, go }) {
    this.#chat = chat;
    this.back = button('room.back', 'arrow-left', back, 'room-back', 'room-back');
    this.invite = button('room.invite', 'user-plus', invite, 'room-invite');
    this.search = button('search.title', 'search', search, 'room-search');
    this.members = button('conversation.members', 'users', members, 'room-members');
    this.menu = button('conversation.menu', 'ellipsis-vertical', ({ currentTarget }) => menu(currentTarget), 'room-menu');
    this.#allPins = button('pins.all', 'chevron-right', pins, 'pins-all', 'pins-all');
    this.#pinWords.append(this.#pinName, this.#pinText);
    this.#pin.append(icon('pin', 16), this.#pinWords);
    this.#pin.addEventListener('click', () => go(this.#newestPin.seq));
    const words = el('div', { class: 'room-words' }, el('div', { class: 'room-line' }, this.#title, this.#people), this.#topic);
    this.pins = el('div', { class: 'pin-bar', hidden: true, data: { testid: 'pin-bar' } }, this.#pin, this.#allPins);
    this.element = el('header', { class: 'room-head' }, this.back, this.#tilePlace, words, this.invite, this.search, this.members, this.menu);
  }

  render() {
    const { current, account } = this.#chat;
    this.invite.hidden = !runsChat(account.role) || !(current?.conversation.isLobby ?? true);
    for (const part of [this.search, this.members, this.menu, this.#people, this.#topic]) part.hidden = !current;
    this.#renderPins(current);
    if (!current) {
      setText(this.#title, '');
      this.#showTile(null);
      return;
    }
    const { conversation } = current;
    this.#showTile(conversation);
    setText(this.#title, conversation.title);
    setAttribute(this.#title, 'aria-label', conversation.visibility === 'private' && !isDirect(conversation) ? `${conversation.title}, ${say('sidebar.private')}` : null);
    setText(this.#people, this.#whoIsIn(current));
    this.#topic.hidden = !conversation.topic;
    setText(this.#topic, conversation.topic);
    this.#topic.title = conversation.topic;
    this.members.hidden = isOfTwo(conversation);
  }

  get #newestPin() {
    return this.#chat.current?.pins.rows[0] ?? null;
  }

  #whoIsIn({ conversation, online }) {
    if (isOfTwo(conversation)) {
      return conversation.people.length === 0 || !conversation.presence ? '' : say(`sidebar.${conversation.presence}`);
    }
    const members = count('room.members', conversation.members);
    const words = online > 0 ? say('room.online', members, online) : members;
    return conversation.archived ? `${words} · ${say('sidebar.archived')}` : words;
  }

  #showTile(conversation) {
    if (!conversation) {
      this.#tile = null;
      this.#tilePlace.replaceChildren();
      return;
    }
    if (this.#tile?.of !== conversation) {
      const [element, update] = tileOf(conversation, this.#chat.account);
      this.#tile = { of: conversation, update };
      this.#tilePlace.replaceChildren(element);
    }
    this.#tile.update(conversation);
  }

  #renderPins(current) {
    const rows = current?.pins.rows ?? [];
    this.pins.hidden = rows.length === 0;
    if (rows.length === 0) return;
    const [{ sender }] = rows;
    setText(this.#pinName, sender.name);
    setText(this.#pinText, `: ${preview(current.told(rows[0]))}`);
    this.#allPins.hidden = rows.length < 2;
  }
}

function isDirect({ kind }) {
  return kind === 'direct';
}

/** Whether nobody is in it but me and perhaps one other. */
function isOfTwo(conversation) {
  return isDirect(conversation) && conversation.people.length < 2;
}

function button(key, shape, click, testid, more = '') {
  const label = say(key);
  return el('button', { type: 'button', class: `icon-button ${more}`.trim(), 'aria-label': label, title: label, on: { click }, data: { testid } }, icon(shape));
}
