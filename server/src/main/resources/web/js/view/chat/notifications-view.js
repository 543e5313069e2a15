import { Activity } from '../parts/activity.js';
import { Chime } from '../parts/chime.js';
import { Favicon } from '../parts/favicon.js';
import { SystemNotifications } from '../parts/system-notifications.js';
import { NotificationBar } from './notification-bar.js';
import { ABSENT } from '../../model/notifications/notification-rule.js';
import { Notifier } from '../../model/notifications/notifier.js';

/**
 * What tells somebody of new messages who does not look: notifications, their sound, the picture of the tab. `tabs` are
 * {lead(gained, signal), attention}, of all tabs of the account; `covered()` says whether the room is out of sight, `go(id)` shows
 * a conversation, `changed()` is called when somebody comes back.
 */
export class NotificationsView {
  #chat;
  #settings;
  #tabs;
  #covered;
  #go;
  #chime = new Chime();
  #favicon = new Favicon();
  #system;
  #notifier;
  #activity;
  #over = new AbortController();
  #undo;

  constructor({ chat, settings, tabs, covered, go, changed }) {
    this.#chat = chat;
    this.#settings = settings;
    this.#tabs = tabs;
    this.#covered = covered;
    this.#go = go;
    this.#activity = new Activity({ absent: ABSENT, back: changed, gone: () => this.render() });
    this.#system = new SystemNotifications({ prefix: `chatter.${chat.account.id}` });
    this.bar = new NotificationBar({ yes: () => this.turnOn(), no: () => {} });
    this.#notifier = new Notifier({
      chat, settings,
      screen: {
        attends: (id) => (this.#looks && chat.current?.id === id) || tabs.attention.isElsewhere(id),
        show: (notification, { sound }) => this.#show(notification, sound),
        withdraw: (key) => this.#system.withdraw(key),
        missing: () => this.#offer(),
      },
    });
    tabs.lead(() => this.#notifier.lead(), this.#over.signal);
    const look = () => this.render();
    const gone = () => tabs.attention.set(null);
    const events = [[window, 'focus', look], [window, 'blur', look], [document, 'visibilitychange', look], [window, 'pageshow', look], [window, 'pagehide', gone]];
    for (const [target, type, listener] of events) target.addEventListener(type, listener);
    this.#undo = () => events.forEach(([target, type, listener]) => target.removeEventListener(type, listener));
  }

  /** Whether somebody is at this window, in front or not. */
  get isThere() {
    return this.#activity.isThere;
  }

  /** 'unavailable', 'denied', 'off' or 'on'. */
  get state() {
    const { state } = this.#system;
    if (state === 'unavailable' || state === 'denied') return state;
    return state === 'granted' && this.#settings.notifications ? 'on' : 'off';
  }

  /** Somebody pressed what turns them on. Resolves to the `state` then. */
  async turnOn() {
    this.#settings.notificationsOffered = true;
    this.bar.hide();
    this.#settings.notifications = (await this.#system.ask()) === 'granted';
    return this.state;
  }

  turnOff() {
    this.#settings.notifications = false;
  }

  /** Lets somebody hear it who has just turned it on. */
  playSound() {
    this.#chime.play();
  }

  render() {
    const { current, unread } = this.#chat;
    this.#favicon.show(unread);
    this.#tabs.attention.set(this.#looks && current ? current.id : null);
    if (this.#looks && current) this.#seen(current);
  }

  dispose() {
    this.#over.abort();
    this.#undo();
    this.#activity.dispose();
    this.#notifier.close();
    this.#tabs.attention.close();
    this.#chime.close();
    this.#favicon.show(0);
  }

  get #looks() {
    return document.visibilityState === 'visible' && document.hasFocus() && !this.#covered() && this.isThere;
  }

  #seen({ id, pinned }) {
    if (pinned) this.#notifier.opened(id);
  }

  #show(notification, sound) {
    const { key, conversation, seq } = notification;
    const isShown = this.#system.show(notification, {
      loud: sound,
      opened: () => {
        this.#notifier.opened(key);
        this.#go(conversation, seq);
      },
      dismissed: () => this.#notifier.dismissed(key),
    });
    // A sound without anything to see would tell of nothing.
    if (sound && isShown) this.#chime.play();
  }

  /** Once, when the first message would have been told. */
  #offer() {
    if (this.#settings.notificationsOffered || this.#system.state !== 'default') return;
    this.#settings.notificationsOffered = true;
    this.bar.show();
  }
}
