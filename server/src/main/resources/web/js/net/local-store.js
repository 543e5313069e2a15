/**
 * Chats that a proxy serves below different paths of one host share what the browser keeps, so each has names of its own.
 * boot.js, which runs before any module, does the same.
 */
export const PREFIX = prefix(globalThis.document?.baseURI);

function prefix(page) {
  const path = page ? new URL('.', page).pathname : '/';
  return path === '/' ? 'chatter.' : `chatter${path}`;
}

/**
 * What this browser keeps between visits, as JSON under names. If the browser refuses (private windows, blocked
 * storage) things are kept for this visit only, except with `must`, which throws instead.
 */
export class LocalStore {
  #memory = new Map();
  #storage;

  constructor(storage = usable()) {
    this.#storage = storage;
  }

  /** Whether things are kept beyond this visit. */
  get lasts() {
    return this.#storage !== null;
  }

  get(name, otherwise = null) {
    const text = this.#memory.get(name) ?? this.#storage?.getItem(PREFIX + name);
    if (text == null) return otherwise;
    try {
      return JSON.parse(text);
    } catch {
      return otherwise;
    }
  }

  set(name, value, { must = false } = {}) {
    const text = JSON.stringify(value);
    try {
      if (!this.#storage) throw new Error('no storage');
      this.#storage.setItem(PREFIX + name, text);
      this.#memory.delete(name);
    } catch (error) {
      if (must && this.#storage) throw error;
      this.#memory.set(name, text);
    }
  }

  remove(name) {
    this.#storage?.removeItem(PREFIX + name);
    this.#memory.delete(name);
  }

  names(start) {
    const stored = Object.keys(this.#storage ?? {}).filter((key) => key.startsWith(PREFIX));
    const all = new Set([...stored.map((key) => key.slice(PREFIX.length)), ...this.#memory.keys()]);
    return [...all].filter((name) => name.startsWith(start));
  }

  /** Calls `changed(name)` when another tab changed something; hands back its undo. */
  watch(changed) {
    const listener = ({ key }) => {
      if (key !== null && !key.startsWith(PREFIX)) return;
      const name = key?.slice(PREFIX.length) ?? '';
      // The other tab's is newer than what found no room here.
      this.#memory.delete(name);
      changed(name);
    };
    addEventListener('storage', listener);
    return () => removeEventListener('storage', listener);
  }
}

/** A full storage is one too: what is in there, the login and the unsent messages, is to be found again. */
function usable() {
  try {
    if (localStorage.length > 0) return localStorage;
    const probe = `${PREFIX}probe`;
    localStorage.setItem(probe, '1');
    localStorage.removeItem(probe);
    return localStorage;
  } catch {
    return null;
  }
}
