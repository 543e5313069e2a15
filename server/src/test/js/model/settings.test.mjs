import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Settings } from '../../../main/resources/web/js/model/settings.js';

describe('settings', () => {
  it('have defaults, are kept, and tell of changes', () => {
    const kept = new Map();
    const settings = new Settings({ get: (name) => kept.get(name), set: (name, value) => kept.set(name, value) });
    let told = 0;
    settings.on('change', () => (told += 1));
    assert.deepEqual([settings.theme, settings.enterSends], ['system', true]);
    settings.enterSends = false;
    settings.theme = 'dark';
    assert.deepEqual(kept.get('settings'), { theme: 'dark', enterSends: false });
    assert.equal(told, 2);
  });
});
