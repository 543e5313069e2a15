import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { watchPageLifecycle } from '../../../main/resources/web/js/net/page-lifecycle.js';

describe('the page', () => {
  let heard, risk, undo;
  const tell = (target, type, more = {}) => target.dispatchEvent(Object.assign(new Event(type, { cancelable: true }), more));

  beforeEach(() => {
    globalThis.window = new EventTarget();
    globalThis.document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
    heard = [];
    risk = false;
    undo = watchPageLifecycle({
      back: () => heard.push('back'), woke: () => heard.push('woke'), away: () => heard.push('away'), atRisk: () => risk,
    });
  });

  afterEach(() => {
    delete globalThis.window;
    delete globalThis.document;
  });

  it('is back when somebody looks at it again', () => {
    tell(window, 'focus');
    tell(document, 'visibilitychange');
    assert.deepEqual(heard, ['back', 'back']);
    document.visibilityState = 'hidden';
    tell(document, 'visibilitychange');
    assert.equal(heard.length, 2);
  });

  it('woke when the network came back, seen or not', () => {
    document.visibilityState = 'hidden';
    tell(window, 'online');
    assert.deepEqual(heard, ['woke']);
  });

  it('woke when it was frozen, or kept in the browser’s memory', () => {
    tell(document, 'resume');
    tell(window, 'pageshow', { persisted: true });
    tell(window, 'pageshow', { persisted: false });
    assert.deepEqual(heard, ['woke', 'woke']);
  });

  it('has the person asked before it goes only when something would be lost', () => {
    tell(window, 'pagehide');
    assert.deepEqual(heard, ['away']);
    assert.equal(tell(window, 'beforeunload'), true);
    risk = true;
    assert.equal(tell(window, 'beforeunload'), false);
  });

  it('hears nothing more when nobody listens', () => {
    undo();
    for (const type of ['focus', 'online', 'pagehide']) tell(window, type);
    tell(document, 'resume');
    assert.deepEqual(heard, []);
  });
});
