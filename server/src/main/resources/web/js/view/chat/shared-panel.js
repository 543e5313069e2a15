import { el, reconcile, setText } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { fileCard, linkRow, pictureTile } from './shared-views.js';
import { SharedItems } from '../../model/files/shared-items.js';
import { readProblem } from '../../text/problems.js';
import { say } from '../../text/texts.js';

const KINDS = ['pictures', 'files', 'links'];
const ICONS = { pictures: 'camera', files: 'file', links: 'external-link' };
const VIEWS = { pictures: pictureTile, files: fileCard, links: linkRow };
/** The next page is asked for when its place is so near. */
const NEAR = '400px 0px';

/**
 * The pictures, files and links of a conversation, the newest first and by month: a tab each, of which only the one that
 * is looked at is asked for. `load(kind, {before})` asks the server, `nameOf(id)` says what somebody is called, `log(take, anew)` tells of each entry of the
 * conversation's log and of when nothing that was known holds any more, and hands back how to stop it, as
 * `renamed(change)` does for names. `sources` are FileSources of its own; `act` are {go(seq), view(pictures, at), open(file),
 * save(file, sender)}.
 */
export class SharedPanel {
  title = say('conversation.files');
  #months = el('div', { class: 'shared-months' });
  #sign = el('span', { class: 'shared-sign', hidden: true });
  #status = el('p', { class: 'panel-status', role: 'status', data: { testid: 'shared-status' } });
  #more = el('button', { type: 'button', class: 'search-more', hidden: true, data: { testid: 'shared-more' } });
  #foot = el('div', { class: 'shared-foot' }, this.#sign, this.#status, this.#more);
  #list = el('div', { id: 'shared-list', role: 'tabpanel', tabindex: '-1', class: 'shared-list', data: { testid: 'shared-list' } }, this.#months, this.#foot);
  #tabs;
  #kind = KINDS[0];
  /** What was asked for, by its kind. */
  #items = new Map();
  /** What is shown, by what it shows. */
  #views = new Map();
  #headings = new Map();
  #observer = null;
  /** How many there were when the next page was last asked for by itself: if that brought nothing, somebody says so. */
  #askedAt = -1;
  #live = true;
  #undo = [];
  #options;

  constructor(options) {
    this.#options = options;
    this.#tabs = KINDS.map((kind) => this.#tab(kind));
    const tabs = el('div', { class: 'segments is-wide', role: 'tablist', 'aria-label': this.title, data: { testid: 'shared-tabs' } }, ...this.#tabs);
    tabs.addEventListener('keydown', (event) => this.#pressed(event));
    this.#more.addEventListener('click', () => this.#goOn());
    this.#months.addEventListener('keydown', (event) => this.#moved(event));
    this.#months.addEventListener('focusin', ({ target }) => this.#stop(target.closest('li')));
    this.element = el('div', { class: 'panel shared', data: { testid: 'shared-panel' } }, tabs, this.#list);
  }

  opened() {
    const { log, renamed, sources } = this.#options;
    const sheet = this.#sheet;
    sources.watch(sheet);
    this.#observer = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && this.#near(), { root: sheet, rootMargin: NEAR });
    this.#undo = [
      log((entry, held) => this.#each((items) => items.take(entry, held)), () => this.#each((items) => items.load())),
      renamed((account) => this.#each((items) => items.updateSender(account))),
    ];
    this.#choose(this.#kind);
  }

  closed() {
    for (const undo of this.#undo.splice(0)) undo();
    this.#observer.disconnect();
    this.#observer = null;
    this.#options.sources.dispose();
  }

  /** The server is back, perhaps. */
  render({ live }) {
    const back = live && !this.#live;
    this.#live = live;
    if (!back) return;
    this.#options.sources.retry();
    if (this.#now?.state === 'failed') this.#now.retry();
  }

  get #sheet() {
    return this.element.closest('.drawer-sheet');
  }

  get #now() {
    return this.#items.get(this.#kind);
  }

  #each(run) {
    for (const items of this.#items.values()) run(items);
  }

  #tab(kind) {
    return el(
      'button', { type: 'button', class: 'segment', id: `shared-${kind}`, role: 'tab', 'aria-controls': 'shared-list', text: say(`shared.${kind}`), on: { click: () => this.#choose(kind) }, data: { kind, testid: `shared-${kind}` } },
    );
  }

  #choose(kind) {
    this.#kind = kind;
    this.#askedAt = -1;
    for (const tab of this.#tabs) {
      const chosen = tab.dataset.kind === kind;
      tab.setAttribute('aria-selected', String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    }
    this.#list.setAttribute('aria-labelledby', `shared-${kind}`);
    this.#sign.replaceChildren(icon(ICONS[kind], 28));
    this.#months.replaceChildren();
    for (const view of this.#views.values()) view.dispose();
    this.#views.clear();
    this.#headings.clear();
    if (!this.#now) {
      const { load, nameOf } = this.#options;
      const items = new SharedItems({ kind, load: (page) => load(kind, page), nameOf });
      this.#items.set(kind, items);
      items.on('change', () => items === this.#now && this.#observer && this.#show());
      items.load();
    } else {
      this.#show();
      if (this.#live && this.#now.state === 'failed') this.#now.retry();
    }
    this.#sheet.scrollTop = 0;
  }

  #show() {
    const { items, state, problem, answered, hasMore } = this.#now;
    const failed = state === 'failed';
    this.#kept(() => reconcile(this.#months, this.#drawn(items)));
    this.#status.classList.toggle('is-problem', failed);
    this.#list.setAttribute('aria-busy', String(state === 'loading'));
    const empty = answered && items.length === 0 && state === 'idle';
    this.#sign.hidden = !empty || hasMore;
    const words = failed ? readProblem(problem).text
      : state === 'loading' ? say('app.loading')
        : empty ? say(hasMore ? 'shared.notYet' : `shared.none.${this.#kind}`) : '';
    setText(this.#status, words);
    this.#more.hidden = state === 'loading' || !(failed || hasMore);
    setText(this.#more, say(failed ? 'app.tryAgain' : 'shared.more'));
    // Seen all along, it would not be told again.
    this.#observer.unobserve(this.#foot);
    if (state === 'idle' && hasMore && items.length > 0 && items.length !== this.#askedAt) this.#observer.observe(this.#foot);
  }

  /** The sections of the months, with what is in each: what is there already stays where it is. */
  #drawn(items) {
    const { format, now } = this.#options;
    const months = new Map();
    const shown = new Set();
    for (const item of items) {
      const month = format.month(item.at, now());
      if (!months.has(month)) months.set(month, []);
      for (const thing of item.files ?? item.links) {
        const key = thing.id ?? `${item.seq} ${thing.url} ${thing.text ?? ''}`;
        shown.add(key);
        months.get(month).push(this.#view(key, thing, item).element);
      }
    }
    for (const [key, view] of this.#views) {
      if (shown.has(key)) continue;
      view.dispose();
      this.#views.delete(key);
    }
    const sections = [...months].map(([month, elements]) => this.#section(month, elements));
    for (const month of this.#headings.keys()) if (!months.has(month)) this.#headings.delete(month);
    return sections;
  }

  #section(month, elements) {
    if (!this.#headings.has(month)) {
      const list = el('ul', { class: `shared-${this.#kind}`, 'aria-label': `${say(`shared.${this.#kind}`)}, ${month}` });
      this.#headings.set(month, el('section', {}, el('h3', { class: 'shared-month', text: month }), list));
    }
    const section = this.#headings.get(month);
    reconcile(section.lastElementChild, elements);
    return section;
  }

  #view(key, thing, item) {
    const known = this.#views.get(key);
    if (known) {
      if (known.sender !== item.sender) known.update(item);
      known.sender = item.sender;
      return known;
    }
    const { format, now, sources, act } = this.#options;
    const view = VIEWS[this.#kind](thing, item, {
      sources, when: (at) => format.brief(at, now()), full: (at) => format.full(at),
      act: { ...act, view: (file) => this.#viewPicture(file) },
    });
    view.sender = item.sender;
    for (const stop of view.element.querySelectorAll('button, a')) stop.tabIndex = -1;
    this.#views.set(key, view);
    return view;
  }

  #viewPicture(file) {
    const pictures = this.#now.items.flatMap(({ seq, files, sender }) => files.map((one) => ({ file: one, sender, seq })));
    this.#options.act.view(pictures, pictures.findIndex((picture) => picture.file.id === file.id));
  }

  /** What is looked at stays where it is, whatever comes above it. */
  #kept(change) {
    const sheet = this.#sheet;
    const focused = this.#months.contains(document.activeElement) ? document.activeElement : null;
    const edge = sheet.getBoundingClientRect().top;
    const eye = sheet.scrollTop > 0 ? [...this.#months.querySelectorAll('li')].find((one) => one.getBoundingClientRect().bottom > edge) : null;
    const before = eye?.getBoundingClientRect().top;
    change();
    if (eye?.isConnected) sheet.scrollTop += eye.getBoundingClientRect().top - before;
    this.#stop(this.#months.querySelector('[tabindex="0"]')?.closest('li') ?? this.#months.querySelector('li'));
    if (focused && !focused.isConnected) this.#tabs[KINDS.indexOf(this.#kind)].focus();
  }

  /** Tab stops at one of all, and goes through what can be done with it. */
  #stop(item) {
    if (!item) return;
    for (const stop of this.#months.querySelectorAll('[tabindex="0"]')) if (!item.contains(stop)) stop.tabIndex = -1;
    for (const stop of item.querySelectorAll('button, a')) stop.tabIndex = 0;
  }

  /** By arrows from one to the next, in rows where there are such. */
  #moved(event) {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    const all = [...this.#months.querySelectorAll('li')];
    const at = all.indexOf(target.closest('li'));
    const across = this.#kind === 'pictures';
    const next = {
      ArrowRight: across ? at + 1 : at, ArrowLeft: across ? at - 1 : at, Home: 0, End: all.length - 1,
      ArrowDown: across ? below(all, at, 1) : at + 1, ArrowUp: across ? below(all, at, -1) : at - 1,
    }[key];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    all[Math.max(0, Math.min(all.length - 1, next))].querySelector('button, a').focus();
  }

  #near() {
    if (this.#now.state !== 'idle') return;
    this.#askedAt = this.#now.items.length;
    this.#now.more();
  }

  #goOn() {
    if (this.#now.state === 'failed') this.#now.retry();
    else this.#now.more();
    // The button goes while it is asked.
    this.#list.focus({ preventScroll: true });
  }

  /** As tabs do: the arrows go from kind to kind, and show each. */
  #pressed(event) {
    const at = this.#tabs.indexOf(event.target);
    const { length } = this.#tabs;
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: length - 1 }[event.key];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    const tab = this.#tabs[(next + length) % length];
    this.#choose(tab.dataset.kind);
    tab.focus();
  }
}

/** Which of them stands below, or above, as near as can be to the same place across. */
function below(all, at, way) {
  const from = all[at].getBoundingClientRect();
  const row = all.map((one, index) => ({ index, box: one.getBoundingClientRect() })).filter(({ box }) => (way > 0 ? box.top > from.top + 1 : box.top < from.top - 1));
  const top = way > 0 ? Math.min(...row.map(({ box }) => box.top)) : Math.max(...row.map(({ box }) => box.top));
  const near = row.filter(({ box }) => Math.abs(box.top - top) < 1).sort((one, other) => Math.abs(one.box.left - from.left) - Math.abs(other.box.left - from.left));
  return near[0]?.index ?? at;
}
