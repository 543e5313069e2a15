/** Less than any keyboard takes, more than a bar of the browser does. */
const KEYBOARD = 80;

/**
 * Keeps the screen as high as what can be seen of it. Some phones lay their keyboard over the page without making the
 * page smaller, and push the rest out of sight. Made larger by two fingers, nothing is changed, and the screen has the class
 * `is-pinched`. Hands back its undo.
 */
export function fitVisualViewport(element, window = globalThis.window) {
  const seen = window.visualViewport;
  if (!seen) return () => {};
  const fit = () => {
    const pinched = Math.abs(seen.scale - 1) >= 0.01;
    const covered = !pinched && window.innerHeight - seen.height > KEYBOARD;
    element.style.height = covered ? `${seen.height}px` : '';
    element.classList.toggle('is-pinched', pinched);
    if (covered) window.scrollTo(0, 0);
  };
  seen.addEventListener('resize', fit);
  fit();
  return () => seen.removeEventListener('resize', fit);
}
