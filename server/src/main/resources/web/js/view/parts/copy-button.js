import { copyText, el } from './dom.js';
import { icon, iconButton } from './icons.js';
import { say } from '../../text/texts.js';

const STAYS = 2_000;

/**
 * A text to take away: in a field, so that it can be selected where copying is forbidden, and with a button that
 * copies. `copied()` is told.
 */
export function copyLine({ text, label, copyLabel, testid, copied = () => {} }) {
  const field = el('input', { class: 'copy-text', readonly: true, 'aria-label': label, data: { testid } });
  field.value = text;
  field.addEventListener('focus', () => field.select());
  return el('div', { class: 'copy-line' }, field, copyButton({ text, copyLabel, testid: `${testid}-copy`, copied }));
}

/** A wide button with words that copies what `text()` gives, and says so in its place for a moment; read out as well. */
export function copyWide({ text, label, testid, copied = () => {} }) {
  const words = el('span', { text: label });
  const said = el('span', { class: 'visually-hidden', role: 'status' });
  const shape = el('span', { class: 'button-icon' }, icon('copy', 18));
  const button = el('button', { type: 'button', class: 'button is-wide', data: { testid } }, shape, words, said);
  let timer = null;
  button.addEventListener('click', async () => {
    const done = await copyText(text());
    clearTimeout(timer);
    shape.replaceChildren(icon(done ? 'check' : 'circle-alert', 18));
    words.textContent = said.textContent = say(done ? 'app.copied' : 'message.copyFailed');
    timer = setTimeout(() => {
      shape.replaceChildren(icon('copy', 18));
      words.textContent = label;
      said.textContent = '';
    }, STAYS);
    copied();
  });
  return button;
}

/** A button that copies a text and says so for a moment; read out as well. */
export function copyButton({ text, copyLabel, testid, copied = () => {} }) {
  const said = el('span', { class: 'visually-hidden', role: 'status' });
  const button = iconButton('copy', copyLabel, { size: 18, data: { testid } });
  let timer = null;
  button.addEventListener('click', async () => {
    const done = await copyText(text);
    clearTimeout(timer);
    button.replaceChildren(icon(done ? 'check' : 'circle-alert', 18));
    said.textContent = say(done ? 'app.copied' : 'message.copyFailed');
    timer = setTimeout(() => {
      button.replaceChildren(icon('copy', 18));
      said.textContent = '';
    }, STAYS);
    copied();
  });
  return el('span', { class: 'copy-button' }, button, said);
}
