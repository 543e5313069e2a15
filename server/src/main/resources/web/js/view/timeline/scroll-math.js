/** Within so many pixels of the end the reader counts as being at the end. */
export const NEAR_END = 60;

export function distanceToEnd({ scrollTop, clientHeight, scrollHeight }) {
  return Math.max(0, scrollHeight - clientHeight - scrollTop);
}

export function isAtEnd(metrics) {
  return distanceToEnd(metrics) <= NEAR_END;
}

/**
 * Whether the view follows the end after the list moved. `stood` and `stands` are its metrics before and now. A hand
 * that leads away from the end ends it; a list or a window that became larger or smaller does not.
 */
export function followsEnd({ pinned, stood, stands, byHand }) {
  if (isAtEnd(stands)) return true;
  if (!pinned || !stood) return false;
  if (resized(stood, stands) && !byHand) return true;
  return stands.scrollTop >= stood.scrollTop;
}

/** Whether the list, or what shows it, became larger or smaller. */
export function resized(stood, stands) {
  return stood.clientHeight !== stands.clientHeight || stood.scrollHeight !== stands.scrollHeight;
}

/** Within one screen of an edge the next page is due. */
export function nearTop({ scrollTop, clientHeight }) {
  return scrollTop < clientHeight;
}

export function nearEnd(metrics) {
  return distanceToEnd(metrics) < metrics.clientHeight;
}

/** Where to scroll so that a row stands where it stood: nothing moves under the eye. */
export function keepInPlace({ scrollTop, before, after }) {
  return scrollTop + (after - before);
}

/** Where to scroll so that something stands about a quarter down the view. */
export function quarterDown({ scrollTop, clientHeight, top }) {
  return Math.max(0, scrollTop + top - clientHeight / 4);
}

/**
 * The first of some rows, in order from top to bottom, for which `edge(row) > line`; -1 if none. Rows are asked for
 * their place only log n times, since each question may cost a layout.
 */
export function firstBelow(rows, edge, line) {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edge(rows[middle]) > line) high = middle;
    else low = middle + 1;
  }
  return low < rows.length ? low : -1;
}
