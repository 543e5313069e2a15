import { readInvite } from './invites.js';
import { codePoints } from './points.js';
import { say } from './say.js';

/** What is wrong with what was typed, in words, or null. The server checks again; this only saves a round trip. */
export function checkEmail(email) {
  if (!email.trim()) return say('form.error.emailMissing');
  return /^[^\s@]+@[^\s@]+$/u.test(email.trim()) ? null : say('form.error.emailInvalid');
}

export function checkName(name) {
  if (!name.trim()) return say('form.error.nameMissing');
  return codePoints(name.trim()) > 64 ? say('form.error.nameLong') : null;
}

export function checkNewPassword(password) {
  const length = codePoints(password);
  if (length < 8) return say('form.error.passwordShort');
  return length > 256 ? say('form.error.passwordLong') : null;
}

export function checkPasswordGiven(password) {
  return password ? null : say('form.error.passwordMissing');
}

export function checkInvite(text) {
  if (!text.trim()) return say('form.error.inviteMissing');
  return readInvite(text) ? null : say('form.error.inviteInvalid');
}

export function checkChatName(name) {
  if (!name.trim()) return say('form.error.chatNameMissing');
  return codePoints(name.trim()) > 64 ? say('form.error.chatNameLong') : null;
}

const AVATAR_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
const AVATAR_BYTES = 5 * 1024 * 1024;

/** Before anything is uploaded: is it a picture we can take, and not too big? An unknown type is left to the server. */
export function checkAvatar({ type, size }) {
  if (type && !AVATAR_TYPES.includes(type)) return say('error.avatarType');
  return size > AVATAR_BYTES ? say('error.avatarSize') : null;
}
