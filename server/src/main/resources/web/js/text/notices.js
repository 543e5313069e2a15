import { count, say } from './texts.js';

/** Fewer than so many in a row are shown one below the other. */
const SHORT_RUN = 3;

/**
 * What happened to a room, in words: who came and went, or what was changed, as the desktop says it (RowTexts.java).
 * `nameOf(id)` is what somebody is called today, or null.
 */
export function noticeWords(notice, { nameOf }) {
  const name = (account) => nameOf(account.id) ?? account.name;
  return notice.kind === 'members' ? memberWords(notice, name) : changeWords(notice, name);
}

/** What happened in a row: all of it where that is little, else the first and how much more. */
export function noticeRunWords(notices, who) {
  if (isShort(notices)) return notices.map((notice) => noticeWords(notice, who)).join('\n');
  return count('notice.more', notices.length - 1, noticeWords(notices[0], who));
}

/** Whether all of it is shown anyway. */
export function isShort(notices) {
  return notices.length < SHORT_RUN;
}

function memberWords({ seq, sender, joined, left }, name) {
  const actor = name(sender);
  const alone = (who) => who.length === 1 && who[0].id === sender.id;
  if (seq === 1) return say('notice.made', actor);
  if (joined.length > 0) return alone(joined) ? say('notice.joined', actor) : say('notice.added', actor, names(joined, name));
  return alone(left) ? say('notice.left', actor) : say('notice.removed', actor, names(left, name));
}

function names(who, name) {
  if (who.length > 2) return count('notice.people.more', who.length - 2, name(who[0]), name(who[1]));
  return who.length === 2 ? say('notice.people.pair', name(who[0]), name(who[1])) : who.map(name).join();
}

function changeWords({ sender, title, topic, visibility, archived }, name) {
  const actor = name(sender);
  if (archived !== null) return say(archived ? 'notice.archived' : 'notice.unarchived', actor);
  if (title !== null) return say('notice.titled', actor, title);
  if (visibility !== null) return say(visibility === 'open' ? 'notice.opened' : 'notice.closed', actor);
  return say(topic ? 'notice.topic' : 'notice.topicCleared', actor);
}
