import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Timeline } from '../../../../main/resources/web/js/model/timeline/timeline.js';
import { ada, message, seqs } from '../../support.mjs';

const page = (from, to, more = true) => ({ rows: range(from, to).map((seq) => message(seq)), older: more, newer: more });
const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('the window of messages', () => {
  let timeline;

  beforeEach(() => {
    timeline = new Timeline({ most: 20, keep: 15 });
    timeline.replace({ ...page(101, 110), hasOlder: true, hasNewer: false });
  });

  it('holds messages in the order of seq, however they come', () => {
    timeline.add(message(113));
    timeline.add(message(111));
    timeline.add(message(112));
    assert.deepEqual(seqs(timeline).slice(-4), [110, 111, 112, 113]);
  });

  it('holds each message once', () => {
    assert.equal(timeline.add(message(105)), true);
    assert.deepEqual(seqs(timeline), range(101, 110));
  });

  it('finds a message by its seq', () => {
    assert.equal(timeline.bySeq(104).body, 'text 104');
    assert.equal(timeline.bySeq(4), null);
  });

  it('keeps the sender’s own id when a page does not tell it', () => {
    timeline.add(message(111, { sender: ada, commandId: 'mine' }));
    timeline.append({ rows: [message(111, { sender: ada, knownTo: 120 })], newer: false });
    assert.equal(timeline.bySeq(111).commandId, 'mine');
  });

  it('moves along with a reader at the end, in steps', () => {
    range(111, 121).forEach((seq) => timeline.add(message(seq), { pinned: true }));
    assert.deepEqual(seqs(timeline), range(107, 121));
    assert.equal(timeline.hasOlder, true);
    assert.equal(timeline.hasNewer, false);
  });

  it('never drops what a reader further up may be looking at', () => {
    range(111, 140).forEach((seq) => timeline.add(message(seq), { pinned: false }));
    assert.deepEqual(seqs(timeline), range(101, 120));
    assert.equal(timeline.hasNewer, true);
  });

  it('drops at the newer end when older pages come', () => {
    timeline.prepend(page(81, 100));
    assert.deepEqual(seqs(timeline), range(81, 100));
    assert.equal(timeline.hasNewer, true);
  });

  it('knows when the beginning is reached', () => {
    timeline.prepend(page(96, 100, false));
    assert.equal(timeline.hasOlder, false);
    assert.equal(timeline.hasNewer, false);
  });

  it('drops at the older end when newer pages come', () => {
    timeline.replace({ ...page(1, 10), hasOlder: false, hasNewer: true });
    timeline.append(page(11, 30));
    assert.deepEqual(seqs(timeline), range(11, 30));
    assert.equal(timeline.hasOlder, true);
  });

  it('takes nothing beyond a window that is not at the end', () => {
    timeline.replace({ ...page(1, 10), hasOlder: false, hasNewer: true });
    assert.equal(timeline.add(message(50)), false);
    assert.deepEqual(seqs(timeline), range(1, 10));
  });

  it('takes nothing older than it shows, as from the late answer to an old message', () => {
    assert.equal(timeline.add(message(7)), false);
    assert.equal(timeline.first.seq, 101);
  });

  it('joins what arrived while the newest page was on its way', () => {
    timeline.replace({ ...page(1, 10), hasOlder: false, hasNewer: true });
    timeline.beginLoad();
    timeline.add(message(111));
    timeline.replace({ ...page(101, 110), hasOlder: true, hasNewer: false });
    timeline.endLoad();
    assert.deepEqual(seqs(timeline), range(101, 111));
  });

  it('joins what arrived while the last newer page was on its way', () => {
    timeline.replace({ ...page(91, 100), hasOlder: true, hasNewer: true });
    timeline.beginLoad();
    timeline.add(message(106), { pinned: false });
    timeline.append(page(101, 105, false));
    timeline.endLoad();
    assert.deepEqual(seqs(timeline), range(91, 106));
  });

  it('does not join what arrived when the page was not the last', () => {
    timeline.replace({ ...page(91, 100), hasOlder: true, hasNewer: true });
    timeline.beginLoad();
    timeline.add(message(206));
    timeline.append(page(101, 105, true));
    assert.equal(timeline.last.seq, 105);
  });

  it('shows a new name on everything that person wrote', () => {
    timeline.updateSender({ id: 2, name: 'Lena Roth', avatarUrl: '/api/avatars/x' });
    assert.ok(timeline.rows.every((one) => one.sender.name === 'Lena Roth' && one.sender.avatarUrl));
  });

  it('tells whether it took a message', () => {
    assert.equal(timeline.add(message(111)), true);
    const full = new Timeline({ most: 1, keep: 1 });
    full.add(message(1));
    assert.equal(full.add(message(2), { pinned: false }), false);
  });

  it('shows a message that is known with what is new about it', () => {
    timeline.add(message(105, { body: 'changed', knownTo: 111 }));
    assert.equal(timeline.bySeq(105).body, 'changed');
  });

  it('is not taken back by what was known before', () => {
    timeline.take({ type: 'messageEdited', seq: 111, actor: ada, at: 5, message: 105, body: 'changed', mentions: [] });
    timeline.add(message(105, { commandId: 'mine' }));
    assert.deepEqual([timeline.bySeq(105).body, timeline.bySeq(105).commandId], ['changed', 'mine']);
  });

  it('shows changes of what it holds, of messages only', () => {
    const notice = { kind: 'members', seq: 111, sender: ada, at: 0, joined: [], left: [], knownTo: 111 };
    timeline.add(notice);
    assert.equal(timeline.take({ type: 'messageDeleted', seq: 112, actor: ada, at: 5, message: 105 }), true);
    assert.equal(timeline.take({ type: 'messageDeleted', seq: 113, actor: ada, at: 5, message: 5 }), false);
    assert.equal(timeline.take({ type: 'messageDeleted', seq: 114, actor: ada, at: 5, message: 111 }), false);
    assert.deepEqual([timeline.bySeq(105).deleted, timeline.bySeq(105).body, timeline.bySeq(111)], [true, null, notice]);
  });

  it('holds a few hundred', () => {
    const usual = new Timeline();
    usual.replace({ rows: [], hasOlder: false, hasNewer: false });
    range(1, 5_000).forEach((seq) => usual.add(message(seq)));
    assert.ok(usual.rows.length >= 300 && usual.rows.length <= 400);
    assert.equal(usual.hasOlder, true);
  });

  it('forgets what arrived for a load that is over', () => {
    timeline.beginLoad();
    timeline.add(message(111));
    timeline.endLoad();
    timeline.replace({ ...page(1, 10), hasOlder: false, hasNewer: false });
    assert.equal(timeline.last.seq, 10);
  });

  it('is empty and open after clearing', () => {
    timeline.replace({ ...page(1, 10), hasOlder: false, hasNewer: true });
    timeline.clear();
    assert.deepEqual([timeline.hasOlder, timeline.hasNewer], [true, false]);
    assert.equal(timeline.first, null);
    assert.equal(timeline.last, null);
    timeline.add(message(500));
    assert.deepEqual(seqs(timeline), [500]);
  });
});
