import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Chat } from '../../../main/resources/web/js/model/chat.js';
import { Outbox } from '../../../main/resources/web/js/model/outbox/outbox.js';
import { ScriptedServer } from '../scripted-server.mjs';
import { PinnedClock, SharedStore, ada, lena, omar, settled, keepsNoRows } from '../support.mjs';

const PEOPLE = [ada, lena, omar];
const EMOJI = ['👍', '🎉', '😂'];

/** The same sequence of numbers for a seed, always. */
function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** The page of one account: what is said to it and by it takes its time, and a cut loses what is under way. */
class Page {
  account;
  #server;
  #clock;
  #next;
  #connection = null;
  #line = 0;

  constructor({ account, server, clock, newId, next }) {
    Object.assign(this, { account });
    this.#server = server;
    this.#clock = clock;
    this.#next = next;
    this.chat = new Chat({
      keptRows: keepsNoRows,
      account: { ...account }, clock,
      conversationStore: { get: () => [], set() {}, shown: () => null, setShown() {} },
      places: { get: () => null, put() {}, flush() {} },
      outbox: (ports) => new Outbox({ store: new SharedStore().tab(), tabs: { me: 't', shared: true, whenGone() {} }, newId, clock, ...ports }),
      send: (command) => this.#send(command),
      calls: { history: async (id, query) => server.history(account, query), pins: async () => server.pins(account), people: async () => ({ people: PEOPLE, next: null }) },
    });
  }

  connect() {
    const line = ++this.#line;
    this.#connection = this.#server.connect(this.account, (event) => this.#later(line, () => this.chat.handle(JSON.parse(JSON.stringify(event)))));
    this.#send(this.chat.hello());
  }

  cut() {
    this.#connection?.cut();
    this.#connection = null;
    this.#line += 1;
    this.chat.disconnected();
  }

  get connected() {
    return this.#connection !== null;
  }

  #send(command) {
    const connection = this.#connection;
    if (!connection) return false;
    this.#later(this.#line, () => connection.send(command));
    return true;
  }

  /** In order, as on a wire, and never once the line is cut. */
  #later(line, run) {
    this.#due = Math.max(this.#due, this.#clock.now() + this.#next(40));
    this.#clock.after(this.#due - this.#clock.now(), () => line === this.#line && run());
  }

  #due = 0;
}

function shape({ chat }) {
  const { conversation, timeline, pins } = chat.current;
  const rows = timeline.rows.map(({ knownTo, commandId, ...row }) => row);
  const { unread, mentions, last } = conversation;
  return { rows, unread, mentions, last: { ...last, body: null }, pins: pins.rows.map(({ seq, body }) => [seq, body]) };
}

async function run(seed) {
  const next = random(seed);
  const clock = new PinnedClock();
  const server = new ScriptedServer(PEOPLE);
  let ids = 0;
  const open = (account) => new Page({ account, server, clock, next, newId: () => `id-${ids++}` });
  const pass = async (ms) => {
    for (let left = ms; left > 0; left -= 20) {
      clock.pass(20);
      await settled();
    }
  };
  const pages = PEOPLE.map(open);
  for (const page of pages) page.connect();
  await pass(200);
  let sent = 0;
  for (let i = 0; i < 60; i += 1) {
    const page = pages[next(pages.length)];
    const { current } = page.chat;
    const there = current.entries.filter(({ deleted, state }) => !deleted && state !== 'failed');
    const mine = there.filter(({ sender }) => sender.id === page.account.id);
    const stored = there.filter(({ seq }) => seq !== null);
    const what = next(100);
    const name = next(3) === 0 ? ` <@${PEOPLE[next(3)].id}>` : '';
    if (what < 35 || there.length === 0) {
      const replyTo = stored.length > 0 && next(3) === 0 ? stored[next(stored.length)].seq : null;
      current.send({ body: `m${i}${mention(replyTo, name)}`, replyTo });
      sent += 1;
    } else if (what < 60) current.react(there[next(there.length)], EMOJI[next(3)]);
    else if (what < 72 && mine.length > 0) edit(current, mine[next(mine.length)], `e${i}`, name);
    else if (what < 78 && mine.length > 0) current.remove(mine[next(mine.length)]);
    else if (what < 84) current.pin(there[next(there.length)], next(2) === 0);
    else if (what < 92) (page.connected ? page.cut() : page.connect());
    else current.read(current.newestSeq - next(4));
    await pass(20 * next(12));
  }
  for (const page of pages) if (!page.connected) page.connect();
  await pass(30_000);
  for (const page of pages) {
    assert.deepEqual([page.chat.outbox.waiting, page.chat.live], [0, true], `seed ${seed}`);
    const fresh = open(page.account);
    fresh.connect();
    await pass(300);
    await fresh.chat.current.toEnd();
    assert.deepEqual(shape(page), shape(fresh), `seed ${seed}, ${page.account.name}`);
    fresh.cut();
  }
  return { server, sent };
}

/** Who is named and answered in one message is called twice, and no page can tell which of it an edit took back. */
function mention(replyTo, name) {
  return replyTo === null ? name : '';
}

function edit(current, message, words, name) {
  current.edit(message, `${words}${mention(message.replyTo, name)}`);
}

describe('pages that write, change, lose their connection and come back', () => {
  for (let seed = 1; seed <= 25; seed += 1) {
    it(`end with what a page sees that comes anew: ${seed}`, async () => {
      const { server } = await run(seed);
      assert.ok(server.lastSeq > 10);
    });
  }
});
