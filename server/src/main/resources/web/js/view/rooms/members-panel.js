import { avatar } from '../parts/avatar.js';
import { confirmPanel } from '../parts/confirm-panel.js';
import { el, setText } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { SearchField } from '../parts/search-field.js';
import { PeoplePicker } from './people-picker.js';
import { readProblem } from '../../text/problems.js';
import { say } from '../../text/texts.js';

/**
 * Who is in a conversation, page by page, for all to look at; who looks after the room adds and removes. `search` is a
 * PagedSearch of accounts with `host`; `calls` are {people() (another such), add(ids), remove(id), host(id, on)};
 * `may()` tells {add, remove, hosts}; `state(account)` gives somebody's presence; `card(at, account, items)` shows who
 * somebody is with what may be done.
 */
export class MembersPanel {
  title = say('members.title');
  #list = el('ul', { class: 'accounts', data: { testid: 'members' } });
  #status = el('p', { class: 'panel-status', role: 'status', data: { testid: 'members-status' } });
  #search;
  #seek;
  #add;
  #live = true;
  #options;

  constructor(options) {
    this.#options = options;
    this.#search = options.search;
    this.#seek = new SearchField({ id: 'members-search', search: this.#search, label: say('members.find') });
    this.#add = el(
      'button', { type: 'button', class: 'item', on: { click: () => this.#addPeople() }, data: { testid: 'members-add' } },
      icon('user-plus'), el('span', { text: say('members.add') }),
    );
    this.element = el('div', { class: 'panel', data: { testid: 'members-panel' } }, this.#seek.field, this.#add, this.#list, this.#seek.foot, this.#status);
    this.#search.on('change', () => this.#show());
  }

  opened() {
    this.#add.hidden = !this.#options.may().add;
    this.again();
  }

  closed() {
    this.#seek.dispose();
  }

  /** Somebody came or went, or looks after it now. */
  again() {
    if (this.#search.answered) this.#search.again();
    else this.#search.search(this.#seek.text);
  }

  /** Presence changed, perhaps; or the server is back. */
  render({ live }) {
    const back = live && !this.#live;
    this.#live = live;
    if (back && this.#search.state === 'failed') this.#search.retry();
    const people = new Map(this.#search.found.map((person) => [person.id, person]));
    for (const row of this.#list.querySelectorAll('.member')) {
      const person = people.get(Number(row.dataset.id));
      if (person) row.querySelector('.avatar').classList.toggle('is-online', this.#options.state(person) === 'online');
    }
  }

  #show() {
    this.#seek.render();
    const focused = this.#list.contains(document.activeElement) ? document.activeElement.dataset.id : null;
    this.#list.replaceChildren(...this.#search.found.map((person) => el('li', {}, this.#row(person))));
    if (focused) this.#list.querySelector(`[data-id="${focused}"]`)?.focus();
  }

  #row(person) {
    const { me, state } = this.#options;
    const name = person.id === me.id ? say('members.you', person.name) : person.name;
    const host = person.host ? el('small', { class: 'role-badge', text: say('members.host'), data: { testid: 'member-host' } }) : null;
    const row = el(
      'button', { type: 'button', class: 'item member', data: { testid: 'member', id: person.id } },
      avatar(person, { size: 's', state: state(person) }), el('b', { class: 'person-name', text: name }), host,
    );
    row.addEventListener('click', () => this.#options.card(row, person, this.#deeds(person)));
    return row;
  }

  #deeds(person) {
    const { me, may, drawer, title } = this.#options;
    if (!may().hosts && !may().remove) return [];
    const host = person.host ? { label: say('members.endHost'), icon: 'user', run: () => this.#do(() => this.#options.calls.host(person.id, false)) }
      : { label: say('members.makeHost'), icon: 'shield', run: () => this.#do(() => this.#options.calls.host(person.id, true)) };
    const remove = {
      label: say('members.remove'), icon: 'user-x', danger: true, testid: 'member-remove',
      run: () => drawer.show(confirmPanel({
        title: say('members.remove.sure', person.name, title()), text: '', yes: say('members.remove.yes'), danger: true,
        run: async () => {
          await this.#options.calls.remove(person.id);
          this.again();
        },
        back: () => drawer.back(),
      })),
    };
    return [...(may().hosts ? [{ ...host, testid: 'member-host-change' }] : []), ...(may().remove && person.id !== me.id ? [remove] : [])];
  }

  async #do(call) {
    setText(this.#status, '');
    try {
      await call();
      await this.#search.again();
    } catch (problem) {
      setText(this.#status, readProblem(problem).text);
    }
  }

  #addPeople() {
    const { calls, drawer } = this.#options;
    const known = new Set(this.#search.found.map(({ id }) => id));
    const problem = el('p', { class: 'panel-status is-problem', role: 'alert' });
    const go = el('button', { type: 'button', class: 'button', disabled: true, text: say('members.add.yes'), data: { testid: 'members-add-yes' } });
    const picker = new PeoplePicker({
      id: 'members-add-people', me: this.#options.me, label: say('direct.find'), search: calls.people(), leaveOut: ({ id }) => known.has(id), eager: true,
      changed: (chosen) => {
        go.disabled = chosen.length === 0;
      },
    });
    go.addEventListener('click', async () => {
      go.disabled = true;
      problem.textContent = '';
      try {
        await calls.add(picker.chosen.map(({ id }) => id));
      } catch (refused) {
        problem.textContent = readProblem(refused).text;
        go.disabled = false;
        return;
      }
      if (go.isConnected) drawer.back();
    });
    drawer.show({
      title: say('members.add'), passing: true, element: el('div', { class: 'panel' }, picker.element, problem, go),
      opened: () => {
        picker.opened();
        picker.focus();
      },
      closed: () => picker.dispose(),
    });
  }
}
