/** So far, in pixels, a place may be off and still be the same one. */
const NEAR = 4;

/**
 * Where the reader was before each jump to another message of a conversation, as far as they have not come back there
 * since. A place is {seq, offset} as in Places, or null for the end. The last one left is the first to go back to.
 */
export class WayBack {
  /** Leads back to another conversation that led here, once there is no place left in this one; or null. */
  elsewhere = null;
  #stops = [];

  /** {place, from}: where to go back to, and the seq of the message that led away from there, if one did; or null. */
  get next() {
    return this.#stops.at(-1) ?? null;
  }

  /** Whether there is a way back. */
  get leads() {
    return this.next !== null || this.elsewhere !== null;
  }

  /** The reader jumped from one place to another, led by the message `from`. */
  jumped(before, after, from = null) {
    if (isAbove(after, before)) this.#stops.push({ place: before, from, up: true });
    else if (isAbove(before, after)) this.#stops.push({ place: before, from, up: false });
  }

  /** The reader is there now: wherever that has led back to is no place to go back to any more. */
  moved(place) {
    while (this.next && !isAway(this.next, place)) this.#stops.pop();
  }

  /** Back at the one that was next. */
  returned() {
    this.#stops.pop();
  }

  clear() {
    this.#stops = [];
  }
}

function isAway({ place, up }, now) {
  return up ? isAbove(now, place) : isAbove(place, now);
}

function isAbove(one, other) {
  if (one === null) return false;
  if (other === null || one.seq !== other.seq) return other === null || one.seq < other.seq;
  return one.offset > other.offset + NEAR;
}
