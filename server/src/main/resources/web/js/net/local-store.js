const PREFIX = 'chatter.';

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

  get(name, otherwise = null) {
    const text = this.#storage?.getItem(PREFIX + name) ?? this.#memory.get(name);
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
      if (key === null) changed('');
      else if (key.startsWith(PREFIX)) changed(key.slice(PREFIX.length));
    };
    addEventListener('storage', listener);
    return () => removeEventListener('storage', listener);
  }
}

function usable() {
  try {
    const probe = `${PREFIX}probe`;
    localStorage.setItem(probe, '1');
    localStorage.removeItem(probe);
    return localStorage;
  } catch {
    return null;
  }
}
