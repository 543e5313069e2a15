/** So far a finger may go before it is told whether it scrolls. */
const UNDECIDED = 12;
/** Along the way it goes at least so many times as far as across. */
const STRAIGHT = 2;
/** From here on letting go does it. */
const FAR = 64;
/** Farther it does not follow. */
const FARTHEST = 80;
/** Beginnings so near to the side of the page are a system's gesture back. */
const SIDE = 24;

/**
 * Lets a finger push something to the left. `begin(target)` gives the element that follows the finger, or null where there is
 * nothing to push; `done(element)` is called when it was let go far enough. Meanwhile the element has the class `is-swiped`, and
 * from there on `is-far`. The element needs `touch-action: pan-y`. Hands back its undo.
 */
export function onSwipe(container, { begin, done, width = () => innerWidth }) {
  /** {id, x, y, target}, and once it is decided the `element`. */
  let swipe = null;
  const end = () => {
    if (swipe?.element) {
      swipe.element.classList.remove('is-swiped', 'is-far');
      swipe.element.style.translate = '';
    }
    swipe = null;
  };
  const listeners = {
    pointerdown({ pointerType, isPrimary, pointerId, clientX, clientY, target }) {
      end();
      const inside = clientX > SIDE && clientX < width() - SIDE;
      if (pointerType === 'touch' && isPrimary && inside) swipe = { id: pointerId, x: clientX, y: clientY, target, element: null };
    },
    pointermove({ pointerId, clientX, clientY }) {
      if (swipe?.id !== pointerId) return;
      const along = swipe.x - clientX;
      const across = Math.abs(swipe.y - clientY);
      if (!swipe.element) {
        if (Math.max(Math.abs(along), across) < UNDECIDED) return;
        const element = along > STRAIGHT * across ? begin(swipe.target) : null;
        if (!element) {
          swipe = null;
          return;
        }
        swipe.element = element;
        element.classList.add('is-swiped');
        // A finger that leaves the element still holds it.
        container.setPointerCapture?.(pointerId);
      }
      swipe.element.style.translate = `${-Math.max(0, Math.min(along, FARTHEST))}px 0`;
      swipe.element.classList.toggle('is-far', along >= FAR);
    },
    pointerup({ pointerId, clientX }) {
      if (swipe?.id !== pointerId) return;
      const { element, x } = swipe;
      end();
      if (element && x - clientX >= FAR) done(element);
    },
    pointercancel: end,
  };
  for (const [type, listener] of Object.entries(listeners)) container.addEventListener(type, listener);
  return () => {
    end();
    for (const [type, listener] of Object.entries(listeners)) container.removeEventListener(type, listener);
  };
}
