import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { SystemNotifications } from '../../../main/resources/web/js/view/parts/system-notifications.js';

describe('the notifications of the computer', () => {
  const note = { key: 5, title: 'Lobby', body: 'Ana: Hello' };
  const ways = { loud: true, opened() {}, dismissed() {} };
  let made, refuses, before;

  class Made extends EventTarget {
    static permission = 'granted';

    constructor(title, { body, tag }) {
      super();
      if (refuses) throw refuses;
      made.push([title, body, tag]);
    }

    close() {}
  }

  beforeEach(() => {
    made = [];
    refuses = null;
    Made.permission = 'granted';
    before = { Notification: globalThis.Notification, isSecureContext: globalThis.isSecureContext };
    Object.assign(globalThis, { Notification: Made, isSecureContext: true });
  });

  afterEach(() => Object.assign(globalThis, before));

  it('say that they are shown', () => {
    assert.equal(new SystemNotifications({ prefix: 'chatter.1' }).show(note, ways), true);
    assert.deepEqual(made, [['Lobby', 'Ana: Hello', 'chatter.1.5']]);
  });

  it('say that they are not shown once permission was taken back', () => {
    const system = new SystemNotifications({ prefix: 'chatter.1' });
    Made.permission = 'denied';
    assert.equal(system.show(note, ways), false);
    assert.deepEqual(made, []);
  });

  it('say that they are not shown where a page may not make any', () => {
    const system = new SystemNotifications({ prefix: 'chatter.1' });
    refuses = new TypeError('Illegal constructor');
    assert.equal(system.show(note, ways), false);
    assert.equal(system.state, 'unavailable');
  });
});
