import { el, setText } from '../parts/dom.js';
import { icon } from '../parts/icons.js';
import { ProfileView } from './profile-view.js';
import { runsChat } from '../../model/people/permissions.js';
import { say } from '../../text/texts.js';

const THEMES = { system: 'monitor', light: 'sun', dark: 'moon' };

/** The main panel of the drawer. `show(name)` opens another one; `signOut()` is asked for at the end. */
export class MenuPanel {
  title = say('drawer.label');
  #hint = el('small', { class: 'item-hint' });
  #switch = el('button', { type: 'button', role: 'switch', class: 'item', data: { testid: 'enter-sends' } });
  #themes = el('div', { class: 'segments', role: 'radiogroup', 'aria-label': say('drawer.appearance') });
  #running = el('div', { class: 'items', hidden: true, role: 'group', 'aria-label': say('drawer.server') });
  #settings;
  #account;

  constructor({ account, settings, actions, show, signOut }) {
    this.#settings = settings;
    this.#account = account;
    this.profile = new ProfileView({ account, actions });
    const appearance = el('div', { class: 'item is-static' }, icon('sun-moon'), el('span', { text: say('drawer.appearance') }), this.#themes);
    this.#themes.append(...Object.entries(THEMES).map(([theme, shape]) => this.#theme(theme, shape)));
    this.#switch.append(
      icon('corner-down-left'),
      el('span', { class: 'item-words' }, el('span', { text: say('drawer.enterSends') }), this.#hint),
      el('span', { class: 'switch', 'aria-hidden': 'true' }),
    );
    this.#switch.addEventListener('click', () => {
      settings.enterSends = !settings.enterSends;
      this.render();
    });
    const items = el(
      'div', { class: 'items' },
      link('name', 'pencil', show), appearance, this.#switch, link('notifications', 'bell', show), link('password', 'key-round', show),
      link('devices', 'laptop', show), link('keys', 'keyboard', show),
      el(
        'button', { type: 'button', class: 'item is-danger', on: { click: signOut }, data: { testid: 'sign-out' } },
        icon('log-out'), el('span', { text: say('drawer.signOut') }),
      ),
    );
    this.#running.append(link('invite', 'user-plus', show), link('people', 'users', show), link('server', 'house', show));
    this.element = el('div', { class: 'menu' }, this.profile.element, this.#running, items);
    this.render();
  }

  opened() {
    this.profile.clearStatus();
    this.render();
  }

  render() {
    const { theme, enterSends } = this.#settings;
    this.profile.render();
    this.#running.hidden = !runsChat(this.#account.role);
    this.#switch.setAttribute('aria-checked', String(enterSends));
    setText(this.#hint, say(enterSends ? 'drawer.enterSends.on' : 'drawer.enterSends.off'));
    for (const input of this.#themes.querySelectorAll('input')) input.checked = input.value === theme;
  }

  #theme(theme, shape) {
    const label = say(`drawer.appearance.${theme}`);
    const input = el('input', { type: 'radio', name: 'theme', value: theme, class: 'visually-hidden', 'aria-label': label });
    input.addEventListener('change', () => {
      this.#settings.theme = theme;
    });
    return el('label', { class: 'segment', title: label, data: { testid: `theme-${theme}` } }, input, icon(shape, 18));
  }
}

function link(name, shape, show) {
  return el(
    'button', { type: 'button', class: 'item', on: { click: () => show(name) }, data: { testid: `drawer-${name}` } },
    icon(shape), el('span', { text: say(`drawer.${name}`) }), icon('chevron-right', 16),
  );
}
