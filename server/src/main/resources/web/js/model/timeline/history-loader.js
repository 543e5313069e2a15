import { toRow } from './message.js';

/** The history of one conversation, a page at a time. What waits here and turns out to be stored waits no more. */
export class HistoryLoader {
  #id;
  #me;
  #outbox;
  #load;

  /** `load(id, query)` gives the page as the server writes it. */
  constructor({ id, me, outbox, load }) {
    this.#id = id;
    this.#me = me;
    this.#outbox = outbox;
    this.#load = load;
  }

  /** {rows, upto, older, newer}: the rows as they stood when the newest entry was `upto`, and whether there are more. */
  async page(query) {
    const { rows, upto, older, newer } = await this.#load(this.#id, query);
    const page = { rows: rows.map((raw) => toRow(raw, upto)), upto, older, newer };
    for (const { sender, commandId, seq } of page.rows) {
      if (commandId && sender.id === this.#me.id) this.#outbox.settle(commandId, seq);
    }
    return page;
  }

  /** One message; null if it is not there. */
  async single(seq) {
    const { rows } = await this.page({ after: seq - 1, limit: 1 });
    return rows[0]?.seq === seq && rows[0].kind === 'message' ? rows[0] : null;
  }
}
