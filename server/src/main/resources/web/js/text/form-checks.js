import { readInvite, readReset } from './invites.js';
import { codePoints } from './code-points.js';
import { say } from './texts.js';
import { nameFault, titleFault } from './names.js';

const LONGEST_EMAIL = 254;
const EMAIL = /^[^\s\p{Cc}@]+@[^\s\p{Cc}@]+$/u;

/** What is wrong with what was typed, in words, or null. The server checks again; this only saves a round trip. */
export function checkEmail(email) {
  const typed = email.trim();
  if (!typed) return say('form.error.EMAIL_MISSING');
  return typed.length <= LONGEST_EMAIL && EMAIL.test(typed) ? null : say('form.error.EMAIL_INVALID');
}

export function checkName(name) {
  const fault = nameFault(name);
  return fault && say(`form.error.${fault}`);
}

export function checkNewPassword(password) {
  const length = codePoints(password);
  if (length < 8) return say('form.error.PASSWORD_TOO_SHORT');
  return length > 256 ? say('form.error.PASSWORD_TOO_LONG') : null;
}

export function checkPasswordGiven(password) {
  return password ? null : say('form.error.PASSWORD_MISSING');
}

export function checkInvite(text) {
  if (!text.trim()) return say('form.error.INVITE_MISSING');
  return readInvite(text) ? null : say('form.error.INVITE_INVALID');
}

export function checkResetCode(text) {
  return readReset(text) ? null : say('form.error.RESET_CODE_MISSING');
}

export function checkChatName(name) {
  const fault = titleFault(name);
  return fault && say(`form.error.${fault}`);
}

/** What a room is called: by the rules of a chat's name. */
export function checkRoomTitle(title) {
  return checkChatName(title);
}

const LONGEST_TOPIC = 250;

export function checkTopic(topic) {
  return codePoints(topic.trim()) > LONGEST_TOPIC ? say('form.error.TOPIC_TOO_LONG') : null;
}

const AVATAR_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
const AVATAR_BYTES = 5 * 1024 * 1024;

/** Before anything is uploaded: is it a picture we can take, and not too big? An unknown type is left to the server. */
export function checkAvatar({ type, size }) {
  if (type && !AVATAR_TYPES.includes(type)) return say('picture.wrongType');
  return size > AVATAR_BYTES ? say('picture.tooLarge') : null;
}
