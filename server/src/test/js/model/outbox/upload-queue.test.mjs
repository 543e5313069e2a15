import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Outbox } from '../../../../main/resources/web/js/model/outbox/outbox.js';
import { UploadQueue } from '../../../../main/resources/web/js/model/outbox/upload-queue.js';
import { PinnedClock, SharedStore, settled } from '../../support.mjs';

const PIECE = 4_000_000;

/** A server that takes uploads, as the page sees it: it can be cut, forget, refuse and be held. */
class UploadServer {
  files = new Map();
  calls = [];
  refusal = null;
  cutAfter = Infinity;
  held = null;
  #ids = 1;

  async create({ name, bytes }) {
    this.calls.push('create');
    if (this.refusal) throw this.refusal;
    const id = `up-${this.#ids++}`;
    this.files.set(id, { name, bytes, offset: 0 });
    return id;
  }

  async offset(id) {
    this.calls.push('offset');
    if (!this.files.has(id)) throw { status: 404, code: 'not_found' };
    return this.files.get(id).offset;
  }

  async append(id, offset, body, { sent, signal }) {
    this.calls.push(`append ${offset}`);
    await this.held;
    if (signal.aborted) throw { status: 0 };
    const file = this.files.get(id);
    if (!file) throw { status: 404, code: 'not_found' };
    assert.equal(offset, file.offset);
    if (this.refusal) throw this.refusal;
    const room = Math.min(body.size, this.cutAfter);
    sent(room);
    file.offset += room;
    if (room < body.size) {
      this.cutAfter = Infinity;
      throw { status: 0 };
    }
    return file.offset;
  }

  async abandon(id) {
    this.calls.push(`abandon ${id}`);
    this.files.delete(id);
  }

  done(id) {
    const { bytes, offset } = this.files.get(id);
    return bytes === offset;
  }
}

/** Files that wait in the browser. */
class Kept {
  files = new Map();
  get = async (key) => this.files.get(key) ?? null;
  remove = async (key) => void this.files.delete(key);
}

/** What goes on by itself has gone on. */
const quiet = async () => {
  for (let i = 0; i < 12; i += 1) await settled();
};

describe('the queue of uploads', () => {
  let clock, store, sent, ids, kept, server, outbox, queue, refused, locks;
  const tab = (me) => ({ me, shared: false, whenGone: () => {} });

  const exclusively = async (what, run) => {
    if (locks.has(what)) return false;
    locks.add(what);
    await run().finally(() => locks.delete(what));
    return true;
  };
  const open = (me = 'tab-1', to = sent) => {
    const box = new Outbox({ store: store.tab(), tabs: tab(me), clock, newId: () => `id-${ids++}`, send: (item) => to.push(item) > 0 });
    const uploads = new UploadQueue({
      outbox: box, uploads: server, store: kept, exclusively, clock, backoff: () => ({ next: () => 500, reset() {} }),
      refused: (item, failure) => {
        refused.push(failure);
        box.refused(item.commandId, { ...failure, retry: false });
      },
    });
    return [box, uploads];
  };
  const file = (key, bytes = 10) => {
    kept.files.set(key, new Blob([new Uint8Array(bytes)]));
    return { key, name: `${key}.bin`, bytes, mediaType: 'application/octet-stream' };
  };
  const write = (body, files = [], conversation = 1) => outbox.add({ conversation, body, files }).commandId;
  const bodies = () => sent.map(({ body }) => body);

  beforeEach(() => {
    clock = new PinnedClock();
    store = new SharedStore();
    [sent, ids, kept, server, refused, locks] = [[], 1, new Kept(), new UploadServer(), [], new Set()];
    [outbox, queue] = open();
    outbox.online();
  });

  it('sends the message when its files are there, and names them in order', async () => {
    write('two', [file('a'), file('b')]);
    assert.deepEqual(bodies(), []);
    await quiet();
    assert.deepEqual(sent[0].files.map(({ upload }) => upload), ['up-1', 'up-2']);
    assert.ok(server.done('up-1') && server.done('up-2'));
  });

  it('lets later messages without files go first, and none with files', async () => {
    let letGo;
    server.held = new Promise((resolve) => (letGo = resolve));
    write('first', [file('a')]);
    write('second', [file('b')]);
    write('text');
    await quiet();
    assert.deepEqual(bodies(), ['text']);
    outbox.settle(sent[0].commandId, 1);
    letGo();
    await quiet();
    assert.deepEqual(bodies(), ['text', 'first']);
    outbox.settle(sent[1].commandId, 2);
    assert.deepEqual(bodies(), ['text', 'first', 'second']);
  });

  it('does not let one conversation wait for another', async () => {
    server.held = new Promise(() => {});
    write('here', [file('a')], 1);
    write('there', [file('b')], 2);
    await quiet();
    assert.deepEqual(server.calls.filter((call) => call.startsWith('append')).length, 2);
  });

  it('goes on after a cut at the byte that the server has', async () => {
    server.cutAfter = 1_000_000;
    write('big', [file('a', 2 * PIECE)]);
    await quiet();
    assert.deepEqual(server.calls, ['create', 'append 0']);
    clock.pass(500);
    await quiet();
    assert.deepEqual(server.calls, ['create', 'append 0', 'offset', 'append 1000000', `append ${PIECE + 1_000_000}`]);
    assert.deepEqual(bodies(), ['big']);
  });

  it('waits no longer when the server is back', async () => {
    server.cutAfter = 5;
    write('cut', [file('a')]);
    await quiet();
    outbox.online();
    await quiet();
    assert.deepEqual(bodies(), ['cut']);
  });

  it('goes on after a reload, and sends nothing twice', async () => {
    server.cutAfter = 100;
    write('big', [file('a', 10), file('b', PIECE + 7)]);
    await quiet();
    queue.close();
    outbox.close();
    await quiet();
    [outbox, queue] = open();
    outbox.online();
    await quiet();
    clock.pass(500);
    await quiet();
    assert.equal(server.calls.filter((call) => call === 'create').length, 2);
    assert.deepEqual(bodies(), ['big']);
  });

  it('sends a file anew that the server has forgotten', async () => {
    server.cutAfter = 5;
    write('late', [file('a')]);
    await quiet();
    server.files.clear();
    clock.pass(500);
    await quiet();
    assert.equal(server.calls.filter((call) => call === 'create').length, 2);
    assert.deepEqual(bodies(), ['late']);
  });

  it('sends finished ones anew, once, if they are gone when the message comes', async () => {
    const id = write('later', [file('a')]);
    await quiet();
    outbox.refused(id, { code: 'not_found', retry: false });
    await quiet();
    assert.deepEqual(sent.map(({ files }) => files[0].upload), ['up-1', 'up-2']);
    outbox.refused(id, { code: 'not_found', retry: false });
    await quiet();
    assert.deepEqual(outbox.items(1)[0].failed, { code: 'not_found', message: undefined, file: 'a.bin' });
    assert.equal(sent.length, 2);
  });

  for (const [problem, code] of [
    [{ status: 413, code: 'too_large' }, 'too_large'],
    [{ status: 413, code: 'quota' }, 'quota'],
    [{ status: 507, code: 'storage_full' }, 'storage_full'],
    [{ status: 422, code: 'invalid' }, 'invalid'],
    [{ status: 404, code: 'not_found' }, 'unsupported'],
  ]) {
    it(`says why a file is not taken: ${code}, and goes on with the next message`, async () => {
      server.refusal = problem;
      const id = write('no', [file('a')]);
      await quiet();
      assert.deepEqual(refused, [{ code, file: 'a.bin' }]);
      assert.deepEqual(outbox.items(1)[0].failed, { code, message: undefined, file: 'a.bin' });
      server.refusal = null;
      write('yes', [file('b')]);
      await quiet();
      assert.deepEqual(bodies(), ['yes']);
      outbox.settle(sent[0].commandId, 1);
      outbox.retry(id);
      await quiet();
      assert.deepEqual(bodies(), ['yes', 'no']);
    });
  }

  it('tries smaller pieces where something in between takes no large ones', async () => {
    const { append } = server;
    server.append = async (id, offset, body, how) => {
      if (body.size > 1_000_000) throw { status: 413, code: null };
      return append.call(server, id, offset, body, how);
    };
    write('through a proxy', [file('a', 1_200_000)]);
    await quiet();
    assert.deepEqual(bodies(), ['through a proxy']);
  });

  it('says so when a file is gone from the browser', async () => {
    const gone = file('a');
    kept.files.clear();
    write('gone', [gone]);
    await quiet();
    assert.deepEqual(refused, [{ code: 'missing', file: 'a.bin' }]);
  });

  it('keeps the files until the server has the message, and then no longer', async () => {
    const id = write('x', [file('a')]);
    await quiet();
    assert.ok(kept.files.has('a'));
    outbox.settle(id, 1);
    await quiet();
    assert.ok(!kept.files.has('a'));
    assert.ok(server.files.has('up-1'));
  });

  it('takes back what is on its way, here and at the server', async () => {
    let letGo;
    server.held = new Promise((resolve) => (letGo = resolve));
    const id = write('no', [file('a')]);
    await quiet();
    assert.ok(outbox.cancel(id));
    letGo();
    await quiet();
    assert.deepEqual([server.files.size, kept.files.size, outbox.size, sent.length], [0, 0, 0, 0]);
  });

  it('takes nothing back that the server may have', async () => {
    const id = write('sent', [file('a')]);
    await quiet();
    assert.equal(outbox.cancel(id), false);
    assert.equal(outbox.size, 1);
  });

  it('tells how much is sent, of all files of a message', async () => {
    const told = [];
    queue.on('progress', (id) => told.push(queue.sentOf(outbox.items(1).find(({ commandId }) => commandId === id))));
    write('x', [file('a', 10), file('b', 20)]);
    await quiet();
    assert.deepEqual([...new Set(told)], [0, 10, 30]);
  });

  it('is not done by two tabs at the same time, and goes on in the one that is left', async () => {
    let letGo;
    server.held = new Promise((resolve) => (letGo = resolve));
    const [other, others] = open('tab-2', []);
    write('once', [file('a')]);
    await quiet();
    clock.pass(30_000);
    await quiet();
    assert.equal(server.calls.filter((call) => call === 'create').length, 1);
    letGo();
    await quiet();
    clock.pass(30_000);
    await quiet();
    assert.equal(server.calls.filter((call) => call.startsWith('append')).length, 1);
    others.close();
    other.close();
  });
});
