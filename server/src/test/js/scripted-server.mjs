/**
 * A server of one room as the page sees it: a log of entries, commands that are carried out once, replay, sync, pages of
 * history. Connections can be cut at any moment, and answers get lost with them.
 */
export class ScriptedServer {
  log = [];
  #messages = new Map();
  #done = new Map();
  #reads = new Map();
  #connections = new Set();
  #people;

  constructor(people) {
    this.#people = people;
  }

  get lastSeq() {
    return this.log.length;
  }

  /** `receive(event)` gets what the server says; hands back {send(command), cut()}. */
  connect(account, receive) {
    const connection = { account, receive, open: true };
    return {
      send: (command) => {
        if (!connection.open) return false;
        this.#handle(connection, command);
        return true;
      },
      cut: () => {
        connection.open = false;
        this.#connections.delete(connection);
      },
    };
  }

  history(account, { before, after, limit }) {
    const rows = this.log.filter(({ type }) => type === 'messagePosted').map(({ seq }) => this.#row(seq, account));
    const some = rows.filter(({ seq }) => (after === undefined ? seq < before : seq > after));
    const page = after === undefined ? some.slice(-limit) : some.slice(0, limit);
    const more = some.length > page.length;
    return { rows: page, upto: this.lastSeq, older: after === undefined ? more : after > 0, newer: after === undefined ? false : more };
  }

  pins(account) {
    return [...this.#messages.values()].filter(({ pinnedAt }) => pinnedAt).sort((a, b) => b.pinnedAt - a.pinnedAt).map(({ seq }) => this.#row(seq, account));
  }

  info(account) {
    const readSeq = this.#reads.get(account.id) ?? 0;
    const unread = [...this.#messages.values()].filter(({ seq, sender, deleted }) => seq > readSeq && !deleted && sender.id !== account.id);
    const last = [...this.#messages.values()].at(-1);
    return {
      id: 1, kind: 'room', title: 'Lobby', topic: '', visibility: 'open', archived: false, host: false, lastSeq: this.lastSeq, readSeq, members: 3, starred: false,
      level: 'auto', people: null, unread: unread.length, mentions: unread.filter(({ mentions }) => mentions.includes(account.id)).length,
      last: last ? { seq: last.seq, kind: last.deleted ? 'deleted' : 'message', name: last.sender.name, text: last.deleted ? '' : this.#plain(last.body), at: time(last.seq) } : null,
    };
  }

  #handle(connection, command) {
    const { account, receive } = connection;
    if (command.type === 'hello') {
      const cursor = command.cursors[1];
      receive({ type: 'welcome', version: 2, epoch: 'e', account, serverTime: time(0), conversations: [this.info(account)] });
      for (const { seq } of this.log.slice(cursor ?? this.lastSeq)) receive(this.#entry(seq, account));
      this.#connections.add(connection);
      receive({ type: 'live' });
    } else if (command.type === 'sync') {
      for (const { seq } of this.log.slice(command.after)) receive(this.#entry(seq, account));
      receive({ type: 'synced', id: command.id, conversation: 1, upto: this.lastSeq, more: false });
    } else if (command.type === 'markRead') {
      this.#reads.set(account.id, Math.max(this.#reads.get(account.id) ?? 0, Math.min(command.seq, this.lastSeq)));
      receive({ type: 'ack', id: command.id, conversation: 1, seq: command.seq });
    } else if (command.commandId) {
      this.#once(connection, command);
    }
  }

  #once({ account, receive }, command) {
    const { id, commandId } = command;
    const before = this.#done.get(commandId);
    if (before) {
      receive({ type: 'ack', id, conversation: 1, commandId, seq: before, at: time(before), duplicate: true });
      return;
    }
    const refusal = this.#refusal(account, command);
    if (refusal) {
      receive({ type: 'rejected', id, code: refusal, message: refusal, retry: false });
      return;
    }
    const entry = this.#change(account, command);
    if (entry) this.log.push(entry);
    const seq = this.lastSeq;
    this.#done.set(commandId, seq);
    receive({ type: 'ack', id, conversation: 1, commandId, seq, at: time(seq), duplicate: false, ...(!entry && { changed: false }) });
    if (entry) for (const other of [...this.#connections]) other.receive(this.#entry(seq, other.account));
  }

  #refusal(account, { type, message: seq }) {
    if (type === 'sendMessage') return null;
    const message = this.#messages.get(seq);
    if (!message || (message.deleted && type !== 'deleteMessage')) return 'not_found';
    return type === 'editMessage' && message.sender.id !== account.id ? 'forbidden' : null;
  }

  /** Carries it out; null if there is nothing to change. */
  #change(account, { type, commandId, body, replyTo, message: about, emoji, on }) {
    const seq = this.lastSeq + 1;
    const entry = { seq, actor: account, message: about };
    if (type === 'sendMessage') {
      const mentions = this.#mentioned(account, body, replyTo);
      this.#messages.set(seq, { seq, sender: account, body, replyTo, commandId, mentions, reactions: [], deleted: false, editedAt: null, pinnedAt: null });
      return { ...entry, type: 'messagePosted' };
    }
    const message = this.#messages.get(about);
    if (type === 'editMessage') {
      if (message.body === body) return null;
      const mentions = this.#mentioned(account, body, message.replyTo);
      const added = mentions.filter((id) => !message.mentions.includes(id));
      Object.assign(message, { body, mentions, editedAt: time(seq) });
      return { ...entry, type: 'messageEdited', mentions: added };
    }
    if (type === 'deleteMessage') {
      if (message.deleted) return null;
      Object.assign(message, { body: null, mentions: [], reactions: [], deleted: true, editedAt: null, pinnedAt: null });
      return { ...entry, type: 'messageDeleted' };
    }
    if (type === 'pinMessage') {
      if (Boolean(message.pinnedAt) === on) return null;
      message.pinnedAt = on ? seq : null;
      return { ...entry, type: 'messagePinned', on };
    }
    const one = message.reactions.find((reaction) => reaction.emoji === emoji);
    if (Boolean(one?.accounts.includes(account.id)) === on) return null;
    if (!one) message.reactions.push({ emoji, accounts: [account.id] });
    else one.accounts = on ? [...one.accounts, account.id] : one.accounts.filter((id) => id !== account.id);
    message.reactions = message.reactions.filter(({ accounts }) => accounts.length > 0);
    return { ...entry, type: 'reactionChanged', emoji, on };
  }

  #mentioned(account, body, replyTo) {
    const named = [...body.matchAll(/<@(\d+)>/gu)].map(([, id]) => Number(id));
    const answered = replyTo ? [this.#messages.get(replyTo)?.sender.id ?? 0] : [];
    return [...new Set([...named, ...answered])].filter((id) => id !== account.id && this.#people.some((one) => one.id === id));
  }

  #entry(seq, reader) {
    const entry = this.log[seq - 1];
    if (entry.type === 'messagePosted') return this.#row(seq, reader);
    const body = entry.type === 'messageEdited' ? this.#messages.get(entry.message).body : null;
    return { ...entry, conversation: 1, at: time(seq), ...(body !== null && { body }) };
  }

  #row(seq, reader) {
    const { sender, body, replyTo, commandId, mentions, reactions, deleted, editedAt, pinnedAt } = this.#messages.get(seq);
    const shown = { type: 'messagePosted', conversation: 1, seq, sender, sentAt: time(seq), ...(replyTo && { replyTo }), ...(sender.id === reader.id && { commandId }) };
    if (deleted) return { ...shown, deleted: true };
    const told = reactions.map(({ emoji, accounts }) => ({ emoji, count: accounts.length, mine: accounts.includes(reader.id), accounts: accounts.slice(0, 20) }));
    return { ...shown, body, mentions, ...(editedAt && { editedAt }), reactions: told, ...(pinnedAt && { pinned: true }) };
  }

  #plain(body) {
    return body.replace(/<@(\d+)>/gu, (whole, id) => `@${this.#people.find((one) => one.id === Number(id))?.name}`);
  }
}

function time(seq) {
  return new Date(1_700_000_000_000 + seq * 1_000).toISOString();
}
