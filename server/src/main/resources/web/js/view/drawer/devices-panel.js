import { el } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { LatestOnly } from '../../model/latest-only.js';
import { readProblem } from '../../text/problems.js';
import { say } from '../../text/texts.js';

const PHONES = /iPhone|Android|iPad/i;

/** Where this account is signed in, with a way to end each session but this one. */
export class DevicesPanel {
  title = say('drawer.devices');
  #list = el('ul', { class: 'devices', data: { testid: 'devices' } });
  #status = el('p', { class: 'panel-status', role: 'status', data: { testid: 'devices-status' } });
  #load;
  #end;
  #format;
  #latest = new LatestOnly();

  constructor({ sessions, endSession, format }) {
    this.#load = sessions;
    this.#end = endSession;
    this.#format = format;
    this.element = el('div', { class: 'panel' }, this.#list, this.#status);
  }

  opened() {
    if (!this.#list.hasChildNodes()) this.#say(say('app.loading'));
    this.#reload('');
  }

  async #reload(after) {
    await this.#latest.ask(
      () => this.#load(),
      (sessions) => {
        sessions.sort((a, b) => Number(b.current) - Number(a.current) || (a.lastSeenAt < b.lastSeenAt ? 1 : -1));
        this.#list.replaceChildren(...sessions.map((session) => this.#row(session)));
        this.#say(after || (sessions.length < 2 ? say('devices.only') : ''));
      },
      (problem) => this.#say(readProblem(problem).text, true),
    );
  }

  #row(session) {
    const device = session.device || say('devices.unknown');
    const now = Date.now();
    const seen = session.current
      ? say('devices.activeNow')
      : say('devices.lastSeen', this.#format.brief(Date.parse(session.lastSeenAt), now));
    const since = say('devices.since', this.#format.brief(Date.parse(session.createdAt), now));
    const words = el(
      'span', { class: 'item-words' },
      el('b', { text: device }),
      session.current ? el('small', { class: 'device-current', text: say('devices.current') }) : null,
      el('small', { class: 'item-hint', text: since }),
      el('small', { class: 'item-hint', text: seen }),
    );
    const shape = icon(PHONES.test(device) ? 'smartphone' : 'laptop');
    const row = el('li', { class: 'device', data: { testid: 'device', current: session.current } }, shape, words);
    if (!session.current) row.append(this.#endButton(session, device));
    return row;
  }

  #endButton(session, device) {
    const button = el(
      'button',
      { type: 'button', class: 'text-button is-danger', 'aria-label': say('devices.endLabel', device), text: say('devices.end'), data: { testid: 'end-session' } },
    );
    button.addEventListener('click', async () => {
      button.disabled = true;
      try {
        await this.#end(session.id);
        await this.#reload(say('devices.ended', device));
      } catch (problem) {
        button.disabled = false;
        this.#say(readProblem(problem).text, true);
      }
    });
    return button;
  }

  #say(text, isProblem = false) {
    this.#status.classList.toggle('is-problem', isProblem);
    this.#status.textContent = text;
  }
}
