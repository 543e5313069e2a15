const LONG = 500;
const STILL = 10;
const AFTERWARDS = 1_000;

/**
 * Asks for what can be done with what is in an element: by the right button, the menu key, or a finger that rests on it.
 * `open(target, at)` gets where, an element or a point {x, y}, and says whether there was something to open; where not,
 * the browser's own menu comes. Hands back its undo.
 */
export function onMenuAsked(element, open) {
  let timer = null;
  let from = null;
  let opened = -Infinity;
  const end = () => {
    clearTimeout(timer);
    timer = null;
  };
  const listeners = {
    contextmenu(event) {
      end();
      if (performance.now() - opened < AFTERWARDS) {
        event.preventDefault();
        return;
      }
      // The menu key tells some place in what is focused.
      const byKey = event.pointerType !== 'touch' && event.button !== 2 && !event.ctrlKey;
      if (open(event.target, byKey ? event.target : { x: event.clientX, y: event.clientY })) event.preventDefault();
    },
    pointerdown(event) {
      end();
      if (event.pointerType !== 'touch' || !event.isPrimary) return;
      from = { x: event.clientX, y: event.clientY };
      timer = setTimeout(() => {
        if (open(event.target, from)) opened = performance.now();
      }, LONG);
    },
    pointermove({ clientX, clientY }) {
      if (timer && Math.hypot(clientX - from.x, clientY - from.y) > STILL) end();
    },
    pointerup: end,
    pointercancel: end,
    // The finger that opened it presses nothing when it is lifted.
    click(event) {
      if (performance.now() - opened > AFTERWARDS) return;
      opened = -Infinity;
      event.preventDefault();
      event.stopPropagation();
    },
  };
  for (const [type, listener] of Object.entries(listeners)) element.addEventListener(type, listener, type === 'click');
  return end;
}
