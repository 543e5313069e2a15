const TOGETHER = 5 * 60_000;
const NEAR = 24 * 60 * 60_000;

/**
 * What the list shows, from top to bottom: days, and in each its rows. A row is a message with its place in a run,
 * or the line before the first unread message. Keys stay the same from pending to sent, so rows keep their element.
 */
export function buildDays({ entries, firstUnreadSeq = null, me, dayKey }) {
  const days = [];
  let day = null;
  let previous = null;
  for (const entry of entries) {
    const key = dayKey(entry.at);
    // Another day than above, also an earlier one: the server's clock may have been set, and the order is by number.
    if (!day || key !== day.day) {
      const again = days.filter((other) => other.day === key).length;
      day = { key: again ? `${key} ${again}` : key, day: key, at: entry.at, rows: [] };
      days.push(day);
      previous = null;
    }
    if (firstUnreadSeq !== null && entry.seq === firstUnreadSeq) {
      day.rows.push({ kind: 'unread', key: 'unread' });
      previous = null;
    }
    const row = { kind: 'message', ...entry, own: entry.sender.id === me, first: true, last: true };
    if (previous && together(previous, row)) {
      previous.last = false;
      row.first = false;
    }
    day.rows.push(row);
    previous = row;
  }
  return days;
}

/** Whether two rows of one day form a run. */
export function together(older, newer) {
  const pause = Math.abs(newer.at - older.at);
  return (
    older.sender.id === newer.sender.id &&
    pause <= TOGETHER &&
    older.state !== 'failed' &&
    newer.state !== 'failed' &&
    newer.replyTo == null
  );
}

/** Stored messages and what waits to be sent, as one list. What waits comes last; what failed stays where it failed. */
export function mergeEntries({ messages, waiting, hasNewer, me }) {
  const entries = messages.map((message) => storedEntry(message, me.id));
  const first = messages[0]?.seq ?? 0;
  const last = messages.at(-1)?.seq ?? 0;
  const shown = new Set(waiting.length > 0 ? entries.map((entry) => entry.key) : []);
  for (const item of waiting) {
    // Another tab may not know yet that it is stored.
    if (shown.has(`c${item.commandId}`)) continue;
    const entry = waitingEntry(item, me);
    if (entry.state === 'failed' && item.afterSeq < last) {
      // The window may begin with the very message that came after it.
      if (item.afterSeq >= first - 1) place(entry, entries, indexAfter(entries, item.afterSeq));
    } else if (!hasNewer) {
      place(entry, entries, entries.length);
    }
  }
  return entries;
}

/**
 * This device's clock is not the server's: its time is kept between its neighbours', unless one of them is from another
 * day altogether.
 */
function place(entry, entries, index) {
  const near = (other) => (other && Math.abs(other.at - entry.at) < NEAR ? other.at : entry.at);
  entry.at = Math.min(entry.at, near(entries[index]));
  entry.at = Math.max(entry.at, near(entries[index - 1]));
  entries.splice(index, 0, entry);
}

function storedEntry(message, me) {
  const mine = message.sender.id === me && message.commandId;
  return {
    key: mine ? `c${message.commandId}` : `s${message.seq}`,
    seq: message.seq,
    commandId: message.commandId ?? null,
    sender: message.sender,
    body: message.body,
    at: message.at,
    replyTo: message.replyTo ?? null,
    state: 'sent',
    failure: null,
  };
}

function waitingEntry(item, me) {
  return {
    key: `c${item.commandId}`,
    seq: null,
    commandId: item.commandId,
    sender: me,
    body: item.body,
    at: item.createdAt,
    replyTo: item.replyTo ?? null,
    state: item.failed ? 'failed' : 'pending',
    failure: item.failed ?? null,
  };
}

/** Behind the stored message with that seq, and behind what failed there before. */
function indexAfter(entries, seq) {
  const index = entries.findIndex((entry) => entry.seq !== null && entry.seq > seq);
  return index < 0 ? entries.length : index;
}
