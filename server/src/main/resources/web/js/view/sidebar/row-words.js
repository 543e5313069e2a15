import { count, say } from '../../text/texts.js';

/**
 * All that the row of a conversation shows, in words, for whoever hears it: what a sign or a colour says too. `preview` is
 * its second line, `time` that of what came last.
 */
export function rowWords({ kind, title, starred, visibility, archived, presence, mentions, unread, level }, { preview, time }) {
  return [
    title,
    starred && say('sidebar.starred'),
    kind === 'room' && visibility === 'private' && say('sidebar.private'),
    archived && say('sidebar.archived'),
    presence === 'online' && say('sidebar.online'),
    mentions > 0 && count('sidebar.mentions', mentions),
    unread > 0 && count('sidebar.unread', unread),
    level === 'nothing' && say('sidebar.muted'),
    preview,
    time,
  ].filter(Boolean).join(', ');
}
