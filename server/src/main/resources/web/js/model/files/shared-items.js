import { Emitter } from '../emitter.js';
import { LatestOnly } from '../latest-only.js';
import { oneLine } from '../../text/graphemes.js';
import { plainWords } from '../../text/plain-text.js';
import { textTree } from '../../text/text-tree.js';

/** So many pages without anything to show are asked for by themselves. */
const MOST_EMPTY = 8;
/** As the server cuts the words of a link. */
const LONGEST = 160;

/**
 * What was shared in a conversation of one `kind`, 'pictures', 'files' or 'links': {seq, sender, at, files} or {seq, sender,
 * at, links} for each message, the newest first, page by page. `load({before})` asks the server for a page {items, next};
 * what happens from then on comes from the log, by `take`. `nameOf(id)` says what somebody is called. Tells of a 'change'.
 */
export class SharedItems extends Emitter {
  items = [];
  /** 'idle', 'loading' or 'failed', and then why. */
  state = 'idle';
  problem = null;
  /** Whether what is here is an answer at all. */
  answered = false;
  #next = null;
  /** What the log said of messages, by seq: an item, or null where nothing is left of it. */
  #told = new Map();
  /** Which answer about a message still counts, by seq. */
  #sought = new Map();
  #latest = new LatestOnly();
  #kind;
  #load;
  #nameOf;

  constructor({ kind, load, nameOf }) {
    super();
    this.#kind = kind;
    this.#load = load;
    this.#nameOf = nameOf;
  }

  get hasMore() {
    return this.#next !== null;
  }

  /** The first page, in the place of whatever was there. */
  load() {
    this.answered = false;
    this.#told.clear();
    this.#sought.clear();
    return this.#ask(null);
  }

  /** The following page, if there is one and nothing is under way. */
  more() {
    return this.hasMore && this.state !== 'loading' ? this.#ask(this.#next) : Promise.resolve();
  }

  /** What failed once more. */
  retry() {
    return this.answered ? this.more() : this.load();
  }

  /** The next entry of the log; `held` is the message it is about, if that is known. */
  take({ type, row, message: seq, body, actor }, held = null) {
    if (row?.kind === 'message') {
      const item = row.deleted ? null : this.#itemOf(row);
      if (item || this.#told.has(row.seq) || this.items.some(({ seq: shown }) => shown === row.seq)) this.#tell(row.seq, item);
    } else if (type === 'messageDeleted') {
      this.#tell(seq, null);
    } else if (type === 'messageEdited' && body !== null && this.#kind === 'links') {
      const known = this.items.find((item) => item.seq === seq) ?? held;
      if (known) this.#tell(seq, this.#itemOf({ seq, sender: actor, at: known.at, body }));
      else if (this.answered && (this.#next === null || seq >= this.#next)) this.#seek(seq);
    }
  }

  /** Somebody goes by another name or has another picture. */
  updateSender({ id, name, avatarUrl = null }) {
    const sender = { id, name, avatarUrl };
    const named = (item) => (item?.sender.id === id ? { ...item, sender } : item);
    for (const [seq, item] of this.#told) this.#told.set(seq, named(item));
    if (!this.items.some((item) => item.sender.id === id)) return;
    this.items = this.items.map(named);
    this.emit('change');
  }

  #ask(before) {
    this.state = 'loading';
    this.problem = null;
    const asked = this.#latest.ask(
      () => this.#page(before),
      ({ items, next }) => {
        this.items = this.#amended([...(before === null ? [] : this.items), ...items], next);
        this.#next = next;
        this.answered = true;
        this.#settle('idle', null);
      },
      (problem) => {
        if (!this.answered) this.items = [];
        this.#settle('failed', problem);
      },
    );
    this.emit('change');
    return asked;
  }

  /** The server looks only so far for one answer: what has nothing in it is asked for again from there. */
  async #page(before) {
    let page = await this.#load({ before });
    for (let more = 1; page.items.length === 0 && page.next && more < MOST_EMPTY; more += 1) page = await this.#load({ before: page.next });
    return { items: page.items.map(toItem), next: page.next ?? null };
  }

  /** A message whose text is another one, and that is nowhere near. */
  async #seek(seq) {
    const mark = {};
    this.#sought.set(seq, mark);
    const page = await this.#load({ before: seq + 1, limit: 1 }).catch(() => ({ items: [] }));
    const found = page.items.map(toItem).find((item) => item.seq === seq);
    // Something later was said of it, or asked.
    if (this.#sought.get(seq) !== mark) return;
    this.#sought.delete(seq);
    if (found) this.#tell(seq, found);
  }

  #tell(seq, item) {
    this.#sought.delete(seq);
    this.#told.set(seq, item);
    if (!this.answered) return;
    this.items = this.#amended(this.items, this.#next);
    this.emit('change');
  }

  /** The same with what the log said of messages as far back as `next`. */
  #amended(items, next) {
    if (this.#told.size === 0) return items;
    const told = [...this.#told].filter(([seq, item]) => item !== null && (next === null || seq >= next)).map(([, item]) => item);
    return [...items.filter(({ seq }) => !this.#told.has(seq)), ...told].sort((one, other) => other.seq - one.seq);
  }

  #itemOf({ seq, sender, at, body, files = [] }) {
    const wanted = this.#kind === 'links' ? { links: linksIn(body, this.#nameOf) } : { files: files.filter((file) => isDrawn(file) === (this.#kind === 'pictures')) };
    return (wanted.links ?? wanted.files).length > 0 ? { seq, sender, at, ...wanted } : null;
  }

  #settle(state, problem) {
    this.state = state;
    this.problem = problem;
    this.emit('change');
  }
}

/** What a text shows as links, {url, text?} with each address once: as the server tells it (MessageLinks.java). */
export function linksIn(body, nameOf) {
  const found = new Map();
  collect(textTree(body), found, nameOf);
  return [...found.values()];
}

function collect(blocks, found, nameOf) {
  for (const { text = [], quote = [], bullets = [], numbers = [] } of blocks) {
    for (const { link, hint, shown } of text) {
      if (!link || found.has(link)) continue;
      found.set(link, hint ? { url: link, text: [...oneLine(plainWords([{ text: shown }], nameOf))].slice(0, LONGEST).join('') } : { url: link });
    }
    for (const inner of [quote, ...bullets, ...numbers.map((item) => item.blocks)]) collect(inner, found, nameOf);
  }
}

/** Whether the server counts a file among the pictures. */
function isDrawn({ mediaType, width, height }) {
  return mediaType.startsWith('image/') && width > 0 && height > 0;
}

function toItem({ sentAt, ...item }) {
  return { ...item, at: Date.parse(sentAt) || 0 };
}
