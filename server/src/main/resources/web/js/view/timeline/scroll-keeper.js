import { firstBelow, followsEnd, isAtEnd, keepInPlace, quarterDown, resized } from './scroll-math.js';

/** What moves a list by hand, and for how long after it the list may still be moving. */
const GESTURES = ['wheel', 'touchmove', 'keydown', 'pointerdown'];
const STILL_MOVING = 700;

/**
 * Keeps what the reader looks at where it is. At the end the view follows the end; anywhere else one row is the
 * anchor, and whatever is added, removed or laid out anew, that row's text stays put. The browser's own anchoring is
 * off (`overflow-anchor: none`): it does not exist everywhere, and two of them fight.
 */
export class ScrollKeeper {
  /** Whether the view follows the end. */
  pinned = true;
  #scroller;
  #rows;
  #moved;
  #anchor = null;
  /** How the list stood when it was last looked at. */
  #stood = null;
  #touched = -Infinity;
  #observer;

  constructor({ scroller, contents, rows, moved }) {
    this.#scroller = scroller;
    this.#rows = rows;
    this.#moved = moved;
    scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    const touched = () => (this.#touched = performance.now());
    for (const type of GESTURES) scroller.addEventListener(type, touched, { passive: true });
    // A window of another size, a composer of more lines, a font that came late.
    this.#observer = new ResizeObserver(() => this.#settle());
    for (const sized of [scroller, ...contents]) this.#observer.observe(sized);
  }

  get metrics() {
    const { scrollTop, clientHeight, scrollHeight } = this.#scroller;
    return { scrollTop, clientHeight, scrollHeight };
  }

  /** Does `change` to the list without moving what is read. */
  keep(change) {
    this.#remember();
    change();
    this.#settle();
  }

  toEnd() {
    this.pinned = true;
    this.#settle();
    this.#moved();
  }

  /** Puts an element about a quarter down the view. */
  toElement(element) {
    const top = element.getBoundingClientRect().top - this.#top();
    this.#scroller.scrollTop = quarterDown({ ...this.metrics, top });
    this.#stood = this.metrics;
    this.pinned = isAtEnd(this.#stood);
    this.#remember();
    this.#moved();
  }

  /** The row that is read, and where it stands; null at the end. */
  get place() {
    return this.pinned || !this.#anchor?.row.isConnected ? null : { row: this.#anchor.row, offset: this.#anchor.before };
  }

  /** Puts a row where it stood when it was read. */
  toPlace(row, offset) {
    this.#scroller.scrollTop += place(row) - this.#top() - offset;
    this.#stood = this.metrics;
    this.pinned = isAtEnd(this.#stood);
    this.#remember();
    this.#moved();
  }

  /** The last row that has been seen: its end is in view, or it is too tall for that and its middle is. */
  lastSeen() {
    const rows = this.#rows();
    const height = this.#scroller.clientHeight;
    const top = this.#top();
    if (height === 0) return null;
    const beyond = firstBelow(rows, (row) => row.getBoundingClientRect().bottom - top, height + 8);
    if (beyond < 0) return rows.at(-1) ?? null;
    const box = rows[beyond].getBoundingClientRect();
    const tallAndSeen = box.height > height && box.top - top < height / 2;
    return (tallAndSeen ? rows[beyond] : rows[beyond - 1]) ?? null;
  }

  isAbove(element) {
    return element.getBoundingClientRect().bottom - this.#top() < 0;
  }

  dispose() {
    this.#observer.disconnect();
  }

  /**
   * The list moved: by a hand, or because what is around it or in it became larger or smaller. A view that follows the
   * end is not lost to the latter, even if the list stood elsewhere for a moment while all was laid out anew.
   */
  #scrolled() {
    const { metrics } = this;
    const now = performance.now();
    const byHand = now - this.#touched < STILL_MOVING;
    if (byHand) this.#touched = now;
    this.pinned = followsEnd({ pinned: this.pinned, stood: this.#stood, stands: metrics, byHand });
    if (this.pinned ? !isAtEnd(metrics) : this.#anchor && resized(this.#stood, metrics)) {
      // What the hand moved it by stays; what grew or shrank meanwhile moves nothing.
      if (this.#anchor) this.#anchor.before -= metrics.scrollTop - this.#stood.scrollTop;
      this.#settle();
    }
    this.#stood = this.metrics;
    this.#remember();
    this.#moved();
  }

  #remember() {
    this.#anchor = null;
    if (this.pinned) return;
    const rows = this.#rows();
    const index = firstBelow(rows, place, this.#top());
    if (index >= 0) this.#anchor = { row: rows[index], before: place(rows[index]) - this.#top() };
  }

  #settle() {
    const scroller = this.#scroller;
    if (this.pinned) {
      scroller.scrollTop = scroller.scrollHeight;
    } else if (this.#anchor?.row.isConnected) {
      const { row, before } = this.#anchor;
      const wanted = keepInPlace({ scrollTop: scroller.scrollTop, before, after: place(row) - this.#top() });
      if (Math.abs(wanted - scroller.scrollTop) >= 0.5) scroller.scrollTop = wanted;
    }
    this.#stood = this.metrics;
  }

  #top() {
    return this.#scroller.getBoundingClientRect().top;
  }
}

/** The end of a row's text: what is above it (the name of a run) comes and goes with its neighbours. */
function place(row) {
  return (row.querySelector('.bubble') ?? row).getBoundingClientRect().bottom;
}
