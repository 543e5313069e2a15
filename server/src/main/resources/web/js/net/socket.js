const CONNECT_PATIENCE = 15_000;
const SILENCE = 35_000;
const ANSWER = 5_000;
const ANSWER_AWAKE = 1_000;
const TICK = 1_000;
const SLEPT = 4_000;
const STABLE = 10_000;
const GIVE_UP = 4002;
/** How many refused upgrades in a row tell that none gets through; one can be a server that is just stopping. */
const REFUSALS_THAT_TELL = 2;

/**
 * One connection to the server at a time, made again whenever it is lost. Events: `open` (say hello now), `frame`
 * with one JSON object in `detail`, `closed`, `signedout`, and `status` with {phase, retryAt, code, blocked,
 * stopped} where phase
 * is 'connecting', 'open', 'waiting' (for retryAt) or 'stopped' (for good, by close code), and blocked whether the
 * server answers calls and knows the login, but no websocket gets through to it; `stopped` whether the
 * server said good-bye when it went.
 *
 * A refused upgrade looks like any lost connection to a page, so `signedIn()` asks the server over HTTP: false means
 * the token is void, anything thrown means the server is away.
 */
export class ChatSocket extends EventTarget {
  status = { phase: 'stopped', retryAt: null, code: null, blocked: false, stopped: false };
  #url;
  #backoff;
  #signedIn;
  #socket = null;
  #retry = null;
  #watch = null;
  #probe = null;
  #probeDue = 0;
  #startedAt = 0;
  #openedAt = 0;
  #lastFrame = 0;
  #probes = 0;
  #lastTick = 0;
  #wish = null;
  #refusals = 0;
  #stopping = false;

  constructor({ url, backoff, signedIn }) {
    super();
    this.#url = url;
    this.#backoff = backoff;
    this.#signedIn = signedIn;
  }

  start() {
    this.#watch ??= setInterval(() => this.#tick(), TICK);
    this.#lastTick = Date.now();
    this.#backoff.reset();
    this.#connect();
  }

  stop() {
    clearInterval(this.#watch);
    this.#watch = null;
    this.#detach();
    this.#set({ phase: 'stopped' });
  }

  /** False if there is no open connection; then nothing was sent. */
  send(command) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(command));
    return true;
  }

  /** The person is tired of waiting. */
  tryNow() {
    if (this.status.phase !== 'waiting' && this.status.phase !== 'stopped') return;
    this.#watch ??= setInterval(() => this.#tick(), TICK);
    this.#connect();
  }

  /**
   * The network, the window or the computer came back: is the connection still alive? After a sleep (`woke`) most
   * likely not, so it gets little time to show it; a reconnect costs less than a person who waits.
   */
  check({ woke = this.#hasSlept() } = {}) {
    const now = Date.now();
    this.#lastTick = now;
    const { phase } = this.status;
    const stale = phase === 'connecting' && woke && now - this.#startedAt > ANSWER_AWAKE;
    if (phase === 'waiting' || stale) this.#connect();
    else if (phase === 'open' && woke && now - this.#lastFrame > SILENCE) this.#lost(GIVE_UP, { atOnce: true });
    else if (phase === 'open') this.#ask(woke ? ANSWER_AWAKE : ANSWER);
  }

  #ask(patience) {
    const due = Date.now() + patience;
    if (this.#probe && this.#probeDue <= due) return;
    clearTimeout(this.#probe);
    this.#probeDue = due;
    // Below zero, where no other command's id is.
    this.#probes -= 1;
    this.send({ type: 'ping', id: this.#probes });
    this.#probe = setTimeout(() => this.#lost(GIVE_UP, { atOnce: true }), patience);
  }

  /** Only the answer counts: other frames may have come before the sleep and been read after it. */
  #answered() {
    clearTimeout(this.#probe);
    this.#probe = null;
  }

  #hasSlept() {
    const now = Date.now();
    return now - this.#lastTick > SLEPT || now < this.#lastTick;
  }

  #connect() {
    this.#detach();
    this.#startedAt = Date.now();
    this.#set({ phase: 'connecting' });
    this.#wish = null;
    let socket;
    try {
      socket = new WebSocket(this.#url(), 'chatter.v2');
    } catch {
      this.#lost(GIVE_UP);
      return;
    }
    this.#socket = socket;
    const patience = setTimeout(() => this.#lost(GIVE_UP), CONNECT_PATIENCE);
    this.#retry = patience;
    socket.onopen = () => {
      clearTimeout(patience);
      this.#openedAt = this.#lastFrame = Date.now();
      this.#refusals = 0;
      this.#stopping = false;
      this.#set({ phase: 'open' });
      this.dispatchEvent(new Event('open'));
    };
    socket.onmessage = ({ data }) => this.#received(data);
    socket.onclose = ({ code }) => this.#lost(code);
  }

  #received(data) {
    this.#lastFrame = Date.now();
    for (const event of objectsIn(data)) {
      if (event.type === 'ping') this.send({ type: 'ping' });
      if (event.id === this.#probes) this.#answered();
      if (event.type === 'bye') {
        this.#wish = event.reconnectAfterMs;
        this.#stopping = true;
      }
      this.dispatchEvent(new CustomEvent('frame', { detail: event }));
    }
  }

  async #lost(code, { atOnce = false } = {}) {
    const wasOpen = this.status.phase === 'open';
    if (wasOpen && Date.now() - this.#openedAt > STABLE) this.#backoff.reset();
    this.#detach();
    if (wasOpen) this.dispatchEvent(new Event('closed'));
    if (code === 4501 || code === 4505) {
      this.stop();
      this.dispatchEvent(new CustomEvent('signedout', { detail: { code } }));
      return;
    }
    if (code >= 4500 && code <= 4999) {
      this.stop();
      this.#set({ phase: 'stopped', code });
      return;
    }
    if (atOnce) this.#connect();
    else this.#wait();
    if (code !== 1006) return;
    const known = await this.#signedIn().catch(() => null);
    if (this.status.phase === 'stopped') return;
    if (known === true && !wasOpen) {
      this.#refusals += 1;
      this.#set(this.status);
    }
    if (known !== false) return;
    this.stop();
    this.dispatchEvent(new CustomEvent('signedout', { detail: { code: 4501 } }));
  }

  #wait() {
    // A server that says when it is back gets a little spread too.
    const delay = this.#wish === null ? this.#backoff.next() : this.#wish * (1 + Math.random());
    this.#wish = null;
    this.#set({ phase: 'waiting', retryAt: Date.now() + delay });
    this.#retry = setTimeout(() => this.#connect(), delay);
  }

  #detach() {
    clearTimeout(this.#retry);
    clearTimeout(this.#probe);
    this.#probe = null;
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    // A half-dead connection may take a minute to close; nobody waits for it.
    if (socket.readyState <= WebSocket.OPEN) socket.close();
  }

  #tick() {
    const slept = this.#hasSlept();
    this.#lastTick = Date.now();
    if (slept) this.check({ woke: true });
    else if (this.status.phase === 'open' && this.#lastTick - this.#lastFrame > SILENCE) this.#lost(GIVE_UP);
  }

  #set({ phase, retryAt = null, code = null }) {
    this.status = { phase, retryAt, code, blocked: this.#refusals >= REFUSALS_THAT_TELL, stopped: this.#stopping };
    this.dispatchEvent(new Event('status'));
  }
}

/** The objects in a text frame: one a line. What is no object is skipped. */
function objectsIn(frame) {
  if (typeof frame !== 'string') return [];
  return frame.split('\n').map(parse).filter((value) => value && typeof value === 'object');
}

function parse(line) {
  try {
    return line.trim() ? JSON.parse(line) : null;
  } catch {
    return null;
  }
}
