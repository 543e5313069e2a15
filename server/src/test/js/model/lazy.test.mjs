import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Lazy } from '../../../main/resources/web/js/model/lazy.js';

describe('modules that come later', () => {
  it('are fetched once, however often they are asked for, and are then at hand', async () => {
    let fetched = 0;
    const lazy = new Lazy(async () => `the modules ${fetched += 1}`);
    assert.equal(lazy.loaded, null);
    assert.deepEqual(await Promise.all([lazy.load(), lazy.load()]), ['the modules 1', 'the modules 1']);
    assert.equal(lazy.loaded, 'the modules 1');
    assert.equal(await lazy.load(), 'the modules 1');
  });

  it('are fetched again after the server was away', async () => {
    let away = true;
    const lazy = new Lazy(async () => {
      if (away) throw new Error('away');
      return 'the modules';
    });
    await assert.rejects(lazy.load(), /away/);
    assert.equal(lazy.loaded, null);
    away = false;
    assert.equal(await lazy.load(), 'the modules');
  });
});
