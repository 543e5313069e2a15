import { EVERYBODY, mentionedIn } from '../../text/mentions.js';

/** So many of those who reacted are known by number; the server tells no more either. */
const NAMED = 20;

/** Shared, so that what is the same is seen to be. */
export const NONE = Object.freeze([]);

/**
 * What an entry of the log makes of the message it is about. An entry that the message shows already changes nothing, nor
 * does any that comes to a deleted one. `early` is for one's own change whose answer came before the entries it follows:
 * those still count then, and this entry will come once more in its place.
 */
export function changed(message, entry, me, { early = false } = {}) {
  if (entry.seq <= message.knownTo) return message;
  const { deleted } = message;
  const after = deleted ? message : CHANGES[entry.type]?.(message, entry, me) ?? message;
  return early ? after : { ...after, knownTo: entry.seq };
}

/** Whether a message calls that account, by its name or with everybody. */
export function mentions(message, me) {
  return message.sender.id !== me && (message.mentions.includes(me) || message.mentions.includes(EVERYBODY));
}

/** Without text and all that belonged to it; its place stays. */
export function emptied(message) {
  return { ...message, body: null, deleted: true, mentions: NONE, editedAt: null, pinned: false, reactions: NONE, files: NONE };
}

const CHANGES = {
  messageEdited(message, { body, at, mentions: added }) {
    // It was deleted since, and that entry comes.
    if (body === null) return message;
    return { ...message, body, editedAt: at, mentions: mentionsAfter(message, body, added) };
  },
  messageDeleted: (message) => emptied(message),
  messagePinned: (message, { on }) => ({ ...message, pinned: on }),
  reactionChanged: (message, { emoji, on, actor }, me) => ({ ...message, reactions: reacted(message.reactions, emoji, on, actor.id, me) }),
};

/** Whom a message mentions once it has another body: those whom it names, and still the one whom it answers. */
function mentionsAfter(message, body, added) {
  const [before, after] = [mentionedIn(message.body), mentionedIn(body)];
  const stay = message.mentions.filter((id) => after.has(id) || !before.has(id));
  // An edit that is replayed comes with the text of today, which may name them no more.
  return [...stay, ...added.filter((id) => after.has(id) && !stay.includes(id))];
}

/** The reactions on a message after one account put one on or took it off. */
export function reacted(reactions, emoji, on, account, me) {
  const mine = account === me;
  const one = reactions.find((reaction) => reaction.emoji === emoji);
  if (!one) return on ? [...reactions, { emoji, count: 1, mine, accounts: [account] }] : reactions;
  if (has(one, account, me) === on) return reactions;
  const count = one.count + (on ? 1 : -1);
  if (count <= 0) return reactions.filter((reaction) => reaction !== one);
  const named = on ? [...one.accounts, account].slice(0, NAMED) : one.accounts.filter((id) => id !== account);
  const other = { ...one, count, mine: mine ? on : one.mine, accounts: named };
  return reactions.map((reaction) => (reaction === one ? other : reaction));
}

/** Undefined where that cannot be told, as not all of them are known by number. */
function has({ count, mine, accounts }, account, me) {
  if (account === me) return mine;
  if (accounts.includes(account)) return true;
  return count > accounts.length ? undefined : false;
}
