import { avatar } from '../parts/avatar.js';
import { el } from '../parts/dom.js';
import { LatestOnly } from '../../model/latest-only.js';
import { readProblem } from '../../text/problems.js';
import { count, say } from '../../text/texts.js';

/**
 * Everybody who reacted to a message, one kind of reaction at a time, each asked for when it is looked at. `reactions` are
 * the kinds, {emoji, count}, and `emoji` the one to begin with; `load(emoji)` gives the accounts, `state(id)` somebody's
 * presence; `card(at, account)` shows who somebody is; `me` is my number.
 */
export class ReactedPanel {
  title = say('message.whoReacted');
  #list = el('div', { id: 'reacted-list', role: 'tabpanel', tabindex: '-1', class: 'reacted-list', data: { testid: 'reacted-list' } });
  #latest = new LatestOnly();
  #kinds;
  #first;
  #options;

  constructor(options) {
    this.#options = options;
    this.#kinds = options.reactions.map(({ emoji, count: number }) => this.#kind(emoji, number));
    this.#first = this.#kinds.find((kind) => kind.dataset.emoji === options.emoji) ?? this.#kinds[0];
    const kinds = el('div', { class: 'reacted-kinds', role: 'tablist', 'aria-label': this.title, data: { testid: 'reacted-kinds' } }, ...this.#kinds);
    kinds.addEventListener('keydown', (event) => this.#pressed(event));
    this.element = el('div', { class: 'panel', data: { testid: 'reacted-panel' } }, kinds, this.#list);
  }

  opened() {
    this.#choose(this.#first);
    this.#first.focus();
  }

  #kind(emoji, number) {
    const label = count('message.reactions', number, emoji);
    const kind = el(
      'button',
      { type: 'button', class: 'reaction', role: 'tab', 'aria-controls': 'reacted-list', 'aria-label': label, data: { emoji, testid: 'reacted-kind' } },
      el('span', { class: 'reaction-emoji', text: emoji }), el('span', { class: 'reaction-count', text: String(number) }),
    );
    kind.addEventListener('click', () => this.#choose(kind));
    return kind;
  }

  #choose(kind) {
    for (const one of this.#kinds) {
      const chosen = one === kind;
      one.classList.toggle('is-mine', chosen);
      one.setAttribute('aria-selected', String(chosen));
      one.tabIndex = chosen ? 0 : -1;
    }
    this.#list.setAttribute('aria-label', kind.getAttribute('aria-label'));
    this.#list.replaceChildren(el('p', { class: 'panel-status', role: 'status', text: say('app.loading') }));
    this.#latest.ask(() => this.#options.load(kind.dataset.emoji), (accounts) => this.#show(accounts), (problem) => this.#failed(kind, problem));
  }

  #show(accounts) {
    const people = accounts.map((account) => el('li', {}, this.#person(account)));
    const nobody = el('p', { class: 'panel-status', role: 'status', text: say('message.whoReacted.nobody') });
    this.#list.replaceChildren(people.length > 0 ? el('ul', { class: 'accounts' }, ...people) : nobody);
  }

  #failed(kind, problem) {
    const again = el('button', { type: 'button', class: 'text-button', text: say('app.tryAgain'), data: { testid: 'reacted-again' } });
    again.addEventListener('click', () => {
      this.#choose(kind);
      kind.focus();
    });
    const words = el('p', { class: 'panel-status is-problem', role: 'alert', text: readProblem(problem).text, data: { testid: 'reacted-problem' } });
    this.#list.replaceChildren(words, again);
  }

  #person(account) {
    const { me, state, card } = this.#options;
    const name = account.id === me ? say('members.you', account.name) : account.name;
    const row = el(
      'button', { type: 'button', class: 'item member', data: { testid: 'reacted-person', id: account.id } },
      avatar(account, { size: 's', state: state(account.id) }), el('b', { class: 'person-name', text: name }),
    );
    row.addEventListener('click', () => card(row, account));
    return row;
  }

  /** As tabs do: the arrows go from kind to kind, and show each. */
  #pressed(event) {
    const at = this.#kinds.indexOf(event.target);
    const { length } = this.#kinds;
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: length - 1 }[event.key];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    const kind = this.#kinds[(next + length) % length];
    this.#choose(kind);
    kind.focus();
  }
}
