import { avatar, updateAvatar } from '../parts/avatar.js';
import { el, reconcile, setText } from '../parts/dom.js';
import { SearchField } from '../parts/search-field.js';
import { PagedSearch } from '../../model/people/paged-search.js';
import { count, say } from '../../text/texts.js';

/** More than so many are looked for sooner than looked through. */
const FEW = 20;

/**
 * The people of this chat, those who are here first. For looking only: conversations of two come later. Where the server
 * names nobody because they are too many, or when somebody is sought, `people({query, after})` finds them page by page.
 */
export class RosterView {
  #list = el('ul', { class: 'people', data: { testid: 'people' } });
  #many = el('p', { class: 'people-count', hidden: true });
  #rows = new Map();
  #seek;
  #search;
  #chat;
  #format;
  #live = false;
  #undo;

  constructor({ chat, format, people }) {
    this.#chat = chat;
    this.#format = format;
    this.#search = new PagedSearch({ load: async (query) => (({ people: found, next }) => ({ found, next }))(await people(query)) });
    this.#seek = new SearchField({ id: 'people-search', search: this.#search, label: say('people.search.label') });
    this.element = el(
      'section', { class: 'roster', hidden: true, 'aria-label': say('sidebar.people') },
      el('h2', { class: 'list-title', text: say('sidebar.people') }), this.#seek.field, this.#many, this.#list, this.#seek.foot,
    );
    const renames = chat.on('renamed', ({ id, name, avatarUrl = null }) => this.#search.replace(id, { name, avatarUrl }));
    const changes = this.#search.on('change', () => this.render());
    this.#undo = [renames, changes];
  }

  dispose() {
    this.#seek.dispose();
    for (const undo of this.#undo) undo();
  }

  render() {
    const { roster, live } = this.#chat;
    const { people } = roster;
    const named = people.length > 0;
    this.element.hidden = !named && !roster.members;
    this.#many.hidden = named || roster.online === 0;
    setText(this.#many, count('sidebar.manyOnline', roster.online));
    // Whoever began to look for somebody goes on, also if others left meanwhile.
    const seeks = Boolean(this.#search.query || this.#seek.text);
    this.#seek.field.hidden = named && people.length <= FEW && !seeks;
    const sought = !named || Boolean(this.#search.query);
    this.#seek.render({ used: sought });
    this.#show(sought ? this.#search.found.map((one) => this.#known(one)) : people);
    // Not before there is somebody to ask, and once more when the server is back.
    const back = live && !this.#live;
    this.#live = live;
    if (back && this.#search.state === 'failed') this.#search.retry();
    else if (!named && live && roster.members && !this.#search.answered && this.#search.state === 'idle') this.#search.search(this.#search.query);
  }

  /** Whether somebody is here is known only of those the server names, and of oneself. */
  #known(account) {
    const mine = account.id === this.#chat.account.id;
    return this.#chat.roster.person(account.id) ?? { ...account, isMe: mine, state: null };
  }

  #show(people) {
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
    if (state === null) return '';
    if (state === 'online') return say('sidebar.online');
    if (state === 'unknown') return say('sidebar.unknown');
    if (!lastSeen) return say('sidebar.offline');
    return say('sidebar.lastSeen', this.#format.brief(Date.parse(lastSeen), this.#chat.now()));
  }
}
