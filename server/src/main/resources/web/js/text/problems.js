import { count, say } from './texts.js';
import { messages } from './messages.js';

const CODES = [
  'email_taken', 'bad_credentials', 'wrong_password', 'unauthorized', 'account_disabled', 'invite_needed', 'invite_unknown', 'invite_expired', 'invite_used',
  'registration_closed', 'reset_unknown', 'reset_expired', 'reset_used', 'forbidden', 'owner_stays', 'foreign_origin', 'not_found',
  'https_only', 'incomplete', 'unknown_host', 'too_large', 'unsupported_media_type', 'invalid', 'busy', 'failing', 'storage_full',
  'title_taken', 'limit_reached', 'confirm_needed', 'lobby_stays', 'bad_search', 'unknown_person', 'unknown_conversation',
];
// Where what the server named is not where to show it: the form as a whole, for some.
const FIELDS = {
  email_taken: 'email', name_taken: 'name', invite_needed: 'invite', invite_unknown: 'invite',
  invite_expired: 'invite', invite_used: 'invite', registration_closed: null, account_disabled: null,
};

/**
 * A refused HTTP call in words, and the field to show them at (null: the form as a whole): by the server's code and
 * never by its sentence, as the desktop program does it, held to the same examples.
 * `problem` is what the server said: {status, code, field, rule, suggestion, retryAfter}; status 0 means no answer at all.
 */
export function readProblem(problem) {
  const field = Object.hasOwn(FIELDS, problem.code ?? '') ? FIELDS[problem.code] : (problem.field ?? null);
  if (!problem.status) return { field: null, text: say('error.unreachable') };
  if (isTooLargeOnTheWay(problem)) return { field, text: say('error.tooLargeOnTheWay') };
  if (problem.status === 429) {
    const seconds = Math.max(1, Math.ceil(problem.retryAfter ?? 1));
    return { field: null, text: count('error.tooManyTries', seconds) };
  }
  if (problem.code === 'name_taken') {
    const { suggestion } = problem;
    return { field, text: suggestion ? say('error.name_taken', suggestion) : say('error.name_takenOften') };
  }
  const rule = `form.error.${problem.rule}`;
  if (problem.code === 'invalid' && Object.hasOwn(messages, rule)) return { field, text: say(rule) };
  if (CODES.includes(problem.code)) return { field, text: say(`error.${problem.code}`) };
  return { field, text: say('error.unknown') };
}

/** The same for a picture that was refused, where the status alone says what is wrong. */
export function readAvatarProblem(problem) {
  if (isTooLargeOnTheWay(problem)) return say('error.tooLargeOnTheWay');
  if (problem.status === 413) return say('picture.tooLarge');
  if (problem.status === 415) return say('picture.wrongType');
  if (problem.status === 422) return say('picture.broken');
  return readProblem(problem).text;
}

/** The server itself says so in its own words, with a code; something in between, as a proxy, does not. */
function isTooLargeOnTheWay(problem) {
  return problem.status === 413 && !problem.code;
}

/** Why a message was not sent, in words. A code that a newer server may have added is something it does not support. */
export function readFailure(failure) {
  if (!failure?.code) return say('message.failed.internal');
  const ofFile = `file.failed.${failure.code}`;
  if (failure.file && Object.hasOwn(messages, ofFile)) return say(ofFile, failure.file);
  const key = `message.failed.${failure.code}`;
  return say(Object.hasOwn(messages, key) ? key : 'message.failed.unsupported');
}

/** Why a change of a message was turned back, in words. */
export function readRefusal({ code }) {
  const key = `change.failed.${code}`;
  return say(Object.hasOwn(messages, key) ? key : 'change.failed.unknown');
}

const ENDED = { 4501: 'SIGNED_OUT', 4502: 'VERSION', 4503: 'BAD_FRAMES', 4504: 'TOO_MANY_CONNECTIONS', 4505: 'ACCOUNT_DISABLED' };

/** Why the server ended the connection for good, in words, by the code with which it was closed. */
export function readStop(code) {
  return say(`ended.${ENDED[code] ?? 'REFUSED'}`);
}

/** Why somebody is not signed in any more, by the code with which the server closed the connection. */
export function readEnd(code, chatName) {
  if (code !== 4505) return say('ended.SIGNED_OUT');
  return chatName ? say('ended.ACCOUNT_DISABLED', chatName) : say('ended.ACCOUNT_DISABLED_HERE');
}
