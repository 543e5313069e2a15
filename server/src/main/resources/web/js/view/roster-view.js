import { avatar, updateAvatar } from './avatar.js';
import { el, reconcile, setText } from './dom.js';
import { count, say } from '../text/say.js';

/** The people of this chat, those who are here first. For looking only: conversations of two come later. */
export class RosterView {
  #list = el('ul', { class: 'people', data: { testid: 'people' } });
  #many = el('p', { class: 'people-count', hidden: true });
  #rows = new Map();
  #chat;
  #format;

  constructor({ chat, format }) {
    this.#chat = chat;
    this.#format = format;
    this.element = el(
      'section', { class: 'roster', hidden: true, 'aria-label': say('sidebar.people') },
      el('h2', { class: 'list-title', text: say('sidebar.people') }), this.#list, this.#many,
    );
  }

  render() {
    const { roster } = this.#chat;
    const { people } = roster;
    this.element.hidden = people.length === 0 && roster.online === 0;
    this.#many.hidden = people.length > 0;
    setText(this.#many, count('sidebar.manyOnline', roster.online));
    const ids = new Set(people.map((person) => person.id));
    for (const id of this.#rows.keys()) if (!ids.has(id)) this.#rows.delete(id);
    reconcile(this.#list, people.map((person) => this.#row(person)));
  }

  #row(person) {
    let row = this.#rows.get(person.id);
    if (!row) {
      row = { picture: avatar(person), name: el('b', { class: 'person-name' }), state: el('span', { class: 'person-state' }) };
      const words = el('span', { class: 'person-words' }, row.name, row.state);
      row.element = el('li', { class: 'person', data: { testid: 'person', id: person.id } }, row.picture, words);
      this.#rows.set(person.id, row);
    }
    updateAvatar(row.picture, person, { state: person.state });
    setText(row.name, person.isMe ? say('sidebar.nameYou', person.name) : person.name);
    setText(row.state, this.#stateOf(person));
    row.element.dataset.state = person.state;
    return row.element;
  }

  #stateOf({ state, lastSeen }) {
    if (state === 'online') return say('sidebar.online');
    if (state === 'unknown') return say('sidebar.unknown');
    if (!lastSeen) return say('sidebar.offline');
    return say('sidebar.lastSeen', this.#format.brief(Date.parse(lastSeen), this.#chat.now()));
  }
}
