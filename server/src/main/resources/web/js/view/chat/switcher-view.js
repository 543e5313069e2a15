import { avatar, roomTile } from '../parts/avatar.js';
import { el, isComposing, onMac, reconcile, setAttribute, setText } from '../parts/dom.js';
import { marked } from '../parts/marked.js';
import { icon } from '../parts/icons.js';
import { tileOf } from '../parts/tile.js';
import { keyOf, pressOf } from '../../model/keys.js';
import { readProblem } from '../../text/problems.js';
import { count, say } from '../../text/texts.js';

const PAGE = 8;
/** So many are in view, and one more. Those below come after the first frame: whoever opens it or types waits for these alone. */
const FIRST = 9;
/** As many letters as the server takes. */
const LONGEST = 254;

/**
 * The panel of a dialog in which one says where to go: a field, and below it what goes by what is typed. The keys stay in the
 * field. `switcher` is a Switcher, which ends with the panel; `format` that of times; `close()` closes the dialog, `shown()` is
 * told when there is another conversation on the screen, and `tell(text)` what went wrong when the dialog is gone.
 */
export class SwitcherView {
  bare = true;
  title = say('sidebar.find');
  #list = el('div', { class: 'switcher-list', id: 'switcher-list', role: 'listbox', 'aria-label': say('sidebar.find'), data: { testid: 'switcher-list' } });
  #status = el('p', { class: 'switcher-status', role: 'status', data: { testid: 'switcher-status' } });
  #problem = el('p', { class: 'switcher-status is-problem', role: 'alert', hidden: true, data: { testid: 'switcher-problem' } });
  /** All there are, and the rows of those that are drawn. */
  #found = [];
  #rows = [];
  #at = 0;
  /** Whether one was chosen by hand: it stays chosen when more are found. */
  #moved = false;
  #busy = false;
  #over = false;
  #frame = null;
  #rest = null;
  #switcher;
  #format;
  #me;
  #now;
  #close;
  #shown;
  #tell;
  #undo;

  constructor({ switcher, format, me, now, close, shown, tell }) {
    this.#switcher = switcher;
    this.#format = format;
    this.#me = me;
    this.#now = now;
    this.#close = close;
    this.#shown = shown;
    this.#tell = tell;
    this.input = el('input', {
      type: 'text', class: 'switcher-field', role: 'combobox', 'aria-label': say('sidebar.find'), placeholder: say('sidebar.find'), 'aria-expanded': 'true', 'aria-autocomplete': 'list',
      'aria-controls': 'switcher-list', dir: 'auto', maxlength: LONGEST, autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', enterkeyhint: 'go', data: { testid: 'switcher' },
      on: { input: () => this.#typed(), keydown: (event) => this.#pressed(event) },
    });
    this.element = el('div', { class: 'switcher' }, el('div', { class: 'switcher-head' }, icon('search', 18), this.input), this.#problem, this.#list, this.#status);
    // The field keeps the focus.
    this.#list.addEventListener('pointerdown', (event) => event.preventDefault());
    this.#list.addEventListener('click', ({ target }) => this.#go(this.#placeOf(target)));
    this.#list.addEventListener('pointermove', ({ target, movementX, movementY }) => {
      // What moves below a mouse that lies still is not meant.
      if (movementX !== 0 || movementY !== 0) this.#choose(this.#placeOf(target), { byHand: true, scroll: false });
    });
    this.#undo = switcher.on('change', () => this.#renderSoon());
    this.#render();
  }

  opened() {
    this.input.focus();
  }

  closed() {
    this.#over = true;
    cancelAnimationFrame(this.#frame);
    cancelAnimationFrame(this.#rest);
    this.#undo();
    this.#switcher.dispose();
  }

  #typed() {
    this.#moved = false;
    this.#problem.hidden = true;
    this.#switcher.type(this.input.value);
    this.#render(FIRST);
  }

  /** Many answers and messages may come at once. */
  #renderSoon() {
    this.#frame ??= requestAnimationFrame(() => this.#render());
  }

  #render(number = Math.max(FIRST, this.#rows.length)) {
    cancelAnimationFrame(this.#frame);
    this.#frame = null;
    const kept = this.#moved ? keyOfEntry(this.#rows[this.#at]?.entry) : null;
    this.#found = this.#switcher.found;
    this.#draw(kept ? this.#found.length : number);
    this.#list.hidden = this.#found.length === 0;
    setText(this.#status, this.#statusWords());
    this.#status.classList.toggle('visually-hidden', this.#found.length > 0);
    this.#choose(kept ? Math.max(0, this.#rows.findIndex(({ entry }) => keyOfEntry(entry) === kept)) : 0, { byHand: this.#moved });
    if (this.#rows.length < this.#found.length) this.#rest = requestAnimationFrame(() => (this.#rest = requestAnimationFrame(() => this.#drawRest())));
  }

  #draw(number) {
    cancelAnimationFrame(this.#rest);
    const before = new Map(this.#rows.map((row) => [row.shown, row]));
    this.#rows = this.#found.slice(0, number).map((found, i) => {
      const hint = this.#hintOf(found);
      const shown = `${i} ${keyOfEntry(found.entry)} ${found.entry.name} ${found.marks} ${hint}`;
      return before.get(shown) ?? { entry: found.entry, shown, element: this.#row(found, hint, i) };
    });
    reconcile(this.#list, this.#rows.map(({ element }) => element));
  }

  #drawRest() {
    if (this.#rows.length < this.#found.length) this.#draw(this.#found.length);
  }

  #statusWords() {
    if (this.#found.length > 0) return this.input.value.trim() ? count('switcher.found', this.#found.length) : '';
    return say(this.#switcher.asking ? 'app.loading' : 'sidebar.notFound');
  }

  #row({ entry, marks, conversation }, hint, i) {
    const tile = conversation ? tileOf(conversation, this.#me)[0] : entry.kind === 'open' ? roomTile({ id: entry.id, locked: entry.visibility === 'private' }) : avatar(entry.person, { state: entry.person.state ?? null });
    const name = el('span', { class: 'switcher-name', dir: 'auto' }, ...marked(entry.name, marks));
    return el(
      'div', { class: 'switcher-row', id: `switcher-${i}`, role: 'option', 'aria-selected': 'false', 'aria-label': hint ? `${entry.name}, ${hint}` : entry.name, data: { testid: 'switcher-row', place: i } },
      tile, name, el('span', { class: 'switcher-hint', text: hint }),
    );
  }

  /** What it is, what is new in it, or what choosing it does. */
  #hintOf({ entry: { kind, archived, members }, conversation }) {
    if (kind === 'open') return say('switcher.join', count('room.members', members));
    if (kind === 'person') return say('switcher.write');
    const { mentions, unread, last } = conversation;
    const news = mentions > 0 ? count('sidebar.mentions', mentions) : unread > 0 ? count('sidebar.unread', unread) : archived ? say('sidebar.archived') : '';
    if (kind === 'room') return [say('switcher.room'), news].filter(Boolean).join(' · ');
    return news || (last ? say('switcher.lastSpoke', this.#format.brief(last.at, this.#now())) : '');
  }

  #placeOf(target) {
    const place = target.closest('.switcher-row')?.dataset.place;
    return place === undefined ? -1 : Number(place);
  }

  #choose(at, { byHand = false, scroll = true } = {}) {
    if (at < 0) return;
    this.#at = Math.max(0, Math.min(at, this.#rows.length - 1));
    this.#moved = byHand;
    this.#rows.forEach(({ element }, i) => setAttribute(element, 'aria-selected', String(i === this.#at)));
    const row = this.#rows[this.#at]?.element;
    setAttribute(this.input, 'aria-activedescendant', row?.id);
    if (row && scroll) row.scrollIntoView({ block: 'nearest' });
  }

  #pressed(event) {
    if (isComposing(event)) return;
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
    const number = this.#found.length;
    const bare = !shiftKey && !ctrlKey && !metaKey && !altKey;
    const next = bare ? { ArrowDown: (this.#at + 1) % number, ArrowUp: (this.#at + number - 1) % number, PageDown: this.#at + PAGE, PageUp: this.#at - PAGE }[key] : undefined;
    if (next !== undefined) {
      this.#drawRest();
      if (number > 0) this.#choose(Math.max(0, next), { byHand: true });
    } else if (key === 'Enter' && bare) this.#go(this.#at);
    else if (keyOf(pressOf(event), { mac: onMac() })?.does === 'find') this.#close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  async #go(at) {
    const entry = this.#rows[at]?.entry;
    if (!entry || this.#busy) return;
    this.#busy = true;
    this.#problem.hidden = true;
    // What is there already is there at once, and the focus finds its field.
    if (entry.kind === 'room' || entry.kind === 'direct') this.#close();
    try {
      await this.#switcher.go(entry);
      if (!this.#over) this.#close();
      this.#shown();
    } catch (problem) {
      this.#failed(readProblem(problem).text);
    }
    this.#busy = false;
  }

  /** What is typed stays, to choose another. */
  #failed(text) {
    if (this.#over) {
      this.#tell(text);
      return;
    }
    this.#problem.hidden = false;
    setText(this.#problem, text);
  }
}

function keyOfEntry(entry) {
  return entry ? `${entry.kind} ${entry.id}` : null;
}
