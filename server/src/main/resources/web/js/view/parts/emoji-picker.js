import { el, isComposing, setAttribute, setText } from './dom.js';
import { icon } from './icons.js';
import { LinePlaces } from './line-places.js';
import { count, say } from '../../text/texts.js';

/** How high a line of emoji and one with a heading are, by the size of the text. */
const LINE = 2.25;
const HEADING = 1.75;
/** Lines so near to what is in view are drawn before they are, in the same. */
const NEAR = 18;
/** They stay until they are so far away: whoever has them read out may stand on one. */
const FAR = 36;
/** So many are drawn in a frame, which is more than come into view while somebody scrolls fast; the others in the next ones. */
const AT_ONCE = 4;
/** So many are in view at first, or nearly so: to measure it would take a layout for that alone. */
const FIRST = 10;
const TONES = 6;
const HAND = '✋';
const SIGNS = { smileys: '😀', people: '👋', nature: '🐻', food: '🍎', travel: '🚗', activities: '⚽', objects: '💡', symbols: '💕', flags: '🏁' };
const STEPS = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right', PageUp: 'back', PageDown: 'on' };

/**
 * Chooses an emoji: by what it is called, by category, or of those used most; and the skin tone for all of them. The field
 * to search in keeps the keyboard: arrows go from one to the next, Page Up and Down from category to category, Enter takes
 * one, and Shift with it, or with a click, goes on choosing. Only lines near to those in view are in the document, in their
 * order: each stands where it belongs by itself, and is used again for another when it is far away. `choices` is an
 * EmojiChoices, `hands` its hand in all skin tones; `chosen(emoji, {more})` gets the one taken.
 */
export class EmojiPicker {
  #input = el('input', {
    type: 'search', role: 'combobox', 'aria-label': say('emoji.find'), placeholder: say('emoji.find'), maxlength: '60', autocomplete: 'off', autocapitalize: 'none',
    spellcheck: 'false', enterkeyhint: 'done', 'aria-expanded': 'true', 'aria-haspopup': 'grid', 'aria-controls': 'emoji-grid', 'aria-autocomplete': 'list',
    data: { testid: 'emoji-search' },
  });
  #grid = el('div', { class: 'emoji-grid', id: 'emoji-grid', role: 'grid', 'aria-label': say('emoji.title'), tabindex: '-1', data: { testid: 'emoji-grid' } });
  #all = el('div', { class: 'emoji-all', role: 'presentation' });
  #none = el('p', { class: 'emoji-none', hidden: true, text: say('emoji.notFound'), data: { testid: 'emoji-none' } });
  #status = el('p', { class: 'visually-hidden', role: 'status' });
  #sign = el('span', { class: 'emoji-sign', 'aria-hidden': 'true' });
  #name = el('b', { class: 'emoji-name' });
  #code = el('small', { class: 'item-hint' });
  #tabs = new Map();
  #tones = [];
  /** Of all lines, in the size of the text, which is in pixels. */
  #places = new LinePlaces([]);
  #size = 16;
  /** Of each line how many rows of emoji there are before it. */
  #rowsBefore = [];
  /** The elements of the lines that are in the document, by their number, and of those that were. */
  #drawn = new Map();
  #spare = [];
  #frame = null;
  #current = null;
  #marked = null;
  #choices;
  #hands;
  #chosen;

  constructor({ choices, hands, chosen }) {
    this.#choices = choices;
    this.#hands = hands;
    this.#chosen = chosen;
    this.#grid.append(this.#all);
    const words = el('div', { class: 'emoji-words', 'aria-hidden': 'true' }, this.#name, this.#code);
    this.element = el(
      'div', { class: 'emoji-parts' },
      el('div', { class: 'search-field' }, icon('search', 16), this.#input), this.#tabBar(), this.#grid, this.#none, this.#status,
      el('div', { class: 'emoji-foot' }, this.#sign, words, this.#toneBar()),
    );
    this.element.addEventListener('keydown', (event) => this.#pressed(event));
    this.#input.addEventListener('input', () => this.#typed());
    this.#grid.addEventListener('click', (event) => this.#clicked(event));
    // Not when one comes below a pointer that stands still while the keys scroll.
    this.#grid.addEventListener('pointermove', (event) => event.pointerType === 'mouse' && this.#pointed(event.target));
    this.#grid.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    // The field keeps the keyboard.
    this.element.addEventListener('mousedown', (event) => event.target !== this.#input && event.preventDefault());
  }

  /** Where there are no keys, the field would only bring up the keyboard of the screen over the emoji. */
  focus({ typing = true } = {}) {
    (typing ? this.#input : this.#grid).focus({ preventScroll: true });
  }

  dispose() {
    cancelAnimationFrame(this.#frame);
  }

  #tabBar() {
    const bar = el('div', { class: 'emoji-tabs', role: 'toolbar', 'aria-label': say('emoji.title') });
    for (const heading of this.#choices.lines.map((line) => line.heading).filter(Boolean)) {
      const label = nameOf(heading);
      const sign = SIGNS[heading] ? el('span', { text: SIGNS[heading], 'aria-hidden': 'true' }) : icon('clock-3', 18);
      // The keyboard goes there by Page Up and Page Down.
      const tab = el('button', { type: 'button', class: 'emoji-tab', tabindex: '-1', 'aria-label': label, title: label, data: { testid: `emoji-tab-${heading}` } }, sign);
      tab.addEventListener('click', () => this.#goTo(heading));
      this.#tabs.set(heading, tab);
      bar.append(tab);
    }
    return bar;
  }

  #toneBar() {
    const bar = el('div', { class: 'emoji-tones', role: 'radiogroup', 'aria-label': say('emoji.tone') });
    for (let tone = 0; tone < TONES; tone += 1) {
      const label = say(`emoji.tone.${tone}`);
      const button = el('button', { type: 'button', class: 'emoji-tone', role: 'radio', 'aria-label': label, title: label, text: this.#hands[tone] ?? HAND, data: { testid: `emoji-tone-${tone}` } });
      button.addEventListener('click', () => this.#setTone(tone));
      this.#tones.push(button);
      bar.append(button);
    }
    return bar;
  }

  /** All lines anew, from the first on; for the first time when it is on the screen. */
  show() {
    if (this.#drawn.size > 0) this.#grid.scrollTop = 0;
    this.#showFrom(0);
  }

  #showFrom(scrollTop) {
    this.#unmark();
    for (const line of [...this.#drawn.keys()]) this.#letGo(line);
    this.#place();
    const nothing = this.#places.count === 0;
    this.#grid.hidden = nothing;
    this.#none.hidden = !nothing;
    const first = this.#places.at(scrollTop / this.#size);
    for (let line = first; line < Math.min(first + FIRST, this.#places.count); line += 1) this.#draw(line);
    this.#showTone();
    this.#showChosen();
    this.#showCategory(scrollTop);
    // Not in the first frame, which has enough to do.
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#drawSoon());
  }

  /** Says how high all of it is, and where each line goes. */
  #place() {
    this.#size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const { lines } = this.#choices;
    this.#places = new LinePlaces(lines.map(({ heading }) => (heading ? HEADING : LINE)));
    this.#all.style.height = `${this.#places.height}rem`;
    let rows = 0;
    this.#rowsBefore = lines.map(({ heading }) => (heading ? rows : rows++));
    setAttribute(this.#grid, 'aria-rowcount', rows);
  }

  #drawSoon() {
    this.#frame = requestAnimationFrame(() => this.#drawNear());
  }

  /** What is in view first, then what is near to it. */
  #drawNear() {
    cancelAnimationFrame(this.#frame);
    const { scrollTop, clientHeight } = this.#grid;
    const { inView, near } = this.#places.around(scrollTop / this.#size, (scrollTop + clientHeight) / this.#size, NEAR);
    const wanted = [...inView, ...near];
    const kept = this.#places.around(scrollTop / this.#size, (scrollTop + clientHeight) / this.#size, FAR);
    const stay = new Set([...kept.inView, ...kept.near, this.#choices.at?.line]);
    for (const line of [...this.#drawn.keys()]) if (!stay.has(line)) this.#letGo(line);
    const missing = wanted.filter((line) => !this.#drawn.has(line));
    for (const line of missing.slice(0, AT_ONCE)) this.#draw(line);
    if (missing.length > AT_ONCE) this.#drawSoon();
  }

  #draw(line) {
    if (this.#drawn.has(line)) return;
    const { heading, choices } = this.#choices.lines[line];
    const element = heading ? el('div', { class: 'emoji-heading', role: 'presentation', text: nameOf(heading) }) : this.#row(line, choices);
    element.style.top = `${this.#places.top(line)}rem`;
    // In their order, which is the one that is read.
    const next = Math.min(...[...this.#drawn.keys()].filter((other) => other > line));
    this.#all.insertBefore(element, this.#drawn.get(next) ?? null);
    this.#drawn.set(line, element);
  }

  #row(line, choices) {
    const row = this.#spare.pop() ?? el('div', { class: 'emoji-line', role: 'row' });
    row.dataset.line = line;
    row.setAttribute('aria-rowindex', this.#rowsBefore[line] + 1);
    while (row.childElementCount > choices.length) row.lastElementChild.remove();
    choices.forEach(({ emoji, kind }, column) => {
      const cell = row.children[column] ?? row.appendChild(cellElement(column));
      cell.id = `emoji-${line}-${column}`;
      cell.dataset.emoji = emoji;
      cell.setAttribute('aria-label', kind.name);
      cell.firstChild.data = emoji;
    });
    return row;
  }

  #letGo(line) {
    const element = this.#drawn.get(line);
    this.#drawn.delete(line);
    element.remove();
    if (element.dataset.line) this.#spare.push(element);
  }

  /** The one that would be taken: its mark, and what it is called. */
  #showChosen() {
    const { chosen, at } = this.#choices;
    this.#unmark();
    setText(this.#sign, chosen?.emoji ?? '');
    setText(this.#name, chosen?.kind.name ?? '');
    setText(this.#code, chosen?.kind.shortcodes[0] ? `:${chosen.kind.shortcodes[0]}:` : '');
    if (!at) {
      this.#input.removeAttribute('aria-activedescendant');
      return;
    }
    this.#draw(at.line);
    this.#marked = this.#drawn.get(at.line).children[at.column];
    this.#marked.classList.add('is-chosen');
    this.#marked.setAttribute('aria-selected', 'true');
    this.#input.setAttribute('aria-activedescendant', this.#marked.id);
  }

  #unmark() {
    this.#marked?.classList.remove('is-chosen');
    this.#marked?.removeAttribute('aria-selected');
    this.#marked = null;
  }

  /** Scrolls just so far that the one chosen can be seen, and the name of its category above the first of them. */
  #reveal() {
    const { line } = this.#choices.at;
    const upper = this.#places.top(this.#choices.lines[line - 1]?.heading ? line - 1 : line) * this.#size;
    const lower = this.#places.bottom(line) * this.#size;
    const { scrollTop, clientHeight } = this.#grid;
    this.#scrollTo(Math.max(Math.min(scrollTop, upper), lower - clientHeight));
  }

  #scrollTo(scrollTop) {
    this.#grid.scrollTop = scrollTop;
    this.#scrolled();
  }

  #scrolled() {
    // First what reads: after what changes everything would be laid out for it.
    this.#showCategory(this.#grid.scrollTop);
    this.#drawNear();
  }

  /** Which category the first line in view belongs to. */
  #showCategory(scrollTop) {
    const heading = this.#choices.headingOf(this.#places.at((scrollTop + 1) / this.#size));
    if (heading === this.#current) return;
    this.#tabs.get(this.#current)?.classList.remove('is-current');
    this.#tabs.get(heading)?.classList.add('is-current');
    this.#current = heading;
  }

  #showTone() {
    this.#tones.forEach((button, tone) => {
      const on = tone === this.#choices.tone;
      button.setAttribute('aria-checked', String(on));
      button.tabIndex = on ? 0 : -1;
    });
  }

  #typed() {
    if (!this.#choices.find(this.#input.value)) return;
    this.show();
    const { isSearching, chosen, count: number } = this.#choices;
    setText(this.#status, !isSearching ? '' : chosen ? count('emoji.found', number, chosen.kind.name) : say('emoji.notFound'));
  }

  #goTo(heading) {
    this.#input.value = '';
    this.#typed();
    const line = this.#choices.lineOf(heading);
    this.#choices.choose(line + 1, 0);
    this.#showChosen();
    this.#scrollTo(this.#places.top(line) * this.#size);
  }

  #setTone(tone) {
    const { scrollTop } = this.#grid;
    this.#choices.setTone(tone);
    this.#showFrom(scrollTop);
  }

  #pressed(event) {
    if (isComposing(event)) return;
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    if (event.target.matches('.emoji-tone')) this.#pressedOnTone(event);
    else if (key === 'Enter' && !event.target.matches('button')) {
      event.preventDefault();
      this.#take(this.#choices.chosen, shiftKey);
    } else if (key === 'Escape' && this.#input.value) {
      // First what is typed; the next one closes.
      event.preventDefault();
      event.stopPropagation();
      this.#input.value = '';
      this.#typed();
    } else if (STEPS[key] && !shiftKey && !this.#isInText(key)) {
      event.preventDefault();
      if (this.#choices.step(STEPS[key])) {
        this.#showChosen();
        this.#reveal();
      }
    }
  }

  /** Left and Right go through what is typed first. */
  #isInText(key) {
    const { value, selectionStart, selectionEnd } = this.#input;
    const { line, column } = this.#choices.at ?? {};
    if (key === 'ArrowRight') return selectionEnd < value.length;
    return key === 'ArrowLeft' && value !== '' && (selectionStart < value.length || (line === 0 && column === 0));
  }

  #pressedOnTone(event) {
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = (this.#choices.tone + step + TONES) % TONES;
    this.#setTone(next);
    this.#tones[next].focus({ preventScroll: true });
  }

  #pointed(target) {
    const place = placeOf(target);
    if (!place || !this.#choices.choose(place.line, place.column)) return;
    this.#showChosen();
  }

  #clicked(event) {
    const place = placeOf(event.target);
    if (place) this.#take(this.#choices.lines[place.line].choices[place.column], event.shiftKey);
  }

  #take(choice, more) {
    if (choice) this.#chosen(choice.emoji, { more });
  }
}

function nameOf(heading) {
  return heading === 'recent' ? say('emoji.recent') : say(`emoji.category.${heading}`);
}

function cellElement(column) {
  return el('div', { class: 'emoji-cell', role: 'gridcell', tabindex: '-1', text: ' ', data: { column, testid: 'emoji-choice' } });
}

function placeOf(target) {
  const cell = target.closest?.('.emoji-cell');
  return cell && { line: Number(cell.parentElement.dataset.line), column: Number(cell.dataset.column) };
}
