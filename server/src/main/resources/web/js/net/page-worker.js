/**
 * Has the browser keep the page for when its server is away. Only where a page may have a worker: over https, with a
 * certificate that the browser trusts, or on this computer; elsewhere there is none, and nothing is missing but that.
 */
export async function keepPage({ isSecureContext, navigator } = globalThis) {
  if (!isSecureContext || !navigator.serviceWorker) return false;
  try {
    await navigator.serviceWorker.register('sw.js', { updateViaCache: 'none' });
    return true;
  } catch {
    // Forbidden, or the certificate was only let pass by hand.
    return false;
  }
}
