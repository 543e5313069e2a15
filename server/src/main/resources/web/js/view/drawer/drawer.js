import { el, isComposing } from '../parts/dom.js';
import { iconButton } from '../parts/icons.js';
import { say } from '../../text/texts.js';

/** From this width on, a panel may stand beside the room: by the size of letters, as all widths of the page. */
const ROOMY = '(min-width: 62.5em)';

/**
 * The sheet with a main panel, and panels that come after it, each with a way back; the browser's back takes it too,
 * by `backStack`. A modal `dialog`, so the browser keeps focus inside, makes the rest inert and gives Esc. Closing ends
 * that at once, so that no key is lost while the sheet slides away; `closed()` then gives the focus a place. A panel can also
 * stand `beside` the room, which then stays in use.
 * A panel is {title, element, passing?, opened?, closed?}: `opened` is called when it comes to be seen, also by going
 * back to it, and `closed` when it is left. Closed and opened again, the drawer is where it was, but for what is
 * `passing`, as a question is.
 */
export class Drawer {
  #body = el('div', { class: 'drawer-body' });
  #sheet = el('div', { class: 'drawer-sheet' }, this.#body);
  #scrolled = new WeakMap();
  #beside = false;
  #direct = false;
  #main;
  #panels = [];
  /** Where it was left, if it was opened at its beginning. */
  #kept;
  #leave = [];
  #roomy = matchMedia(ROOMY);
  #backStack;
  #closed;

  constructor({ main, backStack, closed }) {
    this.#main = main;
    this.#backStack = backStack;
    this.#closed = closed;
    this.#kept = [main];
    const scrim = el('div', { class: 'drawer-scrim', on: { click: () => this.close() }, data: { testid: 'drawer-scrim' } });
    this.element = el('dialog', { class: 'drawer', 'aria-label': say('drawer.label'), data: { testid: 'drawer' } }, scrim, this.#sheet);
    this.element.addEventListener('cancel', (event) => {
      event.preventDefault();
      this.escape();
    });
    // Before the browser takes the key: it closes a dialog on the second Esc in a row, whatever it is told.
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.defaultPrevented || isComposing(event)) return;
      event.preventDefault();
      this.escape();
    });
    this.#roomy.addEventListener('change', this.#fit);
    // However it was closed: some browsers do not let a page keep a dialog open on a second Esc.
    this.element.addEventListener('close', () => this.#wasClosed());
  }

  /** Whether the rest of the page is out of reach. */
  get isModal() {
    return this.element.open && !this.#beside;
  }

  /** Whether that panel is open, perhaps below another. */
  has(panel) {
    return this.element.open && this.#panels.includes(panel);
  }

  get isBeside() {
    return this.element.open && this.#beside;
  }

  /**
   * Opens where it was last, or with a panel alone, from which there is no way back to a menu that nobody opened. True if
   * that panel stands `beside` the room, as asked, and not over it.
   */
  open(panel = null, { beside = false } = {}) {
    if (this.isBeside && panel === this.#panels.at(-1)) {
      this.#body.querySelector('button').focus();
      return true;
    }
    if (this.element.open) this.#end();
    this.#beside = beside && this.#roomy.matches;
    this.element.classList.toggle('is-beside', this.#beside);
    this.#panels = panel ? [panel] : [...this.#kept];
    this.#direct = panel !== null;
    this.#leave = this.#panels.map(() => this.#backStack.open(() => this.escape()));
    if (this.#beside) this.element.show();
    else this.element.showModal();
    this.#show('');
    return this.#beside;
  }

  close() {
    if (!this.element.open) return;
    this.#end();
    this.#closed();
  }

  /** Onto the first thing of its panel, where it stands beside. */
  focus() {
    (this.#body.querySelector('input') ?? this.#body.querySelector('button')).focus();
  }

  /** One step back, or closed: what Esc does. */
  escape() {
    if (this.#panels.length > 1) this.back();
    else this.close();
  }

  /** Ends at once: the whole screen goes. */
  dispose() {
    this.#roomy.removeEventListener('change', this.#fit);
    if (this.element.open) this.#end();
  }

  show(panel) {
    panel.opener = document.activeElement;
    this.#keepPlace();
    this.#panels.push(panel);
    this.#leave.push(this.#backStack.open(() => this.escape()));
    this.#show('from-right');
  }

  back() {
    // Closed meanwhile: there is nothing to go back from.
    if (this.#panels.length < 2 || !this.element.open) return;
    const panel = this.#panels.pop();
    this.#leave.pop()();
    panel.closed?.();
    this.#show('from-left');
    if (panel.opener?.isConnected) panel.opener.focus();
  }

  #end() {
    this.#keepPlace();
    for (const panel of [...this.#panels].reverse()) panel.closed?.();
    for (const leave of this.#leave.splice(0)) leave();
    if (!this.#direct) this.#kept = this.#panels.filter((panel) => !panel.passing);
    this.element.close();
  }

  /** There is no place beside the room any more. */
  #fit = () => {
    if (this.isBeside && !this.#roomy.matches) this.close();
  };

  /** The browser may have closed it by itself. */
  #wasClosed() {
    if (this.element.open || this.#leave.length === 0) return;
    this.#end();
    this.#closed();
  }

  #keepPlace() {
    this.#scrolled.set(this.#panels.at(-1), this.#sheet.scrollTop);
  }

  #show(motion) {
    const panel = this.#panels.at(-1);
    const head = panel === this.#main ? this.#mainHead() : this.#panelHead(panel.title);
    const page = el('div', { class: `drawer-page ${motion}` }, head, panel.element);
    this.#body.replaceChildren(page);
    if (!this.#beside) head.querySelector('button').focus();
    panel.opened?.();
    this.#sheet.scrollTop = this.#scrolled.get(panel) ?? 0;
  }

  #mainHead() {
    return el('header', { class: 'drawer-head is-main' }, button('drawer.close', 'x', () => this.close(), 'drawer-close'));
  }

  #panelHead(title) {
    const back = this.#panels.length === 1
      ? button('drawer.close', 'x', () => this.close(), 'drawer-close')
      : button('drawer.back', 'chevron-left', () => this.back(), 'drawer-back');
    return el('header', { class: 'drawer-head' }, back, el('h2', { text: title }));
  }
}

function button(key, shape, click, testid) {
  return iconButton(shape, say(key), { on: { click }, data: { testid } });
}
