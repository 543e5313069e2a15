import { el, onMac } from '../parts/dom.js';
import { GROUPS, KEYS, partsOf, strokesOf } from '../../model/keys.js';
import { say } from '../../text/texts.js';

const SIGNS = { Up: '↑', Down: '↓', Left: '←', Right: '→' };
const MAC_SIGNS = { ...SIGNS, Ctrl: '⌘', Alt: '⌥', Shift: '⇧', Del: '⌦', Backspace: '⌫' };

/** The list of keys. */
export function keysPanel() {
  const mac = onMac();
  const groups = GROUPS.map((where) => {
    const rows = KEYS.filter((line) => line.in === where).map((line) => el(
      'div', { class: 'key-row' },
      el('dt', {}, ...strokesOf(line, mac).map((stroke) => chord(stroke, mac))), el('dd', { text: say(`keys.${line.does}`) }),
    ));
    return el('section', { 'aria-labelledby': `keys-${where}` }, el('h3', { class: 'keys-title', id: `keys-${where}`, text: say(`keys.in.${where}`) }), el('dl', {}, ...rows));
  });
  return { title: say('keys.title'), element: el('div', { class: 'keys', data: { testid: 'keys' } }, ...groups) };
}

function chord(stroke, mac) {
  const signs = mac ? MAC_SIGNS : SIGNS;
  return el('span', { class: 'chord' }, ...partsOf(stroke).map((key) => el('kbd', { text: signs[key] ?? key })));
}
