const MOST_BYTES = 255;
// Controls, and what turns the text around it.
const UNSEEN = /[\p{Cc}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu;
const LONGEST_EXTENSION = 20;

const bytesOf = (text) => new TextEncoder().encode(text).length;

/**
 * What a file is called when it is sent: the last part of its path, without what cannot be seen, and no longer than file
 * systems take. The desktop does the same, by file-names.json.
 */
export function cleanName(name) {
  const last = name.toWellFormed?.() ?? name;
  const clean = last.split(/[/\\]/u).at(-1).replace(UNSEEN, '').trim();
  if (clean === '' || clean === '.' || clean === '..') return 'file';
  return bytesOf(clean) <= MOST_BYTES ? clean : shortened(clean);
}

/** The extension of a name, in small letters; '' if it has none. */
export function extensionOf(name) {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}

/** What a system runs when it is opened. */
const PROGRAMS = new Set([
  'apk', 'app', 'appimage', 'bat', 'cmd', 'com', 'command', 'cpl', 'deb', 'dmg', 'exe', 'gadget', 'hta', 'inf', 'ipa', 'iso', 'jar', 'js', 'jse', 'lnk',
  'msc', 'msi', 'msix', 'msp', 'pif', 'pkg', 'ps1', 'psm1', 'py', 'reg', 'rpm', 'run', 'scr', 'sh', 'vb', 'vbe', 'vbs', 'ws', 'wsf', 'wsh',
]);

export function isProgram(name) {
  return PROGRAMS.has(extensionOf(name));
}

function shortened(name) {
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && bytesOf(name.slice(dot)) <= LONGEST_EXTENSION ? name.slice(dot) : '';
  const room = MOST_BYTES - bytesOf(extension);
  let kept = '';
  let size = 0;
  for (const character of extension ? name.slice(0, -extension.length) : name) {
    size += bytesOf(character);
    if (size > room) break;
    kept += character;
  }
  return kept + extension;
}
