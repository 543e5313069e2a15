import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Roster } from '../../../../main/resources/web/js/model/people/roster.js';

describe('the people', () => {
  const person = (id, name, state) => ({ id, name, avatarUrl: null, state, lastSeen: null });
  let roster;

  beforeEach(() => {
    roster = new Roster(1);
    roster.presence({ full: true, online: 2, accounts: [person(1, 'Ada', 'online'), person(2, 'omar', 'offline'), person(3, 'Lena', 'online'), person(4, 'Ana', 'offline')] });
  });

  it('are those online first, then by name', () => {
    assert.deepEqual(roster.people.map((one) => one.name), ['Ada', 'Lena', 'Ana', 'omar']);
    assert.equal(roster.online, 2);
    assert.equal(roster.people[0].isMe, true);
  });

  it('change by differences', () => {
    roster.presence({ full: false, online: 3, accounts: [person(2, 'Omar', 'online'), person(5, 'Bo', 'offline')] });
    assert.deepEqual(roster.people.map((one) => one.name), ['Ada', 'Lena', 'Omar', 'Ana', 'Bo']);
    assert.equal(roster.online, 3);
    assert.equal(roster.size, 5);
  });

  it('stand in order of their new names', () => {
    assert.equal(roster.people.at(-1).name, 'omar');
    roster.accountChanged({ id: 2, name: 'Abe' });
    assert.deepEqual(roster.people.map((one) => one.name), ['Ada', 'Lena', 'Abe', 'Ana']);
  });

  it('are counted by the server where it names nobody, while connected too', () => {
    assert.equal(roster.members, 4, 'who is listed is counted');
    roster.presence({ full: true, online: 9, members: 201, accounts: [] });
    assert.deepEqual([roster.members, roster.people, roster.person(2)], [201, [], null]);
    roster.presence({ full: false, online: 9, members: 202, accounts: [] });
    assert.equal(roster.members, 202);
    roster.presence({ full: true, online: 1, members: 1, accounts: [person(3, 'Lena', 'online')] });
    assert.deepEqual([roster.members, roster.person(3).state], [1, 'online']);
  });

  it('are all named, or only those one shares something smaller with', () => {
    assert.equal(roster.namesAll, true);
    roster.presence({ full: true, online: 90, members: 211, accounts: [person(1, 'Ada', 'online'), person(3, 'Lena', 'online')] });
    assert.deepEqual([roster.members, roster.size, roster.online, roster.namesAll, roster.stateOf(3), roster.stateOf(99)], [211, 2, 90, false, 'online', 'unknown']);
    roster.presence({ full: true, online: 9, members: 201, accounts: [] });
    assert.equal(roster.namesAll, false);
  });

  it('are replaced by a full list', () => {
    roster.presence({ full: true, online: 1, accounts: [person(3, 'Lena', 'online')] });
    assert.equal(roster.size, 1);
  });

  it('are only a number when there are very many', () => {
    roster.presence({ full: true, online: 250, accounts: [] });
    assert.deepEqual([roster.online, roster.size], [250, 0]);
  });

  it('are counted when the number is missing', () => {
    roster.presence({ accounts: [person(2, 'Omar', 'online')] });
    assert.equal(roster.online, 3);
  });

  it('take new names, and nobody new by that', () => {
    roster.accountChanged({ id: 3, name: 'Lena Roth', avatarUrl: '/x' });
    roster.accountChanged({ id: 99, name: 'Nobody' });
    assert.equal(roster.size, 4);
    assert.deepEqual(roster.people[1], { id: 3, name: 'Lena Roth', avatarUrl: '/x', state: 'online', lastSeen: null, isMe: false });
  });
});
