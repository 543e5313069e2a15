import { count, say } from './texts.js';

const KNOWN = [
  'bad_credentials', 'account_disabled', 'invite_needed', 'invite_unknown', 'invite_expired', 'invite_used', 'registration_closed',
  'reset_unknown', 'reset_expired', 'reset_used', 'forbidden', 'owner_stays', 'foreign_origin',
];

/** The rules of fields by their names in the protocol, and the words for each. */
const RULES = {
  NAME_MISSING: 'nameMissing', NAME_TOO_LONG: 'nameLong', NAME_CONTROL_CHARACTERS: 'nameControl', NAME_INVISIBLE: 'nameInvisible',
  NAME_MARKS: 'nameMarks', NAME_RESERVED: 'nameReserved', EMAIL_INVALID: 'emailInvalid', PASSWORD_TOO_SHORT: 'passwordShort',
  PASSWORD_TOO_LONG: 'passwordLong', PASSWORD_TOO_COMMON: 'passwordCommon', PASSWORD_IS_OWN: 'passwordOwn',
};

/**
 * A refused HTTP call in words, and the field to show them at (null: the form as a whole).
 * `problem` is what the server said: {status, code, field, detail, title, retryAfter}; status 0 means no answer at all.
 */
export function readProblem(problem) {
  const field = problem.field ?? null;
  if (!problem.status) return { field: null, text: say('error.offline') };
  if (isTooLargeOnTheWay(problem)) return { field, text: say('error.tooLargeOnTheWay') };
  if (problem.status === 429) {
    const seconds = Math.max(1, Math.ceil(problem.retryAfter ?? 1));
    return { field: null, text: count('error.tooManyTries', seconds) };
  }
  if (problem.code === 'email_taken') return { field: field ?? 'email', text: say('error.email_taken') };
  if (problem.code === 'name_taken') {
    const { suggestion } = problem;
    return { field: field ?? 'name', text: suggestion ? say('error.name_taken', suggestion) : say('error.name_takenOften') };
  }
  if (KNOWN.includes(problem.code)) return { field, text: say(`error.${problem.code}`) };
  if (Object.hasOwn(RULES, problem.rule ?? '')) return { field, text: say(`form.error.${RULES[problem.rule]}`) };
  if (problem.status < 500 && problem.detail) return { field, text: problem.detail };
  return { field, text: say('error.unknown') };
}

/** The same for a picture that was refused, where the status alone says what is wrong. */
export function readAvatarProblem(problem) {
  if (isTooLargeOnTheWay(problem)) return say('error.tooLargeOnTheWay');
  if (problem.status === 413) return say('error.avatarSize');
  if (problem.status === 415) return say('error.avatarType');
  if (problem.status === 422) return say('error.avatarBroken');
  return readProblem(problem).text;
}

/** The server itself says so in its own words, with a code; something in between, as a proxy, does not. */
function isTooLargeOnTheWay(problem) {
  return problem.status === 413 && !problem.code;
}

const FAILURES = ['too_large', 'not_member', 'forbidden', 'not_found', 'id_conflict', 'storage_full'];

/** Why a message was not sent, in words. */
export function readFailure(failure) {
  return say(FAILURES.includes(failure.code) ? `message.failure.${failure.code}` : 'message.failure.unknown');
}

const STOPPED = { 4502: 'version', 4503: 'frames', 4504: 'connections' };

/** Why the server ended the connection for good, in words. */
export function readStop(code) {
  return say(`offline.stopped.${STOPPED[code] ?? 'unknown'}`);
}

/** Why somebody is not signed in any more, by the code with which the server closed the connection. */
export function readEnd(code, chatName) {
  if (code !== 4505) return say('login.notice.sessionEnded');
  return chatName ? say('login.notice.disabled', chatName) : say('login.notice.disabledHere');
}
