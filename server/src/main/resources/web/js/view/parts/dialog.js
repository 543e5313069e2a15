import { el, isComposing } from './dom.js';
import { icon } from './icons.js';
import { say } from '../../text/texts.js';

/**
 * A panel in the middle of the page, which waits for it: a modal `dialog`, so the browser keeps the focus inside and makes
 * the rest inert. Esc, a press beside it and the browser's back close it, by `backStack`; `closed()` then gives the focus
 * a place. A panel is {title, element, bare?, full?, opened?, closed?}; a bare one has no head, a full one takes the whole page.
 *
 * A bare one is asked for by keys and has to be there at once, but to make the page inert a browser styles all of it anew.
 * So the page behind is only covered, and the one field of the panel keeps the focus.
 */
export class Dialog {
  #panel = null;
  #leave = null;
  #opener = null;
  /** Covers the page behind a bare panel. */
  #scrim = el('div', { class: 'dialog-scrim', on: { pointerdown: () => this.close() } });
  #backStack;
  #closed;

  constructor({ backStack, closed }) {
    this.#backStack = backStack;
    this.#closed = closed;
    this.element = el('dialog', { class: 'dialog', data: { testid: 'dialog' } });
    this.element.addEventListener('cancel', (event) => {
      event.preventDefault();
      this.close();
    });
    this.element.addEventListener('keydown', (event) => {
      if (event.key === 'Tab' && this.#panel?.bare) event.preventDefault();
      if (event.key !== 'Escape' || event.defaultPrevented || isComposing(event)) return;
      event.preventDefault();
      this.close();
    });
    // A press on what is no field would take the focus out of the panel, and with it the keys.
    this.element.addEventListener('mousedown', (event) => {
      if (this.#panel?.bare && !event.target.closest('input')) event.preventDefault();
    });
    // By the press itself: a text that is selected and let go outside closes nothing.
    this.element.addEventListener('pointerdown', (event) => {
      if (event.target === this.element) this.close();
    });
    this.element.addEventListener('close', () => !this.element.open && this.#end());
  }

  get isOpen() {
    return this.element.open;
  }

  /** Shows a panel, in place of the one that was there. */
  open(panel) {
    if (this.#panel) this.#panel.closed?.();
    else this.#opener = document.activeElement;
    this.#panel = panel;
    const close = el(
      'button',
      { type: 'button', class: 'icon-button dialog-close', 'aria-label': say('keys.close'), title: say('keys.close'), on: { click: () => this.close() }, data: { testid: 'dialog-close' } },
      icon('x', 18),
    );
    const head = el('header', { class: 'dialog-head' }, el('h2', { text: panel.title }), close);
    this.element.setAttribute('aria-label', panel.title);
    this.element.classList.toggle('is-bare', Boolean(panel.bare));
    this.element.classList.toggle('is-full', Boolean(panel.full));
    this.element.replaceChildren(el('div', { class: 'dialog-sheet' }, panel.bare ? null : head, panel.element));
    this.#leave ??= this.#backStack.open(() => this.close());
    this.#show(panel);
    panel.opened?.();
  }

  /** Shows the panel that `panel` makes of a Lazy's modules: at once if they are there. `toast` says why they do not come. */
  async openLater(lazy, panel, toast) {
    const loaded = lazy.loaded ?? (await toast.tried(lazy.load()));
    if (loaded) this.open(panel(loaded));
  }

  close() {
    if (this.element.open) this.element.close();
    this.#end();
  }

  #show({ bare }) {
    // From bare to modal it has to be opened again, and the other way round.
    if (this.element.open && this.element.matches(':modal') === Boolean(bare)) {
      this.element.removeAttribute('open');
      this.#scrim.remove();
    }
    if (this.element.open) return;
    if (!bare) {
      this.element.removeAttribute('aria-modal');
      this.element.showModal();
      return;
    }
    this.element.before(this.#scrim);
    this.element.setAttribute('aria-modal', 'true');
    this.element.show();
  }

  /** Ends at once: the whole screen goes. */
  dispose() {
    this.#closed = () => {};
    this.close();
  }

  /** The browser may have closed it by itself. */
  #end() {
    if (!this.#panel) return;
    const [panel, opener] = [this.#panel, this.#opener];
    this.#panel = this.#opener = null;
    this.#leave();
    this.#leave = null;
    this.#scrim.remove();
    panel.closed?.();
    this.element.replaceChildren();
    if (opener?.isConnected && opener !== document.body) opener.focus({ preventScroll: true });
    else this.#closed();
  }
}
