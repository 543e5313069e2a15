import { avatar } from '../parts/avatar.js';
import { el } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { PersonPanel } from './person-panel.js';
import { SearchField } from '../parts/search-field.js';
import { PagedSearch } from '../../model/people/paged-search.js';
import { say } from '../../text/texts.js';

const ORDER = ['owner', 'admin', 'member'];
const NAMES = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

/** Everybody with an account here, for those who run the chat, page by page; each leads to what can be done about them. */
export class PeoplePanel {
  title = say('drawer.people');
  #list = el('ul', { class: 'accounts', data: { testid: 'accounts' } });
  #options;
  #search;
  #seek;

  /** `calls` are {accounts({query, after}), change(id, body), endSessions(id), resetLink(id), handOver(id)}. */
  constructor(options) {
    this.#options = options;
    this.#search = new PagedSearch({ load: async (sought) => sorted(await options.calls.accounts(sought)) });
    this.#seek = new SearchField({ id: 'accounts-search', search: this.#search, label: say('people.search.labelEmail') });
    this.element = el('div', { class: 'panel' }, this.#seek.field, this.#list, this.#seek.foot);
    this.#search.on('change', () => this.#show());
  }

  /** What was sought stays sought: whoever comes back from a person goes on to the next. */
  async opened() {
    await (this.#search.answered ? this.#search.again() : this.#search.search(this.#seek.text));
  }

  /** Whoever came back from a person has that row's focus, also in the list that was fetched anew. */
  #show() {
    this.#seek.render();
    const focused = this.#list.contains(document.activeElement) ? document.activeElement.dataset.id : null;
    this.#list.replaceChildren(...this.#search.found.map((person) => el('li', {}, this.#row(person))));
    if (focused) this.#list.querySelector(`[data-id="${focused}"]`)?.focus();
  }

  #row(person) {
    const { me, drawer } = this.#options;
    const role = say(person.disabled ? 'people.removed' : `people.role.${person.role}`);
    const words = el(
      'span', { class: 'item-words' },
      el('b', { class: 'person-name', text: person.id === me.id ? say('sidebar.nameYou', person.name) : person.name }),
      el('small', { class: 'item-hint item-email', text: person.email, data: { testid: 'account-email' } }),
      el('small', { class: `item-hint role-${person.disabled ? 'removed' : person.role}`, text: role, data: { testid: 'account-role' } }),
    );
    const open = () => drawer.show(new PersonPanel({ ...this.#options, person }));
    return el(
      'button', { type: 'button', class: 'item', on: { click: open }, data: { testid: 'account', id: person.id, role: person.role, disabled: person.disabled } },
      avatar(person), words, icon('chevron-right', 16),
    );
  }
}

/** Each page for itself, so that nobody moves when the next one comes. */
function sorted({ accounts, next = null }) {
  const found = [...accounts].sort((a, b) => Number(a.disabled) - Number(b.disabled) || ORDER.indexOf(a.role) - ORDER.indexOf(b.role) || NAMES.compare(a.name, b.name));
  return { found, next };
}
