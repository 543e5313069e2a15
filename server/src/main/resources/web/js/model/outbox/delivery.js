import { systemClock } from '../platform.js';

const ANSWER_OVERDUE = 20_000;
const RETRY_AFTER = 1_000;

/**
 * Lets messages go out in order, one un-acked per conversation. Silence is "unknown", never "failed": a message
 * without an answer goes again, with the same id, after a while or after a reconnect.
 * `waiting()` lists the messages that may go, in order; `send(item)` is false if it cannot be sent now.
 */
export class Delivery {
  #online = false;
  #inFlight = new Map();
  #paused = new Map();
  #waiting;
  #send;
  #clock;

  constructor({ waiting, send, clock = systemClock }) {
    this.#waiting = waiting;
    this.#send = send;
    this.#clock = clock;
  }

  online() {
    this.#online = true;
    this.pump();
  }

  offline() {
    this.#online = false;
    for (const { timer } of this.#inFlight.values()) this.#clock.cancel(timer);
    for (const timer of this.#paused.values()) this.#clock.cancel(timer);
    this.#inFlight.clear();
    this.#paused.clear();
  }

  pump() {
    if (!this.#online) return;
    for (const item of this.#waiting()) {
      const { conversation } = item;
      if (this.#inFlight.has(conversation) || this.#paused.has(conversation)) continue;
      if (this.#send(item)) this.#launch(item);
    }
  }

  /** It was answered, or is gone: the next one may go. */
  land({ conversation, commandId }) {
    const flight = this.#inFlight.get(conversation);
    if (flight?.commandId !== commandId) return;
    this.#clock.cancel(flight.timer);
    this.#inFlight.delete(conversation);
  }

  /** The server asked for patience. */
  pause(conversation, ms = RETRY_AFTER) {
    this.#clock.cancel(this.#paused.get(conversation));
    const timer = this.#clock.after(ms, () => {
      this.#paused.delete(conversation);
      this.pump();
    });
    this.#paused.set(conversation, timer);
  }

  #launch({ conversation, commandId }) {
    const timer = this.#clock.after(ANSWER_OVERDUE, () => {
      this.#inFlight.delete(conversation);
      this.pump();
    });
    this.#inFlight.set(conversation, { commandId, timer });
  }
}
