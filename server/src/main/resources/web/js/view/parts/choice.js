import { el } from './dom.js';

/**
 * One of a few, as radio buttons in a row (`segments`) or below each other with a hint each. `options` are
 * {value, label, hint?}; `chosen(value)` is called when the person takes another.
 */
export class Choice {
  #inputs;

  constructor({ name, label, options, value, segments = false, chosen = () => {} }) {
    this.#inputs = options.map((option) => {
      const input = el('input', { type: 'radio', class: segments ? 'visually-hidden' : 'choice-dot', name, value: option.value });
      input.addEventListener('change', () => chosen(option.value));
      return input;
    });
    const rows = options.map((option, at) => {
      const words = segments
        ? el('span', { text: option.label })
        : el('span', { class: 'item-words' }, el('span', { text: option.label }), el('small', { class: 'item-hint', text: option.hint }));
      return el('label', { class: segments ? 'segment' : 'choice', data: { testid: `${name}-${option.value}` } }, this.#inputs[at], words);
    });
    const title = el('legend', { class: segments ? 'segments-title' : 'choice-title', text: label });
    this.element = el('fieldset', { class: 'choices' }, title, el('div', { class: segments ? 'segments is-wide' : 'choice-list' }, ...rows));
    this.value = value;
  }

  get value() {
    return this.#inputs.find((input) => input.checked)?.value ?? null;
  }

  set value(value) {
    for (const input of this.#inputs) input.checked = input.value === String(value);
  }
}
