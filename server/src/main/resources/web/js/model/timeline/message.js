/** A message as the page holds it, from a `messagePosted` or from a page of history, which look the same. */
export function toMessage(raw) {
  return {
    seq: raw.seq,
    sender: { id: raw.sender.id, name: raw.sender.name, avatarUrl: raw.sender.avatarUrl ?? null },
    body: raw.body,
    at: Date.parse(raw.sentAt) || 0,
    replyTo: raw.replyTo ?? null,
    commandId: raw.commandId ?? null,
  };
}

/** The key of a message's row. One's own keep theirs from the moment they are written. */
export function rowKey(message, me) {
  const mine = message.sender.id === me && message.commandId;
  return mine ? `c${message.commandId}` : `s${message.seq}`;
}
