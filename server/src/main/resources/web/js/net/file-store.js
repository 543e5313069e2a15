import { changeIn, openDatabase, readFrom } from './database.js';
import { PREFIX } from './local-store.js';

const STORE = 'files';

/**
 * The files of one account that wait to be sent, in this browser, by key: {lasts(), put(key, blob), get(key), remove(key),
 * keys()}, all of them promises; `get` gives null for what is not there, `put` throws a QuotaExceededError when there is no
 * room. In the browser's file system of the page where there is one to be written to, which wants https or this computer,
 * else in its database; where neither can be used, as long as the page lives.
 */
export class FileStore {
  #kind = null;
  #name;
  #ports;

  constructor(accountId, ports = globalThis) {
    this.#name = `${PREFIX}${STORE}.${accountId}`.replaceAll('/', '~');
    this.#ports = ports;
  }

  lasts = async () => (await this.#open()).lasts;
  get = async (key) => (await this.#open()).get(key);
  remove = async (key) => (await this.#open()).remove(key);
  keys = async () => (await this.#open()).keys();

  async put(key, blob) {
    const store = await this.#open();
    await this.#checkRoom(blob);
    try {
      await store.put(key, blob);
    } catch (problem) {
      await store.remove(key).catch(() => {});
      throw problem;
    }
  }

  /** Before hundreds of megabytes are written for nothing. */
  async #checkRoom({ size }) {
    const { quota, usage } = (await this.#ports.navigator?.storage?.estimate?.().catch(() => null)) ?? {};
    if (quota !== undefined && quota - usage < size) throw new DOMException('no room', 'QuotaExceededError');
  }

  #open() {
    this.#kind ??= this.#best();
    return this.#kind;
  }

  async #best() {
    for (const open of [inFileSystem, inDatabase]) {
      const store = await open(this.#name, this.#ports).catch(() => null);
      if (store) return store;
    }
    return inMemory();
  }
}

async function inFileSystem(name, { navigator, FileSystemFileHandle }) {
  if (!FileSystemFileHandle?.prototype.createWritable) return null;
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(name, { create: true });
  const absent = (problem) => {
    if (problem.name !== 'NotFoundError') throw problem;
    return null;
  };
  return {
    lasts: true,
    async put(key, blob) {
      const file = await folder.getFileHandle(key, { create: true });
      const writable = await file.createWritable();
      try {
        await writable.write(blob);
      } catch (problem) {
        await writable.abort().catch(() => {});
        throw problem;
      }
      await writable.close();
    },
    get: async (key) => (await folder.getFileHandle(key).catch(absent))?.getFile() ?? null,
    remove: (key) => folder.removeEntry(key).catch(absent),
    async keys() {
      const keys = [];
      for await (const key of folder.keys()) keys.push(key);
      return keys;
    },
  };
}

async function inDatabase(name, { indexedDB }) {
  if (!indexedDB) return null;
  const database = await openDatabase(indexedDB, name, STORE);
  const change = (act) => changeIn(database, STORE, act);
  const read = (ask) => readFrom(database, STORE, ask);
  return {
    lasts: true,
    put: (key, blob) => change((store) => void store.put(blob, key)),
    get: async (key) => (await read((store) => store.get(key))) ?? null,
    remove: (key) => change((store) => void store.delete(key)),
    keys: () => read((store) => store.getAllKeys()),
  };
}

function inMemory() {
  const files = new Map();
  return {
    lasts: false,
    put: async (key, blob) => void files.set(key, blob),
    get: async (key) => files.get(key) ?? null,
    remove: async (key) => void files.delete(key),
    keys: async () => [...files.keys()],
  };
}
