/**
 * The conversations one account had at its last visit in this browser, and which was on the screen: what there is to show
 * before the server answers.
 */
export function createConversationStore(store, accountId) {
  const name = `rooms.${accountId}`;
  return {
    get: () => {
      const rooms = store.get(name);
      return Array.isArray(rooms) ? rooms.filter(isWhole) : [];
    },
    set: (rooms) => store.set(name, rooms),
    /** The id, or null. */
    shown: () => store.get(`shown.${accountId}`),
    setShown: (id) => store.set(`shown.${accountId}`, id),
  };
}

function isWhole(room) {
  return Number.isInteger(room?.id) && typeof room.title === 'string' && Number.isInteger(room.members);
}
