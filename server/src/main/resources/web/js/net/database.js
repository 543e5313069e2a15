/*
 * What of the browser's database (IndexedDB) those need that keep something in it: one with one store of values by keys. All
 * of it are promises.
 */

/** Opens it, made where there is none. Throws where the browser has no such thing or refuses. */
export function openDatabase(indexedDB, name, store) {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(store);
  return answerOf(opening);
}

/** What a request brings. */
export function answerOf(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Reads by what `ask(store)` asks. */
export function readFrom(database, store, ask) {
  return answerOf(ask(database.transaction(store).objectStore(store)));
}

/** Does all of `act(store)` or nothing, which may wait for its own requests; resolves once it is done. */
export async function changeIn(database, store, act) {
  const transaction = database.transaction(store, 'readwrite');
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new DOMException('aborted', 'AbortError'));
  });
  await Promise.all([act(transaction.objectStore(store)), done]);
}
