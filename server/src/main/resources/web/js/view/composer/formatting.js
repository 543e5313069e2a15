import { putText } from './field-edit.js';
import { isFenced, marked } from '../../text/marks.js';
import { codeOf, putAsCode } from '../../text/pasted-code.js';
import { say } from '../../text/texts.js';

/** Marks in a field, and the offer to make a block of what was pasted and looks like code, in the OfferBar `offer`. */
export class Formatting {
  #field;
  #offer;
  /** What was pasted, as long as that is offered: {text, start}. */
  #pasted = null;

  constructor({ field, offer }) {
    this.#field = field;
    this.#offer = offer;
    field.addEventListener('paste', (event) => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      const start = field.selectionStart;
      // When it is there.
      setTimeout(() => this.pasted(text, start));
    });
    field.addEventListener('input', () => {
      if (this.#pasted && !field.value.includes(this.#pasted.text)) this.#offer.hide();
    });
  }

  /** Puts a mark on what is selected, or takes it off: bold, italic, code or block. */
  mark(kind) {
    const { value: text, selectionStart: from, selectionEnd: to } = this.#field;
    putText(this.#field, marked(kind, { text, from, to }));
  }

  /** A text was put into the field at `start`. */
  pasted(written, start) {
    const text = written.replace(/\r\n?/gu, '\n');
    const { value } = this.#field;
    if (codeOf(text) === null || !value.startsWith(text, start) || isFenced(value, start)) return;
    this.#pasted = { text, start };
    const away = () => {
      this.#pasted = null;
    };
    this.#offer.show({ text: say('composer.pastedCode'), yes: say('composer.makeCode'), run: () => this.#makeCode(), away });
  }

  #makeCode() {
    const { text: pasted, start } = this.#pasted;
    const { value: text } = this.#field;
    // More may have been written before it meanwhile.
    const from = text.startsWith(pasted, start) ? start : text.indexOf(pasted);
    this.#offer.hide();
    const code = putAsCode({ text, from, to: from + pasted.length });
    if (code) putText(this.#field, code);
    this.#field.focus({ preventScroll: true });
  }
}
