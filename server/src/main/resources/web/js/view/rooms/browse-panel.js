import { roomTile } from '../parts/avatar.js';
import { el } from '../parts/dom.js';
import { SearchField } from '../parts/search-field.js';
import { readProblem } from '../../text/problems.js';
import { count, say } from '../../text/texts.js';

/**
 * The rooms there are to find, page by page: one of mine is gone to, another joined. `search` is a PagedSearch of
 * rooms; `join(id)` may throw; `open(id)` puts one on the screen.
 */
export class BrowsePanel {
  title = say('rooms.title');
  #list = el('ul', { class: 'browse-list', data: { testid: 'browse-list' } });
  #problem = el('p', { class: 'panel-status is-problem', role: 'alert' });
  #search;
  #seek;
  #join;
  #open;

  constructor({ search, join, open }) {
    this.#join = join;
    this.#open = open;
    this.#search = search;
    this.#seek = new SearchField({ id: 'browse-search', search: this.#search, label: say('rooms.find'), none: 'rooms.none', foundWords: null });
    this.element = el('div', { class: 'panel' }, this.#seek.field, this.#problem, this.#list, this.#seek.foot);
    this.#search.on('change', () => this.#show());
  }

  opened() {
    this.#seek.input.focus();
    this.#search.search(this.#seek.text);
  }

  closed() {
    this.#seek.dispose();
  }

  #show() {
    this.#seek.render();
    this.#list.replaceChildren(...this.#search.found.map((room) => this.#row(room)));
  }

  #row({ id, title, topic, visibility, members, joined }) {
    const facts = [count('room.members', members), joined && say('rooms.joined')].filter(Boolean).join(' · ');
    const button = el('button', {
      type: 'button', class: joined ? 'button ghost is-small' : 'button is-small', text: say(joined ? 'rooms.open' : 'rooms.join'),
      data: { testid: joined ? 'browse-open' : 'browse-join' },
    });
    button.setAttribute('aria-label', `${button.textContent}: ${title}`);
    button.addEventListener('click', () => this.#go(id, joined, button));
    const words = el(
      'span', { class: 'item-words' },
      el('b', { class: 'person-name', text: title }), el('small', { class: 'item-hint', text: facts }),
      topic ? el('small', { class: 'item-hint browse-topic', text: topic }) : null,
    );
    return el('li', { class: 'browse-room', data: { testid: 'browse-room' } }, roomTile({ id, locked: visibility === 'private' }), words, button);
  }

  async #go(id, joined, button) {
    button.disabled = true;
    this.#problem.textContent = '';
    try {
      if (!joined) await this.#join(id);
    } catch (problem) {
      this.#problem.textContent = readProblem(problem).text;
      button.disabled = false;
      return;
    }
    this.#open(id);
  }
}
