import { Delivery } from './delivery.js';
import { Emitter } from '../emitter.js';
import { TabOwnership } from './tab-ownership.js';
import { systemClock } from '../platform.js';

const OTHERS_PATIENCE = 30_000;

/**
 * What this account wrote and the server has not yet confirmed. An item is in the store before it is sent for the
 * first time and leaves it only when the server has it or the writer throws it away. Emits `change`.
 *
 * `store` keeps items for all tabs: {all(), put(item), remove(id), watch(changed), lasts}; `put` throws when it is
 * full. `tabs` tells tabs apart: {me, shared, whenGone(tab, run)}; a tab sends its own items, and another's when that
 * is gone or did not get them out for half a minute. Where tabs cannot tell (`shared`), all send all. An item that two
 * tabs send is stored once, since it goes out under one id, and in order, since each waits for one before the next.
 */
export class Outbox extends Emitter {
  #items = new Map();
  #overdue = null;
  #closed = false;
  #lastCreated = 0;
  #delivery;
  #store;
  #mine;
  #clock;
  #now;
  #newId;
  #unwatch;

  constructor({ store, tabs, send, newId, clock = systemClock, now = clock.now }) {
    super();
    this.#store = store;
    this.#mine = new TabOwnership(tabs);
    this.#newId = newId;
    this.#clock = clock;
    this.#now = now;
    this.#delivery = new Delivery({ waiting: () => this.#mayGo(), send, clock });
    this.#unwatch = store.watch(() => this.#reload());
    this.#reload();
  }

  close() {
    this.#closed = true;
    this.#unwatch();
    this.#clock.cancel(this.#overdue);
  }

  /** In the order they were written. */
  items(conversation) {
    return [...this.#items.values()].filter((item) => item.conversation === conversation);
  }

  /** How many still have to go out; those that failed wait for a person, not for the server. */
  get waiting() {
    return [...this.#items.values()].filter((item) => !item.failed).length;
  }

  /** Whether what waits would be gone with this page, because the browser keeps nothing. */
  get atRisk() {
    return this.#store.lasts === false && this.waiting > 0;
  }

  /** All that would be lost with the store. */
  get size() {
    return this.#items.size;
  }

  /**
   * Takes a message over from the composer, under the id its draft had if it had one. Throws if it cannot be kept; then
   * nothing has changed. The same draft from another tab is here already, and stays once. `epoch` is that of the server
   * whose message it replies to.
   */
  add({ conversation, body, replyTo = null, epoch = null, id = null }) {
    const commandId = id ?? this.#newId();
    if (this.#items.has(commandId)) return this.#items.get(commandId);
    const createdAt = this.#nextMoment();
    const item = { commandId, conversation, body, replyTo, ...(epoch && { epoch }), createdAt, owner: this.#mine.me };
    this.#store.put(item);
    this.#items.set(item.commandId, item);
    this.#changed();
    return item;
  }

  /**
   * The server is of that epoch now. After it was restored another message may have the number of the one that was
   * replied to: better no reply than one to that.
   */
  untie(epoch) {
    const lost = [...this.#items.values()].filter((item) => item.replyTo && item.epoch && item.epoch !== epoch);
    for (const item of lost) this.#replace({ ...item, replyTo: null });
    if (lost.length > 0) this.#changed();
  }

  /** The connection is up and has caught up: what waits may go. */
  online() {
    this.#delivery.online();
  }

  /** The connection is gone. Whether what was under way arrived is unknown; it goes again. */
  offline() {
    this.#delivery.offline();
  }

  /** The server has it. Hands back what it was, or null if it was not waited for. */
  settle(commandId) {
    const item = this.#items.get(commandId) ?? null;
    if (item) {
      this.#forget(item);
      this.#changed();
    }
    return item;
  }

  /** The server refused it: for now, or for good. A failed one keeps its place behind `afterSeq`. */
  refused(commandId, { code, message, retry, retryAfterMs, afterSeq = 0 }) {
    const item = this.#items.get(commandId);
    if (!item) return;
    this.#delivery.land(item);
    if (retry) this.#delivery.pause(item.conversation, retryAfterMs);
    else this.#replace({ ...item, failed: { code, message }, afterSeq });
    this.#changed();
  }

  /**
   * Once more, with the same id, unless that very id is what the server objects to. Throws if that cannot be kept;
   * then nothing has changed.
   */
  retry(commandId) {
    const item = this.#items.get(commandId);
    if (!item?.failed) return;
    const { failed, afterSeq, ...again } = item;
    const id = failed.code === 'id_conflict' ? this.#newId() : commandId;
    const renewed = { ...again, commandId: id, createdAt: this.#nextMoment(), owner: this.#mine.me };
    this.#store.put(renewed);
    this.#items.delete(commandId);
    this.#items.set(id, renewed);
    if (id !== commandId) this.#store.remove(commandId);
    this.#changed();
  }

  discard(commandId) {
    const item = this.#items.get(commandId);
    if (!item?.failed) return;
    this.#forget(item);
    this.#changed();
  }

  #mayGo() {
    const since = this.#now() - OTHERS_PATIENCE;
    return [...this.#items.values()].filter((item) => !item.failed && (this.#mine.includes(item) || item.createdAt <= since));
  }

  /** Another tab may live and still be unable to send: frozen, or refused by the server. */
  #watchOthers() {
    if (this.#closed || this.#overdue !== null || [...this.#items.values()].every((item) => item.failed || this.#mine.includes(item))) return;
    this.#overdue = this.#clock.after(OTHERS_PATIENCE, () => {
      this.#overdue = null;
      this.#changed();
    });
  }

  /** When the tab that wrote something is gone, its items become ours, unless another tab was quicker. */
  #awaitEnd({ owner }) {
    this.#mine.whenInherited({ owner }, () => {
      for (const item of this.#store.all()) if (item.owner === owner) this.#replace({ ...item, owner: this.#mine.me });
      this.#reload();
    });
  }

  /**
   * Another tab changed the store. What is mine and gone from there was seen stored by another, or the store was
   * emptied: it stays, and goes out, until this tab sees it stored itself.
   */
  #reload() {
    const stored = this.#store.all();
    const ids = new Set(stored.map((item) => item.commandId));
    for (const item of this.#items.values()) {
      if (ids.has(item.commandId)) continue;
      if (!item.failed && this.#mine.includes(item)) stored.push(item);
      else this.#delivery.land(item);
    }
    stored.sort((a, b) => a.createdAt - b.createdAt);
    this.#items = new Map(stored.map((item) => [item.commandId, item]));
    for (const item of stored) this.#awaitEnd(item);
    this.#changed();
  }

  /** Changes what is stored already. If there is no room for the change, what is stored is still safe to send. */
  #replace(item) {
    this.#items.set(item.commandId, item);
    try {
      this.#store.put(item);
    } catch {
      // Kept in memory; the stored one only lacks the newest state.
    }
  }

  #forget(item) {
    this.#delivery.land(item);
    this.#items.delete(item.commandId);
    this.#store.remove(item.commandId);
  }

  #nextMoment() {
    const newest = Math.max(this.#lastCreated, ...[...this.#items.values()].map((item) => item.createdAt));
    this.#lastCreated = Math.max(this.#now(), newest + 1);
    return this.#lastCreated;
  }

  #changed() {
    this.emit('change');
    this.#delivery.pump();
    this.#watchOthers();
  }
}
