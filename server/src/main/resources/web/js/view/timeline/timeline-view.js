import { TimelineStart } from './timeline-start.js';
import { FloatingSender } from './floating-sender.js';
import { MessageRow } from './message-row.js';
import { ScrollKeeper } from './scroll-keeper.js';
import { el, reconcile, setText } from '../parts/dom.js';
import { nearEnd, nearTop } from './scroll-math.js';
import { noticeRunWords } from '../../text/notices.js';
import { buildDays } from '../../model/timeline/rows.js';
import { say } from '../../text/texts.js';

const QUIET = 150;
const MOST_MOVING = 8;
const FLOOD = 1_000;

/**
 * The list of one conversation's messages. Renders what the conversation holds, keeps the place of what is read,
 * asks for the next page within one screen of an edge. `act(action, row)` gets what is done to a row;
 * `moved()` is called when another part of the list came into view.
 */
export class TimelineView {
  /** The rows from top to bottom. */
  rowElements = [];
  #rows = new Map();
  #days = new Map();
  #divider = el('div', { class: 'unread-line', data: { testid: 'unread-divider' } }, el('span', { text: say('timeline.newMessages') }));
  #list = el('div', { class: 'days', role: 'log', 'aria-live': 'polite', 'aria-relevant': 'additions', data: { testid: 'timeline' } });
  #target = null;
  #quiet = null;
  #tabStop = null;
  #stop = null;
  #movedIn = [];
  #start;
  #floatingSender;
  #conversation;
  #format;
  #now;
  #moved;
  #undo;

  constructor({ conversation, format, now, act, moved, alone, invite }) {
    this.#conversation = conversation;
    this.#format = format;
    this.#now = now;
    this.#moved = moved;
    this.#start = new TimelineStart({ conversation, alone, invite });
    this.scroller = el('div', { class: 'scroller', data: { testid: 'scroller' } }, this.#start.element, this.#list);
    this.#floatingSender = new FloatingSender({ scroller: this.scroller, list: this.#list, rows: () => this.rowElements, rowOf: (element) => this.rowOf(element) });
    this.element = el('div', { class: 'timeline' }, this.scroller, this.#floatingSender.element);
    this.#list.setAttribute('aria-label', say('timeline.label', conversation.title));
    this.keeper = new ScrollKeeper({
      scroller: this.scroller,
      contents: [this.#start.element, this.#list],
      rows: () => this.rowElements,
      moved: () => this.#scrolled(),
    });
    this.scroller.addEventListener('scroll', () => this.#floatingSender.scrolled({ following: this.keeper.pinned }), { passive: true });
    this.#list.addEventListener('click', (event) => {
      const action = event.target.closest('[data-action]')?.dataset.action;
      const row = action && this.rowOf(event.target);
      if (row) act(action, row);
    });
    this.#list.addEventListener('focusin', (event) => this.#setTabStop(event.target.closest('.row')));
    this.#undo = conversation.on('opened', (target) => {
      this.#target = target;
      this.render();
    });
  }

  get divider() {
    return this.#divider.isConnected ? this.#divider : null;
  }

  /** Onto the row that was focused last, else the newest. */
  focus() {
    (this.#list.querySelector('.row[tabindex="0"]') ?? this.scroller).focus();
  }

  dispose() {
    clearTimeout(this.#quiet);
    this.#undo();
    this.keeper.dispose();
    this.#floatingSender.dispose();
  }

  rowOf(element) {
    return this.#rows.get(element.closest('.row')?.dataset.key)?.row ?? null;
  }

  rowElement(seq) {
    return this.#list.querySelector(`.row[data-seq="${seq}"]`);
  }

  render() {
    const conversation = this.#conversation;
    const fresh = conversation.takeFresh();
    const days = buildDays({
      entries: conversation.entries,
      firstUnreadSeq: conversation.firstUnread?.seq ?? null,
      me: conversation.me.id,
      dayKey: this.#format.dayKey,
    });
    const known = new Set(this.#rows.keys());
    // All that is changed is changed before anything is measured: what is written after a look costs another layout.
    this.keeper.keep(() => {
      this.#start.render(days.length > 0);
      this.#renderDays(days, known, fresh);
      if (known.size > 0 && (this.#target ? this.#target.end : this.keeper.pinned)) this.#moveIn(known, fresh);
      this.#setTabStop(this.#tabStop);
    });
    if (this.#target) this.#goToTarget();
    this.#scrolled();
  }

  #renderDays(days, known, fresh) {
    const keys = days.flatMap((day) => day.rows.map((row) => row.key));
    if (keys.some((key) => !known.has(key) && key !== 'unread' && !fresh.has(key))) this.#hush();
    const wanted = new Set(keys);
    for (const key of known) if (!wanted.has(key)) this.#rows.delete(key);
    const elements = days.map((day) => {
      if (!this.#days.has(day.key)) this.#days.set(day.key, new DayView());
      const view = this.#days.get(day.key);
      view.render(this.#format.day(day.at, this.#now()), day.rows.map((row) => this.#renderRow(row)));
      return view.element;
    });
    const dayKeys = new Set(days.map((day) => day.key));
    for (const key of this.#days.keys()) if (!dayKeys.has(key)) this.#days.delete(key);
    reconcile(this.#list, elements);
    this.rowElements = keys.filter((key) => key !== 'unread').map((key) => this.#rows.get(key).element);
  }

  #renderRow(row) {
    if (row.kind === 'unread') return this.#divider;
    if (row.kind === 'notice') return this.#renderNotice(row);
    let view = this.#rows.get(row.key);
    // After a restore another message may have the number that this one had.
    if (!view?.shows(row)) {
      view = new MessageRow(row, this.#format);
      view.element.dataset.key = row.key;
      this.#rows.set(row.key, view);
    }
    view.update(row, row.replyTo === null ? undefined : this.#conversation.quote(row.replyTo));
    return view.element;
  }

  #renderNotice({ key, notices }) {
    let view = this.#rows.get(key);
    if (!view) this.#rows.set(key, (view = { row: null, element: el('p', { class: 'row notice', data: { key, testid: 'notice' } }) }));
    setText(view.element, noticeRunWords(notices, { me: this.#conversation.me.id, nameOf: () => null }));
    return view.element;
  }

  #goToTarget() {
    const { seq, end, flash } = this.#target;
    this.#target = null;
    const row = seq && this.rowElement(seq);
    if (row) this.keeper.toElement(this.divider?.nextElementSibling === row ? this.#divider : row);
    else if (end) this.keeper.toEnd();
    if (row && flash) {
      row.classList.add('flash');
      row.addEventListener('animationend', () => row.classList.remove('flash'), { once: true });
      row.focus({ preventScroll: true });
    }
  }

  /** Rows that arrive while somebody watches the end move in; never history, never a flood, at once or one by one. */
  #moveIn(known, fresh) {
    const arrived = [...fresh].filter((key) => !known.has(key) && this.#rows.has(key));
    const now = performance.now();
    this.#movedIn = [...this.#movedIn, ...arrived.map(() => now)].filter((at) => now - at < FLOOD).slice(-MOST_MOVING - 1);
    if (this.#movedIn.length > MOST_MOVING) return;
    for (const key of arrived) {
      const { element } = this.#rows.get(key);
      element.classList.add('arriving');
      element.addEventListener('animationend', () => element.classList.remove('arriving'), { once: true });
    }
  }

  /** History is not news: nothing is announced while it is put in. */
  #hush() {
    clearTimeout(this.#quiet);
    this.#list.setAttribute('aria-live', 'off');
    this.#quiet = setTimeout(() => this.#list.setAttribute('aria-live', 'polite'), QUIET);
  }

  /** The list is one tab stop: the row that was focused last, else the newest; and from there on what is in that row. */
  #setTabStop(row) {
    this.#tabStop = row?.isConnected ? row : null;
    const next = this.#tabStop ?? this.rowElements.at(-1) ?? null;
    if (next !== this.#stop && this.#stop) letTabInto(this.#stop, -1);
    if (next) letTabInto(next, 0);
    this.#stop = next;
  }

  #scrolled() {
    const conversation = this.#conversation;
    conversation.pinned = this.keeper.pinned && !conversation.timeline.hasNewer;
    const { metrics } = this.keeper;
    const { older, newer } = conversation.pager.state;
    if (metrics.clientHeight > 0 && conversation.timeline.first) {
      if (nearTop(metrics) && older === 'idle') conversation.pager.older();
      if (nearEnd(metrics) && newer === 'idle') conversation.pager.newer();
    }
    this.#moved();
  }
}

/** Its links, quote and buttons too, as far as they are there by now. */
function letTabInto(row, tabIndex) {
  for (const stop of [row, ...row.querySelectorAll('a, button')]) if (stop.tabIndex !== tabIndex) stop.tabIndex = tabIndex;
}

/** One day of messages under its line, which stays in view as long as the day does. */
class DayView {
  #label = el('span');
  #rows = el('div', { class: 'day-rows' });

  constructor() {
    const line = el('div', { class: 'day-line', data: { testid: 'day-line' } }, this.#label);
    this.element = el('div', { class: 'day' }, line, this.#rows);
  }

  render(label, rows) {
    setText(this.#label, label);
    reconcile(this.#rows, rows);
  }
}
