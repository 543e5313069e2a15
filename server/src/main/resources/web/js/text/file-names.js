import { hides, unseen } from './names.js';

const MOST_BYTES = 255;
const MOST_EXTENSION_BYTES = 32;

/**
 * The name a file is sent under: the end of a path, composed, without what cannot be seen, and cut where it is too long,
 * in front of its extension; `file` if nothing is left. The server and the desktop do the same (FileNames.java), by
 * file-names.json.
 */
export function cleanName(name) {
  const end = composed(name.replace(/[/\\]+$/u, '').split(/[/\\]/u).at(-1));
  // Cutting may leave at the end what only joined two characters.
  const kept = bytesOf(end) > MOST_BYTES ? withoutHidden(shortened(end)) : end;
  return [...kept].every((point) => point === '.' || unseen(point)) ? 'file' : kept;
}

/** The extension of a name, in small letters; '' if it has none. */
export function extensionOf(name) {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}

/** What a system runs when it is opened, as file-names.json has it. */
export const PROGRAMS = new Set([
  'apk', 'app', 'appimage', 'bat', 'cmd', 'com', 'command', 'cpl', 'deb', 'desktop', 'dmg', 'exe', 'gadget', 'hta', 'inf', 'ipa', 'iso', 'jar', 'js',
  'jse', 'lnk', 'msc', 'msi', 'msix', 'msp', 'pif', 'pkg', 'ps1', 'psm1', 'py', 'reg', 'rpm', 'run', 'scr', 'sh', 'vb', 'vbe', 'vbs', 'ws', 'wsf',
  'wsh',
]);

/** Whether a system runs what is saved under that name when it is opened. Some drop dots and spaces at the end. */
export function isProgram(name) {
  return PROGRAMS.has(extensionOf(name.replace(/[. ]+$/u, '')));
}

/** Without what is hidden, which may have kept a letter and its accent apart. */
function composed(name) {
  const next = withoutHidden(name.normalize('NFC'));
  return next === name ? name : composed(next);
}

/** Again and again, since what stands beside something that goes may have needed it. */
function withoutHidden(name) {
  const points = [...name];
  const kept = points.filter((point, i) => !hides(points[i - 1], point, points[i + 1]));
  return kept.length === points.length ? name : withoutHidden(kept.join(''));
}

function shortened(name) {
  const dot = name.lastIndexOf('.');
  const end = dot > 0 ? name.slice(dot) : '';
  const extension = bytesOf(end) > MOST_EXTENSION_BYTES || end.includes(' ') ? '' : end;
  let left = MOST_BYTES - bytesOf(extension);
  let kept = '';
  for (const point of name.slice(0, name.length - extension.length)) {
    left -= bytesOf(point);
    if (left < 0) break;
    kept += point;
  }
  return kept + extension;
}

function bytesOf(text) {
  return new TextEncoder().encode(text).length;
}
