// Measures a room from outside: another language, another HTTP and websocket implementation and nothing of Chatter's own
// code, to check the figures of the benchmark. It starts no server; give it one that lets it write as fast as it can:
//
//   server --data=/tmp/outside --port=8099 --bcrypt-cost=4 --registration=open --limit=sends-per-second=1000000 …
//   node outside.mjs --port 8099 --people 1000 --in-flight 8 --seconds 5
//
// Everybody registers, connects and says hello; the first one writes. Every connection counts the events it gets, and a
// few read every one of them and check that each brings the next seq. In the end all must have got every message once.
import net from 'node:net';
import { randomUUID, randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';

const SAMPLES = 5;
const LF = 10;
const TEXT = 1;
const PING = 9;
const PONG = 10;
const HEARTBEAT_BYTES = '{"type":"ping"}'.length;
const BODY = 'The quick brown fox jumps over the lazy dog, and then it does so again and again until it is noon.. ';

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    people: { type: 'string', default: '100' },
    'in-flight': { type: 'string', default: '8' },
    seconds: { type: 'string', default: '5' },
  },
});
const port = Number(values.port);
const people = Number(values.people);
const inFlight = Number(values['in-flight']);
const seconds = Number(values.seconds);

/** A websocket client that knows just enough of RFC 6455: whole frames of a server, and no extension. */
class Peer {
  events = 0;
  #header = Buffer.alloc(10);
  #have = 0;
  #left = 0;
  #length = 0;
  #opcode = 0;
  #text = [];
  #upgraded = false;
  #onLine;

  constructor(token, onLine) {
    this.#onLine = onLine;
    this.upgraded = new Promise((resolve, reject) => {
      this.socket = net.connect({
        port,
        host: '127.0.0.1',
        noDelay: true,
        onread: {
          buffer: Buffer.alloc(65_536),
          callback: (size, buffer) => this.#read(buffer, 0, size, resolve),
        },
      });
      this.socket.on('error', reject);
      this.socket.on('close', () => {
        if (!finished) throw new Error('a connection was closed');
      });
      this.socket.write(
        `GET /ws/${token} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`
          + `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
      );
    });
  }

  #read(buffer, from, to, upgraded) {
    let at = from;
    if (!this.#upgraded) {
      const end = buffer.subarray(0, to).indexOf('\r\n\r\n');
      const answer = buffer.toString('latin1', 0, to);
      if (!answer.startsWith('HTTP/1.1 101') || end < 0) throw new Error(answer);
      this.#upgraded = true;
      upgraded();
      at = end + 4;
    }
    while (at < to) {
      if (this.#left === 0) {
        this.#header[this.#have++] = buffer[at++];
        const length = this.#have < 2 ? Infinity : { 126: 4, 127: 10 }[this.#header[1]] ?? 2;
        if (this.#have < length) continue;
        this.#opcode = this.#header[0] & 15;
        this.#left =
          length === 2 ? this.#header[1] : length === 4 ? this.#header.readUInt16BE(2) : Number(this.#header.readBigUInt64BE(2));
        this.#length = this.#left;
        this.#have = 0;
        if (this.#left === 0) this.#frame();
      } else {
        const end = Math.min(to, at + this.#left);
        this.#payload(buffer, at, end);
        this.#left -= end - at;
        at = end;
        if (this.#left === 0) this.#frame();
      }
    }
    return true;
  }

  #payload(buffer, from, to) {
    if (this.#onLine) this.#text.push(Buffer.from(buffer.subarray(from, to)));
    const piece = buffer.subarray(from, to);
    for (let lf = piece.indexOf(LF); lf >= 0; lf = piece.indexOf(LF, lf + 1)) this.events++;
  }

  #frame() {
    if (this.#opcode === TEXT && this.#length === HEARTBEAT_BYTES) {
      // Each connection has its own heartbeat, so it says nothing of what everybody gets. Nothing else is as short.
      this.send({ type: 'pong' });
    } else if (this.#opcode === TEXT) {
      this.events++;
      if (this.#onLine) for (const line of Buffer.concat(this.#text).toString('utf8').split('\n')) this.#onLine(JSON.parse(line));
    } else if (this.#opcode === PING) {
      this.#write(PONG, Buffer.alloc(0));
    }
    this.#text = [];
  }

  send(command) {
    this.#write(TEXT, Buffer.from(JSON.stringify(command)));
  }

  /** Counts only, from now on. */
  readNoMore() {
    this.#onLine = undefined;
  }

  onLine(onLine) {
    this.#onLine = onLine;
  }

  /** Masked with zeros, which is allowed and leaves the payload as it is. */
  #write(opcode, payload) {
    const long = payload.length > 125;
    const header = Buffer.alloc(long ? 8 : 6);
    header[0] = 128 | opcode;
    header[1] = 128 | (long ? 126 : payload.length);
    if (long) header.writeUInt16BE(payload.length, 2);
    this.socket.write(Buffer.concat([header, payload]));
  }
}

let finished = false;
let room;

async function post(path, body, expected) {
  const response = await fetch(`http://127.0.0.1:${port}/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await response.text();
  if (response.status !== expected) throw new Error(`${path}: ${response.status} ${answer}`);
  return JSON.parse(answer);
}

async function register(i) {
  const login = { email: `${randomUUID()}@example.org`, password: 'correct horse battery' };
  await post('register', { name: `person ${i}`, ...login }, 201);
  return (await post('login', login, 200)).token;
}

async function join(token) {
  let peer;
  await new Promise((live) => {
    peer = new Peer(token, (event) => {
      if (event.type === 'welcome') room = event.conversations[0].id;
      if (event.type === 'live') live();
    });
    peer.upgraded.then(() => peer.send({ type: 'hello', version: 2 }));
  });
  peer.readNoMore();
  return peer;
}

const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

async function settled(peers) {
  const count = () => peers.reduce((sum, peer) => sum + peer.events, 0);
  for (let before = -1, now = count(); before !== now; now = count()) {
    before = now;
    await pause(3_000);
  }
}

const tokens = [];
for (let i = 0; i < people; i += 8) {
  tokens.push(...(await Promise.all(Array.from({ length: Math.min(8, people - i) }, (_, k) => register(i + k)))));
}
const peers = [];
for (const token of tokens) peers.push(await join(token));
await settled(peers);

const [writer, ...readers] = peers;
let newest = 0;
let sent = 0;
let others = 0;
let writing = true;
const acks = [];
const sentAt = new Map();

function write() {
  sent++;
  sentAt.set(sent, process.hrtime.bigint());
  writer.send({ type: 'sendMessage', id: sent, conversation: room, commandId: randomUUID(), body: BODY });
}

function checksOrder() {
  let last;
  return (event) => {
    if (event.type !== 'messagePosted') return;
    if (last !== undefined && event.seq !== last + 1) throw new Error(`got ${event.seq} after ${last}`);
    last = event.seq;
    newest = Math.max(newest, last);
  };
}

for (const reader of readers.slice(-SAMPLES)) reader.onLine(checksOrder());
writer.onLine((event) => {
  if (event.type === 'rejected') throw new Error(JSON.stringify(event));
  // Presence goes to everybody, so the others have got it too.
  if (event.type !== 'ack' && event.type !== 'messagePosted') others++;
  if (event.type !== 'ack') return;
  acks.push(Number(process.hrtime.bigint() - sentAt.get(event.id)) / 1e6);
  sentAt.delete(event.id);
  if (writing) write();
});
for (const peer of peers) peer.events = 0;

for (let i = 0; i < inFlight; i++) write();
await pause(2_000);
const count = () => readers.reduce((sum, peer) => sum + peer.events, 0);
const begin = { events: count(), at: process.hrtime.bigint(), cpu: process.cpuUsage() };
acks.length = 0;
await pause(seconds * 1_000);
const took = Number(process.hrtime.bigint() - begin.at) / 1e9;
const delivered = count() - begin.events;
const cpu = process.cpuUsage(begin.cpu);
acks.sort((a, b) => a - b);
const median = acks[acks.length >> 1];
writing = false;
await settled(peers);

const unequal = readers.filter((peer) => peer.events !== sent + others).length;
console.log(
  `room of ${people}, ${inFlight} under way: ${Math.round(delivered / took).toLocaleString('en')} deliveries/s, `
    + `ack p50 ${median.toFixed(2)} ms; load ${Math.round((cpu.user + cpu.system) / took / 1e4)} % of a core; `
    + `${sent} messages sent, ${unequal === 0 ? 'all' : `NOT ALL (${unequal} differ)`} received by each of ${readers.length}, newest seq ${newest}`,
);
finished = true;
process.exit(unequal === 0 ? 0 : 1);
