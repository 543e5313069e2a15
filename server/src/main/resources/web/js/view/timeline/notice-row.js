import { el, setText } from '../parts/dom.js';
import { isShort, noticeRunWords, noticeWords } from '../../text/notices.js';
import { say } from '../../text/texts.js';

/** What happened to the room or to who is in it, in one grey line; a run of such is one line too, until all of it is asked for. */
export class NoticeRow {
  #words = el('span');
  #all = el('button', { type: 'button', class: 'text-button', text: say('notice.show'), 'aria-live': 'off', data: { testid: 'notice-all' } });
  #open = false;
  #shown = '';
  #names;

  constructor(row, names) {
    this.row = row;
    this.#names = names;
    this.element = el('div', { class: 'notice', data: { testid: 'notice' } }, this.#words, this.#all);
    this.#all.addEventListener('click', () => {
      this.#open = true;
      this.#shown = '';
      this.update(this.row);
    });
  }

  shows({ kind }) {
    return kind === 'notice';
  }

  update(row) {
    this.row = row;
    const { notices } = row;
    const who = { nameOf: this.#names.of };
    const words = this.#open ? notices.map((notice) => noticeWords(notice, who)).join('\n') : noticeRunWords(notices, who);
    if (words === this.#shown) return;
    this.#shown = words;
    setText(this.#words, words);
    this.#all.hidden = this.#open || isShort(notices);
  }
}
