import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { takeFragment } from '../../../main/resources/web/js/net/page-address.js';
import { checkInvite } from '../../../main/resources/web/js/text/form-checks.js';
import { appLink, inviteNotes, readCode, readInvite, readTicket, showCode } from '../../../main/resources/web/js/text/invites.js';

const KEY = 'k'.repeat(43);

describe('an invite code', () => {
  it('is read however a person writes it', () => {
    for (const text of ['K7QM2X9P', 'k7qm-2x9p', ' K7QM 2X9P ', 'K7QM–2X9P']) assert.equal(readCode(text), 'K7QM2X9P', text);
    assert.equal(readCode('oO0l-Ii1Z'), '000111' + '1Z');
  });

  it('is nothing else', () => {
    for (const text of ['', 'K7QM2X9', 'K7QM2X9PP', 'K7QM2X9U', 'K7QM_2X9P', 'привет12']) assert.equal(readCode(text), null, text);
  });

  it('is found in a whole link, of either form', () => {
    assert.equal(readInvite(`https://192.168.1.20:8080/#join=K7QM2X9P&key=${KEY}&at=192.168.1.20:8080`), 'K7QM2X9P');
    assert.equal(readInvite(`chatter://join?code=k7qm2x9p&key=${KEY}`), 'K7QM2X9P');
    assert.equal(readInvite('K7QM-2X9P'), 'K7QM2X9P');
    assert.equal(readInvite('https://example.org/'), null);
  });

  it('is shown in two halves', () => {
    for (const code of ['K7QM2X9P', 'K7QM-2X9P']) assert.equal(showCode(code), 'K7QM-2X9P');
  });

  it('is asked for in words', () => {
    assert.match(checkInvite(' '), /Enter/u);
    assert.match(checkInvite('12'), /neither an invite/u);
    assert.equal(checkInvite('k7qm-2x9p'), null);
  });
});

describe('a link', () => {
  it('that invites brings code, key and addresses', () => {
    assert.deepEqual(readTicket(`#join=k7qm-2x9p&key=${KEY}&at=192.168.1.20:8080&at=10.0.0.4:8080`), {
      kind: 'join', code: 'K7QM2X9P', key: KEY, at: ['192.168.1.20:8080', '10.0.0.4:8080'],
    });
    assert.deepEqual(readTicket('#join=K7QM2X9P'), { kind: 'join', code: 'K7QM2X9P', key: null, at: [] });
  });

  it('with a code that cannot be one is still an invite, for the server to say so', () => {
    assert.equal(readTicket('#join=nonsense!').code, 'nonsense!');
  });

  it('for a new password brings its code', () => {
    assert.deepEqual(readTicket('#reset=AbC_123'), { kind: 'reset', code: 'AbC_123' });
  });

  it('without either is none', () => {
    for (const hash of ['', '#', '#room', '#join=', '#reset=']) assert.equal(readTicket(hash), null, hash);
  });

  it('leaves the address bar when it is read, and only then', () => {
    const replaced = [];
    const history = { state: null, replaceState: (...args) => replaced.push(args) };
    const location = { hash: '#join=K7QM2X9P', pathname: '/chat/', search: '?a=1' };
    assert.equal(takeFragment(readTicket, { location, history }).code, 'K7QM2X9P');
    assert.deepEqual(replaced, [[null, '', '/chat/?a=1']]);
    assert.equal(takeFragment(readTicket, { location: { ...location, hash: '#other' }, history }), null);
    assert.equal(replaced.length, 1);
  });

  it('opens the desktop app with all addresses, this one first and none twice', () => {
    const link = appLink({ code: 'K7QM2X9P', key: KEY, at: ['192.168.1.20:8080', '10.0.0.4:8080'], origin: 'https://192.168.1.20:8080', name: 'Ana’s Chatter & more' });
    const url = new URL(link);
    assert.ok(link.startsWith('chatter://join?code=K7QM2X9P&key='));
    assert.deepEqual(url.searchParams.getAll('at'), ['https://192.168.1.20:8080', 'https://10.0.0.4:8080']);
    assert.equal(url.searchParams.get('name'), 'Ana’s Chatter & more');
    assert.equal(new URL(appLink({ code: 'K7QM2X9P', key: null, at: [], origin: 'http://127.0.0.1:8080', name: null })).search, '?code=K7QM2X9P&at=http%3A%2F%2F127.0.0.1%3A8080');
  });
});

describe('whoever invites is told', () => {
  const notes = (link, fingerprint = null, registration = 'invite') => inviteNotes({ link, fingerprint }, registration);

  it('that nobody else reaches a chat on this computer alone', () => {
    for (const host of ['127.0.0.1:8080', 'localhost:8080', '[::1]:8080']) assert.deepEqual(notes(`http://${host}/#join=K7QM2X9P`), ['invite.note.here']);
  });

  it('that plain http can be read on the way', () => {
    assert.deepEqual(notes('http://192.168.1.20:8080/#join=K7QM2X9P'), ['invite.note.plain']);
  });

  it('that browsers warn of a key of its own, and of no other', () => {
    assert.deepEqual(notes('https://192.168.1.20:8080/#join=K7QM2X9P', KEY), ['invite.note.ownKey']);
    assert.deepEqual(notes('https://chat.example.org/#join=K7QM2X9P'), []);
  });

  it('that an invite is worth nothing while nobody new can join', () => {
    assert.deepEqual(notes('https://chat.example.org/#join=K7QM2X9P', null, 'closed'), ['invite.note.closed']);
  });
});
