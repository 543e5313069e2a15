/** The key of the one notification that tells of several conversations. */
export const EVERYWHERE = 0;
/** That many messages within so many milliseconds are told by their number. */
const BURST = 3;
const BURST_MILLIS = 10_000;
/** Of so many messages it is remembered which they are; more are only counted. */
const MOST_KNOWN = 200;

/**
 * Which notifications there are: of each conversation one at most, about the newest message of it that rang. Of many in a
 * short time it tells how many there are instead, and makes a sound no more. What is to be shown is {key, conversation,
 * seq, count, conversations, text, sound}: under `key`, leading to the message `seq` of a `conversation`, standing for
 * `count` messages in so many `conversations`; `text` is null where it tells the number.
 */
export class NotificationBoard {
  #boards = new Map();
  /** Up to where what the one of several conversations tells of goes in each. */
  #everywhere = new Map();

  /** A message rang; `text` is what a notification of it alone says. */
  rang(conversation, seq, text, now) {
    const board = this.#board(conversation);
    board.times = [...board.times, now].slice(-BURST);
    board.counting = board.times.length === BURST && now - board.times[0] <= BURST_MILLIS;
    put(board, seq, text);
    return shown(conversation, board, !board.counting);
  }

  /** What was missed while the connection was away, [{conversation, seq, text}] as it came, told at once. */
  missed(all) {
    const { conversation, seq } = all.at(-1);
    if (new Set(all.map((one) => one.conversation)).size > 1) {
      for (const one of all) this.#everywhere.set(one.conversation, Math.max(one.seq, this.#everywhere.get(one.conversation) ?? 0));
      return { key: EVERYWHERE, conversation, seq, count: all.length, conversations: this.#everywhere.size, text: null, sound: true };
    }
    const board = this.#board(conversation);
    for (const one of all) put(board, one.seq, one.text);
    board.counting = count(board) > 1;
    return shown(conversation, board, true);
  }

  /** A conversation was read up to there, on any device. Returns the keys of the notifications that go. */
  read(conversation, seq) {
    const gone = [];
    const board = this.#boards.get(conversation);
    const read = board ? [...board.known.keys()].filter((one) => one <= seq) : [];
    if (read.length > 0) {
      board.more = 0;
      for (const one of read) board.known.delete(one);
      if (this.#goneIfEmpty(conversation, board)) gone.push(conversation);
    }
    if ((this.#everywhere.get(conversation) ?? Infinity) <= seq) gone.push(...this.#forget(conversation));
    return gone;
  }

  /** A message was deleted. Returns {shown}, what is to be shown now, or null if the notification goes; null if nothing changes. */
  deleted(conversation, seq) {
    const board = this.#boards.get(conversation);
    if (!board?.known.delete(seq)) return null;
    if (this.#goneIfEmpty(conversation, board)) return { shown: null };
    board.counting &&= count(board) > 1;
    return { shown: shown(conversation, board, false) };
  }

  /** A message has another text now. Returns what is to be shown now, without a sound; null if nothing changes. */
  edited(conversation, seq, text) {
    const board = this.#boards.get(conversation);
    if (!board?.known.has(seq)) return null;
    board.known.set(seq, text);
    return board.counting || seq !== Math.max(...board.known.keys()) ? null : shown(conversation, board, false);
  }

  /** Takes away what a conversation has, or what `EVERYWHERE` is for. Returns the keys of the notifications that go. */
  clear(key) {
    const gone = this.#boards.delete(key) ? [key] : [];
    if (key !== EVERYWHERE) return [...gone, ...this.#forget(key)];
    if (this.#everywhere.size > 0) gone.push(EVERYWHERE);
    this.#everywhere.clear();
    return gone;
  }

  /** Takes all away. Returns the keys. */
  clearAll() {
    return [...this.#boards.keys(), EVERYWHERE].flatMap((key) => this.clear(key));
  }

  #board(conversation) {
    if (!this.#boards.has(conversation)) this.#boards.set(conversation, { known: new Map(), more: 0, times: [], counting: false });
    return this.#boards.get(conversation);
  }

  #forget(conversation) {
    return this.#everywhere.delete(conversation) && this.#everywhere.size === 0 ? [EVERYWHERE] : [];
  }

  #goneIfEmpty(conversation, board) {
    return board.known.size === 0 && this.#boards.delete(conversation);
  }
}

function put(board, seq, text) {
  board.known.set(seq, text);
  if (board.known.size <= MOST_KNOWN) return;
  board.known.delete(Math.min(...board.known.keys()));
  board.more++;
}

function count(board) {
  return board.known.size + board.more;
}

function shown(conversation, board, sound) {
  const seq = Math.max(...board.known.keys());
  const text = board.counting ? null : board.known.get(seq);
  return { key: conversation, conversation, seq, count: count(board), conversations: 1, text, sound };
}
