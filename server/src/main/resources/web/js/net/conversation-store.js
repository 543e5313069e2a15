/**
 * The conversations one account had at its last visit in this browser, and which was on the screen: what there is to show
 * before the server answers. The last lines of others are among it, so it goes with the login: once `signedIn()` is false
 * nothing is added any more, whichever tab signed out.
 */
export function createConversationStore(store, accountId, { signedIn = () => true } = {}) {
  const name = `rooms.${accountId}`;
  return {
    get: () => {
      const rooms = store.get(name);
      return Array.isArray(rooms) ? rooms.filter(isWhole) : [];
    },
    set(rooms) {
      if (signedIn()) store.set(name, rooms);
    },
    forget: () => store.remove(name),
    /** The id, or null. */
    shown: () => store.get(`shown.${accountId}`),
    setShown: (id) => store.set(`shown.${accountId}`, id),
  };
}

function isWhole(room) {
  return Number.isInteger(room?.id) && typeof room.title === 'string' && Number.isInteger(room.members);
}
