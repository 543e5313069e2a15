import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { TypingNotifier, TypingTracker } from '../../../../main/resources/web/js/model/conversation/typing.js';
import { PinnedClock } from '../../support.mjs';

describe('who is typing', () => {
  let clock, changes, tracker;
  const ana = { account: 4, name: 'Ana' };

  beforeEach(() => {
    clock = new PinnedClock();
    changes = 0;
    tracker = new TypingTracker({ clock, changed: () => (changes += 1) });
  });

  it('counts for six seconds from the last word of it', () => {
    tracker.heard({ ...ana, typing: true });
    clock.pass(5_000);
    tracker.heard({ ...ana, typing: true });
    clock.pass(5_999);
    assert.deepEqual(tracker.names, ['Ana']);
    clock.pass(1);
    assert.deepEqual(tracker.names, []);
    assert.equal(changes, 2);
  });

  it('ends when they say so', () => {
    tracker.heard({ ...ana, typing: true });
    tracker.heard({ ...ana, typing: false });
    assert.deepEqual(tracker.names, []);
    assert.equal(clock.waiting, 0);
  });

  it('names several in the order they began', () => {
    tracker.heard({ ...ana, typing: true });
    tracker.heard({ account: 3, name: 'Omar', typing: true });
    tracker.heard({ ...ana, typing: true });
    assert.deepEqual(tracker.names, ['Ana', 'Omar']);
  });

  it('is a change only when it is one', () => {
    tracker.heard({ ...ana, typing: true });
    tracker.heard({ ...ana, typing: true });
    tracker.heard({ account: 9, name: 'Nobody', typing: false });
    assert.equal(changes, 1);
    tracker.clear();
    tracker.clear();
    assert.equal(changes, 2);
  });

  it('is nobody after a disconnect', () => {
    tracker.heard({ ...ana, typing: true });
    tracker.clear();
    assert.deepEqual(tracker.names, []);
    assert.equal(clock.waiting, 0);
  });
});

describe('saying that I type', () => {
  let clock, said, typingNotifier;

  beforeEach(() => {
    clock = new PinnedClock();
    said = [];
    typingNotifier = new TypingNotifier({ clock, send: (typing) => said.push(typing) });
  });

  it('happens at most every three seconds', () => {
    for (let i = 0; i < 60; i += 1) {
      typingNotifier.typed('x'.repeat(i + 1));
      clock.pass(100);
    }
    assert.deepEqual(said, [true, true]);
  });

  it('is taken back when the field is empty again', () => {
    typingNotifier.typed('a');
    typingNotifier.typed(' ');
    typingNotifier.typed('');
    assert.deepEqual(said, [true, false]);
  });

  it('does not flutter when one types and deletes', () => {
    for (let i = 0; i < 10; i += 1) {
      typingNotifier.typed('a');
      typingNotifier.typed('');
    }
    assert.deepEqual(said, [true, false]);
  });

  it('is taken back after a pause', () => {
    typingNotifier.typed('a');
    clock.pass(5_000);
    assert.deepEqual(said, [true, false]);
  });

  it('ends without a word when the message is sent', () => {
    typingNotifier.typed('a');
    typingNotifier.sent();
    clock.pass(10_000);
    assert.deepEqual(said, [true]);
    typingNotifier.typed('b');
    assert.deepEqual(said, [true, true]);
  });
});
