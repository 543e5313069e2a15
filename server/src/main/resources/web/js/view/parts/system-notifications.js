const ICON = 'icon-192.png';

/**
 * The notifications of the computer. `state` is 'unavailable' where the browser has none for this page (it came over plain
 * http from another machine, or the browser shows them from a service worker only), or what the person said: 'default',
 * 'granted' or 'denied'.
 */
export class SystemNotifications {
  #shown = new Map();
  #broken = false;
  #prefix;

  /** `prefix` keeps those of different accounts apart. */
  constructor({ prefix }) {
    this.#prefix = prefix;
  }

  get state() {
    return this.#broken || !globalThis.isSecureContext || !globalThis.Notification ? 'unavailable' : Notification.permission;
  }

  /** Asks the person, if that is possible; to be called when they have pressed something. */
  async ask() {
    if (this.state === 'default') await Notification.requestPermission();
    return this.state;
  }

  /**
   * Shows one in place of that with the same key. `opened` is called when it is pressed, `dismissed` when it was taken away.
   * Returns whether it is shown: permission may have been taken back meanwhile.
   */
  show({ key, title, body }, { loud, opened, dismissed }) {
    if (this.state !== 'granted') return false;
    let notification;
    try {
      notification = new Notification(title, { body, tag: `${this.#prefix}.${key}`, icon: ICON, silent: true, renotify: loud });
    } catch (error) {
      // Some browsers, those of phones above all, have them for service workers only.
      if (!(error instanceof TypeError)) throw error;
      this.#broken = true;
      return false;
    }
    this.#shown.set(key, notification);
    notification.addEventListener('click', () => {
      globalThis.focus();
      opened();
    });
    notification.addEventListener('close', () => {
      if (this.#shown.get(key) !== notification) return;
      this.#shown.delete(key);
      dismissed();
    });
    return true;
  }

  withdraw(key) {
    const notification = this.#shown.get(key);
    this.#shown.delete(key);
    notification?.close();
  }
}
