/**
 * A message as the page holds it, from a `messagePosted` or from a page of history, which look the same. `knownTo` is
 * the seq of the newest entry that it can already show: the message comes as it stood then.
 */
export function toMessage(raw, knownTo = raw.seq) {
  const deleted = raw.deleted ?? false;
  return {
    kind: 'message',
    seq: raw.seq,
    sender: account(raw.sender),
    body: deleted ? null : (raw.body ?? ''),
    at: time(raw.sentAt),
    replyTo: raw.replyTo ?? null,
    commandId: raw.commandId ?? null,
    mentions: deleted ? [] : (raw.mentions ?? []),
    editedAt: raw.editedAt ? time(raw.editedAt) : null,
    deleted,
    pinned: !deleted && (raw.pinned ?? false),
    reactions: deleted ? [] : (raw.reactions ?? []),
    files: deleted ? [] : (raw.files ?? []),
    knownTo: Math.max(raw.seq, knownTo),
  };
}

/** A row of history: a message, or a notice of who came and went, or of what was changed about the room. */
export function toRow(raw, knownTo = raw.seq) {
  if (raw.type === 'membersChanged') {
    return { ...notice('members', raw), joined: (raw.joined ?? []).map(account), left: (raw.left ?? []).map(account) };
  }
  if (raw.type === 'conversationChanged') {
    const { title = null, topic = null, visibility = null, archived = null } = raw;
    return { ...notice('change', raw), title, topic, visibility, archived };
  }
  return toMessage(raw, knownTo);
}

/**
 * An entry of a conversation's log as the page handles it: `row` if it is one of history, else the change of the
 * `message` with that seq. `seq`, `actor` and `at` are there always.
 */
export function toEntry(raw, knownTo) {
  if (ROWS.has(raw.type)) {
    const row = toRow(raw, knownTo);
    return { type: raw.type, seq: row.seq, actor: row.sender, at: row.at, row };
  }
  const { type, seq, message, body = null, mentions = [], emoji = null, on = null } = raw;
  return { type, seq, actor: account(raw.actor), at: time(raw.at), message, body, mentions, emoji, on };
}

const ROWS = new Set(['messagePosted', 'membersChanged', 'conversationChanged']);

/** The entries of a log, as the server names them. */
export const ENTRY_TYPES = [...ROWS, 'messageEdited', 'messageDeleted', 'reactionChanged', 'messagePinned'];

/** The key of a message's row. One's own keep theirs from the moment they are written. */
export function rowKey(message, me) {
  const mine = message.sender.id === me && message.commandId;
  return mine ? `c${message.commandId}` : `s${message.seq}`;
}

function notice(kind, raw) {
  return { kind, seq: raw.seq, sender: account(raw.actor), at: time(raw.at), knownTo: raw.seq };
}

function account({ id, name, avatarUrl = null }) {
  return { id, name, avatarUrl };
}

function time(text) {
  return Date.parse(text) || 0;
}
