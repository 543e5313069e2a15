import { count, say } from './texts.js';

/**
 * What happened to a room, in words: who came and went, or what was changed. `nameOf(id)` is what somebody is called today,
 * or null. The desktop says the same.
 */
export function noticeWords(notice, { nameOf }) {
  const named = ({ id, name }) => nameOf(id) ?? name;
  return notice.kind === 'members' ? memberWords(notice, named) : changeWords(notice, named);
}

/** Many such at once, in a few words. */
export function noticeRunWords(notices, who) {
  const joined = people(notices.flatMap((notice) => notice.joined ?? []));
  const left = people(notices.flatMap((notice) => notice.left ?? []));
  const changes = notices.filter(({ kind }) => kind === 'change');
  if (joined.length + left.length <= 1 && changes.length === 0) return noticeWords(notices.at(-1), who);
  const parts = [
    joined.length > 0 && count('notice.run.joined', joined.length),
    left.length > 0 && count('notice.run.left', left.length),
    changes.length > 0 && count('notice.run.changed', changes.length),
  ];
  return parts.filter(Boolean).join(', ');
}

function memberWords({ seq, sender, joined, left }, named) {
  const alone = (accounts) => accounts.length === 1 && accounts[0].id === sender.id;
  const actor = named(sender);
  // A room begins with whoever made it.
  if (seq === 1) return say('notice.made', actor);
  if (joined.length > 0) return alone(joined) ? say('notice.joined', actor) : say('notice.added', actor, names(joined, named));
  return alone(left) ? say('notice.left', actor) : say('notice.removed', actor, names(left, named));
}

function changeWords({ sender, title, topic, visibility, archived }, named) {
  const actor = named(sender);
  if (archived !== null) return say(archived ? 'notice.archived' : 'notice.unarchived', actor);
  if (title !== null) return say('notice.titled', actor, title);
  if (visibility !== null) return say(visibility === 'open' ? 'notice.opened' : 'notice.closed', actor);
  return say(topic ? 'notice.topic' : 'notice.topicCleared', actor);
}

function names(accounts, named) {
  const [first, second] = accounts.map(named);
  if (accounts.length <= 1) return first ?? '';
  return accounts.length === 2 ? say('notice.people.pair', first, second) : count('notice.people.more', accounts.length - 2, first, second);
}

function people(accounts) {
  return [...new Map(accounts.map((account) => [account.id, account])).values()];
}
