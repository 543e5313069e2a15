import { el } from '../parts/dom.js';
import { say } from '../../text/texts.js';

const KEYS = [
  [['Enter'], 'keys.send'],
  [['Shift', 'Enter'], 'keys.newline'],
  [['↑'], ['↓'], 'keys.move'],
  [['Tab'], 'keys.inside'],
  [['R'], 'keys.reply'],
  [['E'], 'keys.edit'],
  [['+'], 'keys.react'],
  [['C'], 'keys.copy'],
  [['Del'], 'keys.delete'],
  [['↑'], 'keys.editLast'],
  [['Ctrl', '↑'], 'keys.replyLast'],
  [['End'], 'keys.latest'],
  [['Shift', 'Page Up'], 'keys.unread'],
  [['Alt', '←'], 'keys.back'],
  [['Esc'], 'keys.escape'],
  [['Ctrl', 'K'], 'keys.find'],
  [['Alt', '↑'], ['Alt', '↓'], 'keys.nextConversation'],
  [['Alt', 'Shift', '↑'], ['Alt', 'Shift', '↓'], 'keys.nextUnread'],
  [['F6'], ['Shift', 'F6'], 'keys.regions'],
  [['Ctrl', '/'], 'keys.help'],
];

/** The list of keys. */
export function keysPanel() {
  const rows = KEYS.map((line) => {
    const chords = line.slice(0, -1).map((keys) => el('span', { class: 'chord' }, ...keys.map((key) => el('kbd', { text: key }))));
    return el('div', { class: 'key-row' }, el('dt', {}, ...chords), el('dd', { text: say(line.at(-1)) }));
  });
  return { title: say('keys.title'), element: el('dl', { class: 'keys', data: { testid: 'keys' } }, ...rows) };
}
