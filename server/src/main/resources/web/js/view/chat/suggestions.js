import { named } from '../../text/filter.js';

/** So many of those who are no members are worth the look. */
const FEW = 5;

/** Whom one may mean by a name that is begun: who is here, at once those who spoke of late, then others, then everybody. */
export class Suggestions {
  #members = null;
  #people = null;
  #chat;
  #conversation;

  constructor({ chat, conversation }) {
    this.#chat = chat;
    this.#conversation = conversation;
  }

  /** {id, name, avatarUrl, here}: first of those who are known here, then also of those whom the server knows. */
  async *find(query) {
    const known = this.#known().filter(({ name }) => named(name, query));
    yield [...known, ...this.#everybody(query)];
    const { rooms } = this.#chat;
    const { id, kind } = this.#conversation.conversation;
    this.#members ??= rooms.members(id);
    this.#people ??= rooms.people();
    const [members, people] = await Promise.all([found(this.#members, query), kind === 'room' ? found(this.#people, query) : []]);
    const here = unlike(known, members.map((account) => ({ ...account, here: true })));
    const others = unlike([...known, ...here], people).slice(0, FEW).map((account) => ({ ...account, here: false }));
    yield this.#withoutMe([...known, ...here, ...this.#everybody(query), ...others]);
  }

  #everybody(query) {
    return this.#conversation.may().mentionAll && 'all'.startsWith(query.toLowerCase()) ? [{ id: 0, name: 'all', here: true }] : [];
  }

  #known() {
    const { conversation, entries } = this.#conversation;
    const spoke = () => entries.filter(({ kind }) => kind === 'message').map(({ sender }) => sender).reverse();
    const people = conversation.kind === 'direct' ? conversation.people : spoke();
    return this.#withoutMe(unlike([], people).map((account) => ({ ...account, here: true })));
  }

  #withoutMe(people) {
    return people.filter(({ id }) => id !== this.#chat.account.id);
  }
}

/** Those who are not among the others, each once. */
function unlike(others, people) {
  const ids = new Set(others.map(({ id }) => id));
  return people.filter(({ id }) => !ids.has(id) && ids.add(id));
}

async function found(search, query) {
  await search.search(query);
  return search.query === query && search.state === 'idle' ? search.found : [];
}
