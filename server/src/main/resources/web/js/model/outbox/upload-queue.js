import { Emitter } from '../emitter.js';
import { systemClock } from '../platform.js';

const PIECE = 4_000_000;
/** As much as a proxy lets through that was not told of files. */
const SMALL_PIECE = 500_000;
/** So long another tab may be at an upload before one looks whether it still is. */
const ELSEWHERE = 10_000;

/**
 * Uploads the files of messages that wait, in each conversation one after the other, so that messages with files keep
 * their order; what is under way holds up no message without files. After a cut it goes on at the byte that the server
 * has. `uploads` is {create({name, bytes}), offset(id), append(id, offset, blob, {sent, signal}), abandon(id)}, `store` that
 * of the files, `exclusively(what, run)` keeps other tabs from the same upload, `backoff()` makes the pauses after what
 * failed, and `refused(item, failure)` is told why a file was turned back for good. Emits `progress` with the id of the
 * message.
 */
export class UploadQueue extends Emitter {
  /** By conversation: the AbortController of the upload that runs. */
  #running = new Map();
  #sent = new Map();
  #waking = new Set();
  #looking = null;
  #closed = false;
  #outbox;
  #uploads;
  #store;
  #exclusively;
  #backoff;
  #refused;
  #clock;
  #undo;

  constructor({ outbox, uploads, store, exclusively, backoff, refused, clock = systemClock }) {
    super();
    this.#outbox = outbox;
    this.#uploads = uploads;
    this.#store = store;
    this.#exclusively = exclusively;
    this.#backoff = backoff;
    this.#refused = refused;
    this.#clock = clock;
    this.#undo = [
      outbox.on('change', () => this.pump()),
      outbox.on('forgotten', ({ item, settled }) => this.#forgotten(item, settled)),
      outbox.on('online', () => this.#wake()),
    ];
    this.pump();
  }

  close() {
    this.#closed = true;
    this.#clock.cancel(this.#looking);
    for (const undo of this.#undo) undo();
    for (const { abort } of this.#running.values()) abort.abort();
    this.#wake();
  }

  /** How many bytes of the files of a message are sent, or null if this tab does not know. */
  sentOf({ commandId, files }) {
    if (!this.#sent.has(commandId)) return null;
    return files.reduce((sum, { key, bytes, done }) => sum + (done ? bytes : (this.#sent.get(commandId).get(key) ?? 0)), 0);
  }

  pump() {
    if (this.#closed) return;
    for (const { conversation, commandId } of this.#outbox.uploads) if (!this.#running.has(conversation)) this.#begin(conversation, commandId);
  }

  async #begin(conversation, commandId) {
    const abort = new AbortController();
    this.#running.set(conversation, { commandId, abort });
    const mine = await this.#exclusively(`upload.${commandId}`, () => this.#run(commandId, abort.signal)).catch(() => false);
    this.#running.delete(conversation);
    if (mine) this.pump();
    else this.#lookLater();
  }

  /** Another tab is at it. */
  #lookLater() {
    if (this.#closed) return;
    this.#clock.cancel(this.#looking);
    this.#looking = this.#clock.after(ELSEWHERE, () => this.pump());
  }

  async #run(commandId, signal) {
    const backoff = this.#backoff();
    let piece = PIECE;
    // Another tab may have got further than this one has heard.
    this.#outbox.look(commandId);
    for (;;) {
      const item = this.#outbox.uploads.find((one) => one.commandId === commandId);
      if (!item || signal.aborted) return;
      const file = item.files.find(({ done }) => !done);
      try {
        await this.#upload(item, file, { piece, signal, moved: () => backoff.reset() });
      } catch (problem) {
        if (signal.aborted) return;
        if (problem.status === 413 && !problem.code && piece > SMALL_PIECE) piece = SMALL_PIECE;
        else {
          const code = refusalOf(problem);
          if (code) return this.#refused(item, { code, file: file.name });
          await this.#pause(problem.retryAfter ? problem.retryAfter * 1_000 : backoff.next());
        }
      }
    }
  }

  async #upload({ commandId }, { key, name, upload = null }, { piece, signal, moved }) {
    const blob = await this.#store.get(key);
    if (!blob) throw { code: 'missing' };
    let id = upload;
    let offset = id === null ? 0 : await this.#offset(id);
    if (id === null || offset === null) {
      id = await this.#create({ name, bytes: blob.size });
      offset = 0;
      if (signal.aborted) return this.#abandon(id);
      this.#outbox.uploaded(commandId, key, { upload: id });
    }
    this.#tell(commandId, key, offset);
    while (offset < blob.size) {
      const begin = offset;
      offset = await this.#uploads.append(id, begin, blob.slice(begin, begin + piece), { signal, sent: (bytes) => this.#tell(commandId, key, begin + bytes) });
      moved();
      this.#tell(commandId, key, offset);
    }
    if (!signal.aborted) this.#outbox.uploaded(commandId, key, { done: true });
  }

  async #create(file) {
    try {
      return await this.#uploads.create(file);
    } catch (problem) {
      // Nothing that could be gone: the server is from before there were files.
      if (problem.status === 404 || problem.status === 405) throw { code: 'unsupported' };
      throw problem;
    }
  }

  /** Null if the server does not know it any more. */
  async #offset(id) {
    try {
      return await this.#uploads.offset(id);
    } catch (problem) {
      if (problem.status === 404) return null;
      throw problem;
    }
  }

  #tell(commandId, key, bytes) {
    if (!this.#sent.has(commandId)) this.#sent.set(commandId, new Map());
    this.#sent.get(commandId).set(key, bytes);
    this.emit('progress', commandId);
  }

  #pause(ms) {
    return new Promise((resolve) => {
      const done = () => {
        this.#clock.cancel(timer);
        this.#waking.delete(done);
        resolve();
      };
      const timer = this.#clock.after(ms, done);
      this.#waking.add(done);
    });
  }

  /** The server is back: nothing waits for its turn any longer. */
  #wake() {
    for (const done of [...this.#waking]) done();
  }

  #forgotten({ commandId, conversation, files = [] }, settled) {
    if (files.length === 0) return;
    this.#sent.delete(commandId);
    const running = this.#running.get(conversation);
    if (running?.commandId === commandId) running.abort.abort();
    this.#wake();
    for (const { key, upload } of files) {
      this.#store.remove(key).catch(() => {});
      if (upload && !settled) this.#abandon(upload);
    }
  }

  /** If that does not arrive, the server forgets it by itself. */
  #abandon(id) {
    return this.#uploads.abandon(id).catch(() => {});
  }
}

const FOR_GOOD = { 400: 'unsupported', 403: 'forbidden', 412: 'unsupported', 413: 'too_large', 415: 'unsupported', 422: 'invalid', 507: 'storage_full' };

/** Why a file will never be taken as it is; null for what may go better the next time. */
function refusalOf({ status = 0, code }) {
  if (['missing', 'quota', 'unsupported'].includes(code)) return code;
  if (status === 413 && !code) return 'too_large_on_the_way';
  return FOR_GOOD[status] ?? null;
}
