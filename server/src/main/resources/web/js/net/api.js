/** A refused call: what the server said as RFC 9457, or status 0 if nothing came back. */
export class ApiProblem extends Error {
  constructor({ status = 0, code = null, field = null, detail = null, title = null, suggestion = null, rule = null, retryAfter = null } = {}) {
    super(detail ?? title ?? `HTTP ${status}`);
    Object.assign(this, { status, code, field, detail, title, suggestion, rule, retryAfter });
  }
}

const PATIENCE = 30_000;

/** The server's HTTP side. `token()` is asked at every call, so one object serves before and after signing in. */
export class Api {
  #token;
  #base;

  constructor({ token, base = document.baseURI }) {
    this.#token = token;
    this.#base = base;
  }

  register = (body) => this.#call('POST', 'register', { body });
  login = (body) => this.#call('POST', 'login', { body });
  logout = () => this.#call('POST', 'logout');
  session = () => this.#call('GET', 'session');
  sessions = async () => (await this.#call('GET', 'sessions')).sessions;
  endSession = (id) => this.#call('DELETE', `sessions/${encodeURIComponent(id)}`);
  rename = async (name) => (await this.#call('PATCH', 'account', { body: { name } })).account;
  changeNotifications = async (body) => (await this.#call('PATCH', 'account/notifications', { body })).notifications;
  changePassword = (body) => this.#call('PUT', 'account/password', { body });
  putAvatar = async (file) => (await this.#call('PUT', 'account/avatar', { raw: file, patience: 5 * PATIENCE })).account;
  server = () => this.#call('GET', 'server');
  changeServer = (body) => this.#call('PATCH', 'server', { body });
  invite = (code) => this.#call('GET', `invites/${encodeURIComponent(code)}`);
  invites = async () => (await this.#call('GET', 'invites')).invites;
  createInvite = (body) => this.#call('POST', 'invites', { body });
  endInvite = (id) => this.#call('DELETE', `invites/${encodeURIComponent(id)}`);
  endInvites = () => this.#call('DELETE', 'invites');
  resetPassword = (body) => this.#call('POST', 'password-resets', { body });
  people = (sought) => this.#call('GET', `people?${page(sought)}`);
  accounts = (sought) => this.#call('GET', `accounts?${page(sought)}`);
  changeAccount = (id, body) => this.#call('PATCH', `accounts/${encodeURIComponent(id)}`, { body });
  endSessionsOf = (id) => this.#call('DELETE', `accounts/${encodeURIComponent(id)}/sessions`);
  resetLink = (id) => this.#call('POST', `accounts/${encodeURIComponent(id)}/password-reset`);
  handOver = (account) => this.#call('POST', 'owner', { body: { account } });
  removeAvatar = async () => (await this.#call('DELETE', 'account/avatar')).account;

  rooms = (sought) => this.#call('GET', `rooms?${page(sought)}`);
  makeRoom = async (body) => (await this.#call('POST', 'conversations', { body })).conversation;
  makeDirect = async (accounts) => (await this.#call('POST', 'directs', { body: { accounts } })).conversation;
  conversation = async (id) => (await this.#call('GET', `conversations/${id}`)).conversation;
  changeConversation = async (id, body) => (await this.#call('PATCH', `conversations/${id}`, { body })).conversation;
  members = (id, sought) => this.#call('GET', `conversations/${id}/members?${page(sought)}`);
  addMembers = (id, accounts) => this.#call('POST', `conversations/${id}/members`, { body: { accounts } });
  removeMember = (id, account) => this.#call('DELETE', `conversations/${id}/members/${account}`);
  addHost = (id, account) => this.#call('PUT', `conversations/${id}/hosts/${account}`);
  removeHost = (id, account) => this.#call('DELETE', `conversations/${id}/hosts/${account}`);
  /** What is one's own about a conversation: {conversation, starred, level, readSeq, unread, mentions}. */
  setMine = async (id, body) => (await this.#call('PUT', `conversations/${id}/mine`, { body })).mine;
  pins = async (id) => (await this.#call('GET', `conversations/${id}/pins`)).rows;
  /** One page of what was shared, {items, next?}: `kind` is 'pictures', 'files' or 'links'. */
  shared = (id, kind, { before = null, limit = null } = {}) =>
    this.#call('GET', `conversations/${id}/shared?${new URLSearchParams({ kind, ...(before !== null && { before }), ...(limit !== null && { limit }) })}`);
  search = (query) => this.#call('GET', `search?${new URLSearchParams(query)}`);
  firstSince = (id, since) => this.#call('GET', `conversations/${id}/first?${new URLSearchParams({ since })}`);
  versions = async (id, seq) => (await this.#call('GET', `conversations/${id}/messages/${seq}/versions`)).versions;
  reactions = async (id, seq, emoji) =>
    (await this.#call('GET', `conversations/${id}/messages/${seq}/reactions?${new URLSearchParams({ emoji })}`)).accounts;

  fileLinks = async (files) => (await this.#call('POST', 'files/links', { body: { files } })).links;

  /** Whether a link to a file leads to it: throws what the server says if not. */
  tryFile = (path) => this.#fetch(path, { headers: { Range: 'bytes=0-0' }, cache: 'no-store' }, { read: async () => true });

  /** One page of history, by `before` or `after` a seq. */
  history = (conversation, { before, after, limit }) => {
    const query = new URLSearchParams({ limit: Math.min(100, limit) });
    if (before !== undefined) query.set('before', before);
    if (after !== undefined) query.set('after', after);
    return this.#call('GET', `conversations/${conversation}/messages?${query}`);
  };

  /** The text of the list of all emoji, which the browser keeps. */
  emojiList = () => this.#fetch('emoji.txt', {}, { read: (response) => response.text() });

  async #call(method, path, { body, raw, patience = PATIENCE } = {}) {
    const headers = { Accept: 'application/json' };
    const token = this.#token();
    if (token) headers.Authorization = `Bearer ${token}`;
    if (body) headers['Content-Type'] = 'application/json';
    if (raw) headers['Content-Type'] = raw.type || 'application/octet-stream';
    const options = { method, headers, body: raw ?? (body && JSON.stringify(body)), cache: 'no-store' };
    return this.#fetch(`api/${path}`, options, { patience, read: (response) => (response.status === 204 ? null : response.json()) });
  }

  async #fetch(path, options, { patience = PATIENCE, read }) {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), patience);
    try {
      const response = await fetch(new URL(path, this.#base), { ...options, signal: abort.signal, credentials: 'omit' });
      if (!response.ok) throw await problem(response);
      return await read(response);
    } catch (error) {
      throw error instanceof ApiProblem ? error : new ApiProblem();
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Which page of a list, by what is sought and the `next` of the page before. */
function page({ query, after }) {
  return new URLSearchParams(after === null ? { query } : { query, after });
}

async function problem(response) {
  const said = await response.json().catch(() => ({}));
  const retryAfter = Number(response.headers.get('Retry-After')) || null;
  return new ApiProblem({ ...said, status: response.status, retryAfter });
}
