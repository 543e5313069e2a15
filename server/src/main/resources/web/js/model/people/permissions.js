/** In rooms of more people only hosts call everybody. */
const MANY = 50;

/** Whether somebody of that role looks after the chat: invites, people, its name. */
export function runsChat(role) {
  return role === 'owner' || role === 'admin';
}

/** Whether somebody of that role makes rooms, by what the `server` tells of itself, which may not be known. */
export function makesRooms(role, server) {
  return runsChat(role) || server?.roomsBy !== 'admins';
}

/**
 * What `me` may do about a person of the list for those who run the chat, in the order in which it is shown. Nobody
 * does anything to themselves or to the owner; an admin only looks after members.
 */
export function actionsOn(person, me) {
  const above = me.role === 'owner' || (me.role === 'admin' && person.role === 'member');
  if (!above || person.id === me.id || person.role === 'owner') return [];
  if (person.disabled) return ['let-in'];
  const role = person.role === 'admin' ? 'member' : 'admin';
  const owners = me.role === 'owner';
  return [...(owners ? [role] : []), 'reset', 'sign-out', 'remove', ...(owners ? ['owner'] : [])];
}

/** What `me`, with a `role` in the chat, may do in a conversation: it is asked the server again when it is done. */
export function inConversation({ kind, isLobby, visibility, archived, host, members }, me) {
  const room = kind === 'room';
  const open = visibility === 'open';
  const settings = room && (host || (open && runsChat(me.role)));
  return {
    post: !archived,
    mentionAll: room && (members <= MANY || host),
    settings,
    archive: settings && !isLobby,
    publish: settings && !isLobby,
    add: room && !isLobby && !archived && (open || host),
    remove: settings && !isLobby,
    hosts: room && host,
    leave: room && !isLobby,
  };
}

/** What `me` may do to a message of the list there. */
export function onMessage({ seq, sender, body, deleted, editedAt, state }, conversation, me) {
  const stored = seq !== null;
  const mine = sender.id === me.id;
  const there = !deleted && !conversation.archived;
  const others = conversation.kind === 'room' && (conversation.host || runsChat(me.role));
  return {
    react: there && state !== 'failed',
    reply: there && stored,
    edit: there && mine,
    remove: there && state !== 'failed' && (mine || others),
    pin: there && state !== 'failed',
    copy: !deleted && body !== '',
    unreadFrom: stored && !deleted,
    versions: stored && !deleted && editedAt !== null && (mine || runsChat(me.role)),
  };
}
