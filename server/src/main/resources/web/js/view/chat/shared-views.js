import { el, setText } from '../parts/dom.js';
import { icon, iconButton } from '../parts/icons.js';
import { pictureView } from '../timeline/message-files.js';
import { extensionOf } from '../../text/file-names.js';
import { fileSize } from '../../text/file-size.js';
import { isolated, say } from '../../text/texts.js';

/** What a browser shows by itself, of what is no picture. */
const OPENS = /^(?:application\/pdf|(?:audio|video)\/.+)$/u;
const LEADS = /^(?:https?|mailto):/u;

/**
 * What shows one thing that was shared: {element, update(item), dispose()}. `item` is its message, {seq, sender, at}; `when(at)`
 * and `full(at)` tell a time; `act` are {go(seq), view(file), open(file), save(file, sender)}.
 */
export function pictureTile(file, first, { sources, act, full }) {
  const { element: picture, dispose } = pictureView(file, 0, { sources, single: false });
  delete picture.dataset.action;
  picture.dataset.testid = 'shared-picture';
  picture.addEventListener('click', () => act.view(file));
  const element = el('li', { class: 'shared-picture' }, picture, goButton(file.name, first, act));
  const update = ({ sender, at }) => {
    picture.setAttribute('aria-label', say('shared.picture', file.name, sender.name, full(at)));
    picture.title = `${file.name}\n${sender.name}, ${full(at)}`;
  };
  update(first);
  return { element, update, dispose };
}

export function fileCard(file, first, { act, when, full }) {
  const { name } = file;
  let { sender } = first;
  const kind = extensionOf(name).slice(0, 8).toUpperCase();
  const opens = OPENS.test(file.mediaType);
  const title = opens
    ? el('button', { type: 'button', class: 'file-name shared-open', text: name, title: say('file.openLabel', name), on: { click: () => act.open(file) }, data: { testid: 'shared-open' } })
    : el('span', { class: 'file-name', text: name, title: name });
  const about = el('small');
  const save = button('download', say('file.saveLabel', name), () => act.save(file, sender), 'shared-save');
  const element = el(
    'li', { class: 'shared-row', data: { testid: 'shared-file' } }, el('span', { class: 'file-sign', 'aria-hidden': 'true' }, icon('file', 18)),
    el('span', { class: 'file-words' }, title, el('small', { text: [fileSize(file.bytes), kind].filter(Boolean).join(' · ') }), about), save, goButton(name, first, act),
  );
  const update = (item) => {
    ({ sender } = item);
    by(about, item, { when, full });
  };
  update(first);
  return { element, update, dispose() {} };
}

/** Words can say anything: where they lead stands below them, in letters that deceive nobody. */
export function linkRow({ url, text }, first, { act, when, full }) {
  const plain = url.replace(/^(?:https?:\/\/|mailto:)/u, '');
  const shown = text ?? plain.replace(/\/$/u, '');
  const title = LEADS.test(url)
    ? el('a', { class: 'shared-link', href: url, title: url, target: '_blank', rel: 'noopener noreferrer', text: shown, data: { testid: 'shared-link' } })
    : el('span', { class: 'shared-link', text: shown });
  const about = el('small');
  const host = hostOf(url);
  const where = host === shown ? null : el('small', { class: 'shared-host', dir: 'ltr', text: host, data: { testid: 'shared-host' } });
  const sign = el('span', { class: 'file-sign', 'aria-hidden': 'true' }, icon(url.startsWith('mailto:') ? 'mail' : 'external-link', 18));
  const element = el('li', { class: 'shared-row', data: { testid: 'shared-link-row' } }, sign, el('span', { class: 'file-words' }, title, where, about), goButton(shown, first, act));
  const update = (item) => by(about, item, { when, full });
  update(first);
  return { element, update, dispose() {} };
}

function by(about, { sender, at }, { when, full }) {
  setText(about, `${isolated(sender.name)} · ${when(at)}`);
  about.title = full(at);
}

/** What stands before the path, without a port; of mail the address itself. */
function hostOf(url) {
  try {
    return new URL(url).hostname || url.replace(/^mailto:/u, '');
  } catch {
    return url;
  }
}

function goButton(what, { seq }, act) {
  return button('message-circle', say('shared.goTo', what), () => act.go(seq), 'shared-go');
}

function button(shape, label, click, testid) {
  return iconButton(shape, label, { size: 18, on: { click }, data: { testid } });
}
