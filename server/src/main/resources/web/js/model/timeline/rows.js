import { NONE, changed, emptied, reacted } from './changes.js';
import { rowKey } from './message.js';

const TOGETHER = 5 * 60_000;
const NEAR = 24 * 60 * 60_000;

/**
 * What the list shows, from top to bottom: days, and in each its rows. A row is a message with its place in a run, the
 * line before the first unread message, or what happened to the conversation meanwhile, all that stands together as one
 * `notice`. Keys stay the same from pending to sent, so rows keep their element.
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
    if (entry.kind !== 'message') {
      if (previous?.kind === 'notice') previous.notices.push(entry);
      else day.rows.push((previous = { kind: 'notice', key: `n${entry.seq}`, at: entry.at, notices: [entry] }));
      continue;
    }
    const row = { ...entry, own: entry.sender.id === me, first: true, last: true };
    if (previous?.kind === 'message' && together(previous, row)) {
      previous.last = false;
      row.first = false;
    }
    day.rows.push(row);
    previous = row;
  }
  return days;
}

/** Whether two messages of one day form a run. */
export function together(older, newer) {
  const pause = Math.abs(newer.at - older.at);
  return (
    older.sender.id === newer.sender.id &&
    pause <= TOGETHER &&
    older.state !== 'failed' &&
    newer.state !== 'failed' &&
    !older.deleted &&
    !newer.deleted &&
    newer.replyTo == null
  );
}

/**
 * The rows of history and what waits to be sent, as one list. Messages that wait come last; what failed stays where it
 * failed. Changes that wait show on the messages they are about: `waiting` says so, `undo` is the command of a deletion
 * that is held back still, `refusedEdit` a text that was refused. `mayUndo(item)` says of which deletions that is so.
 */
export function mergeEntries({ rows, waiting, hasNewer, me, mayUndo = () => false }) {
  const entries = rows.map((row) => (row.kind === 'message' ? storedEntry(row, me.id) : { ...row, key: `s${row.seq}` }));
  if (waiting.length === 0) return entries;
  const first = rows[0]?.seq ?? 0;
  const last = rows.at(-1)?.seq ?? 0;
  const shown = new Set(entries.map((entry) => entry.key));
  for (const item of waiting) {
    // Another tab may not know yet that it is stored.
    if (!isMessage(item) || shown.has(`c${item.commandId}`)) continue;
    const entry = waitingEntry(item, me);
    if (entry.state === 'failed' && item.afterSeq < last) {
      // The window may begin with the very message that came after it.
      if (item.afterSeq >= first - 1) place(entry, entries, indexAfter(entries, item.afterSeq));
    } else if (!hasNewer) {
      place(entry, entries, entries.length);
    }
  }
  for (const item of waiting) if (!isMessage(item)) change(entries, item, me, mayUndo);
  return entries;
}

/** Whether what waits is a message and not the change of one. */
export function isMessage(item) {
  return (item.type ?? 'sendMessage') === 'sendMessage';
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

function change(entries, item, me, mayUndo) {
  const key = item.target && `c${item.target}`;
  const at = entries.findIndex((entry) => entry.kind === 'message' && (key ? entry.key === key : entry.seq === item.message));
  if (at < 0) return;
  const entry = entries[at];
  if (item.failed) {
    entries[at] = { ...entry, refusedEdit: { commandId: item.commandId, body: item.body, failure: item.failed } };
    return;
  }
  const after = { ...WAITING[item.type](entry, item, me), waiting: true };
  if (item.type === 'deleteMessage' && mayUndo(item)) after.undo = item.commandId;
  entries[at] = after;
}

const WAITING = {
  editMessage: (entry, { body, createdAt }) =>
    changed(entry, { type: 'messageEdited', seq: Infinity, body, at: createdAt, mentions: [] }, null, { early: true }),
  deleteMessage: (entry) => emptied(entry),
  pinMessage: (entry, { on }) => (entry.deleted ? entry : { ...entry, pinned: on }),
  react(entry, { emoji, on }, me) {
    if (entry.deleted) return entry;
    const reactions = reacted(entry.reactions, emoji, on, me.id, me.id);
    return { ...entry, reactions: reactions.map((one) => (one.emoji === emoji ? { ...one, waiting: true } : one)) };
  },
};

const UNCHANGED = { waiting: false, undo: null, refusedEdit: null };

function storedEntry(message, me) {
  return { ...message, ...UNCHANGED, key: rowKey(message, me), state: 'sent', failure: null };
}

function waitingEntry(item, me) {
  return {
    ...UNCHANGED,
    kind: 'message',
    key: `c${item.commandId}`,
    seq: null,
    commandId: item.commandId,
    sender: me,
    body: item.body,
    at: item.createdAt,
    replyTo: item.replyTo ?? null,
    mentions: NONE,
    editedAt: null,
    deleted: false,
    pinned: false,
    reactions: NONE,
    files: item.files ?? NONE,
    knownTo: 0,
    state: item.failed ? 'failed' : 'pending',
    failure: item.failed ?? null,
  };
}

/** Behind the stored row with that seq, and behind what failed there before. */
function indexAfter(entries, seq) {
  const index = entries.findIndex((entry) => entry.seq !== null && entry.seq > seq);
  return index < 0 ? entries.length : index;
}
