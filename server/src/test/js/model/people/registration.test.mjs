import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { registrationRules } from '../../../../main/resources/web/js/model/people/registration.js';

describe('who may register', () => {
  const server = (registration, empty = false) => ({ registration, empty });

  it('lets the first in without an invite, as the owner', () => {
    for (const registration of ['open', 'invite', 'closed']) {
      assert.deepEqual(registrationRules({ server: server(registration, true) }), { first: true, closed: false, asksCode: false, opensWith: 'register' });
    }
  });

  it('asks for a code where an invite is needed and none came along', () => {
    assert.deepEqual(registrationRules({ server: server('invite') }), { first: false, closed: false, asksCode: true, opensWith: 'login' });
    assert.deepEqual(registrationRules({ server: server('invite'), invited: true }), { first: false, closed: false, asksCode: false, opensWith: 'register' });
  });

  it('is open or closed for everybody', () => {
    assert.deepEqual(registrationRules({ server: server('open') }), { first: false, closed: false, asksCode: false, opensWith: 'login' });
    assert.deepEqual(registrationRules({ server: server('closed') }), { first: false, closed: true, asksCode: false, opensWith: 'login' });
    assert.deepEqual(registrationRules({ server: server('closed'), invited: true }), { first: false, closed: true, asksCode: false, opensWith: 'login' });
  });

  it('is left to the server where that could not be asked', () => {
    assert.deepEqual(registrationRules({ server: null }), { first: false, closed: false, asksCode: false, opensWith: 'login' });
  });
});
