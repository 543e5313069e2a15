/** Whether somebody of that role looks after the chat: invites, people, its name. */
export function runsChat(role) {
  return role === 'owner' || role === 'admin';
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
