/**
 * Files that are dropped on `element`: `over(is)` tells whether some are held over it, `taken(files)` gets them. Beside it
 * nothing happens: a browser would leave the page for a file that misses its target by a little. `may()` says whether it
 * takes any now. Hands back its undo.
 */
export function onDrop(element, { may, over, taken }) {
  const brings = ({ dataTransfer }) => dataTransfer?.types.includes('Files') ?? false;
  const inside = ({ target }) => may() && target instanceof Node && element.contains(target);
  const moved = (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = inside(event) ? 'copy' : 'none';
    over(inside(event));
  };
  const left = ({ relatedTarget }) => {
    if (!relatedTarget || !element.contains(relatedTarget)) over(false);
  };
  const dropped = (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    over(false);
    if (inside(event)) taken([...event.dataTransfer.files]);
  };
  const listeners = { dragenter: moved, dragover: moved, dragleave: left, drop: dropped };
  for (const [type, listener] of Object.entries(listeners)) document.addEventListener(type, listener);
  return () => {
    for (const [type, listener] of Object.entries(listeners)) document.removeEventListener(type, listener);
  };
}
