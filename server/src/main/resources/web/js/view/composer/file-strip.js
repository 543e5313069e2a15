import { el, reconcile, setText } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { fileSize } from '../../text/file-size.js';
import { say } from '../../text/texts.js';

/**
 * The files that go with the message being written, above the field: what each looks like, its name and size, and a cross;
 * and why some were not taken. `files` are the ChosenFiles; `removed()` is told when one is taken out.
 */
export class FileStrip {
  #items = new Map();
  #list = el('ul', { class: 'file-strip-list', 'aria-label': say('file.chosen') });
  #problem = el('p', { class: 'composer-problem', role: 'alert', hidden: true, data: { testid: 'file-problem' } });
  element = el('div', { class: 'file-strip', hidden: true, data: { testid: 'file-strip' } }, this.#problem, this.#list);
  #files;
  #removed;
  #undo;

  constructor({ files, removed }) {
    this.#files = files;
    this.#removed = removed;
    this.#undo = files.on('refused', (refusal) => this.#say(refusal));
  }

  render() {
    const { list } = this.#files;
    for (const [key, item] of this.#items) {
      if (list.some((file) => file.key === key)) continue;
      item.dispose();
      this.#items.delete(key);
    }
    for (const file of list) if (!this.#items.has(file.key)) this.#items.set(file.key, this.#item(file));
    for (const file of list) this.#items.get(file.key).update(file);
    reconcile(this.#list, list.map(({ key }) => this.#items.get(key).element));
    this.#list.hidden = list.length === 0;
    this.element.hidden = list.length === 0 && this.#problem.hidden;
  }

  /** What was said is not so any more: others are chosen, or the message is gone. */
  hush() {
    this.#problem.hidden = true;
    this.render();
  }

  dispose() {
    this.#undo();
    for (const item of this.#items.values()) item.dispose();
  }

  #say({ code, name, most }) {
    const words = {
      tooLarge: () => say('file.refused.tooLarge', name, fileSize(most)),
      tooMany: () => say('file.refused.tooMany', most),
    };
    const text = words[code]?.() ?? say(`file.refused.${code}`, name);
    setText(this.#problem, this.#problem.hidden ? text : `${this.#problem.textContent} ${text}`);
    this.#problem.hidden = false;
    this.render();
  }

  #item(file) {
    const { key, name, bytes, blob, mediaType } = file;
    const url = /^image\/(?:png|jpeg|gif|webp|avif|bmp)$/u.test(mediaType) ? URL.createObjectURL(blob) : null;
    const sign = el('span', { class: 'file-sign', 'aria-hidden': 'true' }, icon('file', 18));
    const picture = url && el('img', { class: 'file-thumb', alt: '', src: url });
    picture?.addEventListener('load', () => this.#files.measured(key, { width: picture.naturalWidth, height: picture.naturalHeight }));
    picture?.addEventListener('error', () => picture.replaceWith(sign));
    const size = el('small');
    const cross = el('button', {
      type: 'button', class: 'icon-button file-remove', 'aria-label': say('file.remove', name), title: say('file.remove', name), data: { testid: 'file-remove' },
      on: {
        click: () => {
          this.#files.remove(key);
          this.#removed();
        },
      },
    }, icon('x', 16));
    return {
      element: el('li', { class: 'file-chosen', data: { testid: 'file-chosen' } }, picture ?? sign, el('span', { class: 'file-words' }, el('span', { class: 'file-name', text: name, title: name }), size), cross),
      update: ({ kept }) => setText(size, kept ? fileSize(bytes) : say('file.keeping')),
      dispose: () => url && URL.revokeObjectURL(url),
    };
  }
}
