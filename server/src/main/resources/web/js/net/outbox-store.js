/**
 * One account's unsent messages in this browser, each under its own name, so that tabs writing at the same time
 * never overwrite each other.
 */
export function createOutboxStore(store, accountId) {
  const start = `outbox.${accountId}.`;
  return {
    all: () => store.names(start).map((name) => store.get(name)).filter((item) => item?.clientMessageId),
    put: (item) => store.set(start + item.clientMessageId, item, { must: true }),
    remove: (clientMessageId) => store.remove(start + clientMessageId),
    watch: (changed) =>
      store.watch((name) => {
        if (name === '' || name.startsWith(start)) changed();
      }),
  };
}
