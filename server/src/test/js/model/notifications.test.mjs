import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { NotificationBoard } from '../../../main/resources/web/js/model/notifications/notification-board.js';
import { ABSENT, answerTo } from '../../../main/resources/web/js/model/notifications/notification-rule.js';
import { disturbsNot } from '../../../main/resources/web/js/model/notifications/do-not-disturb.js';

/** The examples that bind all clients; Java's tests read the same file. */
const { rings, boards } = JSON.parse(
  readFileSync(new URL('../../../../../shared/src/main/resources/chatter/shared/examples/notifications.json', import.meta.url)),
);

describe('what rings', () => {
  for (const { name, answer, ...given } of rings) {
    it(name, () => {
      const { actor = 3, edit = false, mentions = [], text = 'hello', deleted = false } = given;
      const { direct = false, members = 5, level = 'auto' } = given;
      const { shown = false, focus = false, idle = 0, readSeq = 41, words = [], doNotDisturb = { mode: 'off' } } = given;
      const { live = true, now = '2026-11-23T09:00:00Z' } = given;
      const reader = { account: 4, readSeq, attends: shown && focus && idle * 1_000 <= ABSENT, settings: { doNotDisturb, words } };
      const news = { seq: 42, actor, edit, mentions, text, deleted };
      assert.equal(answerTo(news, { direct, members, level }, reader, { live, now: Date.parse(now) }), answer);
    });
  }
});

describe('which notifications there are', () => {
  for (const { name, steps } of boards) {
    it(name, () => {
      const board = new NotificationBoard();
      for (const { do: what, conversation, seq, text, at, missed, shows, takesAway } of steps) {
        const change = what === 'delete' ? board.deleted(conversation, seq) : undefined;
        const happened = {
          ring: () => board.rang(conversation, seq, text, at),
          miss: () => board.missed(missed),
          read: () => board.read(conversation, seq),
          clear: () => board.clear(conversation),
          delete: () => (change === null ? [] : (change.shown ?? [conversation])),
        }[what]();
        assert.deepEqual(happened, takesAway ?? shows);
      }
    });
  }

  it('Of many only the newest are known', () => {
    const board = new NotificationBoard();
    for (let seq = 1; seq <= 1_000; seq++) board.rang(1, seq, 'x', seq);
    assert.equal(board.rang(1, 1_001, 'x', 1_001).count, 1_001);
    // What is older than what is known is read, too.
    assert.deepEqual(board.read(1, 1_000), []);
    assert.equal(board.rang(1, 1_002, 'x', 1_002).count, 2);
    assert.deepEqual(board.read(1, 1_002), [1]);
  });

  it('All can be taken away at once', () => {
    const board = new NotificationBoard();
    board.rang(1, 42, 'x', 0);
    board.missed([{ conversation: 2, seq: 7, text: 'a' }, { conversation: 3, seq: 8, text: 'b' }]);
    assert.deepEqual(board.clearAll(), [1, 0]);
    assert.deepEqual(board.clearAll(), []);
  });
});

describe('a time zone that is not known here', () => {
  it('is taken for the reader’s', () => {
    const noon = new Date(2026, 10, 23, 12, 0).getTime();
    const hours = { mode: 'hours', from: '11:00', to: '13:00', days: [1, 2, 3, 4, 5, 6, 7], zone: 'Mars/Olympus' };
    assert.ok(disturbsNot(hours, noon));
    assert.ok(!disturbsNot({ ...hours, to: '11:30' }, noon));
  });
});
