/** Less than any keyboard takes, more than a bar of the browser does. */
const KEYBOARD = 80;

/**
 * Keeps the screen as high as what can be seen of it. Some phones lay their keyboard over the page without making the
 * page smaller, and push the rest out of sight. Zoomed in by hand, nothing is changed. Hands back its undo.
 */
export function fitVisualViewport(element, window = globalThis.window) {
  const seen = window.visualViewport;
  if (!seen) return () => {};
  const fit = () => {
    const covered = Math.abs(seen.scale - 1) < 0.01 && window.innerHeight - seen.height > KEYBOARD;
    element.style.height = covered ? `${seen.height}px` : '';
    if (covered) window.scrollTo(0, 0);
  };
  seen.addEventListener('resize', fit);
  fit();
  return () => seen.removeEventListener('resize', fit);
}
