import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Quotes } from '../../main/resources/web/js/model/quotes.js';
import { Timeline } from '../../main/resources/web/js/model/timeline.js';
import { message, settled } from './support.mjs';

describe('quoted messages', () => {
  const timeline = new Timeline();
  let quotes, asked, answers, changes;

  beforeEach(() => {
    asked = [];
    answers = [];
    changes = 0;
    quotes = new Quotes({
      changed: () => (changes += 1),
      load: (seq) => {
        asked.push(seq);
        return new Promise((resolve, reject) => answers.push({ resolve, reject }));
      },
    });
  });

  const look = (...seqs) => seqs.map((seq) => quotes.get(seq, timeline));

  it('are fetched one after the other, each once', async () => {
    look(1, 2, 1);
    assert.deepEqual(asked, [1]);
    answers[0].resolve(message(1));
    await settled();
    assert.deepEqual(asked, [1, 2]);
    assert.equal(changes, 1);
    answers[1].resolve(null);
    await settled();
    assert.deepEqual(look(1, 2).map((one) => one?.seq ?? one), [1, null]);
    assert.deepEqual(asked, [1, 2]);
  });

  it('are asked for again, and not at once, when the server was away', async () => {
    look(1, 2);
    answers[0].reject(new Error('away'));
    await settled();
    assert.deepEqual(asked, [1]);
    look(1, 2);
    await settled();
    assert.deepEqual(asked, [1, 1]);
    answers[1].resolve(message(1));
    await settled();
    assert.deepEqual(asked, [1, 1, 2]);
  });

  it('are taken as they come by', async () => {
    look(7);
    quotes.remember(message(7));
    assert.equal(look(7)[0].seq, 7);
  });
});
