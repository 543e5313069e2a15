import { el, reconcile, setAttribute, setText } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { onMenuAsked } from '../parts/long-press.js';
import { tileOf } from '../parts/tile.js';
import { lastLine } from './last-line.js';
import { rowWords } from './row-words.js';
import { count, say } from '../../text/texts.js';

/**
 * The conversations by section, each with its newest line and what is unread. `draft(id)` gives what is being written in
 * one; `open(id)` is called when one is chosen, `menu(conversation, at)` when it is asked what can be done with one, and
 * `add(kind, at)` by the plus beside a section. Hundreds of rows stay quick: a row is touched only if something in it is
 * another, and the browser draws only those in view.
 */
export class ConversationList {
  element = el('div', { class: 'conversations' });
  #sections = new Map();
  #rows = new Map();
  #shown = [];
  #stop = null;
  #chat;
  #format;
  #draft;
  #open;
  #add;
  #undo;

  constructor({ chat, format, draft, open, menu, add }) {
    this.#chat = chat;
    this.#format = format;
    this.#draft = draft;
    this.#open = open;
    this.#add = add;
    this.element.addEventListener('keydown', (event) => this.#pressed(event));
    this.element.addEventListener('focusin', ({ target }) => target.matches('.conversation') && this.#setTabStop(target));
    this.#undo = onMenuAsked(this.element, (target, at) => {
      const row = target.closest('.conversation');
      const conversation = row && this.#chat.conversations.get(Number(row.dataset.id));
      if (conversation) menu(conversation, at);
      return Boolean(conversation);
    });
  }

  dispose() {
    this.#undo();
  }

  /** Onto the one on the screen, else the first. */
  focus() {
    (this.#rows.get(this.#chat.current?.id)?.button ?? this.#shown[0]?.button)?.focus();
  }

  /** Opens the next one of those that are shown, or the one before; with `unread` the next with something new, all round. */
  go(step, { unread }) {
    const ids = this.#shown.map(({ id }) => id);
    const wanted = unread ? ids.filter((id) => this.#hasNews(id)) : ids;
    const at = ids.indexOf(this.#chat.current?.id);
    const behind = wanted.filter((id) => Math.sign(ids.indexOf(id) - at) === step);
    const next = (step > 0 ? behind[0] : behind.at(-1)) ?? (unread ? wanted.at(step > 0 ? 0 : -1) : null);
    if (next != null && next !== ids[at]) this.#open(next);
  }

  #hasNews(id) {
    const { count: number, dot, muted } = this.#chat.conversations.get(id).badge;
    return !muted && (number > 0 || dot);
  }

  /** Opens one of those that are starred, counted from 1. Whether there are so many. */
  openStarred(number) {
    const { conversations } = this.#chat.sections.find(({ kind }) => kind === 'starred');
    const wanted = conversations[number - 1];
    if (wanted) this.#open(wanted.id);
    return wanted !== undefined;
  }

  render() {
    const { conversations, sections } = this.#chat;
    for (const id of this.#rows.keys()) if (!conversations.has(id)) this.#rows.delete(id);
    const moment = { now: this.#chat.now(), current: this.#chat.current?.id ?? null };
    moment.day = `${this.#format.version} ${this.#format.dayKey(moment.now)}`;
    this.#shown = [];
    const elements = sections.map(({ kind, conversations: all }) => {
      const rows = all.map((conversation) => this.#row(conversation, moment));
      this.#shown.push(...rows);
      const section = this.#section(kind);
      section.element.hidden = rows.length === 0 && kind === 'starred';
      reconcile(section.list, rows.map((row) => row.element));
      return section.element;
    });
    reconcile(this.element, elements);
    this.#setTabStop(this.#stop?.isConnected && !this.#stop.closest('[hidden]') ? this.#stop : null);
  }

  #section(kind) {
    if (!this.#sections.has(kind)) {
      const list = el('ul');
      const label = say(`sidebar.section.${kind}`);
      const title = el('h2', { class: 'list-title', id: `section-${kind}` }, kind === 'starred' ? icon('star', 15) : null, el('span', { text: label }));
      if (kind !== 'starred') title.append(this.#plus(kind));
      const element = el('section', { class: `section section-${kind}`, 'aria-labelledby': `section-${kind}`, data: { testid: `section-${kind}` } }, title, list);
      this.#sections.set(kind, { element, list });
    }
    return this.#sections.get(kind);
  }

  #plus(kind) {
    const label = say(kind === 'rooms' ? 'sidebar.newRoom' : 'sidebar.newDirect');
    return el(
      'button',
      { type: 'button', class: 'section-add', 'aria-label': label, title: label, on: { click: ({ currentTarget }) => this.#add(kind, currentTarget) }, data: { testid: `add-${kind}` } },
      icon('plus', 16),
    );
  }

  #row(conversation, { now, current, day }) {
    const { id, title, last, badge, presence, unread, mentions } = conversation;
    let row = this.#rows.get(id);
    if (!row) this.#rows.set(id, (row = createRow(conversation, this.#chat.account, () => this.#open(id))));
    const isCurrent = current === id;
    const draft = this.#draft(id);
    const failed = conversation.unsent > 0 && conversation.outbox.items(id).some((item) => item.failed);
    const shown = [
      day, isCurrent, title, last?.seq, last?.kind, last?.text, last?.name, last?.at, draft, conversation.waitingText, failed, conversation.begun,
      badge.count, badge.mention, badge.dot, badge.muted, unread, mentions, presence, conversation.starred, conversation.visibility, conversation.archived, conversation.people?.map((one) => `${one.name} ${one.avatarUrl}`),
    ].join('\n');
    if (row.shown === shown) return row;
    row.shown = shown;
    row.button.classList.toggle('is-current', isCurrent);
    setAttribute(row.button, 'aria-current', isCurrent ? 'true' : null);
    row.button.classList.toggle('has-unread', badge.count > 0 || badge.dot);
    row.button.classList.toggle('is-muted', badge.muted);
    row.updateTile(conversation);
    setText(row.title, title);
    const words = lastLine(conversation, { draft, failed });
    setText(row.preview, words.text);
    row.preview.className = words.kind ? `conversation-preview is-${words.kind}` : 'conversation-preview';
    const time = last ? this.#format.brief(last.at, now) : '';
    setText(row.time, time);
    showBadge(row.badge, badge, conversation);
    row.button.setAttribute('aria-label', rowWords(conversation, { preview: words.text, time }));
    return row;
  }

  /** The list is one tab stop; arrows go through it. */
  #setTabStop(button) {
    const next = button ?? this.#rows.get(this.#chat.current?.id)?.button ?? this.#shown[0]?.button ?? null;
    if (next === this.#stop) return;
    if (this.#stop) this.#stop.tabIndex = -1;
    if (next) next.tabIndex = 0;
    this.#stop = next;
  }

  #pressed(event) {
    const { key, altKey, ctrlKey, metaKey } = event;
    const at = this.#shown.findIndex(({ button }) => button === event.target);
    if (at < 0 || altKey || ctrlKey || metaKey) return;
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: this.#shown.length - 1 }[key];
    if (next === undefined) return;
    event.preventDefault();
    this.#shown[Math.max(0, Math.min(this.#shown.length - 1, next))].button.focus();
  }
}

function createRow(conversation, me, click) {
  const title = el('b', { class: 'conversation-title' });
  const preview = el('p', { class: 'conversation-preview', data: { testid: 'room-preview' } });
  const time = el('time', { class: 'conversation-time' });
  const badge = el('span', { class: 'badge', hidden: true, data: { testid: 'unread-badge' } });
  const [tile, updateTile] = tileOf(conversation, me);
  const button = el(
    'button', { type: 'button', class: 'conversation', tabindex: '-1', on: { click }, data: { testid: 'room', id: conversation.id } },
    tile, el('span', { class: 'conversation-words' }, title, preview), el('span', { class: 'conversation-side' }, time, badge),
  );
  return { id: conversation.id, title, preview, time, badge, button, updateTile, shown: '', element: el('li', { class: 'conversation-item' }, button) };
}

function showBadge(element, { count: number, mention, dot }, { unread, mentions }) {
  element.hidden = number === 0 && !dot;
  element.classList.toggle('is-mention', mention);
  element.classList.toggle('is-dot', number === 0 && dot);
  const told = mention ? mentions : number;
  const shown = told > 999 ? '999+' : String(told);
  setText(element, number === 0 ? '' : mention ? `@${shown}` : shown);
  element.title = element.hidden ? '' : mention ? count('sidebar.mentions', mentions) : count('sidebar.unread', unread || number);
}
