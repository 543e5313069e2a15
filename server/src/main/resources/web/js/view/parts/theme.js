const BAR = { light: '#ffffff', dark: '#1f1c27' };

/** Keeps the page in the colours the person chose, or in those of the system. Hands back its undo. */
export function followTheme(settings) {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const { theme } = settings;
    const shown = theme === 'dark' || (theme !== 'light' && system.matches) ? 'dark' : 'light';
    document.documentElement.dataset.theme = shown;
    document.querySelector('meta[name="theme-color"]')?.setAttribute('content', BAR[shown]);
  };
  const undo = settings.on('change', apply);
  system.addEventListener('change', apply);
  apply();
  return () => {
    undo();
    system.removeEventListener('change', apply);
  };
}
