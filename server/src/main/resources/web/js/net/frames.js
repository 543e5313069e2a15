/** The objects in a text frame: one a line. What is no object is skipped. */
export function objectsIn(frame) {
  if (typeof frame !== 'string') return [];
  return frame.split('\n').map(parse).filter((value) => value && typeof value === 'object');
}

function parse(line) {
  try {
    return line.trim() ? JSON.parse(line) : null;
  } catch {
    return null;
  }
}
