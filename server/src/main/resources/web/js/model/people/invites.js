import { Emitter } from '../emitter.js';

/**
 * The invite of the sheet. The server tells a code once, when it makes it, so the one at hand is kept and shown again
 * while it is good; another choice makes another, and ends the one before if nobody can have it yet.
 * `calls` are {create({uses, hours}), list(), end(id), endAll()}. Emits `change`.
 */
export class Invites extends Emitter {
  uses = null;
  hours = 168;
  offer = null;
  /** The other invites that are good, the newest first, as the server lists them. */
  others = [];
  /** What went wrong last, or null. */
  problem = null;
  busy = false;
  #given = false;
  #turn = 0;
  #calls;
  #now;

  constructor({ calls, now = () => Date.now() }) {
    super();
    this.#calls = calls;
    this.#now = now;
  }

  /** The sheet is opened: shows the invite at hand if it is still good, or a new one. */
  async open() {
    if (this.busy) return;
    if (!this.offer) await this.#make();
    else await this.#do(async () => (await this.#stillGood()) || this.#create());
  }

  /** Somebody may have it now: it was copied, or the sheet was closed with it on the screen. */
  given() {
    this.#given = this.offer !== null;
  }

  async choose({ uses = this.uses, hours = this.hours }) {
    if (uses === this.uses && hours === this.hours && !this.problem) return;
    Object.assign(this, { uses, hours });
    await this.#make();
  }

  /** Ends one of the others. Throws if that fails; then it is still good. */
  async end(id) {
    await this.#calls.end(id);
    this.others = this.others.filter((invite) => invite.id !== id);
    this.emit('change');
  }

  /** Ends all invites, and makes a new one. */
  async reset() {
    await this.#calls.endAll();
    this.offer = null;
    await this.#make();
  }

  #make() {
    return this.#do(() => this.#create());
  }

  /** Runs the newest wish; what an older one brings is not shown. */
  async #do(work) {
    this.#turn += 1;
    const turn = this.#turn;
    this.busy = true;
    this.problem = null;
    this.emit('change');
    try {
      await work();
    } catch (problem) {
      if (turn === this.#turn) this.problem = problem;
    }
    if (turn !== this.#turn) return;
    this.busy = false;
    this.emit('change');
  }

  async #create() {
    const turn = this.#turn;
    const { uses, hours } = this;
    const offer = await this.#calls.create({ uses, hours });
    // The choice changed meanwhile: nobody has seen this one.
    if (turn !== this.#turn) return this.#drop(offer);
    const before = this.offer;
    if (before && !this.#given) await this.#drop(before);
    Object.assign(this, { offer });
    this.#given = false;
    // The invite is there; which others there are is only an addition to it.
    return this.#list().catch(() => (this.others = []));
  }

  async #stillGood() {
    if (Date.parse(this.offer.invite.expiresAt) <= this.#now()) return false;
    const invites = await this.#list();
    return invites.some(({ id, usesLeft }) => id === this.offer.invite.id && usesLeft !== 0);
  }

  async #list() {
    const invites = await this.#calls.list();
    this.others = invites.filter(({ id }) => id !== this.offer.invite.id);
    return invites;
  }

  /** It is only tidying: if it fails, the invite ends by itself in its time, and is counted until then. */
  #drop({ invite }) {
    return this.#calls.end(invite.id).catch(() => {});
  }
}
