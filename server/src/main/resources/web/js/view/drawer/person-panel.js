import { avatar } from '../parts/avatar.js';
import { copyLine } from '../parts/copy-button.js';
import { el } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { confirmPanel } from '../parts/confirm-panel.js';
import { actionsOn } from '../../model/people/permissions.js';
import { count, say } from '../../text/texts.js';

const SHAPES = {
  admin: 'shield', member: 'user', reset: 'key-round', 'sign-out': 'log-out', remove: 'user-x', 'let-in': 'user-check', owner: 'house',
};
const DANGER = ['sign-out', 'remove', 'owner'];

/** One person: who they are here, and what `me` may do about them. Everything is asked about first. */
export class PersonPanel {
  #status = el('p', { class: 'panel-status', role: 'status', data: { testid: 'person-status' } });
  #body = el('div', { class: 'panel' });
  #link = null;
  #person;
  #me;
  #calls;
  #drawer;
  #format;

  constructor({ person, me, calls, drawer, format }) {
    this.title = person.name;
    this.#person = person;
    this.#me = me;
    this.#calls = calls;
    this.#drawer = drawer;
    this.#format = format;
    this.element = el('div', { class: 'panel', data: { testid: 'person-panel' } }, this.#body, this.#status);
  }

  opened() {
    const { id, name, email, role, disabled } = this.#person;
    const badge = el('span', { class: disabled ? 'role-badge is-removed' : 'role-badge', text: say(disabled ? 'people.removed' : `people.role.${role}`), data: { testid: 'person-role' } });
    const actions = actionsOn(this.#person, this.#me);
    const why = id === this.#me.id ? 'people.yourself' : 'people.notYours';
    this.#body.replaceChildren(
      el('div', { class: 'profile' }, avatar(this.#person, { size: 'l' }), el('strong', { class: 'profile-name', text: name }), el('span', { class: 'profile-email', text: email }), badge),
      el('ul', { class: 'facts' }, ...this.#facts().map((text) => el('li', { text }))),
      ...(this.#link ? [this.#link] : []),
      actions.length > 0 ? el('div', { class: 'items' }, ...actions.map((action) => this.#button(action))) : el('p', { class: 'item-hint', text: say(why) }),
    );
  }

  #facts() {
    const { createdAt, lastSeen, sessions, disabled } = this.#person;
    const now = Date.now();
    const at = (key, moment) => (moment ? [say(key, this.#format.brief(Date.parse(moment), now))] : []);
    const devices = count('people.devices', sessions ?? 0);
    return [...at('people.joined', createdAt), ...at('people.seen', lastSeen), ...(disabled ? [] : [devices])];
  }

  #button(action) {
    const open = () => {
      this.#status.textContent = '';
      this.#drawer.show(this.#question(action));
    };
    return el(
      'button', { type: 'button', class: DANGER.includes(action) ? 'item is-danger' : 'item', on: { click: open }, data: { testid: `person-${action}` } },
      icon(SHAPES[action]), el('span', { text: say(`people.action.${action}`) }),
    );
  }

  #question(action) {
    const { name } = this.#person;
    return confirmPanel({
      title: say(`people.${action}.title`, name),
      text: say(`people.${action}.text`, name),
      yes: say(`people.${action}.yes`),
      danger: DANGER.includes(action),
      run: async () => {
        await this.#do(action);
        if (action !== 'reset') this.#status.textContent = say(`people.${action}.done`, name);
      },
      back: () => this.#drawer.back(),
    });
  }

  async #do(action) {
    const { id } = this.#person;
    this.#link = null;
    if (action === 'reset') this.#link = this.#linkOf(await this.#calls.resetLink(id));
    else if (action === 'sign-out') {
      await this.#calls.endSessions(id);
      this.#person = { ...this.#person, sessions: 0 };
    } else if (action === 'owner') {
      await this.#calls.handOver(id);
      this.#person = { ...this.#person, role: 'owner' };
    } else {
      const wish = { remove: { disabled: true }, 'let-in': { disabled: false } }[action] ?? { role: action };
      this.#person = { ...this.#person, ...(await this.#calls.change(id, wish)) };
    }
  }

  #linkOf({ link, expiresAt }) {
    const text = say('people.reset.done', this.#person.name, this.#format.exact(Date.parse(expiresAt), Date.now()));
    return el(
      'div', { class: 'reset-link' }, el('p', { text }),
      copyLine({ text: link, label: say('people.reset.label'), copyLabel: say('people.reset.copy'), testid: 'reset-link' }),
    );
  }
}
