import { el } from './dom.js';
import { icon } from './icons.js';
import { say } from '../text/say.js';

const SLIDE = 240;

/**
 * The sheet that slides in from the left: one main panel, and panels that come after it with a way back. A modal
 * `dialog`, so the browser keeps focus inside, makes the rest inert and gives Esc; closing returns focus to where it was.
 * A panel is {title, element, opened?}.
 */
export class Drawer {
  #body = el('div', { class: 'drawer-body' });
  #main;
  #panel = null;
  #timer = null;
  #opener = null;

  constructor(main) {
    this.#main = main;
    const scrim = el('div', { class: 'drawer-scrim', on: { click: () => this.close() }, data: { testid: 'drawer-scrim' } });
    const sheet = el('div', { class: 'drawer-sheet' }, this.#body);
    this.element = el('dialog', { class: 'drawer', 'aria-label': say('drawer.label'), data: { testid: 'drawer' } }, scrim, sheet);
    this.element.addEventListener('cancel', (event) => {
      event.preventDefault();
      if (this.#panel === this.#main) this.close();
      else this.back();
    });
    // However it was closed: some browsers do not let a page keep a dialog open on a second Esc.
    this.element.addEventListener('close', () => {
      this.element.classList.remove('is-open');
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
    this.#show(panel, '');
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
    this.#show(panel, 'from-right');
  }

  back() {
    const from = this.#panel;
    this.#show(this.#main, 'from-left');
    if (from.opener?.isConnected) from.opener.focus();
  }

  #show(panel, motion) {
    if (panel !== this.#main) panel.opener = document.activeElement;
    this.#panel = panel;
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
