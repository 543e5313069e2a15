import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { Backoff } from '../../../main/resources/web/js/net/backoff.js';
import { ChatSocket } from '../../../main/resources/web/js/net/socket.js';

const TIME = ['setTimeout', 'setInterval', 'Date'];

/** A browser's WebSocket whose other end is the test. */
class FakeWebSocket {
  static OPEN = 1;
  static made = [];
  readyState = 0;
  sent = [];

  constructor(url, protocol) {
    Object.assign(this, { url, protocol });
    FakeWebSocket.made.push(this);
  }

  open() {
    this.readyState = 1;
    this.onopen?.();
  }

  hear(...events) {
    this.onmessage?.({ data: events.map((event) => JSON.stringify(event)).join('\n') });
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.readyState = 3;
  }

  end(code) {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

describe('the connection', () => {
  let socket, heard, known, asked;
  const made = () => FakeWebSocket.made;
  const last = () => made().at(-1);
  /** Time as an awake computer sees it: without jumps. */
  const pass = (ms) => {
    for (let left = ms; left > 0; left -= 500) mock.timers.tick(Math.min(left, 500));
  };
  const sleep = (ms) => {
    mock.timers.setTime(Date.now() + ms);
    mock.timers.tick(1_000);
  };
  const settled = async () => {
    for (let i = 0; i < 10; i += 1) await Promise.resolve();
  };

  beforeEach(() => {
    mock.timers.enable({ apis: TIME, now: 1_000_000 });
    globalThis.WebSocket = FakeWebSocket;
    FakeWebSocket.made = [];
    heard = [];
    known = true;
    asked = 0;
    socket = new ChatSocket({
      url: () => 'ws://host/ws/token',
      backoff: new Backoff({ random: () => 1 }),
      signedIn: async () => {
        asked += 1;
        if (known === 'away') throw new Error('away');
        return known;
      },
    });
    for (const type of ['open', 'closed', 'signedout']) socket.addEventListener(type, () => heard.push(type));
    socket.addEventListener('frame', ({ detail }) => heard.push(detail.type));
    socket.start();
  });

  afterEach(() => {
    socket.stop();
    mock.timers.reset();
    delete globalThis.WebSocket;
  });

  it('tells that no websocket gets through when the server knows the login, twice in a row', async () => {
    last().end(1006);
    await settled();
    assert.equal(socket.status.blocked, false);
    pass(2_000);
    last().end(1006);
    await settled();
    assert.equal(socket.status.blocked, true);
    pass(5_000);
    last().open();
    assert.equal(socket.status.blocked, false);
  });

  it('does not take a server that is away for one behind a wall', async () => {
    known = 'away';
    for (let i = 0; i < 3; i += 1) {
      last().end(1006);
      await settled();
      pass(40_000);
    }
    assert.equal(socket.status.blocked, false);
  });

  it('offers the protocol and says when it is open', () => {
    assert.deepEqual([last().url, last().protocol], ['ws://host/ws/token', 'chatter.v2']);
    assert.equal(socket.status.phase, 'connecting');
    last().open();
    assert.equal(socket.status.phase, 'open');
    assert.deepEqual(heard, ['open']);
  });

  it('takes a frame of several objects apart and skips what is no object', () => {
    last().open();
    last().onmessage({ data: '{"type":"welcome"}\n{"type":"live"}\n\n{broken\n7\n{"type":"presence"}' });
    assert.deepEqual(heard, ['open', 'welcome', 'live', 'presence']);
  });

  it('sends only over an open connection', () => {
    assert.equal(socket.send({ type: 'ping' }), false);
    last().open();
    assert.equal(socket.send({ type: 'hello' }), true);
    assert.deepEqual(last().sent, [{ type: 'hello' }]);
    last().end(1001);
    assert.equal(socket.send({ type: 'ping' }), false);
  });

  it('answers the server’s ping', () => {
    last().open();
    last().hear({ type: 'ping' });
    assert.deepEqual(last().sent, [{ type: 'ping' }]);
    last().hear({ type: 'pong' });
    assert.equal(last().sent.length, 1);
  });

  it('comes back after a loss, ever more slowly', () => {
    last().open();
    last().end(4001);
    assert.deepEqual([socket.status.phase, socket.status.retryAt], ['waiting', 1_000_500]);
    mock.timers.tick(499);
    assert.equal(made().length, 1);
    mock.timers.tick(1);
    assert.equal(made().length, 2);
    last().end(4001);
    mock.timers.tick(999);
    assert.equal(made().length, 2);
    mock.timers.tick(1);
    assert.equal(made().length, 3);
    assert.deepEqual(heard, ['open', 'closed']);
  });

  it('begins with short waits again after a connection that lasted', () => {
    last().end(1011);
    mock.timers.tick(500);
    last().open();
    mock.timers.tick(10_001);
    last().end(1011);
    mock.timers.tick(500);
    assert.equal(made().length, 3);
  });

  it('waits as long as a leaving server asks', () => {
    last().open();
    last().hear({ type: 'bye', code: 4000, reconnectAfterMs: 3_000 });
    last().end(4000);
    mock.timers.tick(2_999);
    assert.equal(made().length, 1);
    mock.timers.tick(3_001);
    assert.equal(made().length, 2);
  });

  it('asks over HTTP whether a lost connection means signed out', async () => {
    last().end(1006);
    await settled();
    assert.deepEqual([asked, socket.status.phase], [1, 'waiting']);
    known = 'away';
    mock.timers.tick(500);
    last().end(1006);
    await settled();
    assert.equal(socket.status.phase, 'waiting');
    known = false;
    mock.timers.tick(1_000);
    last().end(1006);
    await settled();
    assert.deepEqual([heard, socket.status.phase], [['signedout'], 'stopped']);
    mock.timers.tick(60_000);
    assert.equal(made().length, 3);
  });

  it('says signed out at once when the session ended', () => {
    last().open();
    last().end(4501);
    assert.deepEqual(heard, ['open', 'closed', 'signedout']);
    assert.equal(asked, 0);
  });

  it('stops for good when the server says so, until the person tries again', () => {
    last().open();
    last().end(4504);
    assert.deepEqual(socket.status, { phase: 'stopped', retryAt: null, code: 4504, blocked: false, stopped: false });
    mock.timers.tick(120_000);
    assert.equal(made().length, 1);
    socket.tryNow();
    assert.equal(made().length, 2);
  });

  it('knows whether the server was stopped or is just gone, until it is back', () => {
    last().open();
    last().hear({ type: 'bye', code: 4000, reconnectAfterMs: 1_000 });
    last().end(4000);
    assert.equal(socket.status.stopped, true);
    pass(2_100);
    last().end(1006);
    assert.equal(socket.status.stopped, true);
    pass(60_000);
    last().open();
    last().end(1001);
    assert.equal(socket.status.stopped, false);
  });

  it('tries now when asked, and only once', () => {
    last().end(1001);
    socket.tryNow();
    socket.tryNow();
    assert.equal(made().length, 2);
    pass(5_000);
    assert.equal(made().length, 2);
  });

  it('gives up on a connection after 35 s without any frame, and makes another within 40', () => {
    last().open();
    pass(30_000);
    last().hear({ type: 'ping' });
    pass(35_000);
    assert.equal(socket.status.phase, 'open');
    pass(1_000);
    assert.equal(socket.status.phase, 'waiting');
    assert.equal(made()[0].readyState, 3);
    pass(4_000);
    assert.equal(made().length, 2);
  });

  it('gives up on a connection that does not open', () => {
    pass(15_000);
    assert.equal(socket.status.phase, 'waiting');
  });

  it('goes on trying when the browser does not even let it', () => {
    globalThis.WebSocket = class {
      constructor() {
        throw new Error('SecurityError');
      }
    };
    last().end(1001);
    mock.timers.tick(500);
    globalThis.WebSocket = FakeWebSocket;
    assert.equal(socket.status.phase, 'waiting');
    mock.timers.tick(1_000);
    assert.equal(made().length, 2);
  });

  it('checks at once when the window comes back, and drops a dead connection', () => {
    last().open();
    socket.check();
    assert.deepEqual(last().sent, [{ type: 'ping', id: -1 }]);
    pass(4_500);
    assert.equal(made().length, 1);
    pass(500);
    assert.equal(made()[0].readyState, 3);
    assert.deepEqual([made().length, socket.status.phase], [2, 'connecting']);
  });

  it('keeps a connection that answers the check', () => {
    last().open();
    mock.timers.tick(100);
    socket.check();
    socket.check();
    assert.equal(last().sent.length, 1);
    mock.timers.tick(100);
    last().hear({ type: 'pong', id: -1 });
    pass(5_000);
    assert.equal(socket.status.phase, 'open');
  });

  it('does not wait any longer when the network comes back', () => {
    last().end(1001);
    socket.check();
    assert.equal(made().length, 2);
  });

  it('asks a connection after a nap whether it is there, and is on another within a second if not', () => {
    last().open();
    sleep(10_000);
    assert.deepEqual(last().sent, [{ type: 'ping', id: -1 }]);
    pass(1_000);
    assert.deepEqual([made().length, socket.status.phase], [2, 'connecting']);
  });

  it('keeps a connection that survived the nap', () => {
    last().open();
    sleep(10_000);
    last().hear({ type: 'pong', id: -1 });
    pass(10_000);
    assert.deepEqual([made().length, socket.status.phase], [1, 'open']);
  });

  it('does not take for an answer what came before the nap and is read after it', () => {
    last().open();
    sleep(10_000);
    last().hear({ type: 'presence', accounts: [] });
    last().hear({ type: 'pong' });
    pass(1_000);
    assert.deepEqual([made().length, socket.status.phase], [2, 'connecting']);
  });

  it('does not even ask after a long sleep', () => {
    last().open();
    sleep(3_600_000);
    assert.deepEqual(made()[0].sent, []);
    assert.deepEqual([made().length, socket.status.phase], [2, 'connecting']);
  });

  it('knows a sleep also by a clock that went back', () => {
    last().open();
    const forward = Date.now;
    Date.now = () => forward() - 3_600_000;
    pass(1_000);
    assert.deepEqual(last().sent, [{ type: 'ping', id: -1 }]);
    pass(1_000);
    assert.equal(made().length, 2);
  });

  it('knows by the clock that the window came back after a sleep, before any timer does', () => {
    last().open();
    mock.timers.setTime(Date.now() + 10_000);
    socket.check();
    pass(1_000);
    assert.equal(made().length, 2);
  });

  it('hurries when the network comes back while it is still asking', () => {
    last().open();
    socket.check();
    pass(500);
    socket.check({ woke: true });
    socket.check();
    assert.equal(last().sent.length, 2);
    pass(1_000);
    assert.equal(made().length, 2);
    pass(5_000);
    assert.deepEqual([made().length, socket.status.phase], [2, 'connecting']);
  });

  it('begins anew on waking what it began before, and not what it just began', () => {
    sleep(20_000);
    assert.equal(made().length, 2);
    assert.equal(made()[0].readyState, 3);
    socket.check({ woke: true });
    assert.equal(made().length, 2);
  });

  it('hears nothing more from a connection it gave up', () => {
    const first = last();
    first.open();
    socket.stop();
    first.hear({ type: 'live' });
    first.end(4501);
    mock.timers.tick(120_000);
    assert.deepEqual(heard, ['open']);
    assert.equal(made().length, 1);
  });
});
