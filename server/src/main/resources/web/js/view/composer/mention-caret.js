import { replaceText } from './field-edit.js';
import { pieceBeside, snapped } from '../../text/mention-piece.js';

const DELETES = /^delete(?:Content|Word)(Backward|Forward)$/;

/**
 * Keeps the caret of a field out of those who are mentioned in it, and deletes them as a whole. `pieces()` gives where they
 * stand. To be disposed of with the field.
 */
export class MentionCaret {
  #field;
  #pieces;
  /** Where the moving end of what is selected was, and whether a pointer moves it. */
  #place = 0;
  #pointing = false;
  #listeners = {
    selectionchange: () => document.activeElement === this.#field && !this.#pointing && this.#snap(this.#place),
    // It may be let go anywhere.
    pointerup: () => this.#pointed(),
    pointercancel: () => this.#pointed(),
  };

  constructor({ field, pieces }) {
    this.#field = field;
    this.#pieces = pieces;
    field.addEventListener('beforeinput', (event) => this.#deleting(event));
    field.addEventListener('pointerdown', () => {
      this.#pointing = true;
    });
    for (const [type, listener] of Object.entries(this.#listeners)) document.addEventListener(type, listener);
  }

  dispose() {
    for (const [type, listener] of Object.entries(this.#listeners)) document.removeEventListener(type, listener);
  }

  #pointed() {
    if (!this.#pointing) return;
    this.#pointing = false;
    this.#snap(null);
  }

  #snap(before) {
    const { selectionStart, selectionEnd, selectionDirection } = this.#field;
    const [anchor, focus] = selectionDirection === 'backward' ? [selectionEnd, selectionStart] : [selectionStart, selectionEnd];
    const next = snapped(this.#pieces(), { anchor, focus }, before);
    this.#place = next.focus;
    if (next.anchor === anchor && next.focus === focus) return;
    this.#field.setSelectionRange(Math.min(next.anchor, next.focus), Math.max(next.anchor, next.focus), next.focus < next.anchor ? 'backward' : 'forward');
  }

  #deleting(event) {
    const way = DELETES.exec(event.inputType)?.[1];
    const { selectionStart, selectionEnd } = this.#field;
    if (!way || selectionStart !== selectionEnd || !event.cancelable) return;
    const piece = pieceBeside(this.#pieces(), selectionStart, way === 'Backward');
    if (!piece) return;
    event.preventDefault();
    replaceText(this.#field, piece.start, piece.end, '');
  }
}
