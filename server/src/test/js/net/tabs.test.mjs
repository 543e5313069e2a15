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

  it('lead one after the other', async () => {
    const waiting = [];
    let held = false;
    const next = async () => {
      if (held || waiting.length === 0) return;
      held = true;
      await waiting.shift()();
      held = false;
      next();
    };
    const locks = {
      async request(name, options, run) {
        if (typeof options === 'function') return;
        waiting.push(run);
        next();
      },
    };
    const leads = [];
    const [one, two, three] = ['one', 'two', 'three'].map((me) => {
      const over = new AbortController();
      createTabs(me, locks).lead('bell', () => leads.push(me), over.signal);
      return over;
    });
    assert.deepEqual(leads, ['one']);
    two.abort();
    one.abort();
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(leads, ['one', 'three']);
    three.abort();
  });

  it('do something one at a time, by a lock', async () => {
    const held = new Set();
    const locks = {
      async request(name, options, run) {
        if (typeof options === 'function') return undefined;
        if (held.has(name)) return run(null);
        held.add(name);
        return run({ name }).finally(() => held.delete(name));
      },
    };
    await oneAtATime((me) => createTabs(me, locks));
  });

  it('do something one at a time where there are no locks, by a mark that all see', async () => {
    const kept = new Map();
    const store = { get: (name) => kept.get(name) ?? null, set: (name, value) => kept.set(name, value), remove: (name) => kept.delete(name) };
    await oneAtATime((me) => createTabs(me, null, { store }));
    assert.equal(kept.size, 0);
    // Neither saw the other's when it looked.
    const late = () => {
      let looked = false;
      return { ...store, get: (name) => (looked ? store.get(name) : ((looked = true), null)) };
    };
    const ran = [];
    await Promise.all(['one', 'two'].map((me) => createTabs(me, null, { store: late() }).exclusively('upload', async () => ran.push(me))));
    assert.deepEqual(ran, ['two']);
    // Whoever had it is gone without a word, or loaded anew.
    kept.set('lease.upload', { tab: 'gone', at: Date.now() - 100_000 });
    assert.equal(await createTabs('mine', null, { store }).exclusively('upload', async () => {}), true);
    kept.set('lease.upload', { tab: 'me before', at: Date.now() });
    const session = { getItem: () => 'me before', setItem() {} };
    assert.equal(await createTabs('mine', null, { store, session }).exclusively('upload', async () => {}), true);
  });

  async function oneAtATime(tab) {
    const ran = [];
    let end;
    const until = new Promise((resolve) => (end = resolve));
    const ask = (me) => tab(me).exclusively('upload', async () => {
      ran.push(me);
      await until;
    });
    const both = [ask('one'), ask('two')];
    // Whoever does not get it is told so while the other is still at it.
    assert.equal(await Promise.race(both), false);
    assert.equal(await ask('three'), false);
    end();
    assert.deepEqual((await Promise.all(both)).sort(), [false, true]);
    assert.equal(ran.length, 1);
    assert.equal(await ask('four'), true);
  }
});
