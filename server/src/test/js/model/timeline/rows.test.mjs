import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildDays, mergeEntries, together } from '../../../../main/resources/web/js/model/timeline/rows.js';
import { ada, lena, message } from '../../support.mjs';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 10, 23, 12);
const dayKey = (ms) => new Date(ms).toISOString().slice(0, 10);

const build = (rows, { waiting = [], hasNewer = false, firstUnreadSeq = null } = {}) =>
  buildDays({ entries: mergeEntries({ rows, waiting, hasNewer, me: ada }), firstUnreadSeq, me: ada.id, dayKey });
const rowsOf = (rows, options) => build(rows, options).flatMap((day) => day.rows);
const runs = (rows) => rows.map((row) => (row.kind === 'unread' ? '—' : (row.first ? '<' : '·') + (row.last ? '>' : '·'))).join(' ');
const at = (seq, minutes, more = {}) => message(seq, { at: NOON + minutes * MINUTE, ...more });
const item = (id, more = {}) => ({ commandId: id, conversation: 1, body: id, replyTo: null, createdAt: NOON, ...more });

describe('runs of messages', () => {
  it('join within five minutes of the one before', () => {
    assert.equal(runs(rowsOf([at(1, 0), at(2, 5), at(3, 10)])), '<· ·· ·>');
  });

  it('end after a longer pause', () => {
    assert.equal(runs(rowsOf([at(1, 0), at(2, 5.01)])), '<> <>');
  });

  it('end with another author', () => {
    assert.equal(runs(rowsOf([at(1, 0), at(2, 0, { sender: ada })])), '<> <>');
  });

  it('end at a deleted message, on both sides, and at a notice', () => {
    assert.equal(runs(rowsOf([at(1, 0), at(2, 1, { deleted: true, body: null }), at(3, 2)])), '<> <> <>');
    const notice = (seq, minutes) => ({ kind: 'members', seq, sender: lena, at: NOON + minutes * MINUTE, joined: [lena], left: [] });
    const rows = rowsOf([at(1, 0), notice(2, 1), notice(3, 1), at(4, 2), notice(5, 3)]);
    assert.deepEqual(rows.map(({ kind, key, notices }) => [kind, key, notices?.length]), [
      ['message', 's1', undefined], ['notice', 'n2', 2], ['message', 's4', undefined], ['notice', 'n5', 1],
    ]);
  });

  it('end at the unread line', () => {
    assert.equal(runs(rowsOf([at(1, 0), at(2, 1), at(3, 2)], { firstUnreadSeq: 2 })), '<> — <· ·>');
  });

  it('begin anew with a reply', () => {
    assert.equal(runs(rowsOf([at(1, 0), at(2, 1, { replyTo: 1 }), at(3, 2)])), '<> <· ·>');
  });

  it('end at midnight', () => {
    const days = build([at(1, 12 * 60 - 1), at(2, 12 * 60 + 1)]);
    assert.deepEqual(days.map((day) => [day.key, runs(day.rows)]), [['2026-11-23', '<>'], ['2026-11-24', '<>']]);
  });

  it('end where a message failed, on both sides', () => {
    const mine = (seq, minutes) => at(seq, minutes, { sender: ada });
    const waiting = [item('x', { failed: { code: 'too_large' }, afterSeq: 1, createdAt: NOON + MINUTE })];
    assert.equal(runs(rowsOf([mine(1, 0), mine(2, 2)], { waiting })), '<> <> <>');
  });

  it('join within five minutes, also when the clock went back', () => {
    const row = (at) => ({ sender: lena, at, state: 'sent', replyTo: null });
    assert.equal(together(row(10), row(9)), true);
    assert.equal(together(row(5 * MINUTE + 1), row(0)), false);
    assert.equal(together(row(9), row(9)), true);
  });
});

describe('days', () => {
  it('are said wherever the day is another than above, also when the clock went back', () => {
    const days = build([at(1, 0), at(2, 400 * 24 * 60), at(3, 1), at(4, 2)]);
    assert.deepEqual(days.map((day) => [day.day, day.rows.length]), [['2026-11-23', 1], ['2027-12-28', 1], ['2026-11-23', 2]]);
    assert.equal(new Set(days.map((day) => day.key)).size, 3);
  });

  it('are not those of a message from the future for what waits', () => {
    const days = build([at(1, 0), at(2, 400 * 24 * 60)], { waiting: [item('a', { createdAt: NOON + MINUTE })] });
    assert.deepEqual(days.map((day) => day.day), ['2026-11-23', '2027-12-28', '2026-11-23']);
  });
});

describe('what waits to be sent', () => {
  it('stands after everything stored', () => {
    const rows = rowsOf([at(1, 0), at(2, 1)], { waiting: [item('a'), item('b')] });
    assert.deepEqual(rows.map((row) => row.key), ['s1', 's2', 'ca', 'cb']);
    assert.deepEqual(rows.slice(2).map((row) => row.state), ['pending', 'pending']);
  });

  it('keeps its key when it becomes a stored message', () => {
    const before = rowsOf([], { waiting: [item('a')] })[0];
    const after = rowsOf([at(1, 0, { sender: ada, commandId: 'a' })])[0];
    assert.equal(before.key, after.key);
  });

  it('does not lend its key to others’ messages', () => {
    assert.equal(rowsOf([at(1, 0, { commandId: 'a' })])[0].key, 's1');
  });

  it('is mine', () => {
    assert.equal(rowsOf([], { waiting: [item('a')] })[0].own, true);
  });

  it('never seems to be from before what is above it', () => {
    const rows = rowsOf([at(1, 10, { sender: ada })], { waiting: [item('a', { createdAt: NOON })] });
    assert.equal(rows[1].at, NOON + 10 * MINUTE);
    assert.equal(runs(rows), '<· ·>');
  });

  it('is not shown in a window that is not at the end', () => {
    assert.equal(rowsOf([at(1, 0)], { waiting: [item('a')], hasNewer: true }).length, 1);
  });

  it('stays where it failed while the chat goes on', () => {
    const failed = { failed: { code: 'too_large' }, afterSeq: 1 };
    const rows = rowsOf([at(1, 0), at(2, 1)], { waiting: [item('x', failed), item('y', failed), item('z')] });
    assert.deepEqual(rows.map((row) => row.key), ['s1', 'cx', 'cy', 's2', 'cz']);
    assert.deepEqual(rows[1].failure, { code: 'too_large' });
  });

  it('is shown before all others when it failed before there were any', () => {
    const rows = rowsOf([at(1, 0), at(2, 1)], { waiting: [item('x', { failed: { code: 'forbidden' }, afterSeq: 0 })] });
    assert.deepEqual(rows.map((row) => row.seq), [null, 1, 2]);
  });

  it('is not shown when it failed before the window begins', () => {
    const waiting = [item('x', { failed: { code: 'forbidden' }, afterSeq: 3 })];
    assert.deepEqual(rowsOf([at(7, 0), at(8, 1)], { waiting }).map((row) => row.key), ['s7', 's8']);
  });

  it('shows a failed one later than its neighbours at their time', () => {
    const waiting = [item('x', { failed: { code: 'forbidden' }, afterSeq: 1, createdAt: NOON + 60 * MINUTE })];
    const rows = rowsOf([at(1, 0), at(2, 1)], { waiting });
    assert.equal(rows[1].at, NOON + MINUTE);
  });
});

describe('what waits and is stored already', () => {
  it('is shown once, as stored', () => {
    const rows = rowsOf([at(1, 0, { sender: ada, commandId: 'x' })], { waiting: [item('x'), item('y')] });
    assert.deepEqual(rows.map((row) => [row.key, row.state]), [['cx', 'sent'], ['cy', 'pending']]);
  });
});

describe('what is merged once more', () => {
  it('is seen to be the same, so that nothing of it is drawn anew', () => {
    const failed = { code: 'too_large' };
    const change = (id, type, message, more) => ({ type, commandId: id, conversation: 1, message, createdAt: NOON, ...more });
    const waiting = [
      item('waits'), item('failed', { failed, afterSeq: 1 }), change('gone', 'deleteMessage', 1),
      change('new', 'editMessage', 2, { body: 'new' }), change('refused', 'editMessage', 3, { body: 'too much', failed }),
    ];
    const rows = [at(1, 0), at(2, 1), at(3, 2)];
    const merged = () => mergeEntries({ rows, waiting, hasNewer: false, me: ada, mayUndo: () => true });
    const [before, after] = [merged(), merged()];
    assert.equal(after[0].undo, 'gone');
    after.forEach((entry, i) => {
      // Whom a message mentions is not shown, and of an edit that was refused only why.
      const { refusedEdit, mentions, ...shown } = entry;
      for (const [field, value] of Object.entries(shown)) assert.equal(value, before[i][field], `${entry.key} ${field}`);
      assert.equal(refusedEdit?.failure, before[i].refusedEdit?.failure);
    });
  });
});
