import { el } from '../parts/dom.js';
import { preview } from '../../text/graphemes.js';
import { say } from '../../text/texts.js';

/** What is pinned in a conversation, the newest pin first. `pins()` gives {rows}; `go(seq)` leads to one; `told(message)` is what it says. */
export class PinsPanel {
  title = say('pins.title');
  #list = el('ul', { class: 'pins', data: { testid: 'pins' } });
  #options;

  constructor(options) {
    this.#options = options;
    this.element = el('div', { class: 'panel' }, this.#list);
  }

  opened() {
    const { pins } = this.#options;
    const rows = pins().rows.map((message) => el('li', {}, this.#row(message)));
    this.#list.replaceChildren(...(rows.length > 0 ? rows : [el('li', { class: 'item-hint', text: say('pins.none') })]));
  }

  #row(message) {
    const { seq, sender, at } = message;
    const { go, told, format, now } = this.#options;
    return el(
      'button', { type: 'button', class: 'item pinned', on: { click: () => go(seq) }, data: { testid: 'pinned' } },
      el(
        'span', { class: 'item-words' },
        el('b', { text: sender.name }), el('span', { class: 'pinned-text', text: preview(told(message)) }), el('small', { class: 'item-hint', text: format.brief(at, now()) }),
      ),
    );
  }
}
