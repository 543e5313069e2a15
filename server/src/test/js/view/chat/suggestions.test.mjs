import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Suggestions } from '../../../../main/resources/web/js/view/chat/suggestions.js';
import { PagedSearch } from '../../../../main/resources/web/js/model/people/paged-search.js';
import { ada, lena, message, omar } from '../../support.mjs';

const leo = { id: 9, name: 'Leo Ernst', avatarUrl: null };
const many = Array.from({ length: 12 }, (_, i) => ({ id: 20 + i, name: `Lia ${i}`, avatarUrl: null }));

function suggestions({ members, people, spoke = [], all = true, kind = 'room', next = null }) {
  const search = (found) => new PagedSearch({ load: async () => (found === null ? Promise.reject(new Error('away')) : { found, next }) });
  const entries = spoke.map((sender, i) => message(i + 1, { sender }));
  return new Suggestions({
    chat: { account: ada, rooms: { members: () => search(members), people: () => search(people) } },
    conversation: { conversation: { id: 5, kind, people: spoke }, entries, may: () => ({ mentionAll: all }) },
  });
}

async function offered(of, query = '') {
  const answers = [];
  for await (const found of of.find(query)) answers.push(found.map(({ name, here }) => (here ? name : `${name}?`)));
  return answers;
}

describe('whom one may mention', () => {
  it('is first who is here, then others, then everybody', async () => {
    const [, last] = await offered(suggestions({ members: [ada, lena, omar], people: [ada, lena, omar, leo] }));
    assert.deepEqual(last, ['Lena Koch', 'Omar Malik', 'Leo Ernst?', 'all']);
  });

  it('is at once who spoke of late, the last one first', async () => {
    const [first] = await offered(suggestions({ members: [], people: [], spoke: [omar, lena, ada] }));
    assert.deepEqual(first, ['Lena Koch', 'Omar Malik', 'all']);
  });

  it('is everybody also where there are many, and only where one may', async () => {
    const [, last] = await offered(suggestions({ members: many, people: many }));
    assert.deepEqual([last.length, last.at(-1)], [8, 'all']);
    const [, without] = await offered(suggestions({ members: many, people: many, all: false }));
    assert.deepEqual([without.length, without.at(-1)], [8, 'Lia 7']);
    const [, named] = await offered(suggestions({ members: [lena], people: [lena] }), 'le');
    assert.deepEqual(named, ['Lena Koch']);
  });

  it('is no longer here who spoke and left', async () => {
    const [first, last] = await offered(suggestions({ members: [lena], people: [lena, omar], spoke: [omar] }));
    assert.deepEqual([first[0], last], ['Omar Malik', ['Lena Koch', 'Omar Malik?', 'all']]);
  });

  it('is still here who spoke where not all members were told, or none', async () => {
    const [, more] = await offered(suggestions({ members: [lena], people: [lena, omar], spoke: [omar], next: 'x' }));
    assert.deepEqual(more.slice(0, 2), ['Omar Malik', 'Lena Koch']);
    const [, away] = await offered(suggestions({ members: null, people: null, spoke: [omar] }));
    assert.deepEqual(away, ['Omar Malik', 'all']);
  });

  it('is in a direct nobody else', async () => {
    const [, last] = await offered(suggestions({ members: [ada, lena], people: [omar], spoke: [lena], kind: 'direct', all: false }));
    assert.deepEqual(last, ['Lena Koch']);
  });
});
