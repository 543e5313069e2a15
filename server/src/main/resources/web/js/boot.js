// Runs before the first paint, so that a page in the dark never flashes white. The view takes over from here.
(function () {
  let chosen = 'system';
  try {
    const path = new URL('.', document.baseURI).pathname;
    const name = path === '/' ? 'chatter.settings' : `chatter${path}settings`;
    chosen = JSON.parse(localStorage.getItem(name) || '{}').theme || 'system';
  } catch {
    // No storage: follow the system.
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
