import { avatar } from './avatar.js';
import { el } from './dom.js';
import { icon } from './icons.js';
import { PersonPanel } from './person-panel.js';
import { Latest } from '../model/latest.js';
import { readProblem } from '../text/problems.js';
import { say } from '../text/say.js';

const ORDER = ['owner', 'admin', 'member'];
const NAMES = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

/** Everybody with an account here, for those who run the chat; each leads to what can be done about them. */
export class PeoplePanel {
  title = say('drawer.people');
  #list = el('ul', { class: 'accounts', data: { testid: 'accounts' } });
  #status = el('p', { class: 'panel-status', role: 'status', data: { testid: 'accounts-status' } });
  #options;
  #latest = new Latest();

  /** `calls` are {accounts(), change(id, body), endSessions(id), resetLink(id), handOver(id)}. */
  constructor(options) {
    this.#options = options;
    this.element = el('div', { class: 'panel' }, this.#list, this.#status);
  }

  async opened() {
    if (!this.#list.hasChildNodes()) this.#say(say('people.loading'));
    await this.#latest.ask(
      () => this.#options.calls.accounts(),
      (people) => {
        people.sort((a, b) => Number(a.disabled) - Number(b.disabled) || ORDER.indexOf(a.role) - ORDER.indexOf(b.role) || NAMES.compare(a.name, b.name));
        this.#show(people);
        this.#say('');
      },
      (problem) => this.#say(readProblem(problem).text, true),
    );
  }

  /** Whoever came back from a person has that row's focus, also in the list that was fetched anew. */
  #show(people) {
    const focused = this.#list.contains(document.activeElement) ? document.activeElement.dataset.id : null;
    this.#list.replaceChildren(...people.map((person) => el('li', {}, this.#row(person))));
    if (focused) this.#list.querySelector(`[data-id="${focused}"]`)?.focus();
  }

  #row(person) {
    const { me, drawer } = this.#options;
    const role = say(person.disabled ? 'people.removed' : `people.role.${person.role}`);
    const words = el(
      'span', { class: 'item-words' },
      el('b', { class: 'person-name', text: person.id === me.id ? say('sidebar.nameYou', person.name) : person.name }),
      el('small', { class: `item-hint role-${person.disabled ? 'removed' : person.role}`, text: role, data: { testid: 'account-role' } }),
    );
    const open = () => drawer.show(new PersonPanel({ ...this.#options, person }));
    return el(
      'button', { type: 'button', class: 'item', on: { click: open }, data: { testid: 'account', id: person.id, role: person.role, disabled: person.disabled } },
      avatar(person), words, icon('chevron-right', 16),
    );
  }

  #say(text, isProblem = false) {
    this.#status.classList.toggle('is-problem', isProblem);
    this.#status.textContent = text;
  }
}
