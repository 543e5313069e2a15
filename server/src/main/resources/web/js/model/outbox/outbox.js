import { Delivery } from './delivery.js';
import { Emitter } from '../emitter.js';
import { TabOwnership } from './tab-ownership.js';
import { systemClock } from '../platform.js';

const OTHERS_PATIENCE = 30_000;

/** So long a deletion stays here before it goes out, so that it can be taken back. */
const UNDO_PATIENCE = 5_000;

/**
 * What this account did to conversations and the server has not yet confirmed: messages, and their changes. An item is
 * in the store before it is sent for the first time and leaves it only when the server has it or the person takes it
 * back. Emits `change`, and `refused` with {item, failure} when something was refused for good of which nothing is left
 * to show: a reaction, a pin, a deletion.
 *
 * Items are {commandId, type, conversation, createdAt, owner}, with what the command of that `type` carries. The
 * `files` of a message, {key, name, bytes, mediaType, upload?, done?}, lie under their keys in a store of their own until it
 * is forgotten: `forgotten` is emitted with {item, settled}; it goes out when all are uploaded. A change
 * is of the stored `message` with that seq, or of one that waits itself: then `target` is that one's id until it has a
 * seq. `tried` says that the server may have it already; what it surely has not is changed here, and needs no command.
 *
 * `store` keeps items for all tabs: {all(), put(item), remove(id), watch(changed), lasts}; `put` throws when it is
 * full. `tabs` tells tabs apart: {me, shared, whenGone(tab, run)}; a tab sends its own items, and another's when that
 * is gone or did not get them out for half a minute. Where tabs cannot tell (`shared`), all send all. An item that two
 * tabs send is stored once, since it goes out under one id, and in order, since each waits for one before the next.
 */
export class Outbox extends Emitter {
  #items = new Map();
  #overdue = null;
  #held = null;
  #closed = false;
  #lastCreated = 0;
  #epoch = null;
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
    this.#delivery = new Delivery({ waiting: () => this.#mayGo(), send: (item) => this.#try(item, send), clock });
    this.#unwatch = store.watch(() => this.#reload());
    this.#reload();
    // The message went out and the page ended before that was written down here: nobody knows its number any more.
    for (const item of [...this.#items.values()]) if (item.target && !this.#items.has(item.target)) this.#forget(item);
  }

  close() {
    this.#closed = true;
    this.#unwatch();
    this.#clock.cancel(this.#overdue);
    this.#clock.cancel(this.#held);
  }

  /** In the order they were made. */
  items(conversation) {
    if (this.#items.size === 0) return [];
    return [...this.#items.values()].filter((item) => item.conversation === conversation);
  }

  /** How many still have to go out; those that failed wait for a person, not for the server. */
  get waiting() {
    return [...this.#items.values()].filter((item) => !item.failed).length;
  }

  /** Whether what waits would be gone with this page, because the browser keeps nothing. */
  get atRisk() {
    if (this.#store.lasts === false) return this.waiting > 0;
    return [...this.#items.values()].some(({ files = [] }) => files.some(({ fleeting }) => fleeting));
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
  add({ conversation, body, replyTo = null, epoch = null, id = null, files = [] }) {
    const commandId = id ?? this.#newId();
    if (this.#items.has(commandId)) return this.#items.get(commandId);
    return this.#put({ commandId, type: 'sendMessage', conversation, body, replyTo, ...(epoch && { epoch }), ...(files.length > 0 && { files }) });
  }

  /** What waits under that id, as it is stored now, which another tab may just have changed; null if nothing does. */
  look(commandId) {
    this.#reload();
    return this.#items.get(commandId) ?? null;
  }

  /** All files that wait, as they are stored. */
  get files() {
    return this.#store.all().flatMap(({ files = [] }) => files);
  }

  /** The messages of which files are still to be uploaded, in order. */
  get uploads() {
    return this.#unheld().filter((item) => !isUploaded(item));
  }

  /** How far a file of a message is: `change` is {upload} with the id that it has at the server, or {done}. */
  uploaded(commandId, key, change) {
    const item = this.#items.get(commandId);
    if (!item) return;
    this.#replace({ ...item, files: item.files.map((file) => (file.key === key ? { ...file, ...change } : file)) });
    this.#changed();
  }

  /** A message that is not sent yet is not to be. False if the server may have it already. */
  cancel(commandId) {
    const item = this.#items.get(commandId);
    if (!item || !this.#isUnsent(item)) return false;
    this.#forgetWhole(item);
    this.#changed();
    return true;
  }

  /**
   * Another text for a message. What surely waits here yet is simply changed; a message that failed goes once more.
   * This and the following take `message`, the seq of what is changed, or `target`, the id under which it waits, and
   * `epoch`, that of the server where it has that seq. They throw if it cannot be kept; then nothing has changed.
   */
  edit({ conversation, message = null, target = null, body, epoch = null }) {
    const waits = this.#items.get(target);
    if (waits && this.#isHere(waits)) {
      this.#store.put({ ...waits, body });
      this.#items.set(target, { ...waits, body });
      if (waits.failed) return this.retry(target);
      return this.#changed();
    }
    const before = this.#lastOf('editMessage', { conversation, message, target });
    if (before && (before.failed || this.#isHere(before))) this.#forget(before);
    return this.#put({ type: 'editMessage', conversation, ...aim({ message, target, epoch }), body });
  }

  /** Takes a message away, after a while in which that can be undone. */
  remove({ conversation, message = null, target = null, epoch = null }) {
    if (this.#lastOf('deleteMessage', { conversation, message, target })) return null;
    const heldUntil = this.#now() + UNDO_PATIENCE;
    return this.#put({ type: 'deleteMessage', conversation, ...aim({ message, target, epoch }), heldUntil });
  }

  /** Whether a deletion is held back here still. */
  mayUndo(item) {
    return this.#isHeld(item) && this.#mine.includes(item);
  }

  /** The message stays. */
  undo(commandId) {
    const item = this.#items.get(commandId);
    if (!item || !this.mayUndo(item)) return;
    this.#forget(item);
    this.#changed();
  }

  react({ conversation, message = null, target = null, epoch = null, emoji, on }) {
    const before = this.#lastOf('react', { conversation, message, target }, (item) => item.emoji === emoji);
    this.#switch(before, { type: 'react', conversation, ...aim({ message, target, epoch }), emoji, on });
  }

  pin({ conversation, message = null, target = null, epoch = null, on }) {
    const before = this.#lastOf('pinMessage', { conversation, message, target });
    this.#switch(before, { type: 'pinMessage', conversation, ...aim({ message, target, epoch }), on });
  }

  /**
   * The server is of that epoch now. After it was restored another message may have the number of the one that was
   * replied to or changed: better no reply and no change than one of that.
   */
  untie(epoch) {
    this.#epoch = epoch;
    const lost = [...this.#items.values()].filter((item) => item.epoch && item.epoch !== epoch && (item.replyTo || item.message));
    for (const item of lost) {
      if (isMessage(item)) this.#replace({ ...item, replyTo: null });
      else this.#turnBack(item, { code: 'not_found' });
    }
    if (lost.length > 0) this.#changed();
  }

  /** The connection is up and has caught up: what waits may go. */
  online() {
    this.#delivery.online();
    this.emit('online');
  }

  /** The connection is gone. Whether what was under way arrived is unknown; it goes again. */
  offline() {
    this.#delivery.offline();
  }

  /**
   * The server has it, as the entry with that seq. Hands back what it was, or null if it was not waited for. What
   * waited for it may go.
   */
  settle(commandId, seq) {
    // The store is not looked through for each message of a page.
    if (this.#items.size === 0) return null;
    const item = this.#items.get(commandId) ?? null;
    const next = this.#dependents(commandId);
    for (const { target, ...change } of next) this.#replace({ ...change, message: seq, ...(this.#epoch && { epoch: this.#epoch }) });
    if (item) this.#forget(item, { settled: true });
    if (item || next.length > 0) this.#changed();
    return item;
  }

  /** The server refused it: for now, or for good. A failed message keeps its place behind `afterSeq`. */
  refused(commandId, { code, message, retry, retryAfterMs, afterSeq = 0, file = null }) {
    const item = this.#items.get(commandId);
    if (!item) return;
    this.#delivery.land(item);
    if (retry) this.#delivery.pause(item.conversation, retryAfterMs);
    else if (code === 'not_found' && item.files && !item.anew) this.#replace(uploadedAnew(item));
    else this.#turnBack(item, { code, message, ...(file && { file }), ...fileLost(code, item) }, afterSeq);
    this.#changed();
  }

  /**
   * Once more, with the same id, unless that very id is what the server objects to. Throws if that cannot be kept;
   * then nothing has changed.
   */
  retry(commandId) {
    const item = this.#items.get(commandId);
    if (!item?.failed) return;
    const { failed, afterSeq, tried, anew, ...again } = item;
    const id = failed.code === 'id_conflict' ? this.#newId() : commandId;
    const renewed = { ...again, commandId: id, createdAt: this.#nextMoment(), owner: this.#mine.me };
    this.#store.put(renewed);
    this.#items.delete(commandId);
    this.#items.set(id, renewed);
    if (id !== commandId) {
      for (const change of this.#dependents(commandId)) this.#replace({ ...change, target: id });
      this.#store.remove(commandId);
    }
    this.#changed();
  }

  /** Throws away what failed, and what was to happen to it. */
  discard(commandId) {
    const item = this.#items.get(commandId);
    if (!item?.failed) return;
    this.#forgetWhole(item);
    this.#changed();
  }

  #put(what) {
    const { commandId = this.#newId(), ...rest } = what;
    const item = { commandId, ...rest, createdAt: this.#nextMoment(), owner: this.#mine.me };
    this.#store.put(item);
    this.#items.set(item.commandId, item);
    this.#changed();
    return item;
  }

  /** On or off: what waits here to be switched the other way is simply taken back. */
  #switch(before, wanted) {
    if (before?.on === wanted.on) return;
    if (before && this.#isHere(before)) {
      this.#forget(before);
      this.#changed();
    } else {
      this.#put(wanted);
    }
  }

  /** The newest waiting change of that kind of one message. */
  #lastOf(type, { conversation, message, target }, like = () => true) {
    const same = (item) => (target ? item.target === target : !item.target && item.message === message);
    return this.items(conversation).findLast((item) => item.type === type && same(item) && like(item)) ?? null;
  }

  /** Also those that another tab has just written down. */
  #dependents(commandId) {
    const all = new Map([...this.#store.all(), ...this.#items.values()].map((item) => [item.commandId, item]));
    return [...all.values()].filter((item) => item.target === commandId);
  }

  /** Whether it was certainly not sent, and nobody else is about to. */
  #isHere(item) {
    return this.#mine.includes(item) && this.#isUnsent(item);
  }

  #isUnsent({ tried, failed }) {
    return !tried || Boolean(failed);
  }

  #isHeld({ heldUntil }) {
    if (!heldUntil) return false;
    const left = heldUntil - this.#now();
    // Longer than that it only seems when the clock was set.
    return left > 0 && left <= UNDO_PATIENCE;
  }

  #mayGo() {
    return this.#unheld().filter(isUploaded);
  }

  /** What is to go out, by this tab. */
  #unheld() {
    const since = this.#now() - OTHERS_PATIENCE;
    const going = new Set([...this.#items.values()].filter(({ type }) => type === 'deleteMessage').map(({ target }) => target));
    return [...this.#items.values()].filter((item) => {
      if (item.failed || item.target || this.#isHeld(item)) return false;
      // It is about to be deleted, and need not be sent before.
      if (going.has(item.commandId) && !item.tried) return false;
      return this.#mine.includes(item) || item.createdAt <= since;
    });
  }

  /** It is written down before that the server may have it, so that it is never changed under its id. */
  #try(item, send) {
    if (!item.tried) this.#replace({ ...item, tried: true });
    const sent = send(item);
    if (!sent && !item.tried) this.#replace(item);
    return sent;
  }

  /** Messages that are deleted before they were sent are gone with that. */
  #dropUnsent() {
    for (const item of [...this.#items.values()]) {
      if (item.type !== 'deleteMessage' || !item.target || this.#isHeld(item)) continue;
      const message = this.#items.get(item.target);
      if (message && this.#isHere(message)) this.#forgetWhole(message);
    }
  }

  #watchHeld() {
    this.#clock.cancel(this.#held);
    this.#held = null;
    const ends = [...this.#items.values()].filter((item) => this.#isHeld(item)).map((item) => item.heldUntil);
    if (this.#closed || ends.length === 0) return;
    this.#held = this.#clock.after(Math.min(...ends) - this.#now(), () => this.#changed());
  }

  /** A text stays and says why it was refused; of what else was done nothing is left. */
  #turnBack(item, failure, afterSeq = 0) {
    if (isMessage(item) || item.type === 'editMessage') {
      this.#replace({ ...item, failed: failure, afterSeq });
    } else {
      this.#forget(item);
      this.emit('refused', { item, failure });
    }
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
      // With the message it was about gone as well, that was thrown away.
      const thrownAway = item.target && !ids.has(item.target);
      if (!item.failed && !thrownAway && this.#mine.includes(item)) stored.push(item);
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

  #forgetWhole(item) {
    for (const change of this.#dependents(item.commandId)) this.#forget(change);
    this.#forget(item);
  }

  #forget(item, { settled = false } = {}) {
    this.#delivery.land(item);
    this.#items.delete(item.commandId);
    this.#store.remove(item.commandId);
    this.emit('forgotten', { item, settled });
  }

  #nextMoment() {
    const newest = Math.max(this.#lastCreated, ...[...this.#items.values()].map((item) => item.createdAt));
    this.#lastCreated = Math.max(this.#now(), newest + 1);
    return this.#lastCreated;
  }

  #changed() {
    this.#dropUnsent();
    this.emit('change');
    this.#delivery.pump();
    this.#watchOthers();
    this.#watchHeld();
  }
}

function isUploaded({ files = [] }) {
  return files.every(({ done }) => done);
}

/** The server has forgotten files that waited too long for their message: they are sent once more. */
function uploadedAnew({ tried, files, ...item }) {
  return { ...item, anew: true, files: files.map(({ upload, done, ...file }) => file) };
}

/** What a message without a reply needs and the server does not find can only be its files. */
function fileLost(code, { files, replyTo }) {
  return code === 'not_found' && files && !replyTo ? { file: files[0].name } : {};
}

function isMessage({ type }) {
  return type === 'sendMessage';
}

/** What a change is of. A message that waits still has no seq, and so no epoch in which it has it. */
function aim({ message, target, epoch }) {
  return target ? { target } : { message, ...(epoch && { epoch }) };
}
