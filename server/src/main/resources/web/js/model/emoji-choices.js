/** So many lines of those used most, and of those found: nobody looks further. */
const MOST_RECENT = 3;
const MOST_FOUND = 25;
/** The heading of those used most, beside those of the categories. */
export const RECENT = 'recent';

/**
 * What a picker of emoji offers, line by line: those used most, then all by category, or those found by what was typed;
 * and which of them would be taken. `lines` are {heading} with the name of a category or RECENT, or {choices} with
 * {emoji, kind}, as many as there are `columns` at most; `at` is {line, column} of the one that would be taken, or null.
 * `kinds` are those of the `list` that can be shown, `search()` gives the EmojiSearch in it. The desktop has the same (EmojiPickerViewModel.java).
 */
export class EmojiChoices {
  lines = [];
  at = null;
  #list;
  #search;
  #recents;
  #kinds;
  #shown;
  #columns;
  #sought = '';

  constructor({ list, search, recents, kinds = list.kinds, columns }) {
    this.#list = list;
    this.#search = search;
    this.#recents = recents;
    this.#kinds = kinds;
    this.#shown = new Set(kinds);
    this.#columns = columns;
    this.#fill();
    this.#chooseFirst();
  }

  /** {emoji, kind} of the one that would be taken, or null. */
  get chosen() {
    return this.at && this.lines[this.at.line].choices[this.at.column];
  }

  get isSearching() {
    return this.#sought !== '';
  }

  /** How many are offered. */
  get count() {
    return this.lines.reduce((sum, { choices = [] }) => sum + choices.length, 0);
  }

  /** Offers what goes by these words; without any, everything. Whether that is something else than before. */
  find(typed) {
    const now = typed.trim();
    if (now === this.#sought) return false;
    this.#sought = now;
    this.#fill();
    this.#chooseFirst();
    return true;
  }

  get tone() {
    return this.#recents.tone;
  }

  /** Offers all in another skin tone, 0 to 5, from now on. */
  setTone(tone) {
    const before = this.at;
    this.#recents.choose(tone, (emoji) => this.#list.kindOf(emoji)?.toned(tone) ?? emoji);
    this.#fill();
    this.#chooseFirst();
    if (before) this.choose(before.line, before.column);
  }

  /** Chooses one by where it stands, or the last of its line. Whether there is one. */
  choose(line, column) {
    const { choices } = this.lines[line] ?? {};
    if (!choices) return false;
    this.at = { line, column: Math.min(column, choices.length - 1) };
    return true;
  }

  /** Chooses the next one by `left`, `right`, `up`, `down`, or the next heading by `back` or `on`. Whether there is one. */
  step(way) {
    if (!this.at) return false;
    const { line, column } = this.at;
    const steps = {
      left: () => (column > 0 ? this.choose(line, column - 1) : this.choose(this.#rowFrom(line - 1, -1), Infinity)),
      right: () => (column + 1 < this.lines[line].choices.length ? this.choose(line, column + 1) : this.choose(this.#rowFrom(line + 1, 1), 0)),
      up: () => this.choose(this.#rowFrom(line - 1, -1), column),
      down: () => this.choose(this.#rowFrom(line + 1, 1), column),
      back: () => this.#toHeadingBefore(line, column),
      on: () => this.choose(this.#rowFrom(this.#headingFrom(line, 1), 1), 0),
    };
    return steps[way]();
  }

  /** The line of a heading, or -1 while something is sought. */
  lineOf(heading) {
    return this.lines.findIndex((line) => line.heading === heading);
  }

  /** The heading above a line, or null. */
  headingOf(line) {
    return this.lines[this.#headingFrom(line, -1)]?.heading ?? null;
  }

  /** To the beginning of what stands together, or of what stands before it. */
  #toHeadingBefore(line, column) {
    const own = this.#headingFrom(line, -1);
    const atStart = own === line - 1 && column === 0;
    return this.choose(this.#rowFrom(atStart ? this.#headingFrom(own - 1, -1) : own, 1), 0);
  }

  #fill() {
    this.lines = this.isSearching ? this.#rows(this.#found()) : this.#all();
  }

  #all() {
    const categories = [...new Set(this.#kinds.map(({ category }) => category))];
    return [
      { heading: RECENT }, ...this.#rows(this.#mostUsed()),
      ...categories.flatMap((heading) => [{ heading }, ...this.#rows(this.#toned(this.#kinds.filter(({ category }) => category === heading)))]),
    ];
  }

  /** The usual ones stand in for those that were not used yet. */
  #mostUsed() {
    const used = new Set([...this.#recents.quick, ...this.#recents.list]);
    const known = [...used].map((emoji) => ({ emoji, kind: this.#list.kindOf(emoji) })).filter(({ kind }) => this.#shown.has(kind));
    return known.slice(0, MOST_RECENT * this.#columns);
  }

  #found() {
    // One that was pasted is meant as it is.
    const pasted = this.#list.qualified(this.#sought);
    if (pasted) return [{ emoji: pasted, kind: this.#list.kindOf(pasted) }];
    const found = this.#search().find(this.#sought, { recents: this.#recents.list });
    return this.#toned(found.filter((kind) => this.#shown.has(kind)).slice(0, MOST_FOUND * this.#columns));
  }

  #toned(kinds) {
    // Read once, from what the browser keeps.
    const { tone } = this;
    return kinds.map((kind) => ({ emoji: kind.toned(tone), kind }));
  }

  #rows(choices) {
    const rows = [];
    for (let at = 0; at < choices.length; at += this.#columns) rows.push({ choices: choices.slice(at, at + this.#columns) });
    return rows;
  }

  #chooseFirst() {
    this.at = null;
    this.choose(this.#rowFrom(0, 1), 0);
  }

  /** The next line of emoji from there on, or -1. */
  #rowFrom(line, by) {
    return this.#lineFrom(line, by, ({ choices }) => choices);
  }

  #headingFrom(line, by) {
    return this.#lineFrom(line, by, ({ heading }) => heading);
  }

  #lineFrom(line, by, wanted) {
    let at = line;
    while (at >= 0 && at < this.lines.length && !wanted(this.lines[at])) at += by;
    return at < this.lines.length ? at : -1;
  }
}
