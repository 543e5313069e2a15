import { el, setText } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { count, say } from '../../text/texts.js';

/**
 * The buttons over the list: above, how much is unread further up; below, the way to the newest message with the
 * number of new ones, and over that, after a jump, the way back. `wayBack` knows whether there is one, and `back()` goes it.
 */
export class JumpButtons {
  #unread = pill('arrow-up', 'pill pill-top', 'unread-pill');
  #latest = pill('arrow-down', 'pill pill-bottom', 'latest-pill');
  #back = pill('corner-down-left', 'pill pill-bottom pill-back', 'back-pill');
  #seen = null;
  #conversation;
  #timeline;
  #format;
  #wayBack;

  constructor({ conversation, timeline, format, wayBack, back }) {
    this.#wayBack = wayBack;
    this.#conversation = conversation;
    this.#timeline = timeline;
    this.#format = format;
    this.element = el('div', { class: 'pills' }, this.#unread.element, this.#back.element, this.#latest.element);
    this.#unread.element.addEventListener('click', () => conversation.toFirstUnread());
    this.#latest.element.addEventListener('click', () => conversation.toEnd());
    this.#back.element.addEventListener('click', back);
  }

  /** The line has been seen or dismissed: the button has done its duty for this visit. */
  dismissUnread() {
    this.#seen = this.#conversation.readState.dividerAfter;
    this.render();
  }

  render() {
    const { keeper, divider } = this.#timeline;
    const { attended, readState, timeline, unread } = this.#conversation;
    const atEnd = keeper.pinned && !timeline.hasNewer;
    if (divider && attended && !keeper.isAbove(divider)) this.#seen = readState.dividerAfter;
    const behind = readState.dividerAfter !== null && readState.dividerAfter !== this.#seen && (!divider || keeper.isAbove(divider));
    this.#show(this.#unread, behind && this.#newSince());
    const latest = !atEnd && timeline.first !== null;
    this.#back.element.classList.toggle('is-raised', latest);
    this.#show(this.#back, this.#wayBack.leads && say('timeline.pill.back.where'), true);
    this.#show(this.#latest, latest && (unread > 0 ? count('timeline.pill.new', unread) : say('timeline.pill.latest')), unread === 0);
  }

  #newSince() {
    const { readState, timeline, unread, firstUnread, me } = this.#conversation;
    const news = timeline.rows.filter((row) => row.kind === 'message' && !row.deleted && row.seq > readState.dividerAfter && row.sender.id !== me.id);
    if (!firstUnread) return count('timeline.pill.new', Math.max(1, unread));
    const number = timeline.hasNewer ? Math.max(unread, news.length) : news.length;
    return count('timeline.pill.since', number, this.#format.time(firstUnread.at));
  }

  #show({ element, label }, text, iconOnly = false) {
    const shown = Boolean(text);
    element.classList.toggle('is-shown', shown);
    element.inert = !shown;
    if (!shown) return;
    setText(label, text);
    element.classList.toggle('icon-only', iconOnly);
    element.title = iconOnly ? text : '';
  }
}

function pill(shape, classes, testid) {
  const label = el('span');
  const element = el('button', { type: 'button', class: classes, inert: true, data: { testid } }, icon(shape, 16), label);
  return { element, label };
}
