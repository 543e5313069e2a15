import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { actionsOn, inConversation, makesRooms, runsChat } from '../../../../main/resources/web/js/model/people/permissions.js';

describe('who runs the chat', () => {
  const person = (id, role, more = {}) => ({ id, role, disabled: false, ...more });
  const owner = person(1, 'owner');
  const admin = person(2, 'admin');
  const member = person(3, 'member');

  it('is the owner, and admins', () => {
    assert.deepEqual(['owner', 'admin', 'member', undefined].map(runsChat), [true, true, false, false]);
  });

  it('makes rooms, and everybody else where that is not theirs alone', () => {
    const may = (server) => ['owner', 'admin', 'member'].map((role) => makesRooms(role, server));
    assert.deepEqual(may({ roomsBy: 'admins' }), [true, true, false]);
    for (const server of [{ roomsBy: 'all' }, {}, null]) assert.deepEqual(may(server), [true, true, true]);
  });

  it('may do everything as the owner, except to themselves', () => {
    assert.deepEqual(actionsOn(member, owner), ['admin', 'reset', 'sign-out', 'remove', 'owner']);
    assert.deepEqual(actionsOn(admin, owner), ['member', 'reset', 'sign-out', 'remove', 'owner']);
    assert.deepEqual(actionsOn(owner, owner), []);
  });

  it('looks after members as an admin', () => {
    assert.deepEqual(actionsOn(member, admin), ['reset', 'sign-out', 'remove']);
    assert.deepEqual(actionsOn(person(4, 'admin'), admin), []);
    assert.deepEqual(actionsOn(owner, admin), []);
    assert.deepEqual(actionsOn(admin, admin), []);
  });

  it('lets the removed back in, and does nothing else with them', () => {
    assert.deepEqual(actionsOn(person(3, 'member', { disabled: true }), owner), ['let-in']);
    assert.deepEqual(actionsOn(person(3, 'member', { disabled: true }), admin), ['let-in']);
  });

  it('is nobody else', () => {
    assert.deepEqual(actionsOn(member, person(5, 'member')), []);
    assert.deepEqual(actionsOn(member, person(5, undefined)), []);
  });
});

describe('what one may do in a conversation', () => {
  const may = (conversation, role = 'member') => {
    const room = { kind: 'room', isLobby: false, visibility: 'open', archived: false, host: false, members: 3, ...conversation };
    return Object.entries(inConversation(room, { id: 1, role })).filter(([, yes]) => yes).map(([what]) => what).join(' ');
  };

  it('is said for every kind of it', () => {
    assert.equal(may({}), 'post mentionAll add leave');
    assert.equal(may({ members: 51 }), 'post add leave');
    assert.equal(may({ host: true, members: 51 }), 'post mentionAll settings archive publish add remove hosts leave');
    assert.equal(may({}, 'admin'), 'post mentionAll settings archive publish add remove leave');
    assert.equal(may({ visibility: 'private' }), 'post mentionAll leave');
    assert.equal(may({ visibility: 'private' }, 'owner'), 'post mentionAll leave');
    assert.equal(may({ visibility: 'private', host: true }), 'post mentionAll settings archive publish add remove hosts leave');
    assert.equal(may({ archived: true }), 'mentionAll leave');
    assert.equal(may({ isLobby: true }), 'post mentionAll');
    assert.equal(may({ isLobby: true }, 'owner'), 'post mentionAll settings');
    assert.equal(may({ kind: 'direct', visibility: 'private' }, 'owner'), 'post');
  });
});
