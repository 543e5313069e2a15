import { answerOf, changeIn, openDatabase, readFrom } from './database.js';
import { PREFIX } from './local-store.js';

const STORE = 'rows';
const ORDER = 'order';
const EPOCH = 'epoch';
/** So many conversations, those kept last. */
const MOST = 20;

/**
 * Some rows of the conversations of one account, in this browser: {get(id), put(id, kept), remove(id), ids(), epoch(),
 * begin(epoch), clear()}, all of them promises. Where the browser has no database nothing is kept, and nothing fails.
 */
export class RowStore {
  #name;
  #ports;
  #opening = null;

  constructor(accountId, ports = globalThis) {
    this.#name = `${PREFIX}${STORE}.${accountId}`;
    this.#ports = ports;
  }

  get = async (id) => (await this.#read((store) => store.get(id))) ?? null;
  ids = async () => (await this.#read((store) => store.get(ORDER))) ?? [];
  /** Which of the server's lives the rows are from. */
  epoch = async () => (await this.#read((store) => store.get(EPOCH))) ?? null;

  put(id, kept) {
    return this.#change(async (store) => {
      const order = (await answerOf(store.get(ORDER))) ?? [];
      const now = [id, ...order.filter((other) => other !== id)];
      for (const gone of now.splice(MOST)) store.delete(gone);
      store.put(now, ORDER);
      store.put(kept, id);
    });
  }

  remove(id) {
    return this.#change(async (store) => {
      const order = (await answerOf(store.get(ORDER))) ?? [];
      store.put(order.filter((other) => other !== id), ORDER);
      store.delete(id);
    });
  }

  /** Empty, for another of the server's lives. */
  begin(epoch) {
    return this.#change(async (store) => {
      store.clear();
      store.put(epoch, EPOCH);
    });
  }

  /** Nothing stays, not even the database. */
  async clear() {
    const database = await this.#open();
    this.#opening = Promise.resolve(null);
    database?.close();
    // Also what could not be opened.
    if (this.#ports.indexedDB) await answerOf(this.#ports.indexedDB.deleteDatabase(this.#name));
  }

  async #read(ask) {
    const database = await this.#open();
    return database && readFrom(database, STORE, ask);
  }

  async #change(act) {
    const database = await this.#open();
    if (!database) return;
    await changeIn(database, STORE, act);
  }

  #open() {
    this.#opening ??= this.#connect().catch(() => null);
    return this.#opening;
  }

  async #connect() {
    const database = await openDatabase(this.#ports.indexedDB, this.#name, STORE);
    // Another tab takes it all away: what is here goes, too.
    database.onversionchange = () => {
      this.#opening = Promise.resolve(null);
      database.close();
    };
    return database;
  }
}
