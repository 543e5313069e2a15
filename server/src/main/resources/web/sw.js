/*
 * Gives the page itself while its server is away, as it was the last time. Nothing else: all that the page names is below
 * an address that says for ever the same, which the browser keeps without this; what is asked of the server is never kept.
 */

const PAGE = self.registration.scope;
/** Chats below different paths of one host share their caches. */
const KEPT = `page of ${PAGE}`;
/** Whoever waits longer for a server that does not answer gets the page that is here. */
const PATIENCE = 4_000;

self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(fromServer(new Request(PAGE, { cache: 'no-cache' })));
});

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.mode === 'navigate' && request.method === 'GET' && isPage(request.url)) event.respondWith(answer(event));
});

function isPage(address) {
  const { origin, pathname } = new URL(address);
  return origin + pathname === PAGE;
}

async function answer(event) {
  const asked = fromServer(event.request);
  event.waitUntil(asked.catch(() => null));
  const kept = await inCache((cache) => cache.match(PAGE));
  if (!kept) return asked;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
  return Promise.race([asked.then((response) => (response.status >= 500 ? kept : response)).catch(() => kept), late]);
}

async function fromServer(request) {
  const response = await fetch(request);
  if (response.ok && response.type === 'basic' && !response.redirected) {
    const copy = response.clone();
    await inCache((cache) => cache.put(PAGE, copy));
  }
  return response;
}

/** A browser without room keeps nothing, or what it had; that is no reason not to show the page. */
async function inCache(act) {
  try {
    return await act(await caches.open(KEPT));
  } catch {
    return null;
  }
}
