import { el, setText } from '../parts/dom.js';
import { Choice } from '../parts/choice.js';
import { Field } from '../parts/field.js';
import { icon, iconButton } from '../parts/icons.js';
import { LatestOnly } from '../../model/latest-only.js';
import { disturbsNot } from '../../model/notifications/do-not-disturb.js';
import { codePoints } from '../../text/code-points.js';
import { readProblem } from '../../text/problems.js';
import { say } from '../../text/texts.js';

const HOUR = 3_600_000;
const MOST_WORDS = 20;
const LONGEST_WORD = 50;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const NIGHT = { from: '22:00', to: '07:00', days: EVERY_DAY };
/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1);

/**
 * How somebody is told of new messages. `notifications` is {state, turnOn(), turnOff(), playSound()} of this browser, `settings`
 * its own; what the account has said about all its devices is in `chat`.
 */
export class NotificationsPanel {
  title = say('drawer.notifications');
  #status = el('p', { class: 'panel-status', role: 'status', data: { testid: 'notifications-status' } });
  #on;
  #sound;
  #text;
  #when;
  #hours;
  #from = timeField('begin');
  #to = timeField('end');
  #days = new Map();
  #until = el('p', { class: 'item-hint', data: { testid: 'notifications-until' } });
  #words = el('ul', { class: 'watched-words', data: { testid: 'watched-words' } });
  #word;
  #chat;
  #settings;
  #notifications;
  #format;
  #latest = new LatestOnly();
  #before = Promise.resolve();
  #drawn = null;

  constructor({ chat, settings, notifications, format }) {
    this.#chat = chat;
    this.#settings = settings;
    this.#notifications = notifications;
    this.#format = format;
    this.#on = new Switch('notifications-on', 'bell', 'notifications.on', () => this.#toggle());
    this.#sound = new Switch('notifications-sound', 'volume-2', 'notifications.sound', () => {
      settings.notificationSound = !settings.notificationSound;
      if (settings.notificationSound) notifications.playSound();
      this.render();
    });
    this.#text = new Switch('notifications-text', 'eye', 'notifications.text', () => {
      settings.notificationText = !settings.notificationText;
      this.render();
    });
    this.#when = new Choice({
      name: 'quiet', label: say('notifications.quiet'), value: 'off',
      options: ['off', 'on', 'hour', 'hours'].map((value) => ({ value, label: say(`notifications.quiet.${value}`), hint: say(`notifications.quiet.${value}.hint`) })),
      chosen: (value) => this.#choose(value),
    });
    for (const day of EVERY_DAY) this.#days.set(day, this.#dayButton(day));
    this.#hours = el('div', { class: 'quiet-hours', hidden: true, data: { testid: 'quiet-hours' } },
      el('div', { class: 'quiet-times' }, this.#from.element, this.#to.element),
      el('div', { class: 'quiet-days', role: 'group', 'aria-label': say('notifications.days') }, ...this.#days.values()));
    for (const { input } of [this.#from, this.#to]) input.addEventListener('change', () => this.#saveHours());
    this.#word = new Field({ id: 'watched-word', label: say('notifications.word'), hint: say('notifications.words.hint'), check: (value) => this.#faultOf(value) });
    this.#word.input.autocapitalize = 'none';
    const form = el('form', { class: 'form word-form', novalidate: true }, this.#word.element, el('button', { type: 'submit', class: 'button ghost', text: say('notifications.addWord'), data: { testid: 'watched-word-add' } }));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#addWord();
    });
    this.element = el('div', { class: 'panel' },
      el('div', { class: 'items' }, this.#on.element, this.#sound.element, this.#text.element),
      this.#when.element, this.#until, this.#hours,
      el('h3', { class: 'keys-title', text: say('notifications.words') }), this.#words, form, this.#status,
      el('p', { class: 'item-hint', text: say('notifications.levels') }));
  }

  opened() {
    this.#say('');
    this.#word.value = '';
    this.#drawn = null;
    this.render();
  }

  render() {
    const { state } = this.#notifications;
    this.#on.show(state === 'on', say(`notifications.on.${state}`));
    this.#sound.show(this.#settings.notificationSound, '');
    this.#text.show(this.#settings.notificationText, say('notifications.text.hint'));
    const { notifications } = this.#chat;
    if (this.#drawn === notifications) return;
    this.#drawn = notifications;
    this.#renderQuiet(notifications.doNotDisturb);
    this.#words.replaceChildren(...notifications.words.map((word) => this.#wordRow(word)));
    this.#words.hidden = notifications.words.length === 0;
  }

  #renderQuiet(quiet) {
    const ended = quiet.mode === 'until' && !disturbsNot(quiet, Date.now());
    this.#when.value = { off: 'off', on: 'on', until: ended ? 'off' : 'hour', hours: 'hours' }[quiet.mode];
    setText(this.#until, quiet.mode === 'until' && !ended ? say('notifications.quiet.until', this.#format.brief(Date.parse(quiet.until), Date.now())) : '');
    this.#until.hidden = this.#until.textContent === '';
    this.#hours.hidden = quiet.mode !== 'hours';
    const { from, to, days } = quiet.mode === 'hours' ? quiet : NIGHT;
    this.#from.value = from;
    this.#to.value = to;
    for (const [day, button] of this.#days) button.setAttribute('aria-pressed', String(days.includes(day)));
  }

  async #toggle() {
    if (this.#notifications.state === 'on') this.#notifications.turnOff();
    else await this.#notifications.turnOn();
    this.render();
  }

  #choose(value) {
    if (value === 'hour') return this.#save({ doNotDisturb: { mode: 'until', until: new Date(this.#chat.now() + HOUR).toISOString() } });
    if (value === 'hours') return this.#save({ doNotDisturb: { mode: 'hours', ...NIGHT, zone: ownZone() } });
    return this.#save({ doNotDisturb: { mode: value } });
  }

  #saveHours() {
    const [from, to] = [this.#from.value, this.#to.value];
    const days = EVERY_DAY.filter((day) => this.#days.get(day).getAttribute('aria-pressed') === 'true');
    if (!from || !to || from === to) return this.#say(say('notifications.hours.wrong'), true);
    if (days.length === 0) return this.#say(say('notifications.days.none'), true);
    return this.#save({ doNotDisturb: { mode: 'hours', from, to, days, zone: ownZone() } });
  }

  #dayButton(day) {
    const name = (weekday) => new Intl.DateTimeFormat(undefined, { weekday, timeZone: 'UTC' }).format(MONDAY + (day - 1) * 24 * HOUR);
    const button = el('button', { type: 'button', class: 'quiet-day', 'aria-label': name('long'), title: name('long'), text: name('short'), data: { testid: `quiet-day-${day}` } });
    button.addEventListener('click', () => {
      button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true'));
      this.#saveHours();
    });
    return button;
  }

  #faultOf(value) {
    const word = value.trim();
    const { words } = this.#chat.notifications;
    if (word === '') return say('notifications.word.missing');
    if (codePoints(word) > LONGEST_WORD) return say('notifications.word.long', LONGEST_WORD);
    if (words.length >= MOST_WORDS) return say('notifications.word.tooMany', MOST_WORDS);
    return words.some((other) => other.toLowerCase() === word.toLowerCase()) ? say('notifications.word.there') : null;
  }

  #addWord() {
    const typed = this.#word.value;
    return this.#inTurn(async () => {
      const word = typed.trim();
      const { words } = this.#chat.notifications;
      const still = this.#word.value === typed;
      // Whoever presses twice has what they wanted.
      if (!still && words.includes(word)) return;
      const fault = this.#faultOf(typed);
      if (still) this.#word.showError(fault);
      else if (fault) this.#say(fault, true);
      if (!fault && await this.#save({ words: [...words, word] }) && this.#word.value === typed) this.#word.value = '';
      this.#word.input.focus();
    });
  }

  #wordRow(word) {
    const remove = iconButton('x', say('notifications.removeWord', word), { size: 16, data: { testid: 'watched-word-remove' } });
    remove.addEventListener('click', () => this.#inTurn(async () => {
      await this.#save({ words: this.#chat.notifications.words.filter((other) => other !== word) });
      this.#word.input.focus();
    }));
    return el('li', { class: 'chip' }, el('span', { text: word, dir: 'auto' }), remove);
  }

  /** Words are saved all together: whoever changes them looks at what those before have made of them. */
  #inTurn(change) {
    this.#before = this.#before.then(change);
    return this.#before;
  }

  async #save(some) {
    let saved = false;
    await this.#latest.ask(
      () => this.#chat.changeNotifications(some),
      () => {
        saved = true;
        this.#say('');
      },
      (problem) => this.#say(readProblem(problem).text, true),
    );
    // Also back to what holds, if it was refused.
    this.#drawn = null;
    this.render();
    return saved;
  }

  #say(text, isProblem = false) {
    this.#status.classList.toggle('is-problem', isProblem);
    this.#status.textContent = text;
  }
}

/** A row of a list that is on or off. */
class Switch {
  #hint = el('small', { class: 'item-hint' });

  constructor(testid, shape, key, toggle) {
    this.element = el('button', { type: 'button', role: 'switch', class: 'item', on: { click: toggle }, data: { testid } },
      icon(shape), el('span', { class: 'item-words' }, el('span', { text: say(key) }), this.#hint), el('span', { class: 'switch', 'aria-hidden': 'true' }));
  }

  show(on, hint) {
    this.element.setAttribute('aria-checked', String(on));
    setText(this.#hint, hint);
  }
}

function timeField(end) {
  return new Field({ id: `quiet-${end}`, label: say(`notifications.hours.${end}`), type: 'time' });
}

function ownZone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
