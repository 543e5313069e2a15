import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ServerInfo } from '../../../main/resources/web/js/model/server-info.js';

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
