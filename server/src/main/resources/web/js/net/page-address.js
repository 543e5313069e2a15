/** Where this page is, also below a path behind a proxy, as `https://example.org/chat`. */
export function pageAddress() {
  return new URL('.', document.baseURI).href.replace(/\/$/, '');
}

/** The same as people call it, without the scheme. */
export function pageName() {
  return pageAddress().replace(/^\w+:\/\//, '');
}

/**
 * What stands behind the # of the address. `read(hash)` says what it is worth, or null; what is worth something is
 * taken out of the address bar at once: a secret must not stay there for the next to read or copy, and what was gone to
 * would be gone to again with each reload.
 */
export function takeFragment(read, { location, history } = globalThis) {
  const found = read(location.hash);
  if (found) history.replaceState(history.state, '', location.pathname + location.search);
  return found;
}
