import { TimelineStart } from './timeline-start.js';
import { FloatingSender } from './floating-sender.js';
import { MessageRow } from './message-row.js';
import { MessageTools } from './message-tools.js';
import { NoticeRow } from './notice-row.js';
import { ScrollKeeper } from './scroll-keeper.js';
import { el, onMac, reconcile, setText } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { onMenuAsked } from '../parts/long-press.js';
import { onSwipe } from '../parts/swipe.js';
import { nearEnd, nearTop } from './scroll-math.js';
import { keyOf, pressOf } from '../../model/keys.js';
import { buildDays } from '../../model/timeline/rows.js';
import { copiedRows } from '../../text/copying.js';
import { say } from '../../text/texts.js';

const QUIET = 150;
const MOST_MOVING = 8;
const FLOOD = 1_000;

/**
 * The list of one conversation's messages. Renders what the conversation holds, keeps the place of what is read,
 * asks for the next page within one screen of an edge. `act(action, row, element)` gets what is done to a row, and where;
 * `may(row)` says what can be; `names` and `files` are as for a MessageRow; `moved()` is called when another part of the list came into
 * view.
 */
export class TimelineView {
  /** The rows from top to bottom. */
  rowElements = [];
  #rows = new Map();
  #days = new Map();
  #divider = el('div', { class: 'unread-line', 'aria-live': 'off', data: { testid: 'unread-divider' } }, el('span', { text: say('timeline.newMessages') }));
  #list = el('div', { class: 'days', role: 'log', 'aria-live': 'polite', 'aria-relevant': 'additions', data: { testid: 'timeline' } });
  #target = null;
  #quiet = null;
  #tabStop = null;
  #stop = null;
  #movedIn = [];
  #pointed = null;
  #start;
  #floatingSender;
  #conversation;
  #format;
  #now;
  #moved;
  #names;
  #files;
  #tools;
  /** Stands beside the row that is pushed. */
  #replySign = el('span', { class: 'reply-sign', 'aria-hidden': 'true' }, icon('reply', 18));
  #undo;

  constructor({ conversation, format, now, names, files, act, may, moved, alone, invite }) {
    this.#conversation = conversation;
    this.#format = format;
    this.#now = now;
    this.#moved = moved;
    this.#names = names;
    this.#files = files;
    this.#tools = new MessageTools({ may });
    this.#start = new TimelineStart({ conversation, alone, invite });
    this.scroller = el('div', { class: 'scroller', data: { testid: 'scroller' } }, this.#start.element, this.#list);
    files.watch(this.scroller);
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
      const element = event.target.closest('[data-action]');
      const row = element && this.rowOf(element);
      if (row) act(element.dataset.action, row, element);
    });
    this.#list.addEventListener('copy', (event) => this.#copy(event));
    this.#list.addEventListener('keydown', (event) => {
      if (keyOf(pressOf(event), { where: 'list', mac: onMac() })?.does === 'selectAll') {
        event.preventDefault();
        getSelection().selectAllChildren(this.#list);
      }
    });
    this.#list.addEventListener('focusin', (event) => this.#focused(event.target.closest('.row')));
    this.#list.addEventListener('pointerover', (event) => event.pointerType === 'mouse' && this.#pointedAt(event.target.closest('.row')));
    this.#list.addEventListener('pointerleave', () => this.#pointedAt(null));
    const stopAsking = onMenuAsked(this.#list, (target, at) => this.#askedFor(act, target, at));
    const stopSwiping = onSwipe(this.#list, {
      begin: (target) => this.#answerable(target, may),
      done: (element) => act('reply', this.rowOf(element), element),
    });
    const stopOpening = conversation.on('opened', (target) => {
      this.#target = target;
      this.render();
    });
    this.#undo = () => {
      stopAsking();
      stopSwiping();
      stopOpening();
    };
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
    for (const view of this.#rows.values()) view.dispose?.();
    this.#files.dispose();
    this.#floatingSender.dispose();
  }

  rowOf(element) {
    return this.#rows.get(element.closest('.row')?.dataset.key)?.row ?? null;
  }

  /** The element of a row as it is now, or of the list if it has none any more. */
  elementOf({ key }) {
    return this.#rows.get(key)?.element ?? this.#list;
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
    this.#placeTools();
    this.#scrolled();
  }

  #renderDays(days, known, fresh) {
    const keys = days.flatMap((day) => day.rows.map((row) => row.key));
    if (keys.some((key) => !known.has(key) && key !== 'unread' && !fresh.has(key))) this.#hush();
    const wanted = new Set(keys);
    for (const key of known) if (!wanted.has(key)) this.#drop(key);
    const elements = days.map((day) => {
      if (!this.#days.has(day.key)) this.#days.set(day.key, new DayView());
      const view = this.#days.get(day.key);
      view.render(this.#format.day(day.at, this.#now()), day.rows.map((row) => this.#renderRow(row)));
      return view.element;
    });
    const dayKeys = new Set(days.map((day) => day.key));
    for (const key of this.#days.keys()) if (!dayKeys.has(key)) this.#days.delete(key);
    reconcile(this.#list, elements);
    this.rowElements = keys.map((key) => this.#rows.get(key)).filter((view) => view instanceof MessageRow).map((view) => view.element);
  }

  #renderRow(row) {
    if (row.kind === 'unread') return this.#divider;
    let view = this.#rows.get(row.key);
    // After a restore another message may have the number that this one had.
    if (!view?.shows(row)) {
      if (view) this.#drop(row.key);
      view = row.kind === 'notice' ? new NoticeRow(row, this.#names) : new MessageRow(row, this.#format, this.#names, this.#files);
      view.element.dataset.key = row.key;
      this.#rows.set(row.key, view);
    }
    view.update(row, (row.replyTo ?? null) === null ? undefined : this.#conversation.quote(row.replyTo));
    return view.element;
  }

  #drop(key) {
    this.#rows.get(key).dispose?.();
    this.#rows.delete(key);
  }

  /** More of the files of a message that waits is sent. */
  progressed(commandId) {
    this.#rows.get(`c${commandId}`)?.progressed();
  }

  /** The bar of tools is where one points, else where the keyboard is. */
  #pointedAt(row) {
    this.#pointed = row;
    this.#placeTools();
  }

  #focused(row) {
    this.#placeTools(row);
    this.#setTabStop(row);
  }

  #placeTools(focused = document.activeElement?.closest('.row')) {
    const element = this.#pointed?.isConnected ? this.#pointed : this.#list.contains(focused) ? focused : null;
    const row = element && this.rowOf(element);
    this.#tools.moveTo(row ? element : null, row);
  }

  /** Of messages what was written is copied; of anything else, as of a notice by itself, what is shown. */
  #copy(event) {
    const selection = getSelection();
    if (selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const elements = this.rowElements.filter((element) => range.intersectsNode(element));
    const text = copiedRows(elements.map((element) => this.#rows.get(element.dataset.key).chosen(range)).filter(Boolean));
    if (text === '') return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', text);
  }

  /** Links, and text that is selected, have the browser's own menu. */
  #askedFor(act, target, at) {
    const element = target.closest('.row');
    const row = element && this.rowOf(element);
    if (!row || target.closest('a, input') || !getSelection().isCollapsed) return false;
    const reaction = target.closest('.reaction');
    if (reaction) act('reacted', row, reaction);
    else act('menu', row, at);
    return true;
  }

  /** The row to push for a reply; what scrolls sideways itself is scrolled. */
  #answerable(target, may) {
    const element = target.closest('.row');
    const row = element && this.rowOf(element);
    // A finger that rests first has the menu.
    if (!row || !may(row).reply || !getSelection().isCollapsed || document.querySelector('.menu-popup')) return null;
    for (let one = target; one !== element; one = one.parentElement) if (one.scrollWidth > one.clientWidth && getComputedStyle(one).overflowX === 'auto') return null;
    element.append(this.#replySign);
    return element;
  }

  #goToTarget() {
    const { seq, end, flash, place } = this.#target;
    this.#target = null;
    const read = place && this.rowElement(place.seq);
    const row = seq && this.rowElement(seq);
    if (read) this.keeper.toPlace(read, place.offset);
    else if (end) this.keeper.toEnd();
    else if (row && !place) this.keeper.toElement(this.divider?.nextElementSibling === row ? this.#divider : row);
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
    const { place } = this.keeper;
    const seq = Number(place?.row.dataset.seq);
    conversation.place = seq ? { seq, offset: place.offset } : null;
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

/** Its links, quote, code and buttons too, as far as they are there by now. */
function letTabInto(row, tabIndex) {
  for (const stop of [row, ...row.querySelectorAll('a, button, pre, audio, video')]) if (stop.tabIndex !== tabIndex) stop.tabIndex = tabIndex;
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
