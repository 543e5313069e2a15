import { el } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { say } from '../../text/texts.js';

const NARROW = 300;
const TOOLS = { react: 'smile', reply: 'reply', copy: 'copy', more: 'ellipsis-vertical' };

/**
 * The few things most often done with a message, over the row that one points at or is on with the keyboard. One bar for
 * all rows: hundreds of them would be hundreds of bars to lay out. `may(row)` says what can be done with one.
 */
export class MessageTools {
  element = el('div', { class: 'tools', role: 'group', 'aria-label': say('message.tools'), 'aria-live': 'off', data: { testid: 'tools' } });
  #buttons;
  #may;

  constructor({ may }) {
    this.#may = may;
    this.#buttons = Object.entries(TOOLS).map(([action, shape]) => [action, tool(action, shape)]);
    this.element.append(...this.#buttons.map(([, button]) => button));
  }

  /** Puts it on a row, or away. */
  moveTo(element, row) {
    if (!element) {
      this.element.remove();
      return;
    }
    const may = this.#may(row);
    const shown = { ...may, more: Object.values(may).some(Boolean) };
    for (const [action, button] of this.#buttons) button.hidden = !shown[action];
    this.element.hidden = !shown.more;
    if (this.element.parentElement === element) return;
    // Over a narrow message of somebody else it would hide their name.
    this.element.classList.toggle('is-beside', !row.own && element.offsetWidth < NARROW);
    element.append(this.element);
  }
}

function tool(action, shape) {
  const label = say(`message.${action}`);
  return el(
    'button', { type: 'button', class: 'tool', tabindex: '-1', title: label, 'aria-label': label, data: { action, testid: action } },
    icon(shape, 16),
  );
}
