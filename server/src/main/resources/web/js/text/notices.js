import { count, say } from './texts.js';

/** So many are named. */
const NAMED = 3;
const LIST = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/**
 * What happened to a room, in words: who came and went, or what was changed. `me` is the account that reads it;
 * `nameOf(id)` what somebody is called today, or null.
 */
export function noticeWords(notice, who) {
  return (notice.kind === 'members' ? memberWords(notice, who) : changeWords(notice, who)).join(' ');
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

function memberWords({ seq, sender, joined, left }, who) {
  const actor = subject(sender, who);
  const others = joined.filter(({ id }) => id !== sender.id);
  const came = others.length < joined.length;
  const gone = left.filter(({ id }) => id !== sender.id);
  const words = [];
  // A room begins with whoever made it.
  if (seq === 1 && came) words.push(others.length > 0 ? say('notice.madeWith', actor, objects(others, who)) : say('notice.made', actor));
  else {
    if (came) words.push(say('notice.joined', actor));
    if (others.length > 0) words.push(say('notice.added', actor, objects(others, who)));
  }
  if (gone.length < left.length) words.push(say('notice.left', actor));
  if (gone.length > 0) words.push(say('notice.removed', actor, objects(gone, who)));
  return words;
}

function changeWords({ sender, title, topic, visibility, archived }, who) {
  const actor = subject(sender, who);
  const words = [];
  if (title !== null) words.push(say('notice.title', actor, title));
  if (topic !== null) words.push(topic ? say('notice.topic', actor, topic) : say('notice.topicGone', actor));
  if (visibility !== null) words.push(say(visibility === 'open' ? 'notice.open' : 'notice.private', actor));
  if (archived !== null) words.push(say(archived ? 'notice.archived' : 'notice.unarchived', actor));
  return words;
}

function subject(account, { me, nameOf }) {
  return account.id === me ? say('message.you') : (nameOf(account.id) ?? account.name);
}

function objects(accounts, { me, nameOf }) {
  const names = accounts.slice(0, NAMED).map(({ id, name }) => (id === me ? say('notice.you') : (nameOf(id) ?? name)));
  const more = accounts.length - names.length;
  return LIST.format(more > 0 ? [...names, count('notice.others', more)] : names);
}

function people(accounts) {
  return [...new Map(accounts.map((account) => [account.id, account])).values()];
}
