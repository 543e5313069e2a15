import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { named } from '../../../main/resources/web/js/text/filter.js';

describe('finding by name', () => {
  it('takes the beginning of each word, in any case and without accents', () => {
    assert.ok(named('Zoë Quist', 'zoe'));
    assert.ok(named('Zoë Quist', 'QU zo'));
    assert.ok(named('Budget 2027', '20'));
    assert.ok(named('Field-team', 'team'));
  });

  it('takes nothing else', () => {
    assert.ok(!named('Zoë Quist', 'uist'));
    assert.ok(!named('Zoë Quist', 'zoe x'));
  });

  it('finds all with nothing', () => assert.ok(named('Zoë', '')));
});
