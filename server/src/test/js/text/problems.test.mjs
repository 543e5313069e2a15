import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkChatName } from '../../../main/resources/web/js/text/form-checks.js';
import { readEnd, readProblem } from '../../../main/resources/web/js/text/problems.js';

describe('what is refused to whoever joins', () => {
  it('is said in the page’s own words, at its field', () => {
    const codes = ['invite_needed', 'invite_unknown', 'invite_expired', 'invite_used', 'registration_closed', 'reset_unknown', 'reset_expired', 'reset_used', 'forbidden', 'owner_stays', 'account_disabled'];
    for (const code of codes) {
      const { field, text } = readProblem({ status: 410, code, field: 'invite', detail: 'the server’s words' });
      assert.equal(field, 'invite');
      assert.notEqual(text, 'the server’s words', code);
      assert.doesNotMatch(text, /^error\./u, code);
    }
  });

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
