import { el } from './dom.js';
import { icon } from './icons.js';
import { say } from '../text/say.js';

const SLIDE = 240;

/**
 * The sheet that slides in from the left: one main panel, and panels that come after it, each with a way back. A modal
 * `dialog`, so the browser keeps focus inside, makes the rest inert and gives Esc; closing returns focus to where it was.
 * A panel is {title, element, opened?, closed?}: `opened` is called when it comes to be seen, also by going back to
 * it, and `closed` when it is left for good.
 */
export class Drawer {
  #body = el('div', { class: 'drawer-body' });
  #main;
  #panels = [];
  #timer = null;
  #opener = null;

  constructor(main) {
    this.#main = main;
    const scrim = el('div', { class: 'drawer-scrim', on: { click: () => this.close() }, data: { testid: 'drawer-scrim' } });
    const sheet = el('div', { class: 'drawer-sheet' }, this.#body);
    this.element = el('dialog', { class: 'drawer', 'aria-label': say('drawer.label'), data: { testid: 'drawer' } }, scrim, sheet);
    this.element.addEventListener('cancel', (event) => {
      event.preventDefault();
      if (this.#panels.length > 1) this.back();
      else this.close();
    });
    // However it was closed: some browsers do not let a page keep a dialog open on a second Esc.
    this.element.addEventListener('close', () => {
      this.element.classList.remove('is-open');
      this.#leave(0);
      this.#opener?.focus?.({ preventScroll: true });
    });
  }

  get isOpen() {
    return this.element.classList.contains('is-open');
  }

  open(panel = this.#main) {
    clearTimeout(this.#timer);
    if (!this.element.open) {
      this.#opener = document.activeElement;
      this.element.showModal();
    }
    this.#leave(0);
    this.#panels = panel === this.#main ? [panel] : [this.#main, panel];
    this.#show('');
    // A frame later, so that there is a closed state to slide from.
    requestAnimationFrame(() => this.element.classList.add('is-open'));
  }

  close() {
    if (!this.element.open) return;
    this.element.classList.remove('is-open');
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.element.close(), SLIDE);
  }

  /** Ends at once, without a slide: the whole screen goes. */
  dispose() {
    clearTimeout(this.#timer);
    if (this.element.open) this.element.close();
  }

  show(panel) {
    panel.opener = document.activeElement;
    this.#panels.push(panel);
    this.#show('from-right');
  }

  back() {
    // Closed meanwhile: there is nothing to go back from.
    if (this.#panels.length < 2) return;
    const { opener } = this.#panels.at(-1);
    this.#leave(this.#panels.length - 1);
    this.#show('from-left');
    if (opener?.isConnected) opener.focus();
  }

  #leave(depth) {
    for (const panel of this.#panels.splice(depth).reverse()) panel.closed?.();
  }

  #show(motion) {
    const panel = this.#panels.at(-1);
    const head = panel === this.#main ? this.#mainHead() : this.#panelHead(panel.title);
    const page = el('div', { class: `drawer-page ${motion}` }, head, panel.element);
    this.#body.replaceChildren(page);
    head.querySelector('button').focus();
    panel.opened?.();
  }

  #mainHead() {
    return el('header', { class: 'drawer-head is-main' }, button('drawer.close', 'x', () => this.close(), 'drawer-close'));
  }

  #panelHead(title) {
    const back = button('drawer.back', 'chevron-left', () => this.back(), 'drawer-back');
    return el('header', { class: 'drawer-head' }, back, el('h2', { text: title }));
  }
}

function button(key, shape, click, testid) {
  const label = say(key);
  return el(
    'button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label, on: { click }, data: { testid } },
    icon(shape),
  );
}
