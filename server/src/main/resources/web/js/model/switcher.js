import { Emitter } from './emitter.js';
import { SwitcherRanking } from './switcher-ranking.js';
import { systemClock } from './platform.js';

/** So long after a letter the server is not asked yet. */
const PAUSE = 150;
/** More than anybody reads before typing another letter. */
const MOST = 40;

/**
 * All that one can go to from here: conversations, people, and rooms to join. What is known is found at once; what the
 * server knows beside comes later. Emits `change` when there is more.
 */
export class Switcher extends Emitter {
  #typed = '';
  #ranking = new SwitcherRanking();
  #timer = null;
  #chat;
  #rooms;
  #people;
  #clock;
  #open = new Map();
  #others = new Map();
  #undo;

  constructor({ chat, clock = systemClock }) {
    super();
    this.#chat = chat;
    this.#clock = clock;
    this.#rooms = chat.rooms.browse();
    this.#people = chat.rooms.people();
    this.#undo = [
      this.#rooms.on('change', () => this.#heard(this.#rooms, this.#open)),
      this.#people.on('change', () => this.#heard(this.#people, this.#others)),
      chat.on('change', () => this.emit('change')),
    ];
    this.#rooms.search('');
  }

  dispose() {
    this.#clock.cancel(this.#timer);
    for (const undo of this.#undo) undo();
  }

  /** Whether the server is still being asked about what was typed. */
  get asking() {
    return this.#timer !== null || this.#rooms.state === 'loading' || this.#people.state === 'loading';
  }

  /** What goes by what was typed, the best first: {entry, marks} as of SwitcherRanking, and `conversation` of one of mine. */
  get found() {
    const { conversations, shownLast: recents } = this.#chat;
    const found = this.#ranking.find(this.#entries(), this.#typed, { recents, most: MOST });
    return found.map(({ entry, marks }) => ({ entry, marks, conversation: isMine(entry) ? conversations.get(entry.id) : null }));
  }

  type(typed) {
    if (typed === this.#typed) return;
    this.#typed = typed;
    this.#clock.cancel(this.#timer);
    this.#timer = null;
    const query = typed.trim().replace(/^[#@]\s*/u, '');
    if (query) this.#timer = this.#clock.after(PAUSE, () => this.#ask(query));
    this.emit('change');
  }

  /** Goes there: joins a room, begins a conversation with somebody. Throws if the server refuses. */
  async go({ kind, id }) {
    const { rooms } = this.#chat;
    if (kind === 'open') await rooms.join(id);
    else if (kind === 'person') await rooms.direct([id]);
    else this.#chat.show(id);
  }

  #ask(query) {
    this.#timer = null;
    this.#rooms.search(query);
    this.#people.search(query);
  }

  #heard({ found }, all) {
    for (const one of found) all.set(one.id, one);
    this.emit('change');
  }

  #entries() {
    const { conversations, people, account } = this.#chat;
    const entries = [];
    const written = new Set([account.id]);
    for (const conversation of conversations.values()) {
      const { id, kind, title, last, archived, people: others } = conversation;
      if (others.length === 1) written.add(others[0].id);
      const names = kind === 'direct' ? (others.length > 0 ? others : [account]).map(({ name }) => name) : [];
      entries.push({ kind, id, name: title, at: last?.at ?? 0, archived, people: names });
    }
    // Nothing typed gives what is mine.
    if (!this.#typed.trim()) return entries;
    for (const person of new Map([...this.#others, ...people.map((one) => [one.id, one])]).values()) {
      if (!written.has(person.id)) entries.push({ kind: 'person', id: person.id, name: person.name, person });
    }
    for (const { id, title, visibility, members, joined } of this.#open.values()) {
      if (!joined && !conversations.has(id)) entries.push({ kind: 'open', id, name: title, members, visibility });
    }
    return entries;
  }
}

function isMine({ kind }) {
  return kind === 'room' || kind === 'direct';
}
