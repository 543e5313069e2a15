import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { PagedSearch } from '../../../../main/resources/web/js/model/people/paged-search.js';

describe('looking for people', () => {
  let asked;
  let search;
  const names = () => search.found.map((one) => one.name);
  const page = (first, last, next) => ({ found: Array.from({ length: last - first + 1 }, (_, i) => ({ id: first + i, name: `p${first + i}` })), next });

  beforeEach(() => {
    asked = [];
    search = new PagedSearch({ load: (sought) => new Promise((resolve, reject) => asked.push({ sought, resolve, reject })) });
  });

  const answered = async (index, answer) => {
    asked[index].resolve(answer);
    await settled();
  };
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it('goes on where the last page ended, and ends where there is none', async () => {
    search.search('');
    assert.deepEqual([search.state, search.answered], ['loading', false]);
    await answered(0, page(1, 50, 50));
    assert.deepEqual([names().length, search.hasMore, search.answered], [50, true, true]);
    search.more();
    search.more();
    assert.equal(asked.length, 2, 'one page at a time');
    assert.deepEqual(asked[1].sought, { query: '', after: 50 });
    await answered(1, page(51, 60, null));
    assert.deepEqual([names().length, search.hasMore], [60, false]);
    search.more();
    assert.equal(asked.length, 2);
  });

  it('shows only what was sought last, whatever answer comes last', async () => {
    search.search('a');
    search.search('an');
    await answered(1, page(7, 8, null));
    await answered(0, page(1, 50, 50));
    assert.deepEqual([search.query, names(), search.hasMore], ['an', ['p7', 'p8'], false]);
  });

  it('drops the page of what is not sought any more', async () => {
    search.search('');
    await answered(0, page(1, 50, 50));
    search.more();
    search.search('x');
    await answered(2, page(7, 7, null));
    await answered(1, page(51, 60, null));
    assert.deepEqual(names(), ['p7']);
  });

  it('keeps what is sought when it fails, and shows nobody who was found for other words', async () => {
    search.search('');
    await answered(0, page(1, 3, null));
    search.search('ana');
    asked[1].reject(new Error('away'));
    await settled();
    assert.deepEqual([search.state, search.problem.message, search.query, names(), search.answered], ['failed', 'away', 'ana', [], false]);
    search.retry();
    assert.deepEqual(asked[2].sought, { query: 'ana', after: null });
    await answered(2, page(2, 2, null));
    assert.deepEqual([search.state, search.problem, names()], ['idle', null, ['p2']]);
  });

  it('keeps the pages that are there when the next one fails', async () => {
    search.search('');
    await answered(0, page(1, 50, 50));
    search.more();
    asked[1].reject(new Error('away'));
    await settled();
    assert.deepEqual([search.state, names().length, search.hasMore], ['failed', 50, true]);
    search.retry();
    assert.deepEqual(asked[2].sought, { query: '', after: 50 });
  });

  it('fetches as many anew as were shown, all at once', async () => {
    search.search('p');
    await answered(0, page(1, 50, 50));
    search.more();
    await answered(1, page(51, 60, null));
    search.again();
    await answered(2, { ...page(1, 50, 50), found: page(1, 50).found.map((one) => ({ ...one, name: 'new' })) });
    assert.equal(names()[0], 'p1', 'not half of it');
    assert.deepEqual(asked[3].sought, { query: 'p', after: 50 });
    await answered(3, page(51, 59, null));
    assert.deepEqual([names()[0], names().length], ['new', 59]);
  });

  it('tells of each change, and knows people by their new names', async () => {
    let told = 0;
    search.on('change', () => { told += 1; });
    search.search('');
    await answered(0, page(1, 2, null));
    assert.equal(told, 2);
    search.replace(2, { name: 'Ana', avatarUrl: null });
    search.replace(9, { name: 'nobody' });
    assert.deepEqual([names(), told], [['p1', 'Ana'], 3]);
  });
});
