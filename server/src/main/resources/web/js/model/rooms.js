import { PagedSearch } from './people/paged-search.js';

/**
 * What one does about conversations by calling the server: making, finding and leaving them, and what is one's own about
 * them. Each throws the problem if the server refuses; then nothing has changed.
 */
export class Rooms {
  #chat;
  #calls;

  constructor({ chat, calls }) {
    this.#chat = chat;
    this.#calls = calls;
  }

  /** Makes a room, `visibility` 'open' or 'private', with me and those `members`, and shows it. Hands back its id. */
  async make({ title, topic = '', visibility, members = [] }) {
    return this.#show(await this.#calls.makeRoom({ title, ...(topic && { topic }), visibility, members }));
  }

  /** Shows the conversation with exactly these people, by id; with nobody it is that with oneself. */
  async direct(accounts) {
    return this.#show(await this.#calls.makeDirect(accounts));
  }

  /** The open rooms and my private ones, page by page. */
  browse() {
    return new PagedSearch({ load: async (sought) => (({ rooms, next }) => ({ found: rooms, next }))(await this.#calls.rooms(sought)) });
  }

  /** Everybody in this chat, page by page. */
  people() {
    return new PagedSearch({ load: async (sought) => (({ people, next }) => ({ found: people, next }))(await this.#calls.people(sought)) });
  }

  /** Who belongs to a conversation, page by page: accounts with `host`, `role` in the chat, and `online` and `lastSeen` as they were then. */
  members(id) {
    const found = ({ members, next }) => ({ found: members.map(({ account, ...more }) => ({ ...account, ...more })), next });
    return new PagedSearch({ load: async (sought) => found(await this.#calls.members(id, sought)) });
  }

  /** Joins an open room, and shows it. */
  async join(id) {
    await this.#calls.addMembers(id, [this.#chat.account.id]);
    return this.#show(await this.#calls.conversation(id));
  }

  /** One page of the 'pictures', 'files' or 'links' of a conversation. */
  shared(id, kind, page) {
    return this.#calls.shared(id, kind, page);
  }

  /** One page of the messages found by a text, in the conversation `here` or, with null, in all. */
  search({ text, here, cursor }) {
    return this.#calls.search({ q: text, zone: new Intl.DateTimeFormat().resolvedOptions().timeZone, ...(here !== null && { in: here }), ...(cursor !== null && { cursor }) });
  }

  /** The number of the first message since a moment, in milliseconds; null if there is none. */
  async firstSince(id, at) {
    return (await this.#calls.firstSince(id, new Date(at).toISOString())).message ?? null;
  }

  leave(id) {
    return this.#calls.removeMember(id, this.#chat.account.id);
  }

  /** Changes `title`, `topic`, `visibility` or `archived`; a private room opens only with `confirm`. */
  async change(id, what) {
    this.#chat.learn(await this.#calls.changeConversation(id, what));
  }

  add(id, accounts) {
    return this.#calls.addMembers(id, accounts);
  }

  remove(id, account) {
    return this.#calls.removeMember(id, account);
  }

  setHost(id, account, on) {
    return on ? this.#calls.addHost(id, account) : this.#calls.removeHost(id, account);
  }

  star(id, on) {
    return this.#setMine(id, { starred: on });
  }

  /** What of it is brought to notice: 'auto', 'all', 'mentions' or 'nothing'. */
  setLevel(id, level) {
    return this.#setMine(id, { level });
  }

  /** That message and what came after it are new again. */
  unreadFrom(id, seq) {
    return this.#setMine(id, { unreadFrom: seq });
  }

  /** The texts a message has had, oldest first: {body, at} with the time in milliseconds. */
  async versions(id, seq) {
    return (await this.#calls.versions(id, seq)).map(({ body, at }) => ({ body, at: Date.parse(at) || 0 }));
  }

  /** The accounts of all who reacted so. */
  reactedBy(id, seq, emoji) {
    return this.#calls.reactions(id, seq, emoji);
  }

  async #setMine(id, what) {
    const mine = await this.#calls.setMine(id, what);
    this.#chat.handle({ type: 'mineChanged', ...mine });
  }

  #show(info) {
    this.#chat.learn(info);
    this.#chat.show(info.id);
    return info.id;
  }
}
