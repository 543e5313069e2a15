import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Emitter } from '../../../main/resources/web/js/model/emitter.js';
import { PagedSearch } from '../../../main/resources/web/js/model/people/paged-search.js';
import { Switcher } from '../../../main/resources/web/js/model/switcher.js';
import { PinnedClock, ada, lena, omar, settled } from '../support.mjs';

describe('the switcher', () => {
  let chat, clock, switcher, asked, answers, done;

  const conversation = (id, title, more = {}) => ({ id, kind: 'room', title, last: { at: id * 1_000 }, archived: false, people: [], ...more });
  const names = () => switcher.found.map(({ entry }) => `${entry.kind} ${entry.name}`);

  beforeEach(() => {
    [asked, done, clock] = [[], [], new PinnedClock()];
    answers = { rooms: { '': [] }, people: {} };
    const search = (what) => new PagedSearch({
      load: async ({ query }) => {
        asked.push(`${what} ${query}`);
        return { found: answers[what][query] ?? [], next: null };
      },
    });
    chat = Object.assign(new Emitter(), {
      account: ada, shownLast: [1], people: [lena, omar],
      conversations: new Map([conversation(1, 'Lobby'), conversation(2, 'Field team'), conversation(3, lena.name, { kind: 'direct', people: [lena] })].map((one) => [one.id, one])),
      rooms: {
        browse: () => search('rooms'), people: () => search('people'),
        join: async (id) => done.push(`join ${id}`), direct: async (ids) => done.push(`direct ${ids}`),
      },
      show: (id) => done.push(`show ${id}`),
    });
    switcher = new Switcher({ chat, clock });
  });

  it('shows at once what there is, and asks what could be joined', () => {
    assert.deepEqual(names(), ['direct Lena Koch', 'room Field team', 'room Lobby']);
    assert.deepEqual(asked, ['rooms ']);
  });

  it('finds people to whom nobody has written alone yet, and no one twice', () => {
    switcher.type('ma');
    assert.deepEqual(names(), ['person Omar Malik']);
    switcher.type('koch');
    assert.deepEqual(names(), ['direct Lena Koch']);
  });

  it('finds nobody who is me, but my notes by my name', () => {
    chat.people = [ada, lena];
    chat.conversations.set(4, conversation(4, 'Notes to self', { kind: 'direct' }));
    switcher.type('brandt');
    assert.deepEqual(names(), ['direct Notes to self']);
  });

  it('finds a conversation of several by who is in it', () => {
    chat.conversations.set(4, conversation(4, 'Lena, Omar', { kind: 'direct', people: [lena, omar] }));
    switcher.type('malik');
    assert.deepEqual(names(), ['person Omar Malik', 'direct Lena, Omar']);
  });

  it('asks the server when one stops typing, and adds what that knows', async () => {
    answers.rooms.fie = [{ id: 2, title: 'Field team', joined: true }, { id: 9, title: 'Open field day', members: 4, visibility: 'open', joined: false }];
    answers.people.fie = [{ id: 77, name: 'Sarah Fieldman' }];
    switcher.type('f');
    clock.pass(100);
    switcher.type('fie');
    clock.pass(149);
    assert.deepEqual(asked, ['rooms ']);
    assert.ok(switcher.asking);
    clock.pass(1);
    await settled();
    assert.deepEqual(asked, ['rooms ', 'rooms fie', 'people fie']);
    assert.ok(!switcher.asking);
    assert.deepEqual(names(), ['room Field team', 'person Sarah Fieldman', 'open Open field day']);
    switcher.type('sarah f');
    assert.deepEqual(names(), ['person Sarah Fieldman'], 'what was heard once is found at once');
  });

  it('asks for nothing but the words, and for nothing if there are none', () => {
    switcher.type('#  ops');
    clock.pass(200);
    assert.deepEqual(asked, ['rooms ', 'rooms ops', 'people ops']);
    switcher.type('@');
    clock.pass(200);
    assert.equal(asked.length, 3);
  });

  it('finds what is known also when the server does not answer', async () => {
    chat.rooms.browse = () => new PagedSearch({ load: async () => Promise.reject(new Error('away')) });
    switcher = new Switcher({ chat, clock });
    await settled();
    switcher.type('fi');
    assert.deepEqual(names(), ['room Field team']);
  });

  it('goes where it leads', async () => {
    await switcher.go({ kind: 'room', id: 2 });
    await switcher.go({ kind: 'direct', id: 3 });
    await switcher.go({ kind: 'person', id: 77 });
    await switcher.go({ kind: 'open', id: 9 });
    assert.deepEqual(done, ['show 2', 'show 3', 'direct 77', 'join 9']);
  });

  it('asks for nothing more when it is gone', () => {
    switcher.type('ops');
    switcher.dispose();
    clock.pass(1_000);
    assert.deepEqual(asked, ['rooms ']);
    assert.equal(clock.waiting, 0);
  });
});
