import { Emitter } from '../emitter.js';
import { systemClock } from '../platform.js';

const PAUSE = 300;
const MOST = 1_000;
const STILL_CLOSING = 2_000;
const EMPTY = { text: '', replyTo: null, picks: [], edit: null };

/**
 * What is being written in each conversation, in this tab: kept across reloads and crashes, saved after a pause and at
 * least every second. Each tab keeps its own, so that none destroys another's; what a tab left behind goes to the one
 * it became by a reload, or else to a new one. A draft has the id that its message will have, and another one with
 * each change: whoever sends the same draft from two tabs has sent it once.
 *
 * `store` is {get(name), set(name, value, {must}), remove(name), names(start), watch(changed), lasts}; `tabs` is {me, before,
 * whenGoneSoon(tab, run), ifGone(tab, run)}. Emits `adopted` with the conversation when its draft came from another tab,
 * and `change` when `trouble` changed.
 */
export class Drafts extends Emitter {
  /** Why what is being written would be gone with the page: null, 'full' or 'forbidden'. */
  trouble;
  #store;
  #tabs;
  #newId;
  #clock;
  #all;
  #pending = new Map();
  /** What is stored, as far as it was read: a list of hundreds of conversations asks for all of it again and again. */
  #kept = new Map();
  #unwatch;
  #timer = null;
  #looking = null;
  #oldest = 0;

  constructor({ store, accountId, tabs, newId, clock = systemClock }) {
    super();
    this.#store = store;
    this.#tabs = tabs;
    this.#newId = newId;
    this.#clock = clock;
    this.#all = `draft.${accountId}.`;
    this.trouble = store.lasts === false ? 'forbidden' : null;
    // Without a name all of it is gone, or may be another.
    this.#unwatch = store.watch((name) => (name ? this.#kept.delete(name) : this.#kept.clear()));
  }

  /**
   * {text, replyTo, picks, edit, id}: `picks` are those who were chosen to be mentioned, `edit` the message of which it is
   * to be the other text, as {seq, commandId, body, epoch}, or null.
   */
  get(conversation) {
    return this.#pending.get(conversation) ?? this.#stored(this.#name(conversation));
  }

  put(conversation, { text, replyTo, picks = [] }) {
    const { edit, ...before } = this.get(conversation);
    if (before.text === text && same(before.replyTo, replyTo) && samePicks(before.picks, picks)) return;
    this.#take(conversation, { text, replyTo, picks, edit });
  }

  /**
   * A message is written anew, in the place of what stood there, which comes back when that ends. `epoch` is that of the
   * server where the message has that seq.
   */
  beginEdit(conversation, { seq, commandId, body, text, picks = [], epoch = null }) {
    const { edit, text: was, replyTo, picks: chosen } = this.get(conversation);
    const stash = edit?.stash ?? { text: was, replyTo, picks: chosen };
    this.#take(conversation, { text, replyTo: null, picks, edit: { seq, commandId, body, epoch, stash } });
    this.flush();
  }

  /** The other text was taken over, or given up. Hands back what stands there now. */
  endEdit(conversation) {
    const { edit } = this.get(conversation);
    if (edit) this.#take(conversation, { ...edit.stash, edit: null });
    this.flush();
    return this.get(conversation);
  }

  /**
   * The server is of that epoch now. After it was restored another message may have the number of the one that is replied
   * to or written anew: what was typed stays, and is of none.
   */
  untie(conversation, epoch) {
    const { text, replyTo, picks, edit } = this.get(conversation);
    const other = (known) => Boolean(known?.epoch) && known.epoch !== epoch;
    if (other(edit)) {
      const { stash } = edit;
      const whole = [stash.text, text].filter(Boolean).join('\n');
      this.#take(conversation, { text: whole, replyTo: other(stash.replyTo) ? null : stash.replyTo, picks: [...stash.picks, ...picks], edit: null });
    } else if (other(replyTo)) {
      this.#take(conversation, { text, replyTo: null, picks, edit });
    } else {
      return false;
    }
    return true;
  }

  #take(conversation, draft) {
    if (this.#pending.size === 0) this.#oldest = this.#clock.now();
    this.#pending.set(conversation, { ...draft, id: this.#newId(), at: this.#clock.now() });
    // What was sent must not come back as a draft, whatever happens to the page within the next second.
    if (isEmpty(draft)) {
      this.flush();
      return;
    }
    this.#clock.cancel(this.#timer);
    const left = this.#oldest + MOST - this.#clock.now();
    this.#timer = this.#clock.after(Math.max(0, Math.min(PAUSE, left)), () => this.flush());
  }

  /** Saves at once: the page may be about to go. What finds no room stays here, and is tried again with the next. */
  flush() {
    this.#clock.cancel(this.#timer);
    let full = false;
    for (const [conversation, draft] of [...this.#pending]) {
      const name = this.#name(conversation);
      try {
        if (isEmpty(draft)) this.#store.remove(name);
        else this.#store.set(name, draft, { must: true });
        this.#kept.set(name, isEmpty(draft) ? EMPTY : draft);
        this.#pending.delete(conversation);
      } catch {
        full = true;
      }
    }
    this.#say(this.#store.lasts === false ? 'forbidden' : full ? 'full' : null);
  }

  /** Saves, and takes over nothing more. */
  close() {
    this.#unwatch();
    this.#clock.cancel(this.#looking);
    this.flush();
  }

  /**
   * Takes over what this tab was before its reload left here; a new tab takes what others left that are gone, the newest
   * of each conversation. A tab that was duplicated still has its first one beside it, which keeps what it has.
   */
  adopt() {
    if (this.#tabs.before) {
      this.#tabs.whenGoneSoon(this.#tabs.before, () => this.#takeAll(this.#tabs.before));
      return;
    }
    this.#inherit();
    // One that was closed just before may not be gone yet.
    this.#looking = this.#clock.after(STILL_CLOSING, () => this.#inherit());
  }

  /** Never waits for one that lives: it may be loaded anew, and what it becomes then comes first. */
  #inherit() {
    const left = this.#left().sort((a, b) => b.at - a.at);
    for (const owner of new Set(left.map((one) => one.owner))) {
      this.#tabs.ifGone(owner, () => this.#takeAll(owner, { into: (conversation) => isEmpty(this.get(conversation)) }));
    }
  }

  #takeAll(owner, { into = () => true } = {}) {
    for (const left of this.#left()) if (left.owner === owner && into(left.conversation)) this.#takeOver(owner, left.conversation);
  }

  /** What was typed here meanwhile is the end of it. */
  #takeOver(owner, conversation) {
    const name = this.#nameOf(owner, conversation);
    const left = read(this.#store.get(name));
    if (isEmpty(left)) return;
    const here = this.get(conversation);
    const joined = isEmpty(here)
      ? { ...left, id: left.id ?? this.#newId() }
      : { ...joinedDrafts(left, here), id: this.#newId(), at: this.#clock.now() };
    this.#pending.set(conversation, joined);
    this.flush();
    if (!this.#pending.has(conversation)) this.#store.remove(name);
    this.emit('adopted', conversation);
  }

  /** Where other tabs left something: {owner, conversation, at}. */
  #left() {
    return this.#store.names(this.#all).flatMap((name) => {
      const [owner, conversation] = name.slice(this.#all.length).split('.');
      // Written by a page that knew of one draft for all tabs.
      if (conversation === undefined) return [{ owner: '', conversation: Number(owner), at: 0 }];
      return owner === this.#tabs.me ? [] : [{ owner, conversation: Number(conversation), at: this.#store.get(name)?.at ?? 0 }];
    });
  }

  #stored(name) {
    if (!this.#kept.has(name)) this.#kept.set(name, read(this.#store.get(name)));
    return this.#kept.get(name);
  }

  #name(conversation) {
    return this.#nameOf(this.#tabs.me, conversation);
  }

  #nameOf(owner, conversation) {
    return owner ? `${this.#all}${owner}.${conversation}` : `${this.#all}${conversation}`;
  }

  #say(trouble) {
    if (trouble === this.trouble) return;
    this.trouble = trouble;
    this.emit('change');
  }
}

function read(draft) {
  return typeof draft?.text === 'string' ? { ...EMPTY, ...draft } : EMPTY;
}

function isEmpty({ text, replyTo, edit }) {
  return !text && !replyTo && !edit;
}

function joinedDrafts(left, here) {
  return {
    text: left.text + here.text,
    replyTo: here.replyTo ?? left.replyTo,
    picks: [...left.picks, ...here.picks],
    edit: here.edit ?? left.edit,
  };
}

function samePicks(some, others) {
  return some.length === others.length && some.every(({ id, name }, i) => id === others[i].id && name === others[i].name);
}

function same(one, other) {
  return (one?.seq ?? null) === (other?.seq ?? null);
}
