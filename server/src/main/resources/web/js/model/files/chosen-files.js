import { Emitter } from '../emitter.js';
import { cleanName } from '../../text/file-names.js';

/** Most files of one message; the server has the same number. */
const MOST = 10;

/**
 * The files that go with the message being written in one conversation. Each is written to the browser's own store when it
 * is chosen, so that the message can be taken over at once. `list` has {key, name, bytes, mediaType, blob, kept, fleeting,
 * width?, height?}. Emits `change`, and `refused` with {code, name, most} for each file that is not taken.
 */
export class ChosenFiles extends Emitter {
  list = [];
  #store;
  #newKey;
  #limits;
  #writing = new Map();

  constructor({ store, newKey, limits }) {
    super();
    this.#store = store;
    this.#newKey = newKey;
    this.#limits = limits;
  }

  /** Takes files of the browser's. Resolves when they are written down, or refused. */
  async add(files) {
    const most = this.#limits().fileBytes || Infinity;
    const writings = [];
    for (const blob of files) {
      const name = cleanName(blob.name ?? '');
      if (this.list.length >= MOST) {
        this.emit('refused', { code: 'tooMany', name, most: MOST });
        break;
      }
      if (blob.size > most) this.emit('refused', { code: 'tooLarge', name, most });
      else if (blob.size === 0) this.emit('refused', { code: 'empty', name });
      else writings.push(this.#take({ key: this.#newKey(), name, bytes: blob.size, mediaType: blob.type || 'application/octet-stream', blob, kept: false, fleeting: false }));
    }
    this.emit('change');
    await Promise.all(writings);
  }

  remove(key) {
    this.list = this.list.filter((file) => file.key !== key);
    this.emit('change');
    // What is just being written is there only then.
    Promise.resolve(this.#writing.get(key)).then(() => this.#store.remove(key)).catch(() => {});
  }

  /** How large a picture is, once that is seen. */
  measured(key, { width, height }) {
    const file = this.list.find((one) => one.key === key);
    if (file) Object.assign(file, { width, height });
  }

  /** Whether all are written down. */
  get kept() {
    return this.list.every(({ kept }) => kept);
  }

  /** Resolves when all are written down, or gone. */
  async settled() {
    await Promise.all(this.#writing.values());
  }

  /** As a message has them. */
  get forMessage() {
    return this.list.map(({ key, name, bytes, mediaType, width, height, fleeting }) => ({ key, name, bytes, mediaType, ...(width && { width, height }), ...(fleeting && { fleeting }) }));
  }

  /** A message has them now. */
  taken() {
    this.list = [];
    this.emit('change');
  }

  async #take(file) {
    this.list = [...this.list, file];
    const writing = this.#write(file);
    this.#writing.set(file.key, writing);
    await writing;
    this.#writing.delete(file.key);
    this.emit('change');
  }

  async #write(file) {
    try {
      await this.#store.put(file.key, file.blob);
      file.fleeting = !(await this.#store.lasts());
      file.kept = true;
    } catch (problem) {
      if (!this.list.includes(file)) return;
      this.list = this.list.filter((one) => one !== file);
      this.emit('refused', { code: problem?.name === 'QuotaExceededError' ? 'noRoom' : 'unreadable', name: file.name });
    }
  }
}

/**
 * The files of all messages being written, and those in the store that belong to none: a key begins with the tab that
 * wrote it. `stored()` gives the files of messages that wait.
 */
export class FileDrafts {
  #chosen = new Map();
  #store;
  #tabs;
  #newId;
  #limits;

  constructor({ store, tabs, newId, limits }) {
    this.#store = store;
    this.#tabs = tabs;
    this.#newId = newId;
    this.#limits = limits;
  }

  of(conversation) {
    if (!this.#chosen.has(conversation)) {
      const newKey = () => `${this.#tabs.me}.${this.#newId()}`;
      this.#chosen.set(conversation, new ChosenFiles({ store: this.#store, newKey, limits: this.#limits }));
    }
    return this.#chosen.get(conversation);
  }

  /** Whether some would be lost with the page. */
  get atRisk() {
    return [...this.#chosen.values()].some(({ list }) => list.length > 0);
  }

  /** Throws away what tabs that are gone had chosen and not sent. */
  async sweep(stored) {
    const keys = await this.#store.keys();
    for (const owner of new Set(keys.map((key) => key.split('.')[0]))) {
      if (owner === this.#tabs.me) continue;
      this.#tabs.ifGone(owner, () => {
        const wanted = new Set(stored().map(({ key }) => key));
        for (const key of keys) if (key.startsWith(`${owner}.`) && !wanted.has(key)) this.#store.remove(key).catch(() => {});
      });
    }
  }

  /** Whoever signs out takes them along. */
  clear() {
    for (const chosen of this.#chosen.values()) for (const { key } of [...chosen.list]) chosen.remove(key);
  }
}
