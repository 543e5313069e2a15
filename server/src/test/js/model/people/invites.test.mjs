import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Invites } from '../../../../main/resources/web/js/model/people/invites.js';
import { settled } from '../../support.mjs';

const WEEK = 168 * 3_600_000;

/** The server's invites: those that are good, and what was asked of it. */
class Server {
  invites = [];
  made = [];
  ended = [];
  now = 1_000_000;
  away = false;
  hold = null;
  #next = 1;

  calls = {
    create: async ({ uses, hours }) => {
      this.#answer();
      const expiresAt = new Date(this.now + hours * 3_600_000).toISOString();
      const invite = { id: this.#next++, code: 'K7QM2X9P', usesLeft: uses, createdAt: new Date(this.now).toISOString(), expiresAt, createdBy: 'Ada' };
      this.invites.push(invite);
      this.made.push({ uses, hours });
      if (this.hold) await this.hold;
      return { invite, link: `https://chat.example.org/#join=${invite.id}` };
    },
    list: async () => {
      this.#answer();
      return this.invites.map(({ code, ...invite }) => invite);
    },
    end: async (id) => {
      this.#answer();
      this.ended.push(id);
      this.invites = this.invites.filter((invite) => invite.id !== id);
    },
    endAll: async () => {
      this.#answer();
      this.invites = [];
    },
  };

  #answer() {
    if (this.away) throw Object.assign(new Error('away'), { status: 0 });
  }
}

describe('the invite of the sheet', () => {
  let server, invites;

  beforeEach(() => {
    server = new Server();
    invites = new Invites({ calls: server.calls, now: () => server.now });
  });

  it('is for everybody and a week, unless something else is chosen', async () => {
    await invites.open();
    assert.deepEqual(server.made, [{ uses: null, hours: 168 }]);
    await invites.choose({ uses: 1 });
    await invites.choose({ hours: 24 });
    assert.deepEqual(server.made.slice(1), [{ uses: 1, hours: 168 }, { uses: 1, hours: 24 }]);
  });

  it('is shown again while it is good, and made anew when it is not', async () => {
    await invites.open();
    invites.given();
    const first = invites.offer;
    await invites.open();
    assert.equal(invites.offer, first);
    server.now += WEEK;
    await invites.open();
    assert.notEqual(invites.offer, first);

    const second = invites.offer;
    server.invites.find(({ id }) => id === second.invite.id).usesLeft = 0;
    await invites.open();
    assert.notEqual(invites.offer, second);

    const third = invites.offer;
    server.invites = [];
    await invites.open();
    assert.notEqual(invites.offer, third);
  });

  it('ends when another takes its place before anybody could have it', async () => {
    await invites.open();
    await invites.choose({ uses: 1 });
    assert.deepEqual(server.ended, [1]);
    invites.given();
    await invites.choose({ uses: null });
    assert.deepEqual(server.ended, [1]);
    assert.equal(invites.others.length, 1);
  });

  it('is that of the newest choice, however late an older one comes', async () => {
    await invites.open();
    let release;
    server.hold = new Promise((resolve) => (release = resolve));
    const slow = invites.choose({ uses: 1 });
    server.hold = null;
    await invites.choose({ uses: null });
    const shown = invites.offer;
    release();
    await slow;
    await settled();
    assert.equal(invites.offer, shown);
    assert.equal(shown.invite.usesLeft, null);
    assert.deepEqual(server.invites.map(({ id }) => id), [shown.invite.id]);
    assert.equal(invites.busy, false);
  });

  it('says what went wrong, and can be asked for again', async () => {
    server.away = true;
    await invites.open();
    assert.equal(invites.problem.status, 0);
    assert.equal(invites.busy, false);
    server.away = false;
    await invites.choose({});
    assert.equal(invites.problem, null);
    assert.ok(invites.offer);
  });

  it('is new after all were reset, and a reset that fails changes nothing', async () => {
    await invites.open();
    invites.given();
    const first = invites.offer;
    server.away = true;
    await assert.rejects(invites.reset());
    assert.equal(invites.offer, first);
    server.away = false;
    await invites.reset();
    assert.notEqual(invites.offer, first);
    assert.equal(server.invites.length, 1);
  });
});
