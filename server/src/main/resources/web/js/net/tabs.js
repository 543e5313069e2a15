/**
 * Which tab is which. Each holds a lock with its name for as long as it lives, so another notices its end. Without
 * locks (plain http from another machine) tabs cannot tell (`shared`): a message may then be sent by two of them, which
 * is harmless, since it goes out under one id.
 */
export function createTabs(me, locks = globalThis.navigator?.locks) {
  const name = (tab) => `chatter.tab.${tab}`;
  // Never resolves: the browser lets go of the lock when the tab ends.
  locks?.request(name(me), () => new Promise(() => {})).catch(() => {});
  return {
    me,
    shared: !locks,
    whenGone: (tab, run) => locks?.request(name(tab), run),
  };
}
