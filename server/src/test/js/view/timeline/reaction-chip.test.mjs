import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { reactedNames } from '../../../../main/resources/web/js/view/timeline/reaction-chip.js';

const names = { me: 1, of: (id) => ({ 1: 'Ada', 2: 'Lena', 3: 'Omar' })[id] ?? null };

describe('who reacted', () => {
  it('is oneself first, then the others', () => {
    assert.equal(reactedNames({ count: 3, mine: true, accounts: [2, 1, 3] }, names), 'You, Lena, Omar');
    assert.equal(reactedNames({ count: 1, mine: false, accounts: [2] }, names), 'Lena');
  });

  it('counts those who are not named', () => {
    assert.equal(reactedNames({ count: 3, mine: false, accounts: [2, 3] }, names), 'Lena, Omar and 1 other');
    assert.equal(reactedNames({ count: 25, mine: false, accounts: [2, 3, 99] }, names), 'Lena, Omar and 23 others');
  });

  it('names ten, and counts the others', () => {
    const all = { me: 1, of: (id) => `n${id}` };
    const accounts = Array.from({ length: 20 }, (_, i) => i + 2);
    assert.equal(reactedNames({ count: 24, mine: true, accounts }, all), 'You, n2, n3, n4, n5, n6, n7, n8, n9, n10 and 14 others');
  });

  it('is somebody where nobody is known by name', () => {
    assert.equal(reactedNames({ count: 1, mine: false, accounts: [99] }, names), 'somebody');
    assert.equal(reactedNames({ count: 3, mine: false, accounts: [98, 99] }, names), 'somebody and 2 others');
  });

  it('counts oneself once where the server did not name one', () => {
    assert.equal(reactedNames({ count: 22, mine: true, accounts: [2, 3] }, names), 'You, Lena, Omar and 19 others');
  });
});
