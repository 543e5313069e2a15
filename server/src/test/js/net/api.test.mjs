import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { Api, ApiProblem } from '../../../main/resources/web/js/net/api.js';

describe('calls to the server', () => {
  let calls, answer, api;
  const json = (status, value, headers = {}) => new Response(value && JSON.stringify(value), { status, headers });

  beforeEach(() => {
    calls = [];
    mock.method(globalThis, 'fetch', async (url, options) => {
      calls.push({ url: url.href, ...options });
      return answer();
    });
    api = new Api({ token: () => 'secret', base: 'http://host/' });
  });

  afterEach(() => mock.restoreAll());

  it('carry the token in a header and never in the address', async () => {
    answer = () => json(200, { sessions: [{ id: 1 }] });
    assert.deepEqual(await api.sessions(), [{ id: 1 }]);
    assert.equal(calls[0].headers.Authorization, 'Bearer secret');
    assert.equal(calls[0].url, 'http://host/api/sessions');
  });

  it('bring the list of emoji, which is everybody\'s and which the browser keeps', async () => {
    answer = () => new Response('# smileys\n', { status: 200 });
    assert.equal(await api.emojiList(), '# smileys\n');
    assert.deepEqual([calls[0].url, calls[0].headers, calls[0].cache, calls[0].credentials], ['http://host/emoji.txt', undefined, undefined, 'omit']);
    answer = () => Promise.reject(new TypeError('away'));
    await assert.rejects(api.emojiList(), ApiProblem);
  });

  it('ask for pages by seq', async () => {
    answer = () => json(200, { messages: [] });
    await api.history(1, { before: 42, limit: 50 });
    await api.history(1, { after: 0, limit: 500 });
    assert.deepEqual(calls.map((call) => call.url), [
      'http://host/api/conversations/1/messages?limit=50&before=42',
      'http://host/api/conversations/1/messages?limit=100&after=0',
    ]);
  });

  it('about conversations go where the protocol says, with what it says, and hand back what they are about', async () => {
    const about = { id: 5 };
    answer = () => json(200, { conversation: about, mine: about, rows: [about], versions: [about], accounts: [about], rooms: [], people: [], members: [], next: null });
    const asked = [
      [() => api.rooms({ query: 'a b', after: null }), 'GET rooms?query=a+b'],
      [() => api.makeRoom({ title: 'x', visibility: 'open', members: [] }), 'POST conversations {"title":"x","visibility":"open","members":[]}', about],
      [() => api.makeDirect([2, 3]), 'POST directs {"accounts":[2,3]}', about],
      [() => api.conversation(5), 'GET conversations/5', about],
      [() => api.changeConversation(5, { archived: true }), 'PATCH conversations/5 {"archived":true}', about],
      [() => api.members(5, { query: '', after: 'n' }), 'GET conversations/5/members?query=&after=n'],
      [() => api.addMembers(5, [2]), 'POST conversations/5/members {"accounts":[2]}'],
      [() => api.removeMember(5, 2), 'DELETE conversations/5/members/2'],
      [() => api.addHost(5, 2), 'PUT conversations/5/hosts/2'],
      [() => api.removeHost(5, 2), 'DELETE conversations/5/hosts/2'],
      [() => api.setMine(5, { starred: true }), 'PUT conversations/5/mine {"starred":true}', about],
      [() => api.pins(5), 'GET conversations/5/pins', [about]],
      [() => api.shared(5, 'links'), 'GET conversations/5/shared?kind=links'],
      [() => api.shared(5, 'files', { before: 40, limit: 1 }), 'GET conversations/5/shared?kind=files&before=40&limit=1'],
      [() => api.versions(5, 9), 'GET conversations/5/messages/9/versions', [about]],
      [() => api.reactions(5, 9, '👍'), 'GET conversations/5/messages/9/reactions?emoji=%F0%9F%91%8D', [about]],
    ];
    for (const [ask, wanted, found] of asked) {
      const answered = await ask();
      const { method, url, body } = calls.at(-1);
      assert.equal(`${method} ${url.replace('http://host/api/', '')}${body ? ` ${body}` : ''}`, wanted);
      if (found) assert.deepEqual(answered, found);
    }
  });

  it('send a picture as it is', async () => {
    answer = () => json(200, { account: { id: 1 } });
    const file = new Blob(['x'], { type: 'image/png' });
    assert.deepEqual(await api.putAvatar(file), { id: 1 });
    assert.equal(calls[0].body, file);
    assert.equal(calls[0].headers['Content-Type'], 'image/png');
  });

  it('understand an empty answer', async () => {
    answer = () => json(204);
    assert.equal(await api.logout(), null);
  });

  it('turn a refusal into a problem', async () => {
    answer = () => json(409, { status: 409, title: 'Conflict', detail: 'Taken.', code: 'email_taken', field: 'email' });
    await assert.rejects(api.register({}), { status: 409, code: 'email_taken', field: 'email', detail: 'Taken.' });
    answer = () => json(429, { code: 'rate_limited' }, { 'Retry-After': '12' });
    await assert.rejects(api.login({}), { status: 429, retryAfter: 12 });
    answer = () => new Response('<html>', { status: 502 });
    await assert.rejects(api.session(), { status: 502, code: null });
  });

  it('turn silence into a problem without a status', async () => {
    answer = () => Promise.reject(new TypeError('fetch failed'));
    await assert.rejects(api.session(), (problem) => problem instanceof ApiProblem && problem.status === 0);
  });
});
