import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createTabs } from '../../../main/resources/web/js/net/tabs.js';

describe('tabs', () => {
  it('notice the end of another by its lock', async () => {
    const held = new Map();
    const locks = {
      async request(name, run) {
        while (held.has(name)) await held.get(name);
        const done = Promise.resolve(run());
        held.set(name, done);
        await done;
        held.delete(name);
      },
    };
    let end;
    held.set('chatter.tab.other', new Promise((resolve) => (end = resolve)));
    const tabs = createTabs('mine', locks);
    let gone = false;
    tabs.whenGone('other', () => (gone = true));
    await Promise.resolve();
    assert.deepEqual([tabs.shared, gone, held.has('chatter.tab.mine')], [false, false, true]);
    held.delete('chatter.tab.other');
    end();
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(gone, true);
  });

  it('cannot tell where there are no locks', () => {
    const tabs = createTabs('mine', null);
    assert.equal(tabs.shared, true);
    tabs.whenGone('other', () => assert.fail('nobody knows'));
  });
});
