import { avatar, groupTile, roomTile, updateAvatar, updateGroupTile, updateRoomTile } from './avatar.js';

/** What stands for a conversation, and what brings it up to date. */
export function tileOf(conversation, me) {
  const { kind, people } = conversation;
  if (kind === 'room') {
    const tile = roomTile(lookOf(conversation));
    return [tile, (changed) => updateRoomTile(tile, lookOf(changed))];
  }
  if (people.length > 1) {
    const tile = groupTile(people.length);
    return [tile, (changed) => updateGroupTile(tile, changed.people.length)];
  }
  const tile = avatar(people[0] ?? me, { state: conversation.presence });
  return [tile, (changed) => updateAvatar(tile, changed.people[0] ?? me, { state: changed.presence })];
}

function lookOf({ id, visibility, archived }) {
  return { id, locked: visibility === 'private', archived };
}
