import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Backoff } from '../../../main/resources/web/js/net/backoff.js';

describe('waiting between tries', () => {
  it('doubles from half a second to thirty', () => {
    const backoff = new Backoff({ random: () => 1 });
    assert.deepEqual(Array.from({ length: 9 }, () => backoff.next()), [500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
  });

  it('is spread over the whole time', () => {
    assert.equal(new Backoff({ random: () => 0 }).next(), 0);
    assert.equal(new Backoff({ random: () => 0.5 }).next(), 250);
  });

  it('begins anew after a success', () => {
    const backoff = new Backoff({ random: () => 1 });
    backoff.next();
    backoff.next();
    backoff.reset();
    assert.equal(backoff.next(), 500);
  });

  it('stays within bounds after very many tries', () => {
    const backoff = new Backoff({ random: () => 1 });
    for (let i = 0; i < 5_000; i += 1) backoff.next();
    assert.equal(backoff.next(), 30_000);
  });
});
