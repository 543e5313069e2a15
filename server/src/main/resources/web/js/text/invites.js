import { say } from './texts.js';

const CODE = /^[0-9A-HJKMNP-TV-Z]{8}$/;
const LOOPBACK = /^(localhost$|127\.|\[::1\])/;

const LONGEST = 4_096;
/** Blanks, dashes and what is not seen, of all kinds: what programs make of a hyphen, and what comes along when something is copied. */
const BETWEEN = /[\s\p{Z}\p{Pd}\p{Cf}\u2212]+/gu;
const AROUND = /^[\s\p{Z}\p{P}\p{S}\p{Cf}]+|[\s\p{Z}\p{P}\p{S}\p{Cf}]+$/gu;
const CODE_IN_LINK = /[#?&](?:join|code)=([^&#\s\p{Z}]+)/gu;

/** A code as a person writes it, or null: case, hyphens and blanks do not matter, and O, I and L are digits. */
export function readCode(text) {
  const plain = text.replace(BETWEEN, '').toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');
  return CODE.test(plain) ? plain : null;
}

/**
 * The code in what somebody pasted where a code belongs: the code itself, or a link, also within the message that it
 * came with. Null if there is none.
 */
export function readInvite(text) {
  if (text.length > LONGEST) return null;
  const linked = [...text.matchAll(CODE_IN_LINK)].map(([, code]) => new URLSearchParams(`code=${code}`).get('code'));
  return [...linked, text].map((piece) => readCode(piece.replace(AROUND, ''))).find((code) => code !== null) ?? null;
}

/** The code for a new password in what somebody pasted: the code itself, or a whole link. Empty if there is none. */
export function readReset(text) {
  return (/[#&]reset=([^&#\s]+)/.exec(text)?.[1] ?? text).trim();
}

/** A code as it is shown, and read out: K7QM-2X9P. */
export function showCode(code) {
  const plain = readCode(code) ?? code;
  return `${plain.slice(0, 4)}-${plain.slice(4)}`;
}

/**
 * What a link brought along behind its #, where no server sees it: {kind: 'join', code, key, at} or
 * {kind: 'reset', code}; null if it is nothing of ours. A code that cannot be one is passed on as it is: the server
 * says that it does not know it.
 */
export function readTicket(hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, ''));
  const [join, reset] = [parts.get('join'), parts.get('reset')];
  if (join) return { kind: 'join', code: readCode(join) ?? join, key: parts.get('key'), at: parts.getAll('at') };
  return reset ? { kind: 'reset', code: reset } : null;
}

/** The same invite for the desktop app. `origin` is where this page was found, `name` that of the chat. */
export function appLink({ code, key, at, origin, name }) {
  const scheme = origin.slice(0, origin.indexOf(':'));
  const bases = at.map((address) => (address.includes('://') ? address : `${scheme}://${address}`));
  const parts = [['code', code], ['key', key], ...[...new Set([origin, ...bases])].map((base) => ['at', base]), ['name', name]];
  return `chatter://join?${new URLSearchParams(parts.filter(([, value]) => value))}`;
}

/** Whether only the computer itself can open a page of that host. */
export function isLoopback(hostname) {
  return LOOPBACK.test(hostname);
}

/**
 * An invite as a message to send, from somebody called `from` to the chat called `to`. Where the chat has a key of its
 * own, it says why the browser warns, and what to do then.
 */
export function inviteText({ invite, link, fingerprint }, { from, to }) {
  const warns = fingerprint && inviteNotes({ link, fingerprint }).includes('invite.note.ownKey');
  const lines = [say('invite.copyText.invite', from, to, link), warns && say('invite.copyText.ownKey'), say('invite.copyText.code', showCode(invite.code))];
  return lines.filter(Boolean).join('\n');
}

/** What whoever invites should know before others open the link, as keys of messages. */
export function inviteNotes({ link, fingerprint }, registration) {
  const { protocol, hostname } = new URL(link);
  const notes = registration === 'closed' ? ['invite.note.closed'] : [];
  if (isLoopback(hostname)) return [...notes, 'invite.note.here'];
  if (protocol === 'http:') return [...notes, 'invite.note.plain'];
  return fingerprint ? [...notes, 'invite.note.ownKey'] : notes;
}
