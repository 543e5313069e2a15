import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Pager } from '../../../../main/resources/web/js/model/timeline/pager.js';
import { Timeline } from '../../../../main/resources/web/js/model/timeline/timeline.js';
import { message, seqs, settled } from '../../support.mjs';

/** A history of 1 to `last`, paged as the server does. */
function history(last) {
  return ({ before, after, limit }) => {
    const all = Array.from({ length: last }, (_, i) => i + 1);
    const some = after === undefined ? all.filter((seq) => seq < before) : all.filter((seq) => seq > after);
    const page = after === undefined ? some.slice(-limit) : some.slice(0, limit);
    const more = some.length > page.length;
    return { rows: page.map((seq) => message(seq)), older: after !== undefined || more, newer: after === undefined || more };
  };
}

describe('paging', () => {
  let timeline, pager, last, asked, answers, hold;

  beforeEach(() => {
    timeline = new Timeline();
    last = 500;
    asked = [];
    answers = [];
    hold = false;
    pager = new Pager({
      timeline,
      newestSeq: () => last,
      changed: () => {},
      load: (query) => {
        asked.push(query);
        if (!hold) return Promise.resolve(history(last)(query));
        return new Promise((resolve, reject) => answers.push({ reject, resolve: () => resolve(history(500)(query)) }));
      },
    });
  });

  const range = () => [timeline.first.seq, timeline.last.seq];

  it('opens at the newest page', async () => {
    await pager.open(500);
    assert.deepEqual(range(), [451, 500]);
    assert.deepEqual([timeline.hasOlder, timeline.hasNewer], [true, false]);
  });

  it('opens with all unread and some before it on one page', async () => {
    await pager.open(430);
    assert.deepEqual(range(), [411, 500]);
  });

  it('opens around the first unread message when there are many', async () => {
    await pager.open(100);
    assert.deepEqual(range(), [51, 150]);
    assert.deepEqual([timeline.hasOlder, timeline.hasNewer], [true, true]);
  });

  it('opens at the very beginning for a newcomer to a long room', async () => {
    await pager.open(0);
    assert.deepEqual(range(), [1, 50]);
    assert.equal(timeline.hasOlder, false);
  });

  it('goes back page by page to the beginning', async () => {
    await pager.newest();
    for (let i = 0; i < 20; i += 1) await pager.older();
    assert.equal(timeline.first.seq, 1);
    assert.equal(timeline.hasOlder, false);
    assert.equal(asked.length, 10);
  });

  it('goes forward page by page to the end', async () => {
    await pager.around(100);
    for (let i = 0; i < 20; i += 1) await pager.newer();
    assert.equal(timeline.last.seq, 500);
    assert.equal(timeline.hasNewer, false);
  });

  it('loads one page at a time', async () => {
    await pager.newest();
    hold = true;
    pager.older();
    await pager.older();
    assert.equal(asked.length, 2);
    assert.equal(pager.state.older, 'loading');
  });

  it('ignores the late answer for a window that is gone', async () => {
    await pager.around(200);
    hold = true;
    pager.older();
    hold = false;
    await pager.newest();
    answers[0].resolve();
    await settled();
    assert.deepEqual(range(), [451, 500]);
    assert.equal(pager.state.older, 'idle');
  });

  it('loses nothing that arrives while the newest page is on its way', async () => {
    await pager.around(200);
    hold = true;
    const work = pager.newest();
    last = 501;
    timeline.add(message(501));
    answers[0].resolve();
    await work;
    assert.equal(timeline.last.seq, 501);
    assert.equal(timeline.hasNewer, false);
  });

  it('says when a page did not come, and tries again', async () => {
    await pager.newest();
    hold = true;
    const work = pager.older();
    answers[0].reject(new Error('away'));
    assert.equal(await work, false);
    assert.equal(pager.state.older, 'failed');
    assert.deepEqual(range(), [451, 500]);
    hold = false;
    await pager.older();
    assert.deepEqual(range(), [401, 500]);
    assert.equal(pager.state.older, 'idle');
  });

  it('forgets failures when the server is back', async () => {
    hold = true;
    const work = pager.newest();
    answers[0].reject(new Error('away'));
    await work;
    pager.forgive();
    assert.deepEqual(pager.state, { open: 'idle', older: 'idle', newer: 'idle' });
  });

  it('asks for nothing beyond the ends', async () => {
    last = 3;
    await pager.newest();
    await pager.older();
    await pager.newer();
    assert.equal(asked.length, 1);
    assert.deepEqual(seqs(timeline), [1, 2, 3]);
  });
});
