/**
 * Tells when the page may have been away: `back` when somebody looks at it again, `woke` when the network, the
 * computer or a frozen page came back, `away` when it may be about to go. `atRisk()` asks whether something would be
 * lost if it went now; then the browser asks the person. Hands back its undo.
 */
export function watchPageLifecycle({ back, woke, away, atRisk }) {
  const seen = () => document.visibilityState === 'visible' && back();
  const listeners = [
    [window, 'focus', seen],
    [document, 'visibilitychange', seen],
    [window, 'online', woke],
    [document, 'resume', woke],
    // A page that comes back whole from the browser's memory has lost its connection.
    [window, 'pageshow', ({ persisted }) => persisted && woke()],
    [window, 'pagehide', away],
    [window, 'beforeunload', (event) => atRisk() && event.preventDefault()],
  ];
  for (const [target, type, run] of listeners) target.addEventListener(type, run);
  return () => {
    for (const [target, type, run] of listeners) target.removeEventListener(type, run);
  };
}
