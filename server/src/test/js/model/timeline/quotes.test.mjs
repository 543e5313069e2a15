import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Quotes } from '../../../../main/resources/web/js/model/timeline/quotes.js';
import { Timeline } from '../../../../main/resources/web/js/model/timeline/timeline.js';
import { PinnedClock, lena, message, settled } from '../../support.mjs';

describe('quoted messages', () => {
  const timeline = new Timeline();
  let quotes, asked, answers, changes, clock;

  beforeEach(() => {
    asked = [];
    answers = [];
    changes = 0;
    clock = new PinnedClock();
    quotes = new Quotes({
      clock,
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
    quotes.take({ seq: 7, row: message(7) });
    assert.equal(look(7)[0].seq, 7);
  });

  it('follow what happens to them, also while they are being fetched', async () => {
    const edit = (seq, body) => ({ type: 'messageEdited', seq, actor: lena, at: 0, message: 7, body, mentions: [] });
    look(7);
    quotes.take(edit(8, 'old news'));
    quotes.take(edit(10, 'better'));
    answers[0].resolve(message(7, { body: 'as it stood at 9', knownTo: 9 }));
    await settled();
    assert.equal(look(7)[0].body, 'better');
    quotes.take({ type: 'messageDeleted', seq: 11, actor: lena, at: 0, message: 7 });
    assert.deepEqual([look(7)[0].deleted, look(7)[0].body], [true, null]);
  });

  it('are still there when they left the window', () => {
    const window = new Timeline();
    window.replace({ rows: [message(3)], hasOlder: true, hasNewer: false });
    assert.equal(quotes.get(3, window).seq, 3);
    window.replace({ rows: [message(9)], hasOlder: true, hasNewer: false });
    assert.equal(quotes.get(3, window).seq, 3);
    assert.deepEqual(asked, []);
  });

  it('that could not be fetched are asked for again, also when nothing else happens', async () => {
    look(1);
    answers[0].reject(new Error('away'));
    await settled();
    assert.equal(changes, 0);
    clock.pass(5_000);
    assert.equal(changes, 1);
    look(1);
    answers[1].resolve(message(1));
    await settled();
    assert.deepEqual([asked, look(1)[0].seq], [[1, 1], 1]);
  });

  it('are forgotten when hundreds of others were asked for since, those still asked for are not', () => {
    const window = new Timeline();
    const show = (seq) => {
      window.replace({ rows: [message(seq)], hasOlder: true, hasNewer: false });
      quotes.get(seq, window);
    };
    show(1);
    show(2);
    for (let seq = 3; seq <= 600; seq += 1) {
      show(seq);
      assert.equal(quotes.get(2, window).seq, 2);
    }
    assert.deepEqual(asked, []);
    look(1);
    assert.deepEqual(asked, [1]);
  });
});
