import { avatar, updateAvatar } from '../parts/avatar.js';
import { el, reconcile, setAttribute, setText } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { MessageFiles } from './message-files.js';
import { reactionChip } from './reaction-chip.js';
import { chosenPart, drawText, drawable } from './text-drawing.js';
import { writtenPart } from '../../text/copying.js';
import { fileWords } from '../../text/file-words.js';
import { isEmojiOnly, preview } from '../../text/graphemes.js';
import { splitMentions } from '../../text/mentions.js';
import { firstName, hue } from '../../text/names.js';
import { plainText, plainWords } from '../../text/plain-text.js';
import { readFailure, readRefusal } from '../../text/problems.js';
import { textTree } from '../../text/text-tree.js';
import { count, say } from '../../text/texts.js';

const SHOWN = [
  'first', 'last', 'state', 'seq', 'at', 'body', 'deleted', 'editedAt', 'pinned', 'waiting', 'undo', 'failure', 'replyTo', 'reactions', 'sender', 'files',
];
const MARKS = { pending: 'clock-3', sent: 'check', failed: 'circle-alert' };

/**
 * One message in the list. Made once, then `update` changes only what differs, so it keeps focus and selection. `names`
 * is {me, of(id)}: my id, and what somebody is called today, or null. `sources` are the FileSources of the list.
 */
export class MessageRow {
  #who = el('div', { class: 'who', 'aria-hidden': 'true', data: { action: 'person' } });
  #time = el('time');
  #mark = el('span', { class: 'mark-place' });
  // A message is announced once, as it comes: what changes in its row later is not.
  #meta = el('span', { class: 'meta', 'aria-live': 'off' }, this.#time, this.#mark);
  #body = el('span', { class: 'body' });
  #notes = el('span', { class: 'notes', 'aria-live': 'off' });
  #bubble = el('div', { class: 'bubble' }, this.#body, this.#notes, this.#meta);
  #avatar = null;
  #quote = null;
  #reactions = null;
  #files = null;
  #sources;
  #failure = null;
  #shown = null;
  #written;
  #blocks = [];
  #format;
  #names;

  constructor(row, format, names, sources) {
    this.#sources = sources;
    this.#format = format;
    this.#names = names;
    this.row = row;
    this.element = el('div', { class: 'row', role: 'article', tabindex: '-1', data: { testid: 'message' } }, this.#bubble);
    this.element.classList.add(`hue-${hue(row.sender.id)}`);
    this.element.classList.toggle('own', row.own);
  }

  /** Whether this can show that row: nobody else's message becomes one of this person. */
  shows({ kind, sender }) {
    return kind === 'message' && this.row.sender.id === sender.id;
  }

  /** `quote` is the message this one replies to: undefined while unknown, null if gone. */
  update(row, quote) {
    const before = this.row;
    this.row = row;
    // What people are called may be another at any time, also of those who only reacted or are mentioned.
    const names = this.#namesIn(row);
    const shown = SHOWN.every((field) => row[field] === before[field]) && row.refusedEdit?.failure === before.refusedEdit?.failure;
    const same = this.#shown && shown && quote === this.#shown.quote;
    if (same && names === this.#shown.names && this.#format.version === this.#shown.version) return;
    this.#shown = { names, quote, version: this.#format.version };
    const { element } = this;
    element.classList.toggle('first', row.first);
    element.classList.toggle('last', row.last);
    element.classList.toggle('deleted', row.deleted);
    element.dataset.state = row.state;
    setAttribute(element, 'data-seq', row.seq);
    setAttribute(element, 'data-client-message-id', row.commandId);
    this.#showSender(row);
    this.#showBody(row);
    this.#showFiles(row);
    this.#showQuote(row, quote);
    this.#showNotes(row);
    this.#showMeta(row);
    this.#showReactions(row);
    this.#showFailure(row);
    element.setAttribute('aria-label', this.#label(row, quote));
  }

  /** More of its files is sent. */
  progressed() {
    this.#files?.progressed(this.row);
  }

  dispose() {
    this.#files?.dispose();
  }

  /** What is copied of it if a range has something of its text, as `copiedRows` takes it; else null. */
  chosen(range) {
    const { sender, at, body, deleted } = this.row;
    const part = deleted ? null : chosenPart(range, this.#body);
    if (!part) return null;
    const { dayKey, time, full } = this.#format;
    const text = writtenPart(body, this.#blocks, part.from, part.to, this.#names.of);
    return { person: sender.id, called: sender.name, day: dayKey(at), time: time(at), full: full(at), text };
  }

  /** Of those who are mentioned or reacted; nothing for most messages, of which there are hundreds. */
  #namesIn({ body, reactions }) {
    const reacted = reactions.flatMap(({ accounts }) => accounts.map((id) => this.#names.of(id)));
    return [this.#mentioned(body), ...reacted].join('\t');
  }

  #mentioned(body) {
    if (!body?.includes('<@')) return '';
    return splitMentions(body, this.#names.of).map(({ mention, text }) => (mention === undefined ? '' : text)).join('\t');
  }

  #showSender({ own, first, last, sender }) {
    if (own) return;
    if (first) {
      setText(this.#who, sender.name);
      this.element.prepend(this.#who);
    } else {
      this.#who.remove();
    }
    if (last && !this.#avatar) {
      this.#avatar = avatar(sender, { size: 's' });
      this.#avatar.dataset.action = 'person';
    }
    if (last) {
      updateAvatar(this.#avatar, sender);
      if (this.#avatar.parentElement !== this.element) this.#bubble.before(this.#avatar);
    } else {
      this.#avatar?.remove();
    }
  }

  #showFiles(row) {
    const { files } = row;
    this.element.classList.toggle('has-files', files.length > 0);
    if (files.length === 0) {
      this.#files?.dispose();
      this.#files?.element.remove();
      this.#files = null;
      return;
    }
    this.#files ??= new MessageFiles(this.#sources);
    this.#files.update(row);
    if (!this.#files.element.parentElement) this.#body.after(this.#files.element);
  }

  #showBody({ body, replyTo, deleted, files }) {
    this.element.classList.toggle('emoji-only', !deleted && replyTo === null && files.length === 0 && isEmojiOnly(body));
    const written = deleted ? null : `${body}\n${this.#mentioned(body)}`;
    if (this.#written === written) return;
    // It was announced as it came: what it says later is not.
    if (this.#written !== undefined) this.#body.setAttribute('aria-live', 'off');
    this.#written = written;
    this.#blocks = deleted ? [] : drawable(textTree(body), this.#names);
    this.#body.replaceChildren(...(deleted ? [say('message.deleted')] : drawText(this.#blocks, this.#names)));
  }

  #showQuote({ replyTo, deleted }, quote) {
    if (replyTo === null || deleted) {
      this.#quote?.remove();
      this.#quote = null;
      return;
    }
    if (!this.#quote) {
      this.#quote = el('button', { type: 'button', class: 'quote', tabindex: '-1', 'aria-live': 'off', data: { action: 'quote', testid: 'quote' } });
      this.#bubble.prepend(this.#quote);
    }
    const name = quote ? quote.sender.name : '';
    const text = preview(this.#quoted(quote));
    this.#quote.replaceChildren(el('b', { text: name }), el('span', { text }));
    this.#quote.disabled = !quote;
    setAttribute(this.#quote, 'aria-label', quote ? say('message.goToQuote', name, text) : null);
  }

  #quoted(quote) {
    if (!quote) return say(quote === null ? 'message.quoteGone' : 'app.loading');
    if (quote.deleted || quote.body === null) return say('message.deleted');
    return quote.body === '' ? fileWords(quote.files) : plainText(quote.body, this.#names.of);
  }

  /** What happened to it, behind its words. */
  #showNotes({ editedAt, pinned, waiting, deleted, undo }) {
    const notes = [
      !deleted && editedAt !== null && el('span', { class: 'note', text: say('message.edited'), title: say('message.editedAt', this.#format.full(editedAt)), data: { testid: 'edited' } }),
      !deleted && pinned && note('pin', 'message.pinned', 'pinned-mark'),
      waiting && note('clock-3', 'message.change.waiting', 'change-waiting'),
      undo && el('button', { type: 'button', class: 'text-button', tabindex: '-1', text: say('message.undo'), data: { action: 'undo', testid: 'undo' } }),
    ].filter(Boolean);
    this.#notes.replaceChildren(...notes);
    this.#notes.hidden = notes.length === 0;
  }

  #showMeta({ own, at, state }) {
    setText(this.#time, this.#format.time(at));
    this.#time.dateTime = new Date(at).toISOString();
    this.#time.title = this.#format.full(at);
    if (!own || this.#mark.dataset.state === state) return;
    this.#mark.dataset.state = state;
    this.#mark.replaceChildren(icon(MARKS[state], 14), el('span', { class: 'visually-hidden', text: say(`message.state.${state}`) }));
    this.#mark.title = say(`message.state.${state}`);
  }

  /** Each stays the same element as long as there is one of its kind: whoever is on it with the keyboard stays there. */
  #showReactions({ reactions, deleted }) {
    if (deleted || reactions.length === 0) {
      this.#reactions?.element.remove();
      this.#reactions = null;
      return;
    }
    if (!this.#reactions) {
      this.#reactions = { element: el('div', { class: 'reactions', 'aria-live': 'off' }), chips: new Map() };
      this.#bubble.after(this.#reactions.element);
    }
    const { element, chips } = this.#reactions;
    for (const emoji of chips.keys()) if (!reactions.some((one) => one.emoji === emoji)) chips.delete(emoji);
    for (const reaction of reactions) {
      if (!chips.has(reaction.emoji)) chips.set(reaction.emoji, reactionChip(reaction.emoji));
      chips.get(reaction.emoji).update(reaction, this.#names);
    }
    reconcile(element, reactions.map(({ emoji }) => chips.get(emoji).element));
  }

  #showFailure({ failure, refusedEdit, body }) {
    this.#failure?.remove();
    this.#failure = null;
    if (!failure && !refusedEdit) return;
    const button = (action) =>
      el('button', { type: 'button', class: 'text-button', tabindex: '-1', text: say(`message.${action}`), data: { action, testid: action } });
    const words = failure ? readFailure(failure) : readRefusal(refusedEdit.failure);
    this.#failure = el('div', { class: 'failure', 'aria-live': 'off', data: { testid: 'failure' } }, el('span', { text: words }), button('retry'), body || refusedEdit ? button('copy') : null, button('discard'));
    this.element.append(this.#failure);
  }

  /** All that the row shows, in words. */
  #label({ own, sender, at, body, state, deleted, editedAt, pinned, waiting, reactions, refusedEdit, files }, quote) {
    const name = own ? say('message.you') : sender.name;
    const time = this.#format.time(at);
    const plain = deleted ? say('message.deleted') : [plainWords(this.#blocks, this.#names.of), fileWords(files)].filter(Boolean).join(', ');
    const more = [
      state !== 'sent' && say(`message.state.${state}`),
      !deleted && editedAt !== null && say('message.edited'),
      !deleted && pinned && say('message.pinned'),
      waiting && say('message.change.waiting'),
      refusedEdit && readRefusal(refusedEdit.failure),
      ...(deleted ? [] : reactions.map(reactionWords)),
    ].filter(Boolean);
    const text = more.length > 0 ? `${plain} (${more.join(', ')})` : plain;
    if (!quote || deleted) return say('message.label', name, time, text);
    return say('message.labelReply', name, time, firstName(quote.sender.name), text);
  }
}

function reactionWords({ emoji, count: number, mine }) {
  const words = count('message.reactions', number, emoji);
  return mine ? say('message.reactions.mine', words) : words;
}

function note(shape, key, testid) {
  return el('span', { class: 'note', title: say(key), data: { testid } }, icon(shape, 12), el('span', { class: 'visually-hidden', text: say(key) }));
}
