const NAME = 'chatter.tab';
const PATIENCE = 3_000;
const ANSWER = 400;
/** Browsers wake a page in the background once a minute. */
const LEASE = 90_000;
const RENEWED = 5_000;
const SETTLED = 200;

/**
 * Which tab is which. Each holds a lock with its name for as long as it lives, so another notices its end. Without
 * locks (plain http from another machine) tabs cannot tell (`shared`): a message may then be sent by two of them, which
 * is harmless, since it goes out under one id; and whether one lives is asked of itself.
 *
 * `before` is the tab this one was before it was loaded anew, or whose duplicate it is; null for a new one.
 */
export function createTabs(me, locks = globalThis.navigator?.locks, { session = null, channel = null, store = null } = {}) {
  const name = (tab) => `${NAME}.${tab}`;
  const before = remember(session, me);
  // Never resolves: the browser lets go of the lock when the tab ends.
  locks?.request(name(me), () => new Promise(() => {})).catch(() => {});
  const ask = answersAndAsks(me, channel);
  return {
    me,
    before,
    shared: !locks,
    /** Calls `run` when that tab is gone, however long it takes. */
    whenGone: (tab, run) => locks?.request(name(tab), run),
    /** The same for one that should be gone: after a few seconds it is not waited for any more. */
    whenGoneSoon(tab, run) {
      if (locks) locks.request(name(tab), { signal: AbortSignal.timeout(PATIENCE) }, run).catch(() => {});
      else ask(tab, run);
    },
    /** Calls `run` if that tab is gone now. */
    ifGone(tab, run) {
      if (!tab) run();
      else if (locks) locks.request(name(tab), { ifAvailable: true }, (lock) => lock && run()).catch(() => {});
      else ask(tab, run);
    },
    /** Does `run` if no other tab is at that now, and keeps others from it until it is done. Resolves to whether it was done. */
    exclusively(what, run) {
      if (!locks) return underLease(store, { name: `lease.${what}`, me, before }, run);
      return locks.request(name(what), { ifAvailable: true }, async (lock) => {
        if (lock) await run();
        return Boolean(lock);
      });
    },
    /**
     * Calls `gained` once no other tab does that, and keeps others from it as long as this tab lives or until `signal`
     * is aborted.
     */
    lead(what, gained, signal) {
      const hold = () => {
        if (signal.aborted) return null;
        gained();
        return new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      };
      if (locks) locks.request(name(what), { signal }, hold).catch(() => {});
      else leadUnderLease(store, { name: `lease.${what}`, me, before }, hold, signal);
    },
  };
}

async function leadUnderLease(store, lease, hold, signal) {
  while (!signal.aborted && !(await underLease(store, lease, hold))) await new Promise((resolve) => setTimeout(resolve, RENEWED));
}

/**
 * Without locks, by a mark in what all tabs see, which whoever has it renews. Of two that set it at the same moment the
 * last one has it. A tab that is loaded anew has what it had before.
 */
async function underLease(store, { name, me, before }, run) {
  const held = store.get(name);
  const age = Date.now() - (held?.at ?? 0);
  if (held && held.tab !== me && held.tab !== before && age >= 0 && age < LEASE) return false;
  const hold = () => store.set(name, { tab: me, at: Date.now() });
  hold();
  await new Promise((resolve) => setTimeout(resolve, SETTLED));
  if (store.get(name)?.tab !== me) return false;
  const renewing = setInterval(hold, RENEWED);
  try {
    await run();
  } finally {
    clearInterval(renewing);
    if (store.get(name)?.tab === me) store.remove(name);
  }
  return true;
}

/** Asks a tab whether it lives; `run` is called when it does not say so. Whoever is asked says so. */
function answersAndAsks(me, channel) {
  const waiting = new Map();
  channel?.addEventListener('message', ({ data }) => {
    if (data?.ask === me) channel.postMessage({ lives: me });
    clearTimeout(waiting.get(data?.lives));
    waiting.delete(data?.lives);
  });
  return (tab, run) => {
    if (waiting.has(tab)) return;
    waiting.set(tab, setTimeout(() => {
      waiting.delete(tab);
      run();
    }, ANSWER));
    channel?.postMessage({ ask: tab });
  };
}

function remember(session, me) {
  try {
    const before = session?.getItem(NAME) ?? null;
    session?.setItem(NAME, me);
    return before;
  } catch {
    return null;
  }
}

/** What this browser has for telling tabs apart: the tab's own memory, and where there are no locks a channel between tabs. */
export function tabPorts() {
  const channel = globalThis.navigator?.locks || !globalThis.BroadcastChannel ? null : new BroadcastChannel(NAME);
  try {
    return { session: globalThis.sessionStorage, channel };
  } catch {
    return { session: null, channel };
  }
}
