/** The stored messages of one conversation, a page at a time. What waits here and turns out to be stored waits no more. */
export class HistoryLoader {
  #id;
  #me;
  #outbox;
  #load;

  constructor({ id, me, outbox, load }) {
    this.#id = id;
    this.#me = me;
    this.#outbox = outbox;
    this.#load = load;
  }

  async page(query) {
    const page = await this.#load(this.#id, query);
    for (const { sender, commandId } of page.messages) {
      if (commandId && sender.id === this.#me.id) this.#outbox.settle(commandId);
    }
    return page;
  }

  /** One message; null if it is not there. */
  async single(seq) {
    const { messages } = await this.page({ after: seq - 1, limit: 1 });
    return messages[0]?.seq === seq ? messages[0] : null;
  }
}
