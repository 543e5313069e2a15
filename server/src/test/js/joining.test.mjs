import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { registrationRules } from '../../main/resources/web/js/model/people/registration.js';
import { ServerInfo } from '../../main/resources/web/js/model/server-info.js';
import { takeFragment } from '../../main/resources/web/js/net/page-address.js';
import { checkChatName, checkInvite } from '../../main/resources/web/js/text/form-checks.js';
import { appLink, inviteNotes, readCode, readInvite, readTicket, showCode } from '../../main/resources/web/js/text/invites.js';
import { readEnd, readProblem } from '../../main/resources/web/js/text/problems.js';

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
    assert.match(checkInvite('12'), /eight/u);
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

describe('what the chat tells of itself', () => {
  const ana = { id: 'x', name: 'Ana’s Chatter', registration: 'invite', empty: false, online: 2, version: '1' };

  it('is remembered for when it cannot be reached', async () => {
    const kept = new Map();
    const store = { get: (name) => kept.get(name) ?? null, set: (name, value) => kept.set(name, value) };
    const serverInfo = new ServerInfo({ store, load: async () => ana });
    assert.equal(serverInfo.name, null);
    assert.equal(await serverInfo.refresh(), ana);
    const later = new ServerInfo({ store, load: () => Promise.reject(new Error('away')) });
    assert.equal(await later.refresh(), null);
    assert.equal(later.name, 'Ana’s Chatter');
  });

  it('is told on only if it changed', async () => {
    let changes = 0;
    let name = 'Ana’s Chatter';
    const serverInfo = new ServerInfo({ store: { get: () => null, set: () => {} }, load: async () => ({ ...ana, name }) });
    serverInfo.on('change', () => (changes += 1));
    await serverInfo.refresh();
    await serverInfo.refresh();
    assert.equal(changes, 1);
    name = 'The office';
    await serverInfo.refresh();
    assert.equal(changes, 2);
    assert.equal(serverInfo.name, 'The office');
  });
});

describe('what is refused to whoever joins', () => {
  it('is said in the page’s own words, at its field', () => {
    const codes = ['invite_needed', 'invite_unknown', 'invite_expired', 'invite_used', 'registration_closed', 'reset_unknown', 'reset_expired', 'reset_used', 'forbidden', 'owner_stays', 'account_disabled'];
    for (const code of codes) {
      const { field, text } = readProblem({ status: 410, code, field: 'invite', detail: 'the server’s words' });
      assert.equal(field, 'invite');
      assert.notEqual(text, 'the server’s words', code);
      assert.doesNotMatch(text, /^error\./u, code);
    }
  });

  it('tells a removed person from one whose session ended', () => {
    assert.match(readEnd(4505, 'Ana’s Chatter'), /removed from Ana’s Chatter/u);
    assert.match(readEnd(4505, null), /removed from this chat/u);
    assert.match(readEnd(4501, 'Ana’s Chatter'), /session has ended/u);
  });

  it('a chat has a name', () => {
    assert.match(checkChatName('  '), /name/u);
    assert.match(checkChatName('x'.repeat(65)), /64/u);
    assert.equal(checkChatName('😀'.repeat(64)), null);
  });
});
