import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { SharedItems, linksIn } from '../../../../main/resources/web/js/model/files/shared-items.js';
import { ada, lena, message, settled } from '../../support.mjs';

const png = (id) => ({ id, name: `${id}.png`, mediaType: 'image/png', bytes: 9, width: 4, height: 3 });
const pdf = (id) => ({ id, name: `${id}.pdf`, mediaType: 'application/pdf', bytes: 9 });

describe('what was shared in a conversation', () => {
  let asked, changes, shared;
  const begin = (kind) => {
    asked = [];
    changes = 0;
    shared = new SharedItems({ kind, nameOf: (id) => (id === 1 ? 'Ada' : null), load: (page) => new Promise((resolve, reject) => asked.push({ page, resolve, reject })) });
    shared.on('change', () => (changes += 1));
    shared.load();
  };
  const item = (seq) => ({ seq, sender: lena, sentAt: new Date(seq * 1_000).toISOString(), files: [png(`p${seq}`)] });
  const answer = async (items, next) => {
    asked.at(-1).resolve({ items, ...(next && { next }) });
    await settled();
  };
  const seqs = () => shared.items.map(({ seq }) => seq);
  const posted = (seq, more) => ({ type: 'messagePosted', seq, row: message(seq, more) });

  beforeEach(() => begin('pictures'));

  it('goes on where the last page ended, and ends where there is none', async () => {
    assert.deepEqual([asked[0].page, shared.state, shared.answered], [{ before: null }, 'loading', false]);
    await answer([item(9), item(7)], 7);
    assert.deepEqual([seqs(), shared.hasMore, shared.items[0].at], [[9, 7], true, 9_000]);
    shared.more();
    shared.more();
    assert.equal(asked.length, 2, 'one page at a time');
    assert.deepEqual(asked[1].page, { before: 7 });
    await answer([item(2)]);
    assert.deepEqual([seqs(), shared.hasMore], [[9, 7, 2], false]);
    shared.more();
    assert.equal(asked.length, 2);
  });

  it('asks on where a page had nothing in it, but not for ever', async () => {
    for (const next of [90, 80, 70, 60, 50, 40, 30, 20]) await answer([], next);
    assert.equal(asked.length, 8);
    assert.deepEqual(asked.slice(0, 3).map(({ page }) => page.before), [null, 90, 80]);
    assert.deepEqual([shared.state, shared.hasMore, seqs()], ['idle', true, []]);
    shared.more();
    assert.deepEqual(asked[8].page, { before: 20 });
    await answer([item(3)]);
    assert.deepEqual([seqs(), shared.hasMore], [[3], false]);
  });

  it('keeps what is there when the next page fails, and tries that one again', async () => {
    await answer([item(9)], 9);
    shared.more();
    asked[1].reject({ status: 0 });
    await settled();
    assert.deepEqual([shared.state, shared.problem, seqs()], ['failed', { status: 0 }, [9]]);
    shared.retry();
    assert.deepEqual(asked[2].page, { before: 9 });
    await answer([item(1)]);
    assert.deepEqual([shared.state, seqs()], ['idle', [9, 1]]);
  });

  it('has nothing when the first page fails, and begins again', async () => {
    asked[0].reject({ status: 503 });
    await settled();
    assert.deepEqual([shared.state, shared.answered, seqs()], ['failed', false, []]);
    shared.retry();
    assert.deepEqual(asked[1].page, { before: null });
  });

  it('gets what is sent, of its kind, and loses what is deleted', async () => {
    await answer([item(9), item(7)], 7);
    changes = 0;
    shared.take(posted(10, { files: [pdf('x'), png('y')] }));
    shared.take(posted(11, { files: [pdf('z')] }));
    shared.take(posted(12, { deleted: true, body: null }));
    shared.take({ type: 'reactionChanged', seq: 13, message: 9, emoji: '👍', on: true, actor: ada });
    assert.deepEqual([seqs(), shared.items[0].files], [[10, 9, 7], [png('y')]]);
    shared.take({ type: 'messageDeleted', seq: 14, message: 9, actor: lena });
    assert.deepEqual(seqs(), [10, 7]);
    assert.ok(changes > 0);
    assert.equal(asked.length, 1, 'without a word to the server');
    shared.more();
    await answer([item(3)]);
    assert.deepEqual(seqs(), [10, 7, 3]);
  });

  it('is not undone by an answer from before', async () => {
    shared.take({ type: 'messageDeleted', seq: 11, message: 9, actor: lena });
    shared.take(posted(12, { files: [png('n')] }));
    await answer([item(9), item(7)], 7);
    assert.deepEqual(seqs(), [12, 7]);
    shared.take({ type: 'messageDeleted', seq: 13, message: 3, actor: lena });
    shared.more();
    await answer([item(3), item(2)]);
    assert.deepEqual(seqs(), [12, 7, 2]);
  });

  it('begins anew when nothing holds any more', async () => {
    await answer([item(9)], 9);
    shared.take({ type: 'messageDeleted', seq: 10, message: 9, actor: lena });
    shared.load();
    await answer([item(9)]);
    assert.deepEqual([seqs(), shared.hasMore], [[9], false]);
    shared.load();
    asked.at(-1).reject({ status: 0 });
    await settled();
    assert.deepEqual([seqs(), shared.state], [[], 'failed']);
  });

  it('calls people by their names of today', async () => {
    await answer([item(9)], 9);
    shared.take(posted(10, { files: [png('n')], sender: lena }));
    shared.updateSender({ ...lena, name: 'Lena Sommer' });
    shared.take(posted(11, { files: [png('m')], sender: ada }));
    assert.deepEqual(shared.items.map(({ sender }) => sender.name), ['Ada Brandt', 'Lena Sommer', 'Lena Sommer']);
  });

  it('shows the links of the text of today', async () => {
    begin('links');
    await answer([{ seq: 9, sender: lena, sentAt: new Date(9_000).toISOString(), links: [{ url: 'https://a.example' }] }], 5);
    const edited = (seq, target, body) => ({ type: 'messageEdited', seq, message: target, body, actor: lena });
    shared.take(posted(10, { body: 'none' }));
    shared.take(posted(11, { body: 'https://b.example' }));
    assert.deepEqual(seqs(), [11, 9]);
    shared.take(edited(12, 9, 'https://c.example'));
    assert.deepEqual([shared.items[1].links, shared.items[1].at], [[{ url: 'https://c.example' }], 9_000]);
    shared.take(edited(13, 11, 'none any more'));
    assert.deepEqual(seqs(), [9]);
    // Known from the list of messages.
    shared.take(edited(14, 8, 'https://d.example'), message(8));
    assert.deepEqual(seqs(), [9, 8]);
    shared.take(edited(15, 8, null), message(8));
    assert.deepEqual(seqs(), [9, 8], 'deleted since, which comes');
    // Not known, and not asked for yet either.
    shared.take(edited(16, 3, 'https://e.example'));
    assert.equal(asked.length, 1);
    // Not known, among those that are shown.
    shared.take(edited(17, 6, 'https://f.example'));
    assert.deepEqual(asked[1].page, { before: 7, limit: 1 });
    await answer([{ seq: 6, sender: lena, sentAt: new Date(6_000).toISOString(), links: [{ url: 'https://f.example' }] }], 6);
    assert.deepEqual(seqs(), [9, 8, 6]);
    // Written without a link while it was looked at, and not held by the list of messages any more.
    const told = changes;
    shared.take(posted(18, { body: 'see this' }));
    assert.equal(changes, told, 'nothing is drawn anew for what is not shown');
    shared.take(edited(19, 18, 'see https://g.example'));
    assert.deepEqual(asked[2].page, { before: 19, limit: 1 });
    shared.take(edited(20, 18, 'see https://h.example'));
    asked[3].resolve({ items: [{ seq: 18, sender: lena, sentAt: new Date(18_000).toISOString(), links: [{ url: 'https://h.example' }] }] });
    await settled();
    asked[2].resolve({ items: [{ seq: 18, sender: lena, sentAt: new Date(18_000).toISOString(), links: [{ url: 'https://g.example' }] }] });
    await settled();
    assert.deepEqual(shared.items[0].links, [{ url: 'https://h.example' }], 'the answer of before came later');
  });

  it('has links as the server has them', () => {
    const nameOf = (id) => (id === 1 ? 'Ada' : null);
    const cases = {
      'see https://example.org/a.': [{ url: 'https://example.org/a' }],
      'WWW.example.org': [{ url: 'http://www.example.org' }],
      '[the  *plan*](https://example.org/plan)': [{ url: 'https://example.org/plan', text: 'the plan' }],
      '[https://good.example](https://bad.example)': [{ url: 'https://bad.example', text: 'https://good.example' }],
      '[<@1>](https://example.org/1)': [{ url: 'https://example.org/1', text: '@Ada' }],
      'https://bücher.example/x': [{ url: 'https://xn--bcher-kva.example/x', text: 'https://bücher.example/x' }],
      '> https://example.org/q\n\n- https://example.org/l\n\n1. https://example.org/n': [{ url: 'https://example.org/q' }, { url: 'https://example.org/l' }, { url: 'https://example.org/n' }],
      'https://example.org/twice https://example.org/twice': [{ url: 'https://example.org/twice' }],
      '[first](https://example.org/f) https://example.org/f': [{ url: 'https://example.org/f', text: 'first' }],
      '`https://example.org/code`': [],
      '```\nhttps://example.org/code\n```': [],
      '<@1> well': [],
    };
    for (const [body, links] of Object.entries(cases)) assert.deepEqual(linksIn(body, nameOf), links, body);
  });
});
