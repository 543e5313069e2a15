import { Emitter } from './emitter.js';

const DEFAULTS = { theme: 'system', enterSends: true, notifications: false, notificationSound: true, notificationText: true, notificationsOffered: false };

/** What this browser's user likes; `store` is {get(name), set(name, value)}. Emits `change`. */
export class Settings extends Emitter {
  #store;

  constructor(store) {
    super();
    this.#store = store;
  }

  get theme() {
    return this.#read().theme;
  }

  set theme(theme) {
    this.#write({ theme });
  }

  get enterSends() {
    return this.#read().enterSends;
  }

  set enterSends(enterSends) {
    this.#write({ enterSends });
  }

  /** Whether notifications are wanted in this browser; whether it lets the page show any is another question. */
  get notifications() {
    return this.#read().notifications;
  }

  set notifications(notifications) {
    this.#write({ notifications });
  }

  get notificationSound() {
    return this.#read().notificationSound;
  }

  set notificationSound(notificationSound) {
    this.#write({ notificationSound });
  }

  /** Whether they say what was written. */
  get notificationText() {
    return this.#read().notificationText;
  }

  set notificationText(notificationText) {
    this.#write({ notificationText });
  }

  /** Whether they were offered, which is done once. */
  get notificationsOffered() {
    return this.#read().notificationsOffered;
  }

  set notificationsOffered(notificationsOffered) {
    this.#write({ notificationsOffered });
  }

  #read() {
    return { ...DEFAULTS, ...this.#store.get('settings') };
  }

  #write(some) {
    this.#store.set('settings', { ...this.#store.get('settings'), ...some });
    this.emit('change');
  }
}
