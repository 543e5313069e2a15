const SIZE = 16;
let canvas = null;

/**
 * Whether this computer has a picture of an emoji: with colours, which neither letters nor the box for what is missing
 * have.
 */
function drawsEmoji(emoji) {
  canvas ??= Object.assign(document.createElement('canvas'), { width: SIZE, height: SIZE }).getContext('2d', { willReadFrequently: true });
  if (!canvas) return false;
  canvas.clearRect(0, 0, SIZE, SIZE);
  canvas.font = `${SIZE - 4}px sans-serif`;
  canvas.textBaseline = 'top';
  canvas.fillStyle = '#000';
  canvas.fillText(emoji, 0, 0);
  const { data } = canvas.getImageData(0, 0, SIZE, SIZE);
  for (let at = 0; at < data.length; at += 4) if (data[at + 3] > 0 && (data[at] !== data[at + 1] || data[at] !== data[at + 2])) return true;
  return false;
}

const drawn = new WeakMap();

/** The kinds of an EmojiList that this computer has pictures of; looked for once. */
export function drawnKinds(list) {
  if (!drawn.has(list)) drawn.set(list, list.shown(drawsEmoji));
  return drawn.get(list);
}
