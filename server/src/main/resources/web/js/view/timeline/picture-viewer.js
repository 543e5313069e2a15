import { el, setText } from '../parts/dom.js';
import { iconButton } from '../parts/icons.js';
import { say } from '../../text/texts.js';

const STEP = 1.5;
const MOST = 8;

/**
 * A panel over the whole page with one picture of `pictures`, each {file, sender}, which can be made larger and moved; by
 * arrows it goes to the next one. `save(picture)` keeps one, `go(picture)`, if there is such, leads to its message, `close()`
 * ends it.
 */
export class PictureViewer {
  full = true;
  bare = true;
  #image = el('img', { class: 'viewer-image', draggable: 'false', data: { testid: 'viewer-image' } });
  #note = el('p', { class: 'viewer-note', role: 'status', hidden: true });
  #stage = el('div', { class: 'viewer-stage' }, this.#image, this.#note);
  #name = el('b', { class: 'viewer-name' });
  #place = el('span', { class: 'viewer-place', 'aria-live': 'polite', data: { testid: 'viewer-place' } });
  #buttons;
  #pictures;
  #at;
  #sources;
  #save;
  #zoom = 1;
  /** Whether the picture shows as fine as it is, or is about to. */
  #fine = false;
  #x = 0;
  #y = 0;

  constructor({ pictures, at, sources, save, go = null, close }) {
    this.#pictures = pictures;
    this.#at = at;
    this.#sources = sources;
    this.#save = save;
    const act = (name, shape, label, run) => iconButton(shape, label, { on: { click: run }, data: { testid: `viewer-${name}` } });
    this.#buttons = {
      previous: act('previous', 'chevron-left', say('viewer.previous'), () => this.#go(-1)),
      next: act('next', 'chevron-right', say('viewer.next'), () => this.#go(1)),
      smaller: act('smaller', 'minus', say('viewer.zoomOut'), () => this.#zoomTo(this.#zoom / STEP)),
      larger: act('larger', 'plus', say('viewer.zoomIn'), () => this.#zoomTo(this.#zoom * STEP)),
      save: act('save', 'download', say('file.save'), () => this.#save(this.#pictures[this.#at])),
      go: go && act('go', 'message-circle', say('viewer.goTo'), () => go(this.#pictures[this.#at])),
      close: act('close', 'x', say('viewer.close'), close),
    };
    const { previous, next, smaller, larger, save: keep, go: lead, close: end } = this.#buttons;
    this.element = el(
      'div', { class: 'viewer', data: { testid: 'viewer' } },
      el('header', { class: 'viewer-head' }, this.#name, this.#place, smaller, larger, keep, lead, end), previous, this.#stage, next,
    );
    this.element.addEventListener('keydown', (event) => this.#pressed(event));
    this.#stage.addEventListener('wheel', (event) => {
      event.preventDefault();
      this.#zoomTo(this.#zoom * (event.deltaY < 0 ? 1.2 : 1 / 1.2), event);
    });
    this.#stage.addEventListener('dblclick', (event) => this.#zoomTo(this.#zoom > 1 ? 1 : 2.5, event));
    this.#pan();
    this.#show();
  }

  get title() {
    return say('viewer.label', this.#pictures[this.#at].file.name);
  }

  opened() {
    this.#buttons.close.focus();
  }

  #pressed(event) {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    const keys = {
      ArrowLeft: () => this.#go(-1), ArrowRight: () => this.#go(1), Home: () => this.#go(-this.#at), End: () => this.#go(this.#pictures.length - 1 - this.#at),
      '+': () => this.#zoomTo(this.#zoom * STEP), '-': () => this.#zoomTo(this.#zoom / STEP), 0: () => this.#zoomTo(1),
      ArrowUp: () => this.#move(0, 60), ArrowDown: () => this.#move(0, -60),
    };
    if (!keys[key]) return;
    event.preventDefault();
    keys[key]();
  }

  #go(step) {
    const next = Math.max(0, Math.min(this.#pictures.length - 1, this.#at + step));
    if (next === this.#at) return;
    this.#at = next;
    this.#show();
  }

  async #show() {
    const { file } = this.#pictures[this.#at];
    const at = this.#at;
    const [first, last] = [at === 0, at === this.#pictures.length - 1];
    this.#leave(first, this.#buttons.previous);
    this.#leave(last, this.#buttons.next);
    this.#buttons.save.hidden = !file.id;
    setText(this.#name, file.name);
    setText(this.#place, this.#pictures.length > 1 ? say('viewer.place', at + 1, this.#pictures.length) : '');
    this.element.closest('dialog')?.setAttribute('aria-label', this.title);
    this.#image.alt = file.name;
    this.#image.removeAttribute('src');
    this.#fine = false;
    this.#note.hidden = true;
    this.#zoomTo(1);
    const address = await this.#load(file);
    if (at !== this.#at) return;
    if (address) this.#image.src = address;
    this.#note.hidden = Boolean(address);
    setText(this.#note, address ? '' : say('file.notLoaded', file.name));
  }

  /** Made larger, it shows the file itself in the place of a preview. */
  async #refine() {
    const { file } = this.#pictures[this.#at];
    const at = this.#at;
    if (this.#fine || !file.id || !this.#image.getAttribute('src')) return;
    this.#fine = true;
    const link = await this.#sources.link(file).catch(() => null);
    if (!link) return;
    const image = new Image();
    image.src = link.url;
    const there = await image.decode().then(() => true, () => false);
    if (there && at === this.#at) this.#image.src = link.url;
  }

  /** Null if the picture is gone, or the server away. */
  async #load(file) {
    if (!file.id) return this.#sources.local(file.key);
    for (const how of ['link', 'sureLink']) {
      const link = await this.#sources[how](file).catch(() => null);
      const address = link && (file.mediaType === 'image/gif' ? link.url : link.large);
      if (!address) return null;
      const image = new Image();
      image.src = address;
      if (await image.decode().then(() => true, () => false)) return address;
    }
    return null;
  }

  /** Whoever stands on a button that goes stays in the viewer. */
  #leave(hidden, button) {
    if (hidden && document.activeElement === button) this.#buttons.close.focus();
    button.hidden = hidden;
  }

  /** Larger or smaller, with what is below the pointer staying there. */
  #zoomTo(wanted, { clientX, clientY } = {}) {
    const zoom = Math.max(1, Math.min(MOST, wanted));
    const box = this.#stage.getBoundingClientRect();
    const [fromX, fromY] = [(clientX ?? box.left + box.width / 2) - box.left - box.width / 2, (clientY ?? box.top + box.height / 2) - box.top - box.height / 2];
    this.#x = fromX - ((fromX - this.#x) * zoom) / this.#zoom;
    this.#y = fromY - ((fromY - this.#y) * zoom) / this.#zoom;
    this.#zoom = zoom;
    if (zoom > 1) this.#refine();
    this.#putDown();
  }

  #move(x, y) {
    this.#x += x;
    this.#y += y;
    this.#putDown();
  }

  #putDown() {
    const { clientWidth, clientHeight } = this.#stage;
    const room = (length) => (length * (this.#zoom - 1)) / 2;
    this.#x = Math.max(-room(clientWidth), Math.min(room(clientWidth), this.#x));
    this.#y = Math.max(-room(clientHeight), Math.min(room(clientHeight), this.#y));
    this.#image.style.transform = `translate(${this.#x}px, ${this.#y}px) scale(${this.#zoom})`;
    this.#stage.classList.toggle('is-larger', this.#zoom > 1);
    this.#buttons.smaller.disabled = this.#zoom <= 1;
    this.#buttons.larger.disabled = this.#zoom >= MOST;
  }

  /** By one finger or the mouse it is moved, by two made larger. */
  #pan() {
    const held = new Map();
    let apart = 0;
    const distance = () => {
      const [one, other] = [...held.values()];
      return Math.hypot(one.x - other.x, one.y - other.y);
    };
    this.#stage.addEventListener('pointerdown', (event) => {
      this.#stage.setPointerCapture(event.pointerId);
      held.set(event.pointerId, { x: event.clientX, y: event.clientY });
      if (held.size === 2) apart = distance();
    });
    this.#stage.addEventListener('pointermove', (event) => {
      const before = held.get(event.pointerId);
      if (!before) return;
      held.set(event.pointerId, { x: event.clientX, y: event.clientY });
      if (held.size === 1) this.#move(event.clientX - before.x, event.clientY - before.y);
      else if (held.size === 2 && apart > 0) {
        const now = distance();
        this.#zoomTo((this.#zoom * now) / apart, event);
        apart = now;
      }
    });
    for (const type of ['pointerup', 'pointercancel']) this.#stage.addEventListener(type, ({ pointerId }) => held.delete(pointerId));
  }
}
