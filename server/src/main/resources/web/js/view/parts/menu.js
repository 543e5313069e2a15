import { el, isComposing, setAttribute } from './dom.js';
import { icon } from './icons.js';

const EDGE = 8;

/**
 * A short list of what can be done, over the page where it was asked for, until something is chosen or it is left: by
 * Esc, a press beside it, or the browser's back. One at a time; the focus then goes back where it was.
 */
export class Menu {
  #element = el('div', { class: 'menu-popup', popover: 'manual', tabindex: '-1', data: { testid: 'menu-popup' } });
  #backStack;
  #leave = null;
  #opener = null;
  #closed = null;
  #outside = (event) => {
    if (!this.#element.contains(event.target)) this.close({ keepFocus: true });
  };
  #gone = () => this.close({ keepFocus: true });

  constructor({ backStack }) {
    this.#backStack = backStack;
    this.#element.addEventListener('keydown', (event) => this.#pressed(event));
    this.#element.addEventListener('contextmenu', (event) => event.preventDefault());
  }

  /**
   * `at` is an element, its place (a DOMRect), or a point {x, y}; `items` are {label, icon?, checked?, danger?, run, testid?}, {heading} or null for
   * a line between; `head` is an element above them. The focus goes to the first, or
   * where `focus()` puts it. `closed()` is told when it goes.
   */
  open({ at, items = [], head = null, label, focus = null, closed = null }) {
    this.close({ keepFocus: true });
    this.#opener = document.activeElement;
    this.#closed = closed;
    const element = this.#element;
    setAttribute(element, 'aria-label', label);
    setAttribute(element, 'role', items.length > 0 ? 'menu' : 'dialog');
    element.replaceChildren(...[head, ...items.map((item) => this.#item(item))].filter(Boolean));
    // Beside an open dialog nothing can be reached.
    (document.querySelector('dialog:modal') ?? document.body).append(element);
    element.showPopover();
    place(element, at);
    this.#leave = this.#backStack.open(() => this.close());
    document.addEventListener('pointerdown', this.#outside, true);
    window.addEventListener('resize', this.#gone);
    if (focus) focus();
    else (this.#buttons[0] ?? element).focus({ preventScroll: true });
  }

  close({ keepFocus = false } = {}) {
    if (!this.#leave) return;
    const hadFocus = this.#element.contains(document.activeElement);
    this.#leave();
    this.#leave = null;
    document.removeEventListener('pointerdown', this.#outside, true);
    window.removeEventListener('resize', this.#gone);
    if (this.#element.isConnected) this.#element.hidePopover();
    this.#element.remove();
    this.#element.replaceChildren();
    const [opener, closed] = [this.#opener, this.#closed];
    this.#opener = this.#closed = null;
    if (hadFocus && !keepFocus && opener?.isConnected) opener.focus({ preventScroll: true });
    closed?.();
  }

  dispose() {
    this.close({ keepFocus: true });
  }

  get #buttons() {
    return [...this.#element.querySelectorAll('.menu-item')];
  }

  #item(item) {
    if (item === null) return el('hr', { class: 'menu-line' });
    if (item.heading) return el('p', { class: 'menu-heading', text: item.heading });
    const { label, icon: shape, checked, danger, run, testid } = item;
    const choice = checked !== undefined;
    const button = el(
      'button',
      {
        type: 'button', class: danger ? 'menu-item is-danger' : 'menu-item', role: choice ? 'menuitemradio' : 'menuitem', tabindex: '-1',
        'aria-checked': choice ? String(checked) : null, data: testid ? { testid } : {},
      },
      el('span', { class: 'menu-mark' }, choice ? (checked ? icon('check', 16) : null) : shape ? icon(shape, 16) : null), el('span', { text: label }),
    );
    button.addEventListener('click', () => {
      this.close();
      run();
    });
    return button;
  }

  #pressed(event) {
    if (isComposing(event)) return;
    // What is pressed in here is not for the page below.
    event.stopPropagation();
    const { key } = event;
    if (key === 'Escape' || (key === 'Tab' && !this.#element.querySelector('input, [tabindex="0"]'))) {
      event.preventDefault();
      this.close();
      return;
    }
    const buttons = this.#buttons;
    const at = buttons.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at < 0 ? buttons.length - 1 : at - 1, Home: 0, End: buttons.length - 1 }[key];
    if (next === undefined || buttons.length === 0 || event.target instanceof HTMLInputElement || event.defaultPrevented) return;
    event.preventDefault();
    buttons[(next + buttons.length) % buttons.length].focus();
  }
}

/** Where it was asked for, and all of it in view. */
function place(element, at) {
  const { innerWidth, innerHeight } = window;
  const { width, height } = element.getBoundingClientRect();
  const box = at instanceof Element ? at.getBoundingClientRect() : { left: at.x, right: at.x, top: at.y, bottom: at.y, ...('right' in at && at.toJSON()) };
  const toRight = box.left + width <= innerWidth - EDGE;
  const below = box.bottom + height <= innerHeight - EDGE;
  const left = toRight ? box.left : box.right - width;
  const top = below ? box.bottom : box.top - height;
  element.style.left = `${clamp(left, innerWidth - width)}px`;
  element.style.top = `${clamp(top, innerHeight - height)}px`;
}

function clamp(value, most) {
  return Math.max(EDGE, Math.min(value, most - EDGE));
}
