/**
 * One account's unsent messages in this browser, each under its own name, so that tabs writing at the same time
 * never overwrite each other.
 */
export function createOutboxStore(store, accountId) {
  const start = `outbox.${accountId}.`;
  return {
    /** Whether they outlive this visit. */
    lasts: store.lasts,
    all: () => store.names(start).map((name) => store.get(name)).filter(isWhole),
    put: (item) => store.set(start + item.commandId, item, { must: true }),
    remove: (commandId) => store.remove(start + commandId),
    watch: (changed) =>
      store.watch((name) => {
        if (name === '' || name.startsWith(start)) changed();
      }),
  };
}

/** What is damaged stays where it is: it can neither be sent nor be shown, and must not hold up the rest. */
function isWhole(item) {
  return (
    typeof item?.commandId === 'string' &&
    typeof item.body === 'string' &&
    Number.isInteger(item.conversation) &&
    Number.isFinite(item.createdAt)
  );
}
