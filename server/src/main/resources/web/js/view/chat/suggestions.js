import { named } from '../../text/filter.js';

/** So many are worth the look. */
const MOST = 8;

/** Whom one may mean by a name that is begun: who is here, those who spoke of late first, then others, then everybody. */
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
    const everybody = this.#everybody(query);
    const first = (people) => [...this.#withoutMe(people).slice(0, MOST - everybody.length), ...everybody];
    yield first(known);
    const { rooms } = this.#chat;
    const { id, kind } = this.#conversation.conversation;
    this.#members ??= rooms.members(id);
    this.#people ??= rooms.people();
    const [members, people] = await Promise.all([found(this.#members, query), kind === 'room' ? found(this.#people, query) : []]);
    // Whoever spoke may have left since.
    const told = members !== null && !this.#members.hasMore;
    const has = (list, account) => list?.some(({ id: one }) => one === account.id) ?? false;
    const stayed = known.filter((account) => !told || has(members, account) || !has(people, account));
    const here = unlike(stayed, (members ?? []).map((account) => ({ ...account, here: true })));
    const others = unlike([...stayed, ...here], people ?? []).map((account) => ({ ...account, here: false }));
    yield first([...stayed, ...here, ...others]);
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

/** Null if that was not answered, or something else is asked for by now. */
async function found(search, query) {
  await search.search(query);
  return search.query === query && search.state === 'idle' ? search.found : null;
}
