const NAME = 'chatter.attention';
const REPEATED = 20_000;
/** Who has not been heard of for so long is gone. */
const LASTS = 50_000;

/**
 * What somebody is looking at in the other tabs of this account in this browser. Each tab says when that changes, and
 * again from time to time.
 */
export class Attention {
  #me;
  #account;
  #channel;
  #now;
  /** What another tab shows to somebody, by tab: {conversation, at}. */
  #others = new Map();
  #mine = null;
  #repeating = null;

  constructor({ me, account, channel = openChannel(), now = () => Date.now() }) {
    this.#me = me;
    this.#account = account;
    this.#channel = channel;
    this.#now = now;
    channel?.addEventListener('message', this.#heard);
  }

  /** Somebody looks at that conversation here, or at none. */
  set(conversation) {
    if (conversation === this.#mine) return;
    this.#mine = conversation;
    clearInterval(this.#repeating);
    this.#repeating = conversation === null ? null : setInterval(() => this.#tell(), REPEATED);
    this.#tell();
  }

  /** Whether somebody looks at it in another tab. */
  isElsewhere(conversation) {
    const now = this.#now();
    return [...this.#others.values()].some((other) => other.conversation === conversation && now - other.at < LASTS);
  }

  close() {
    this.set(null);
    this.#channel?.removeEventListener('message', this.#heard);
    this.#channel?.close();
  }

  #heard = ({ data }) => {
    if (data?.account !== this.#account) return;
    if (data.conversation === null) this.#others.delete(data.tab);
    else this.#others.set(data.tab, { conversation: data.conversation, at: this.#now() });
  };

  #tell() {
    this.#channel?.postMessage({ tab: this.#me, account: this.#account, conversation: this.#mine });
  }
}

function openChannel() {
  return globalThis.BroadcastChannel ? new BroadcastChannel(NAME) : null;
}
