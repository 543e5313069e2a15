/** A clock that stands still until it is told to go on. */
export class PinnedClock {
  time = 1_000_000;
  #timers = new Map();
  #next = 1;

  now = () => this.time;

  after = (ms, run) => {
    const id = this.#next++;
    this.#timers.set(id, { due: this.time + ms, run });
    return id;
  };

  cancel = (id) => {
    this.#timers.delete(id);
  };

  get waiting() {
    return this.#timers.size;
  }

  pass(ms) {
    const end = this.time + ms;
    for (;;) {
      const due = [...this.#timers].filter(([, timer]) => timer.due <= end).sort((a, b) => a[1].due - b[1].due)[0];
      if (!due) break;
      this.#timers.delete(due[0]);
      this.time = due[1].due;
      due[1].run();
    }
    this.time = end;
  }
}

/** The browser's storage of one account, which several tabs share. */
export class SharedStore {
  items = new Map();
  full = false;
  #watchers = new Set();

  tab() {
    let mine;
    return {
      all: () => [...this.items.values()].map((item) => ({ ...item })),
      put: (item) => {
        if (this.full) throw new Error('QuotaExceededError');
        this.items.set(item.commandId, { ...item });
        this.#tell(mine);
      },
      remove: (id) => {
        this.items.delete(id);
        this.#tell(mine);
      },
      watch: (changed) => {
        mine = changed;
        this.#watchers.add(changed);
        return () => this.#watchers.delete(changed);
      },
    };
  }

  #tell(except) {
    for (const watcher of [...this.#watchers]) if (watcher !== except) watcher();
  }
}

export const ada = { id: 1, name: 'Ada Brandt', avatarUrl: null };
export const lena = { id: 2, name: 'Lena Koch', avatarUrl: null };

export const omar = { id: 3, name: 'Omar Malik', avatarUrl: null };

export function message(seq, { sender = lena, at = seq * 1_000, body = `text ${seq}`, ...more } = {}) {
  const untouched = { replyTo: null, commandId: null, mentions: [], editedAt: null, deleted: false, pinned: false, reactions: [], files: [], knownTo: seq };
  return { kind: 'message', seq, sender, body, at, ...untouched, ...more };
}

/** The same as the server writes it. */
export function posted(seq, { sender = lena, body = `text ${seq}`, ...more } = {}) {
  return { type: 'messagePosted', conversation: 1, seq, sender, body, sentAt: new Date(seq * 1_000).toISOString(), ...more };
}

/** Lets promises that are settled run on. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));

export const seqs = (timeline) => timeline.rows.map((one) => one.seq);

/** The milliseconds of processor time that something takes, which others on the same computer do not add to. */
export function cpuMillis(task) {
  const before = process.cpuUsage();
  task();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** The same at the least, of nine times: what the first ones take to be compiled is not counted. */
export const leastCpuMillis = (task) => Math.min(...Array.from({ length: 9 }, () => cpuMillis(task)));

/** A browser that keeps no rows. */
export const keepsNoRows = { find: async () => null, touched() {}, flush() {}, take() {}, drop() {}, welcomed() {}, interrupt() {}, close() {} };
