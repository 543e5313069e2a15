import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { ReadState } from '../../../../main/resources/web/js/model/conversation/read-state.js';
import { Timeline } from '../../../../main/resources/web/js/model/timeline/timeline.js';
import { ada, lena, message } from '../../support.mjs';

describe('how far one has read', () => {
  let readState, timeline;
  const mine = (seq) => message(seq, { sender: ada });
  const show = (rows, more = {}) => timeline.replace({ rows, hasOlder: true, hasNewer: false, ...more });
  const come = (row) => {
    readState.take({ type: 'messagePosted', seq: row.seq, actor: row.sender, at: row.at, row }, timeline);
    timeline.add(row);
  };
  const happen = (type, seq, about, more = {}) => {
    const entry = { type, seq, actor: lena, at: 0, message: about, body: null, mentions: [], ...more };
    readState.take(entry, timeline);
    timeline.take(entry);
  };
  const counted = () => [readState.unread, readState.mentions];

  beforeEach(() => {
    readState = new ReadState(ada.id);
    readState.told({ readSeq: 10, unread: 0, mentions: 0, lastSeq: 10 });
    timeline = new Timeline({ me: ada.id });
  });

  it('only moves forward', () => {
    assert.equal(readState.advance(9), false);
    assert.equal(readState.advance(10), false);
    assert.equal(readState.readSeq, 10);
    assert.equal(readState.advance(11), true);
    assert.equal(readState.readSeq, 11);
  });

  it('goes back only where the server says so', () => {
    assert.equal(readState.told({ readSeq: 4, unread: 3, mentions: 1, lastSeq: 10 }), true);
    assert.deepEqual([readState.readSeq, ...counted()], [4, 3, 1]);
  });

  it('counts what others write, not what I write', () => {
    come(message(11));
    come(mine(12));
    come(message(13, { mentions: [ada.id] }));
    assert.deepEqual(counted(), [2, 1]);
  });

  it('counts nothing twice that the server had counted', () => {
    readState.told({ readSeq: 10, unread: 2, mentions: 0, lastSeq: 12 });
    come(message(11));
    come(message(12));
    come(message(13));
    assert.deepEqual(counted(), [3, 0]);
  });

  it('counts nothing that is read already', () => {
    readState.advance(12);
    come(message(11));
    come(message(12));
    come(message(13));
    assert.deepEqual(counted(), [1, 0]);
  });

  it('is exact when reading goes on in a window that shows all since', () => {
    readState.told({ readSeq: 10, unread: 5, mentions: 2, lastSeq: 15 });
    show([message(10), message(11), mine(12), message(13, { mentions: [0] }), message(15)]);
    readState.advance(12, timeline, 15);
    assert.deepEqual(counted(), [2, 1]);
    readState.advance(13, timeline, 15);
    assert.deepEqual(counted(), [1, 0]);
  });

  it('knows that a window does not show what is on its way', () => {
    show([message(10), message(11), message(12)]);
    readState.told({ readSeq: 10, unread: 7, mentions: 0, lastSeq: 30 });
    readState.advance(12, timeline, 12);
    assert.deepEqual(counted(), [5, 0]);
  });

  it('takes off what is known to be read where not everything is shown', () => {
    readState.told({ readSeq: 10, unread: 400, mentions: 5, lastSeq: 600 });
    show([message(10), message(11), message(12), message(13)], { hasNewer: true });
    come(message(601));
    readState.advance(12, timeline);
    assert.deepEqual(counted(), [399, 5]);
  });

  it('has no more unread than there is room for behind the mark', () => {
    readState.told({ readSeq: 10, unread: 400, mentions: 50, lastSeq: 600 });
    readState.advance(590);
    assert.deepEqual(counted(), [10, 10]);
    readState.advance(600);
    assert.deepEqual(counted(), [0, 0]);
  });

  it('counts what came since, wherever it was read in between', () => {
    readState.told({ readSeq: 10, unread: 5, mentions: 0, lastSeq: 20 });
    for (const seq of [21, 22, 23]) readState.take({ type: 'messagePosted', seq, actor: lena, row: message(seq) }, null);
    readState.advance(21);
    assert.deepEqual(counted(), [2, 0]);
  });

  it('takes back what was deleted, and what an edit made of a mention, also where nothing is shown', () => {
    timeline = new Timeline({ me: ada.id });
    for (const [seq, more] of [[11, { mentions: [ada.id], body: 'hi <@1>' }], [12, {}], [13, { sender: ada }]]) {
      readState.take({ type: 'messagePosted', seq, actor: lena, row: message(seq, more) }, null);
    }
    happen('messageEdited', 14, 12, { body: 'hi <@1>', mentions: [ada.id] });
    assert.deepEqual(counted(), [2, 2]);
    happen('messageEdited', 15, 11, { body: 'hi' });
    assert.deepEqual(counted(), [2, 1]);
    happen('messageDeleted', 16, 12);
    happen('messageDeleted', 17, 12);
    happen('messageDeleted', 18, 13);
    assert.deepEqual(counted(), [1, 0]);
  });

  it('counts anew where a window shows all since, and goes on from what that has in it', () => {
    readState.told({ readSeq: 10, unread: 9, mentions: 9, lastSeq: 12 });
    show([message(13), message(14)]);
    readState.recount(timeline, 14);
    assert.deepEqual(counted(), [9, 9]);
    show([message(9), message(11), mine(12), message(13, { mentions: [ada.id] })]);
    readState.recount(timeline, 14);
    assert.deepEqual(counted(), [2, 1]);
    come(message(13));
    come(message(15));
    assert.deepEqual(counted(), [3, 1]);
  });

  it('puts the line before the first message of another', () => {
    show([message(10), mine(11), message(12), message(13)]);
    readState.placeDivider();
    assert.equal(readState.firstUnread(timeline).seq, 12);
  });

  it('puts the line before no notice and no deleted message', () => {
    show([message(10), message(11, { deleted: true }), { kind: 'members', seq: 12, sender: lena, joined: [lena], left: [], at: 0 }, message(13)]);
    readState.placeDivider();
    assert.equal(readState.firstUnread(timeline).seq, 13);
  });

  it('leaves the line where it is while reading goes on', () => {
    show([message(10), message(11), message(12)]);
    readState.placeDivider();
    readState.advance(12);
    assert.equal(readState.firstUnread(timeline).seq, 11);
  });

  it('has no line in a window that begins behind it', () => {
    show([message(30), message(31)]);
    readState.placeDivider();
    assert.equal(readState.firstUnread(timeline), null);
    show([message(12), message(13)]);
    assert.equal(readState.firstUnread(timeline), null);
    show([message(11), message(12)]);
    assert.equal(readState.firstUnread(timeline).seq, 11);
  });

  it('has a line at the top when the first unread is the first of all', () => {
    readState = new ReadState(ada.id);
    show([message(5), message(6)], { hasOlder: false });
    readState.placeDivider();
    assert.equal(readState.firstUnread(timeline).seq, 5);
  });

  it('has no line once it is taken away', () => {
    show([message(10), message(11)]);
    readState.placeDivider();
    readState.removeDivider();
    assert.equal(readState.firstUnread(timeline), null);
  });
});
