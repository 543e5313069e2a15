import { el, isComposing, setText } from './dom.js';
import { icon } from './icons.js';
import { count, say } from '../../text/texts.js';

/** Lines so near to what is in view are filled. */
const NEAR = '300px 0px';
/** So many are filled at once, which are in view or nearly so: else there would be a frame without any. */
const FIRST = 10;
const TONES = 6;
const HAND = '✋';
const SIGNS = { smileys: '😀', people: '👋', nature: '🐻', food: '🍎', travel: '🚗', activities: '⚽', objects: '💡', symbols: '💕', flags: '🏁' };
const STEPS = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right', PageUp: 'back', PageDown: 'on' };

/**
 * Chooses an emoji: by what it is called, by category, or of those used most; and the skin tone for all of them. The field
 * to search in keeps the keyboard: arrows go from one to the next, Page Up and Down from category to category, Enter takes
 * one, and Shift with it, or with a click, goes on choosing. Only lines near to those in view are drawn. `choices` is an
 * EmojiChoices, `hands` its hand in all skin tones; `chosen(emoji, {more})` gets the one taken.
 */
export class EmojiPicker {
  #input = el('input', {
    type: 'search', role: 'combobox', 'aria-label': say('emoji.find'), placeholder: say('emoji.find'), maxlength: '60', autocomplete: 'off', autocapitalize: 'none',
    spellcheck: 'false', enterkeyhint: 'done', 'aria-expanded': 'true', 'aria-haspopup': 'grid', 'aria-controls': 'emoji-grid', 'aria-autocomplete': 'list',
    data: { testid: 'emoji-search' },
  });
  #grid = el('div', { class: 'emoji-grid', id: 'emoji-grid', role: 'grid', 'aria-label': say('emoji.title'), tabindex: '-1', data: { testid: 'emoji-grid' } });
  #none = el('p', { class: 'emoji-none', hidden: true, text: say('emoji.notFound'), data: { testid: 'emoji-none' } });
  #status = el('p', { class: 'visually-hidden', role: 'status' });
  #sign = el('span', { class: 'emoji-sign', 'aria-hidden': 'true' });
  #name = el('b', { class: 'emoji-name' });
  #code = el('small', { class: 'item-hint' });
  #tabs = new Map();
  #tones = [];
  #lines = [];
  #marked = null;
  #choices;
  #hands;
  #chosen;
  #observer;

  constructor({ choices, hands, chosen }) {
    this.#choices = choices;
    this.#hands = hands;
    this.#chosen = chosen;
    this.#observer = new IntersectionObserver((seen) => this.#fillSeen(seen), { root: this.#grid, rootMargin: NEAR });
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
    this.#grid.addEventListener('scroll', () => this.#showCategory(), { passive: true });
    // The field keeps the keyboard.
    this.element.addEventListener('mousedown', (event) => event.target !== this.#input && event.preventDefault());
  }

  /** Where there are no keys, the field would only bring up the keyboard of the screen over the emoji. */
  focus({ typing = true } = {}) {
    (typing ? this.#input : this.#grid).focus({ preventScroll: true });
  }

  dispose() {
    this.#observer.disconnect();
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

  /** All lines anew, with nothing in those that are far from view; for the first time when it is on the screen. */
  show() {
    this.#observer.disconnect();
    if (this.#lines.length > 0) this.#grid.scrollTop = 0;
    this.#lines = this.#choices.lines.map((line, at) => lineElement(line, at));
    this.#marked = null;
    this.#lines.slice(0, FIRST).forEach((element, line) => element.dataset.line && this.#fill(line));
    this.#grid.replaceChildren(...this.#lines);
    const nothing = this.#lines.length === 0;
    this.#grid.hidden = nothing;
    this.#none.hidden = !nothing;
    this.#showTone();
    this.#showChosen();
    // Not by a look: what is new would have to be laid out for that alone.
    this.#markTab(this.#choices.isSearching ? null : [...this.#tabs.keys()][0]);
    for (const element of this.#lines) if (element.dataset.line && element.childElementCount === 0) this.#observer.observe(element);
  }

  #fillSeen(seen) {
    for (const { target, isIntersecting } of seen) {
      const line = Number(target.dataset.line);
      if (isIntersecting && this.#lines[line] === target) this.#fill(line);
    }
  }

  #fill(line) {
    const element = this.#lines[line];
    if (element.childElementCount > 0) return;
    this.#observer.unobserve(element);
    element.append(...this.#choices.lines[line].choices.map(({ emoji, kind }, column) => el('button', {
      type: 'button', class: 'emoji-cell', role: 'gridcell', tabindex: '-1', id: `emoji-${line}-${column}`, 'aria-label': kind.name, text: emoji, data: { column, emoji, testid: 'emoji-choice' },
    })));
  }

  /** The one that would be taken: its mark, and what it is called. */
  #showChosen() {
    const { chosen, at } = this.#choices;
    this.#marked?.classList.remove('is-chosen');
    this.#marked?.removeAttribute('aria-selected');
    this.#marked = null;
    setText(this.#sign, chosen?.emoji ?? '');
    setText(this.#name, chosen?.kind.name ?? '');
    setText(this.#code, chosen?.kind.shortcodes[0] ? `:${chosen.kind.shortcodes[0]}:` : '');
    if (!at) {
      this.#input.removeAttribute('aria-activedescendant');
      return;
    }
    this.#fill(at.line);
    this.#marked = this.#lines[at.line].children[at.column];
    this.#marked.classList.add('is-chosen');
    this.#marked.setAttribute('aria-selected', 'true');
    this.#input.setAttribute('aria-activedescendant', this.#marked.id);
  }

  /** Scrolls just so far that the one chosen can be seen, and the name of its category above the first of them. */
  #reveal() {
    const { line } = this.#choices.at;
    const above = this.#lines[line - 1];
    if (this.#choices.lines[line - 1]?.heading) above.scrollIntoView({ block: 'nearest' });
    this.#lines[line].scrollIntoView({ block: 'nearest' });
  }

  /** Which category the first line in view belongs to. */
  #showCategory() {
    const top = this.#grid.scrollTop;
    const searching = this.#choices.isSearching;
    let current = null;
    for (const [heading] of this.#tabs) {
      const element = searching ? null : this.#lines[this.#choices.lineOf(heading)];
      if (element && (current === null || element.offsetTop <= top + 1)) current = heading;
    }
    this.#markTab(current);
  }

  #markTab(current) {
    for (const [heading, tab] of this.#tabs) tab.classList.toggle('is-current', heading === current);
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
    this.#grid.scrollTop += this.#lines[line].getBoundingClientRect().top - this.#grid.getBoundingClientRect().top;
    this.#showChosen();
  }

  #setTone(tone) {
    const { scrollTop } = this.#grid;
    this.#choices.setTone(tone);
    this.show();
    this.#grid.scrollTop = scrollTop;
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

function lineElement({ heading }, line) {
  if (heading) return el('div', { class: 'emoji-heading', role: 'presentation', text: nameOf(heading) });
  return el('div', { class: 'emoji-line', role: 'row', data: { line } });
}

function placeOf(target) {
  const cell = target.closest?.('.emoji-cell');
  return cell && { line: Number(cell.parentElement.dataset.line), column: Number(cell.dataset.column) };
}
