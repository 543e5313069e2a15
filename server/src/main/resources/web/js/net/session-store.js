import { createConversationStore } from './conversation-store.js';

/** The login this browser holds: kept between visits, shared by all tabs. */
export class SessionStore {
  #store;
  #token = null;

  constructor(store) {
    this.#store = store;
    this.#token = this.current?.token ?? null;
  }

  /** {token, account, expiresAt}, or null when signed out. */
  get current() {
    const session = this.#store.get('session');
    return session?.token && session.account ? session : null;
  }

  /** Whether that account is signed in in this browser. */
  has(accountId) {
    return this.current?.account.id === accountId;
  }

  get token() {
    return this.#token;
  }

  begin(session) {
    this.#token = session.token;
    this.#store.set('session', session);
  }

  /** I changed my name or picture. */
  update(account) {
    const { current } = this;
    if (current?.token === this.#token) this.#store.set('session', { ...current, account });
  }

  /** What others wrote does not stay behind. */
  end() {
    const { current } = this;
    if (current?.token === this.#token) {
      this.#store.remove('session');
      createConversationStore(this.#store, current.account.id).forget();
    }
    this.#token = null;
  }

  /** Where the chat is; the token is a secret, so this goes to the socket and nowhere else. */
  socketUrl() {
    const url = new URL(`ws/${this.#token}`, document.baseURI);
    url.protocol = url.protocol.replace('http', 'ws');
    return url.href;
  }

  /** Whether the server still knows this login. Throws when it cannot be asked. */
  async isKnown(api) {
    try {
      await api.session();
      return true;
    } catch (problem) {
      if (problem.status === 401) return false;
      throw problem;
    }
  }

  /** Another tab signed out, or in: calls `changed(session or null)`. */
  watch(changed) {
    return this.#store.watch((name) => {
      if (name !== 'session' && name !== '') return;
      const token = this.current?.token ?? null;
      if (token === this.#token) return;
      this.#token = token;
      changed(this.current);
    });
  }
}
