import { el } from '../parts/dom.js';
import { iconButton } from '../parts/icons.js';
import { say } from '../../text/texts.js';

/** A line that offers notifications, until it was answered. */
export class NotificationBar {
  constructor({ yes, no }) {
    const answered = (run) => () => {
      this.hide();
      run();
    };
    const accept = el('button', { type: 'button', class: 'text-button', text: say('notification.offer.yes'), on: { click: answered(yes) }, data: { testid: 'notification-offer-yes' } });
    const refuse = iconButton('x', say('notification.offer.no'), { size: 16, on: { click: answered(no) }, data: { testid: 'notification-offer-no' } });
    this.element = el('div', { class: 'notification-bar', role: 'status', hidden: true, data: { testid: 'notification-offer' } }, el('span', { class: 'offer-text', text: say('notification.offer') }), accept, refuse);
  }

  show() {
    this.element.hidden = false;
  }

  hide() {
    this.element.hidden = true;
  }
}
