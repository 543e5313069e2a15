/** The commands that get an answer, and what each was about until it comes. */
export class PendingCommands {
  #nextId = 1;
  #asked = new Map();
  #send;

  constructor(send) {
    this.#send = send;
  }

  /** False if it could not be sent; then nothing was asked. */
  ask(command, about) {
    const id = this.#nextId++;
    const sent = this.#send({ ...command, id });
    if (sent) this.#asked.set(id, about);
    return sent;
  }

  /** What the answer with that id is about; null if nobody waits for it. */
  answered(id) {
    const about = this.#asked.get(id) ?? null;
    this.#asked.delete(id);
    return about;
  }

  clear() {
    this.#asked.clear();
  }
}
