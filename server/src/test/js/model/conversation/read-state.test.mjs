import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { ReadState } from '../../../../main/resources/web/js/model/conversation/read-state.js';
import { Timeline } from '../../../../main/resources/web/js/model/timeline/timeline.js';
import { ada, message } from '../../support.mjs';

describe('how far one has read', () => {
  let readState, timeline;
  const mine = (seq) => message(seq, { sender: ada });
  const show = (messages, more = {}) => timeline.replace({ messages, hasOlder: true, hasNewer: false, ...more });

  beforeEach(() => {
    readState = new ReadState(ada.id);
    readState.advance(10);
    timeline = new Timeline();
  });

  it('only moves forward', () => {
    assert.equal(readState.advance(9), false);
    assert.equal(readState.advance(10), false);
    assert.equal(readState.readSeq, 10);
    assert.equal(readState.advance(11), true);
    assert.equal(readState.readSeq, 11);
  });

  it('counts what others wrote since, not what I wrote', () => {
    show([message(10), message(11), mine(12), message(13)]);
    assert.equal(readState.unread(timeline, 13), 2);
  });

  it('counts only messages where the window covers all since', () => {
    show([message(10), message(15)]);
    assert.equal(readState.unread(timeline, 20), 1);
  });

  it('counts everything since where the window does not reach back', () => {
    show([message(15), mine(16)]);
    assert.equal(readState.unread(timeline, 16), 5);
  });

  it('counts everything since where the window does not reach the end', () => {
    show([message(9), message(11)], { hasNewer: true });
    assert.equal(readState.unread(timeline, 40), 30);
  });

  it('counts exactly from the first message after the mark on', () => {
    show([message(11), mine(12), message(13)]);
    assert.equal(readState.unread(timeline, 13), 2);
    show([message(12), message(13)]);
    assert.equal(readState.unread(timeline, 13), 3);
  });

  it('counts before anything is loaded', () => {
    assert.equal(readState.unread(timeline, 14), 4);
    assert.equal(readState.unread(timeline, 10), 0);
  });

  it('is nothing when all is read', () => {
    show([message(9), message(10)]);
    assert.equal(readState.unread(timeline, 10), 0);
  });

  it('puts the line before the first message of another', () => {
    show([message(10), mine(11), message(12), message(13)]);
    readState.placeDivider();
    assert.equal(readState.firstUnread(timeline).seq, 12);
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
