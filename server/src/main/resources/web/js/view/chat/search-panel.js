import { el, isComposing, setAttribute, setText } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { marked } from '../parts/marked.js';
import { tileOf } from '../parts/tile.js';
import { avatar } from '../parts/avatar.js';
import { foldName, foldTyped, match } from '../../text/fuzzy.js';
import { isSayable, KINDS, OPERATORS, pieceAt, says, withOperator, withValue, without } from '../../text/search-pieces.js';
import { readProblem } from '../../text/problems.js';
import { count, say } from '../../text/texts.js';

/** So many are worth the look. */
const MOST_OFFERED = 8;
const PAGE = 8;
/** Whoever types on is not asked for yet. */
const PAUSE = 150;
/** The next page is asked for when its place is so near. */
const NEAR = '300px 0px';
const DATES = ['before', 'after', 'on'];
const DAY = 24 * 60 * 60_000;

/**
 * A field to look for messages with, and below it what was found, or what the piece that is being written can say.
 * `search` is a MessageSearch, which outlives the panel, as `people` does, a PagedSearch. `conversations()` are mine, `here()` the one on the screen; `titleOf(id)` says what
 * one is called; `entries(take)` and `removed(run)` tell what happens to messages and conversations, and hand back how to stop it; `go(hit)` leads to a message.
 */
export class SearchPanel {
  title = say('search.title');
  #list = el('div', { class: 'search-list', role: 'listbox', id: 'message-search-list', 'aria-label': say('search.list') });
  #status = el('p', { id: 'message-search-status', class: 'search-status', role: 'status', data: { testid: 'message-search-status' } });
  #more = el('button', { type: 'button', class: 'search-more', hidden: true, data: { testid: 'message-search-more' } });
  #foot;
  #date;
  #chips;
  /** What is below the field, {element, run, key}: hits, or what is offered. */
  #rows = [];
  #at = -1;
  #moved = false;
  /** Whether what is offered was put away with Esc, for what is typed now. */
  #declined = null;
  #timer = null;
  #observer = null;
  #undo = [];
  #options;

  constructor(options) {
    this.#options = options;
    this.input = el('input', {
      id: 'message-search', type: 'search', role: 'combobox', 'aria-label': say('search.field'), placeholder: say('search.field'), autocomplete: 'off', autocapitalize: 'none',
      spellcheck: 'false', enterkeyhint: 'search', 'aria-expanded': 'true', 'aria-controls': 'message-search-list', 'aria-describedby': 'message-search-status', 'aria-autocomplete': 'list',
      data: { testid: 'message-search' },
      on: { input: () => this.#typed(), keydown: (event) => this.#pressed(event), click: () => this.#render(), keyup: ({ key }) => /^(?:Arrow(?:Left|Right)|Home|End)$/u.test(key) && this.#render() },
    });
    this.#date = el('input', { type: 'date', class: 'search-date', 'aria-label': say('search.date'), hidden: true, data: { testid: 'message-search-date' }, on: { change: () => this.#dated() } });
    const field = el('div', { class: 'search-field', role: 'search' }, icon('search', 16), this.input);
    const chip = (name, run) => el('button', { type: 'button', class: 'search-chip', text: say(`search.chip.${name}`), on: { click: run }, data: { testid: `search-${name}` } });
    const { search, here } = options;
    this.#chips = {
      everywhere: chip('everywhere', () => this.#within(null)),
      here: chip('here', () => this.#within(here()?.id ?? null)),
      from: chip('from', () => this.#write(withOperator(this.input.value, 'from'))),
      file: chip('file', () => this.#toggle('has:file')),
      before: chip('before', () => this.#write(withOperator(this.input.value, 'before'))),
    };
    const chips = el('div', { class: 'search-chips', role: 'group', 'aria-label': say('search.narrow') }, ...Object.values(this.#chips));
    this.#more.addEventListener('click', () => this.#goOn());
    this.#list.addEventListener('pointerdown', (event) => event.preventDefault());
    this.#list.addEventListener('click', ({ target }) => this.#run(this.#placeOf(target)));
    this.#list.addEventListener('pointermove', ({ target, movementX, movementY }) => {
      if (movementX !== 0 || movementY !== 0) this.#choose(this.#placeOf(target), { byHand: true, scroll: false });
    });
    this.#foot = el('div', { class: 'search-foot' }, this.#status, this.#more);
    this.element = el('div', { class: 'panel message-search', data: { testid: 'search-panel' } }, field, this.#date, chips, this.#list, this.#foot);
    this.input.value = search.text;
  }

  opened() {
    const { search, entries, people, removed } = this.#options;
    this.#observer = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && this.#options.search.more(), { root: this.element.closest('.drawer-sheet'), rootMargin: NEAR });
    this.#undo = [
      search.on('change', () => this.#render()), people.on('change', () => this.#render()),
      entries((conversation, entry) => search.take(conversation, entry)), removed((id) => search.drop(id)),
    ];
    this.focus();
    this.#render();
    // Much may have come since it was last looked at.
    if (search.text.trim()) search.ask();
  }

  closed() {
    clearTimeout(this.#timer);
    for (const undo of this.#undo.splice(0)) undo();
    this.#observer.disconnect();
    this.#observer = null;
    this.#options.search.dispose();
  }

  /** The keyboard into its field, where it is shown already. */
  focus() {
    this.input.focus();
    this.input.select();
  }

  /** Another conversation may be on the screen. */
  render() {
    this.#render();
  }

  #typed() {
    this.#moved = false;
    this.#options.search.type(this.input.value);
    this.#askPeople();
    this.#render();
  }

  #askPeople() {
    clearTimeout(this.#timer);
    const piece = this.#piece;
    if (piece?.operator === 'from') this.#timer = setTimeout(() => this.#options.people.search(piece.typed), PAUSE);
  }

  #write({ text, caret }) {
    this.input.value = text;
    this.input.focus();
    this.input.setSelectionRange(caret, caret);
    this.#declined = null;
    this.#typed();
  }

  #toggle(said) {
    const { value } = this.input;
    if (says(value, said)) this.#write(atEnd(without(value, said)));
    else this.#write(atEnd(`${value && !/\s$/u.test(value) ? `${value} ` : value}${said} `));
  }

  #within(id) {
    this.#options.search.within(id);
    this.input.focus();
    this.#render();
  }

  #dated() {
    const piece = this.#piece;
    if (this.#date.value && piece) this.#write(withValue(this.input.value, piece, this.#date.value));
  }

  /** What is being written that something can be offered for. */
  get #piece() {
    const { value, selectionStart } = this.input;
    return this.#declined === value ? null : pieceAt(value, selectionStart ?? value.length);
  }

  #render() {
    const { search, here } = this.#options;
    const piece = this.#piece;
    const offered = this.#offers(piece);
    this.#date.hidden = !DATES.includes(piece?.operator);
    setAttribute(this.#chips.everywhere, 'aria-pressed', String(search.here === null));
    setAttribute(this.#chips.here, 'aria-pressed', String(search.here !== null));
    setText(this.#chips.here, search.here === null || search.here === here()?.id ? say('search.chip.here') : this.#options.titleOf(search.here));
    this.#chips.here.disabled = search.here === null && !here();
    setAttribute(this.#chips.file, 'aria-pressed', String(says(this.input.value, 'has:file')));
    const kept = this.#moved ? this.#rows[this.#at]?.key : null;
    const before = new Map(this.#rows.map(({ shown, element }) => [shown, element]));
    const wanted = offered ?? search.found.map((hit) => this.#hit(hit));
    this.#rows = wanted.map((row, i) => {
      const shown = `${i} ${row.shown}`;
      // What is drawn stays; what it does is what it does now.
      return { ...row, shown, element: before.get(shown) ?? row.make(i) };
    });
    this.#list.replaceChildren(...this.#rows.map(({ element }) => element));
    this.#list.hidden = this.#rows.length === 0;
    setAttribute(this.input, 'aria-expanded', String(this.#rows.length > 0));
    setAttribute(this.#list, 'aria-label', say(offered ? 'search.offers' : 'search.list'));
    this.#choose(kept ? Math.max(0, this.#rows.findIndex(({ key }) => key === kept)) : offered && !piece ? -1 : 0, { byHand: this.#moved, scroll: this.#moved });
    this.#renderFoot(offered !== null);
  }

  #renderFoot(offering) {
    const { state, problem, found, hasMore, answered, upTo, asking } = this.#options.search;
    const failed = state === 'failed' && !offering;
    this.#status.classList.toggle('is-problem', failed);
    const told = () => {
      if (offering) return '';
      if (failed) return readProblem(problem).text;
      if (!answered) return asking ? say('app.loading') : '';
      const number = found.length > 0 ? count(hasMore ? 'search.shown' : 'search.results', found.length) : say(hasMore ? 'search.notYet' : 'search.none');
      return upTo === null ? number : `${number} ${say('search.filling', this.#options.format.exact(upTo, this.#options.now()))}`;
    };
    setText(this.#status, told());
    this.#more.hidden = offering || asking || !(failed || hasMore);
    setText(this.#more, say(failed ? 'app.tryAgain' : 'search.more'));
    this.#observer?.unobserve(this.#foot);
    if (!offering && state === 'idle' && hasMore && found.length > 0) this.#observer?.observe(this.#foot);
  }

  /** Rows of what the piece can say; of all that can be asked for where nothing stands yet; null where there is nothing to offer. */
  #offers(piece) {
    if (!piece) return this.input.value.trim() || this.#declined === this.input.value ? null : OPERATORS.map((operator) => this.#operator(operator));
    const offers = { from: () => this.#people(piece), in: () => this.#rooms(piece), has: () => this.#kinds(piece) }[piece.operator] ?? (() => this.#days(piece));
    const rows = offers();
    return rows.length > 0 ? rows : null;
  }

  #operator(operator) {
    return this.#offer({
      key: `operator ${operator}`, sign: () => icon(SIGNS[operator], 18), name: say(`search.operator.${operator}`), hint: `${operator}:`,
      run: () => this.#write(withOperator(this.input.value, operator)),
    });
  }

  #people(piece) {
    const { me, people, known } = this.#options;
    const all = new Map([me, ...known(), ...people.found].map((person) => [person.id, person]));
    const names = new Map();
    for (const { name } of all.values()) names.set(name, (names.get(name) ?? 0) + 1);
    return this.#best([...all.values()], piece.typed, ({ name }) => name).map((person) => this.#offer({
      key: `person ${person.id}`, sign: () => avatar(person, {}), name: person.id === me.id ? `${person.name} (${say('message.you')})` : person.name, hint: '',
      run: () => this.#fill(piece, isSayable(person.name) && names.get(person.name) === 1 ? person.name : `@${person.id}`),
    }));
  }

  #rooms(piece) {
    const { me, conversations } = this.#options;
    const all = conversations();
    const titles = new Map();
    for (const { kind, title } of all) if (kind === 'room') titles.set(title, (titles.get(title) ?? 0) + 1);
    return this.#best(all, piece.typed, ({ title }) => title).map((conversation) => this.#offer({
      key: `conversation ${conversation.id}`, sign: () => tileOf(conversation, me)[0], name: conversation.title, hint: '',
      run: () => this.#fill(piece, conversation.kind === 'room' && isSayable(conversation.title) && titles.get(conversation.title) === 1 ? conversation.title : `#${conversation.id}`),
    }));
  }

  #kinds(piece) {
    return KINDS.filter((kind) => kind.startsWith(piece.typed.toLowerCase()) && kind !== piece.typed).map((kind) => this.#offer({
      key: `kind ${kind}`, sign: () => icon(SIGNS[kind], 18), name: say(`search.kind.${kind}`), hint: kind, run: () => this.#fill(piece, kind),
    }));
  }

  #days(piece) {
    const { format, now } = this.#options;
    const days = [0, 1, 7, 30].map((ago) => [ago, format.dayKey(now() - ago * DAY)]);
    return days.filter(([, key]) => key.startsWith(piece.typed) && key !== piece.typed).map(([ago, key]) => this.#offer({
      key: `day ${key}`, sign: () => icon('clock-3', 18), name: ago < 2 ? say(ago === 0 ? 'day.today' : 'day.yesterday') : count('search.daysAgo', ago), hint: key, run: () => this.#fill(piece, key),
    }));
  }

  #best(all, typed, nameOf) {
    const wanted = foldTyped(typed);
    if (wanted.terms.length === 0) return all.slice(0, MOST_OFFERED);
    const found = all.map((one) => [match(foldName(nameOf(one)), wanted)?.rank, one]).filter(([rank]) => rank !== undefined);
    return found.sort(([one], [other]) => one - other).slice(0, MOST_OFFERED).map(([, one]) => one);
  }

  #fill(piece, value) {
    this.#write(withValue(this.input.value, piece, value));
  }

  #offer({ key, sign, name, hint, run }) {
    return {
      key, run, shown: `${key} ${name}`,
      make: (i) => el(
        'div', { class: 'search-offer', id: `message-search-${i}`, role: 'option', 'aria-selected': 'false', data: { testid: 'search-offer', place: i } },
        el('span', { class: 'search-sign' }, sign()), el('span', { class: 'search-offer-name', dir: 'auto', text: name }), el('span', { class: 'search-offer-hint', text: hint }),
      ),
    };
  }

  #hit(hit) {
    const { format, titleOf, now } = this.#options;
    const { conversation, row: { seq, sender, at, files }, text, marks, files: named } = hit;
    const where = titleOf(conversation);
    const when = format.exact(at, now());
    return {
      key: `hit ${conversation} ${seq}`, run: () => this.#options.go(hit), shown: `hit ${conversation} ${seq} ${text} ${JSON.stringify([marks, named])} ${where} ${when} ${sender.name}`,
      make: (i) => el(
        'div', { class: 'search-hit', id: `message-search-${i}`, role: 'option', 'aria-selected': 'false', data: { testid: 'search-hit', place: i } },
        el(
          'span', { class: 'search-hit-head' },
          el('span', { class: 'search-hit-where' }, el('b', { dir: 'auto', text: sender.name }), ' ', say('search.in', where)), el('time', { text: when, title: format.full(at) }),
        ),
        text ? el('span', { class: 'search-hit-text', dir: 'auto' }, ...marked(text, marks)) : null,
        ...files.map((file, index) => fileLine(file, named.find((one) => one.index === index)?.marks ?? [])),
      ),
    };
  }

  #placeOf(target) {
    const place = target.closest('[data-place]')?.dataset.place;
    return place === undefined ? -1 : Number(place);
  }

  #choose(at, { byHand = false, scroll = true } = {}) {
    this.#at = Math.min(at, this.#rows.length - 1);
    this.#moved = byHand;
    this.#rows.forEach(({ element }, i) => setAttribute(element, 'aria-selected', String(i === this.#at)));
    const row = this.#rows[this.#at]?.element;
    setAttribute(this.input, 'aria-activedescendant', row?.id);
    if (row && scroll) row.scrollIntoView({ block: 'nearest' });
  }

  #run(at) {
    this.#rows[at]?.run();
  }

  #goOn() {
    const { search } = this.#options;
    if (search.state === 'failed') search.retry();
    else search.more();
    this.input.focus();
  }

  #pressed(event) {
    if (isComposing(event)) return;
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
    if (shiftKey || ctrlKey || metaKey || altKey) return;
    const last = this.#rows.length - 1;
    const next = { ArrowDown: this.#at >= last ? 0 : this.#at + 1, ArrowUp: this.#at <= 0 ? last : this.#at - 1, PageDown: Math.min(last, this.#at + PAGE), PageUp: Math.max(0, this.#at - PAGE) }[key];
    if (next !== undefined && last >= 0) this.#choose(next, { byHand: true });
    else if (key === 'Enter') this.#entered();
    else if (key === 'Escape' && this.#piece && this.#offers(this.#piece)) {
      this.#declined = this.input.value;
      this.#render();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** What is chosen; what was typed just now is asked for first. */
  #entered() {
    const { search } = this.#options;
    if (search.asking && !this.#piece) search.ask();
    else this.#run(this.#at);
  }
}

const SIGNS = { from: 'user', in: 'hash', has: 'paperclip', before: 'history', after: 'clock-3', on: 'clock-3', file: 'file', picture: 'camera', link: 'external-link' };

function fileLine({ name }, marks) {
  return el('span', { class: 'search-hit-file' }, icon('file', 14), el('span', { class: 'search-hit-name', dir: 'auto' }, ...marked(name, marks)));
}

function atEnd(text) {
  return { text, caret: text.length };
}
