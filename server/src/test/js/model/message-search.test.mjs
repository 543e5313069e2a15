import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { MessageSearch } from '../../../main/resources/web/js/model/message-search.js';
import { PinnedClock, lena, settled } from '../support.mjs';

describe('messages that are looked for', () => {
  let asked, changes, clock, search;

  beforeEach(() => {
    asked = [];
    changes = 0;
    clock = new PinnedClock();
    search = new MessageSearch({ clock, load: (query) => new Promise((resolve, reject) => asked.push({ query, resolve, reject })) });
    search.on('change', () => (changes += 1));
  });

  const hit = (seq, conversation = 1) => ({
    conversation, row: { type: 'messagePosted', conversation, seq, sender: lena, body: `cable ${seq}`, sentAt: new Date(seq * 1_000).toISOString() }, text: `cable ${seq}`, marks: [[0, 5]],
  });
  const answer = async (hits, { next = null, upTo = null, at = asked.length - 1 } = {}) => {
    asked[at].resolve({ hits, next, upTo });
    await settled();
  };
  const found = () => search.found.map(({ conversation, row }) => [conversation, row.seq]);
  const type = (text) => {
    search.type(text);
    clock.pass(200);
  };

  it('are asked for when no other letter follows', async () => {
    search.type('c');
    clock.pass(199);
    search.type('ca');
    clock.pass(199);
    assert.deepEqual([asked.length, search.asking, search.state], [0, true, 'idle']);
    clock.pass(1);
    assert.deepEqual(asked.map(({ query }) => query), [{ text: 'ca', here: null, cursor: null }]);
    await answer([hit(9), hit(7, 3)]);
    assert.deepEqual([found(), search.answered, search.asking, search.hasMore], [[[1, 9], [3, 7]], true, false, false]);
    assert.deepEqual([search.found[0].row.at, search.found[0].marks, search.found[0].files], [9_000, [[0, 5]], []]);
  });

  it('come by the page', async () => {
    type('cable');
    await answer([hit(9)], { next: 'p2' });
    search.more();
    search.more();
    assert.deepEqual(asked.map(({ query }) => query.cursor), [null, 'p2'], 'one page at a time');
    await answer([hit(4)]);
    assert.deepEqual([found(), search.hasMore], [[[1, 9], [1, 4]], false]);
    search.more();
    assert.equal(asked.length, 2);
  });

  it('are looked for further where a page had none, but not for ever', async () => {
    type('cable');
    for (let page = 1; page <= 8; page += 1) await answer([], { next: `p${page}` });
    assert.deepEqual([asked.length, search.state, search.hasMore, search.answered], [8, 'idle', true, true]);
    search.more();
    assert.equal(asked[8].query.cursor, 'p8');
    await answer([hit(1)]);
    assert.deepEqual(found(), [[1, 1]]);
  });

  it('are those of what was typed last', async () => {
    type('cable');
    type('cables');
    await answer([hit(2)], { at: 1 });
    await answer([hit(9)], { at: 0 });
    assert.deepEqual(found(), [[1, 2]]);
    type(' ');
    assert.deepEqual([found(), search.answered, search.state, asked.length], [[], false, 'idle', 2]);
  });

  it('are looked for in one conversation at once', async () => {
    type('cable');
    await answer([hit(9), hit(7, 3)]);
    search.within(3);
    assert.deepEqual(asked[1].query, { text: 'cable', here: 3, cursor: null });
    search.within(3);
    assert.equal(asked.length, 2);
    search.within(null);
    assert.equal(asked[2].query.here, null);
  });

  it('stay when the next page fails, and go when the first one does', async () => {
    type('cable');
    await answer([hit(9)], { next: 'p2' });
    search.more();
    asked[1].reject({ status: 0 });
    await settled();
    assert.deepEqual([found(), search.state, search.problem], [[[1, 9]], 'failed', { status: 0 }]);
    search.retry();
    assert.equal(asked[2].query.cursor, 'p2');
    await answer([hit(3)]);
    assert.equal(search.problem, null);
    type('other');
    asked[3].reject({ status: 500 });
    await settled();
    assert.deepEqual([found(), search.state, search.answered], [[], 'failed', false]);
    search.retry();
    assert.deepEqual(asked[4].query, { text: 'other', here: null, cursor: null });
  });

  it('go when they are deleted or out of reach, and are asked for anew when they say something else', async () => {
    type('cable');
    await answer([hit(9), hit(7, 3), hit(5, 3)]);
    changes = 0;
    search.take(1, { type: 'messageDeleted', message: 8 });
    search.take(2, { type: 'messageDeleted', message: 9 });
    search.take(1, { type: 'reactionChanged', message: 9 });
    assert.equal(changes, 0);
    search.take(1, { type: 'messageDeleted', message: 9 });
    assert.deepEqual(found(), [[3, 7], [3, 5]]);
    search.take(3, { type: 'messageEdited', message: 5 });
    assert.equal(asked.length, 2);
    assert.deepEqual(found(), [[3, 7], [3, 5]], 'what was found stays until the answer');
    await answer([hit(7, 3)]);
    search.drop(3);
    assert.deepEqual(found(), []);
  });

  it('are no more what was deleted while they were on their way, and nothing overtaken is asked for further', async () => {
    type('cable');
    search.take(1, { type: 'messageDeleted', message: 9 });
    await answer([hit(9), hit(7)]);
    assert.deepEqual(found(), [[1, 7]]);
    type('other');
    type('another');
    await answer([], { next: 'p2', at: 1 });
    assert.equal(asked.length, 3);
    await answer([hit(9)]);
    assert.deepEqual(found(), [[1, 9]], 'by another answer it is there again');
  });

  it('tell how far the server has come', async () => {
    type('cable');
    await answer([], { upTo: '2026-11-23T09:00:00Z' });
    assert.equal(search.upTo, Date.parse('2026-11-23T09:00:00Z'));
  });

  it('are not asked for once nobody looks', () => {
    search.type('cable');
    search.dispose();
    clock.pass(1_000);
    assert.deepEqual([asked.length, clock.waiting], [0, 0]);
  });
});
