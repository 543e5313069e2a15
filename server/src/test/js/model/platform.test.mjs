import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newId } from '../../../main/resources/web/js/model/platform.js';

describe('ids', () => {
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

  it('are random UUIDs, also where randomUUID is missing', () => {
    const plain = { getRandomValues: (bytes) => globalThis.crypto.getRandomValues(bytes) };
    const ids = new Set(Array.from({ length: 500 }, () => newId(plain)));
    assert.equal(ids.size, 500);
    for (const id of [...ids, newId()]) assert.match(id, uuid);
  });
});
