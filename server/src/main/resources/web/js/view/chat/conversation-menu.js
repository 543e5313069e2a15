import { inConversation } from '../../model/people/permissions.js';
import { say } from '../../text/texts.js';

const LEVELS = ['auto', 'all', 'mentions', 'nothing'];

/**
 * What can be done with a conversation, for a Menu. `account` is mine; `calls` are {star(on), level(level), read(),
 * unread(), members(), files(), date(), settings(), archive(on), leave()}, where what others feel is asked about first,
 * and `unread` is null where there is nothing to mark.
 */
export function conversationMenu({ conversation, account, calls }) {
  const { kind, topic, starred, level, unread, archived } = conversation;
  const room = kind === 'room';
  const may = inConversation(conversation, account);
  return [
    // Cut off in the head of the room, or not there at all.
    ...(topic ? [{ heading: topic }] : []),
    { label: say(starred ? 'conversation.unstar' : 'conversation.star'), icon: 'star', run: () => calls.star(!starred), testid: 'conversation-star' },
    ...(unread > 0
      ? [{ label: say('conversation.markRead'), icon: 'check', run: calls.read, testid: 'conversation-read' }]
      : calls.unread ? [{ label: say('conversation.markUnread'), icon: 'mail', run: calls.unread, testid: 'conversation-unread' }] : []),
    ...(room ? [{ label: say('conversation.members'), icon: 'users', run: calls.members, testid: 'conversation-members' }] : []),
    { label: say('conversation.files'), icon: 'file', run: calls.files, testid: 'conversation-files' },
    { label: say('conversation.goToDate'), icon: 'clock-3', run: calls.date, testid: 'conversation-date' },
    null,
    { heading: say('conversation.notify') },
    ...LEVELS.map((one) => ({ label: say(`conversation.notify.${one}`), checked: level === one, run: () => calls.level(one), testid: `conversation-${one}` })),
    ...(may.settings || may.leave ? [null] : []),
    ...(may.settings ? [{ label: say('conversation.settings'), icon: 'settings', run: calls.settings, testid: 'conversation-settings' }] : []),
    ...(may.archive
      ? [{ label: say(archived ? 'conversation.unarchive' : 'conversation.archive'), icon: 'archive', run: () => calls.archive(!archived), testid: 'conversation-archive' }]
      : []),
    ...(may.leave ? [{ label: say('conversation.leave'), icon: 'log-out', danger: true, run: calls.leave, testid: 'conversation-leave' }] : []),
  ];
}
