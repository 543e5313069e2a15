/**
 * One account's commands that the server has not confirmed, in this browser: each under its own name, so that tabs
 * writing at the same time never overwrite each other.
 */
export function createOutboxStore(store, accountId) {
  const start = `outbox.${accountId}.`;
  return {
    /** Whether they outlive this visit. */
    lasts: store.lasts,
    all: () => store.names(start).map((name) => today(store.get(name))).filter(isWhole),
    put: (item) => store.set(start + item.commandId, item, { must: true }),
    remove: (commandId) => store.remove(start + commandId),
    watch: (changed) =>
      store.watch((name) => {
        if (name === '' || name.startsWith(start)) changed();
      }),
  };
}

/** Earlier builds of the page kept only messages, and called the id otherwise. */
function today(item) {
  if (!item || item.type) return item;
  const { clientMessageId, ...rest } = item;
  return { type: 'sendMessage', commandId: clientMessageId, ...rest };
}

const CARRIES = {
  sendMessage: ({ body, files = [] }) => typeof body === 'string' && Array.isArray(files) && files.every(({ key }) => typeof key === 'string'),
  editMessage: ({ body, ...item }) => typeof body === 'string' && hasAim(item),
  deleteMessage: (item) => hasAim(item),
  react: ({ emoji, on, ...item }) => typeof emoji === 'string' && typeof on === 'boolean' && hasAim(item),
  pinMessage: ({ on, ...item }) => typeof on === 'boolean' && hasAim(item),
};

/** What is damaged stays where it is: it can neither be sent nor be shown, and must not hold up the rest. */
function isWhole(item) {
  return (
    typeof item?.commandId === 'string' &&
    Number.isInteger(item.conversation) &&
    Number.isFinite(item.createdAt) &&
    Object.hasOwn(CARRIES, item.type) &&
    CARRIES[item.type](item)
  );
}

/** A change is of a stored message, or of one that waits itself. */
function hasAim({ message, target }) {
  return Number.isInteger(message) || typeof target === 'string';
}
