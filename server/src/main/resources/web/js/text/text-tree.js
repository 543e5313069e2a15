import { messageText } from './message-text.js';
import { Budget, readSpans, unread } from './spans.js';

/*
 * The blocks of a text, read line by line: quotes, lists, code between fences, and lines. They are CommonMark's, less
 * what a chat does not want. The desktop and exports do the same (BlockReader.java), by text.json.
 */

/** What would nest deeper is read as lines of the deepest. */
const DEEPEST = 8;
const TAB = 4;
// What is indented further begins nothing.
const MOST_INDENT = 3;
const UNREADABLE = /[\0\ufdd0-\ufdd7]/gu;
const FENCE = /(`{3,}|~{3,})[ \t]*(.*)$/uy;
const LANGUAGE = /^[A-Za-z0-9+#._-]{1,32}$/u;
const QUOTE = /[> \t]*[ \t][^> \t]/uy;
const ITEM = /(?:([-+*])|([0-9]{1,9})([.)]))([ \t]+)(?=[^ \t])/uy;
const FENCES = /[`~]/gu;
// A line that would begin something, but for the backslash.
const ESCAPED = /^( {0,3})(?:\\(?=[-+>])|([0-9]{1,9})\\(?=[.)]))/u;
// A line drawn with bullets parts a text: it is no list of nothing.
const RULE = /([-+*])(?:[ \t]|\1)*$/uy;
const NOT_BLANK = /[^ \t]/u;

/**
 * What a message says, as it is drawn: a list of blocks.
 * - `{text: [span…]}`: lines of running text, with the blank lines between them
 * - `{code, language?}`: a block of code
 * - `{quote: [block…]}`: what somebody else said
 * - `{bullets: [[block…]…]}`: a list without numbers
 * - `{numbers: [{number, blocks}…], after}`: one with numbers, and what stands behind them: `.` or `)`
 *
 * A span is one of these; the first three may be set off by `emphasis`, `strong` and `strike`:
 * - `{words}`: words, with line feeds where lines end
 * - `{code}`
 * - `{mention}`: the number of an account, or 0 for everybody
 * - `{link, hint?, shown: [span…]}`: where it leads, in ASCII; the same once more if what is shown does not say it
 *   plainly, to be shown before one follows it; anything but links, and never blank
 *
 * What is no formatting stands there as it was typed. It takes time in proportion to the text, whatever is in it.
 */
export function textTree(text) {
  return new BlockReader().read(text);
}

class BlockReader {
  #budget = new Budget();
  #open = [];
  #leaf = null;
  #line = '';
  #at = 0;
  // The column of #at; a tab may have been taken in part.
  #column = 0;
  #insideTab = false;
  // Where the next thing stands that is not blank, and how many columns away.
  #next = 0;
  #indent = 0;

  read(text) {
    const whole = new Container(null, 0, this.#budget);
    this.#open.push(whole);
    for (const line of messageText(text).replace(UNREADABLE, '\ufffd').replace(/[\v\f]/gu, ' ').split('\n')) this.#take(line);
    this.#closeTo(1);
    return whole.blocks();
  }

  #take(line) {
    this.#line = line;
    this.#at = 0;
    this.#column = 0;
    this.#insideTab = false;
    let matched = 1;
    while (matched < this.#open.length && this.#goesOn(this.#open[matched])) matched += 1;
    if (matched < this.#open.length) this.#closeTo(matched);
    if (this.#leaf instanceof Fence) this.#takeCode(this.#leaf);
    else if (!this.#begin()) this.#takeLine();
  }

  #goesOn(container) {
    this.#look();
    if (container.marker === null) {
      if (this.#indent > MOST_INDENT || this.#line[this.#next] !== '>') return false;
      this.#takeQuoteMark();
      return true;
    }
    if (this.#next === this.#line.length) return true;
    if (this.#indent < container.indent) return false;
    this.#skip(container.indent);
    return true;
  }

  #takeCode(fence) {
    this.#look();
    const mark = this.#indent <= MOST_INDENT ? this.#here(FENCE) : null;
    fence.written.push(this.#rest());
    if (mark && mark[2] === '' && mark[1][0] === fence.mark[0] && mark[1].length >= fence.mark.length) {
      this.#closeLeaf();
      return;
    }
    this.#skip(Math.min(this.#indent, fence.indent));
    fence.code.push(this.#rest());
  }

  /** Opens all that begins in a line; tells whether nothing is left of it. */
  #begin() {
    for (;;) {
      this.#look();
      if (this.#next === this.#line.length || this.#indent > MOST_INDENT) return false;
      const fence = this.#here(FENCE);
      if (fence && !(fence[1][0] === '`' && fence[2].includes('`'))) {
        const written = this.#rest();
        this.#closeLeaf();
        this.#leaf = new Fence(fence[1], this.#indent, withoutBlankEnd(fence[2]), written);
        return true;
      }
      if (this.#open.length > DEEPEST || !this.#beginContainer()) return false;
    }
  }

  #beginContainer() {
    if (this.#line[this.#next] === '>') {
      if (!this.#here(QUOTE, 1)) return false;
      this.#closeLeaf();
      this.#open.push(new Container(null, 0, this.#budget));
      this.#takeQuoteMark();
      return true;
    }
    const item = this.#here(ITEM);
    if (!item || this.#here(RULE)) return false;
    const [whole, bullet, digits, after, blank] = item;
    const number = Number(digits ?? 0);
    if (digits && number !== 1 && this.#leaf instanceof Lines && this.#leaf.ended === 0) return false;
    this.#closeLeaf();
    const before = this.#indent + whole.length - blank.length;
    this.#skip(before);
    this.#look();
    const blanks = this.#indent > TAB ? 1 : this.#indent;
    this.#skip(blanks);
    const marker = bullet ?? after;
    this.#open.at(-1).listOf(marker).begin(number);
    this.#open.push(new Container(marker, before + blanks, this.#budget));
    return true;
  }

  #takeLine() {
    this.#look();
    if (this.#next < this.#line.length) this.#lines().add(withoutBlankEnd(this.#rest()).replace(ESCAPED, '$1$2'));
    else if (this.#leaf instanceof Lines) this.#leaf.ended += 1;
  }

  /** Where lines of the innermost container go. */
  #lines() {
    if (!(this.#leaf instanceof Lines)) this.#leaf = this.#open.at(-1).linesAtEnd();
    return this.#leaf;
  }

  #here(pattern, further = 0) {
    pattern.lastIndex = this.#next + further;
    return pattern.exec(this.#line);
  }

  #look() {
    let reached = this.#column;
    this.#next = this.#at;
    for (; this.#isBlank(this.#next); this.#next += 1) reached += this.#width(this.#next, reached);
    this.#indent = reached - this.#column;
  }

  #isBlank(index) {
    return this.#line[index] === ' ' || this.#line[index] === '\t';
  }

  #width(index, column) {
    return this.#line[index] === '\t' ? TAB - (column % TAB) : 1;
  }

  #skip(columns) {
    let left = columns;
    while (left > 0 && this.#at < this.#line.length) {
      const width = this.#width(this.#at, this.#column);
      const taken = Math.min(width, left);
      this.#insideTab = width > left;
      this.#column += taken;
      left -= taken;
      if (!this.#insideTab) this.#at += 1;
    }
  }

  #takeQuoteMark() {
    this.#skip(this.#indent + 1);
    if (this.#isBlank(this.#at)) this.#skip(1);
  }

  #rest() {
    return this.#insideTab ? ' '.repeat(TAB - (this.#column % TAB)) + this.#line.slice(this.#at + 1) : this.#line.slice(this.#at);
  }

  #closeTo(size) {
    this.#closeLeaf();
    while (this.#open.length > size) {
      const closed = this.#open.pop();
      if (closed.marker === null) this.#open.at(-1).add({ quote: closed.blocks() });
      else this.#open.at(-1).list.items.push(closed.blocks());
    }
  }

  #closeLeaf() {
    const fence = this.#leaf;
    this.#leaf = null;
    if (!(fence instanceof Fence)) return;
    if (fence.code.some((line) => NOT_BLANK.test(line))) {
      const code = fence.code.join('\n');
      this.#open.at(-1).add(fence.language ? { code, language: fence.language } : { code });
    } else {
      for (const line of fence.written) this.#lines().add(unread(withoutBlankEnd(line), FENCES));
      this.#leaf = null;
    }
  }
}

function withoutBlankEnd(text) {
  let end = text.length;
  while (text[end - 1] === ' ' || text[end - 1] === '\t') end -= 1;
  return text.slice(0, end);
}

/** Lines that follow each other, and how many blank ones came last. */
class Lines {
  lines = [];
  ended = 0;

  add(line) {
    for (; this.ended > 0; this.ended -= 1) this.lines.push('');
    this.lines.push(line);
  }
}

/** Code, and how it was written, should there be none. */
class Fence {
  code = [];

  constructor(mark, indent, info, first) {
    this.mark = mark;
    this.indent = indent;
    this.language = LANGUAGE.test(info) ? info : null;
    this.written = [first];
    if (this.language === null && info !== '') this.code.push(info);
  }
}

/** A list that may go on. */
class Listing {
  items = [];
  #numbers = [];
  #typed = -1;

  constructor(marker) {
    this.marker = marker;
  }

  /** Numbers are what was typed; where the same is typed again and again, they count. */
  begin(number) {
    this.#numbers.push(number === this.#typed ? this.#numbers.at(-1) + 1 : number);
    this.#typed = number;
  }

  block() {
    if (this.marker !== '.' && this.marker !== ')') return { bullets: this.items };
    return { numbers: this.items.map((blocks, i) => ({ number: this.#numbers[i], blocks })), after: this.marker };
  }
}

/** The whole, a quote, or an item of a list. */
class Container {
  // The last of its blocks, as long as it may grow.
  list = null;
  #lines = null;
  #done = [];
  #budget;

  /** `marker` is what an item begins with, null if it is none; `indent` how far what belongs to it is indented. */
  constructor(marker, indent, budget) {
    this.marker = marker;
    this.indent = indent;
    this.#budget = budget;
  }

  add(block) {
    this.#settle();
    this.#done.push(block);
  }

  listOf(marker) {
    if (this.list?.marker !== marker) {
      this.#settle();
      this.list = new Listing(marker);
    }
    return this.list;
  }

  linesAtEnd() {
    if (!this.#lines) {
      this.#settle();
      this.#lines = new Lines();
    }
    return this.#lines;
  }

  blocks() {
    this.#settle();
    return this.#done;
  }

  #settle() {
    if (this.list) this.#done.push(this.list.block());
    if (this.#lines) this.#done.push({ text: readSpans(this.#lines.lines, this.#budget) });
    this.list = null;
    this.#lines = null;
  }
}
