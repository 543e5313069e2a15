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

// What is typed before there is a field to type in, which then gets it. Nothing is heard while somebody signs in: a
// password that missed its field must not turn up elsewhere.
(function () {
  let typed = '';
  const hears = () => {
    const form = document.querySelector('form');
    const field = /^(input|textarea|select)$/i.test(document.activeElement?.tagName);
    return !field && (!form || form.getAttribute('aria-busy') === 'true');
  };
  addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (event.defaultPrevented || ctrlKey || metaKey || altKey || !hears()) return;
    if (key === 'Backspace') typed = [...typed].slice(0, -1).join('');
    else if ([...key].length === 1 && (key !== ' ' || typed)) typed += key;
    else return;
    event.preventDefault();
  });
  window.chatterTypedAhead = function () {
    const text = typed;
    typed = '';
    return text;
  };
})();
