import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { ChosenFiles, FileDrafts } from '../../../../main/resources/web/js/model/files/chosen-files.js';

describe('the files chosen for a message', () => {
  let kept, room, chosen, refused, keys, limits;
  const store = {
    put: async (key, blob) => {
      if (blob.size > room) throw Object.assign(new Error('full'), { name: 'QuotaExceededError' });
      if (blob.name === 'folder') throw Object.assign(new Error('a folder'), { name: 'NotReadableError' });
      await null;
      kept.set(key, blob);
    },
    remove: async (key) => void kept.delete(key),
    keys: async () => [...kept.keys()],
    lasts: async () => true,
  };
  const file = (name, bytes = 10, type = '') => new File([new Uint8Array(bytes)], name, { type });

  beforeEach(() => {
    [kept, room, refused, keys, limits] = [new Map(), 1_000, [], 1, { fileBytes: 500 }];
    chosen = new ChosenFiles({ store, newKey: () => `tab.${keys++}`, limits: () => limits });
    chosen.on('refused', (refusal) => refused.push(refusal));
  });

  it('are written down at once, and named as they are sent', async () => {
    await chosen.add([file('C:\\x\\a\u202etxt.exe'), file('b.png', 20, 'image/png')]);
    assert.ok(chosen.kept);
    assert.deepEqual(chosen.forMessage, [
      { key: 'tab.1', name: 'atxt.exe', bytes: 10, mediaType: 'application/octet-stream' },
      { key: 'tab.2', name: 'b.png', bytes: 20, mediaType: 'image/png' },
    ]);
    assert.deepEqual([...kept.keys()], ['tab.1', 'tab.2']);
  });

  it('say what is wrong with one before anything is sent, and keep the others', async () => {
    await chosen.add([file('large', 501), file('empty', 0), file('good'), file('folder')]);
    assert.deepEqual(refused, [{ code: 'tooLarge', name: 'large', most: 500 }, { code: 'empty', name: 'empty' }, { code: 'unreadable', name: 'folder' }]);
    assert.deepEqual(chosen.list.map(({ name }) => name), ['good']);
  });

  it('may have any size where the server says of none', async () => {
    limits = {};
    await chosen.add([file('large', 900)]);
    assert.equal(chosen.list.length, 1);
  });

  it('are ten at most', async () => {
    await chosen.add(Array.from({ length: 12 }, (_, i) => file(`f${i}`)));
    assert.equal(chosen.list.length, 10);
    assert.deepEqual(refused, [{ code: 'tooMany', name: 'f10', most: 10 }]);
  });

  it('say so where the browser has no room', async () => {
    room = 5;
    await chosen.add([file('a')]);
    assert.deepEqual(refused, [{ code: 'noRoom', name: 'a' }]);
    assert.deepEqual(chosen.list, []);
  });

  it('are gone when they are taken out, also while they are written down', async () => {
    const writing = chosen.add([file('a')]);
    assert.equal(chosen.kept, false);
    chosen.remove('tab.1');
    await writing;
    await new Promise(setImmediate);
    assert.deepEqual([chosen.list, kept.size], [[], 0]);
  });

  it('belong to the message once it is taken over', async () => {
    await chosen.add([file('a')]);
    chosen.taken();
    assert.deepEqual([chosen.list.length, kept.size], [0, 1]);
  });

  it('that a tab left behind without a message are thrown away, those of messages and of tabs that live are not', async () => {
    for (const key of ['gone.1', 'gone.2', 'lives.1', 'me.1']) kept.set(key, file(key));
    const tabs = { me: 'me', ifGone: (tab, run) => tab === 'gone' && run() };
    const drafts = new FileDrafts({ store, tabs, newId: () => 'x', limits: () => limits });
    await drafts.sweep(() => [{ key: 'gone.2' }]);
    assert.deepEqual([...kept.keys()], ['gone.2', 'lives.1', 'me.1']);
  });
});
