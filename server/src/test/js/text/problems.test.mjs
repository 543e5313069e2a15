import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkChatName } from '../../../main/resources/web/js/text/form-checks.js';
import { readEnd, readRefusal } from '../../../main/resources/web/js/text/problems.js';

describe('what is refused to whoever joins', () => {
  it('tells a removed person from one whose session ended', () => {
    assert.match(readEnd(4505, 'Ana’s Chatter'), /removed from Ana’s Chatter/u);
    assert.match(readEnd(4505, null), /removed from this chat/u);
    assert.match(readEnd(4501, 'Ana’s Chatter'), /session has ended/u);
  });

  it('a chat has a name', () => {
    assert.match(checkChatName('  '), /name/u);
    assert.match(checkChatName('x'.repeat(65)), /64/u);
    assert.equal(checkChatName('😀'.repeat(64)), null);
  });
});

describe('what is said of a change that was turned back', () => {
  it('is why, as far as that is known', () => {
    assert.match(readRefusal({ code: 'limit' }), /as many as there can be/u);
    assert.match(readRefusal({ code: 'forbidden' }), /may not/u);
    for (const code of ['internal', 'of_tomorrow', undefined]) assert.equal(readRefusal({ code }), 'That change was refused.');
  });
});
