import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { begunMention } from '../../../../main/resources/web/js/view/composer/mention-popup.js';

describe('a name that is begun', () => {
  it('is what follows an @ at the beginning of a word', () => {
    assert.deepEqual(begunMention('@'), { query: '', start: 0 });
    assert.deepEqual(begunMention('ask @Le'), { query: 'Le', start: 4 });
    assert.deepEqual(begunMention('ask (@Le'), { query: 'Le', start: 5 });
    assert.deepEqual(begunMention('a\n@Zoë'), { query: 'Zoë', start: 2 });
  });

  it('may have two words', () => {
    assert.deepEqual(begunMention('@Lena K'), { query: 'Lena K', start: 0 });
    assert.equal(begunMention('@Lena Koch and'), null);
  });

  it('is no address, and none that is over', () => {
    assert.equal(begunMention('me@example'), null);
    assert.equal(begunMention('@Lena, '), null);
    assert.equal(begunMention('hello'), null);
  });
});
