import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { Attention } from '../../../main/resources/web/js/net/attention.js';

describe('what somebody looks at in another tab', () => {
  let time, channels;
  const channel = () => {
    const mine = Object.assign(new EventTarget(), {
      postMessage: (data) => channels.forEach((other) => other !== mine && other.dispatchEvent(new MessageEvent('message', { data }))),
      close: () => channels.delete(mine),
    });
    channels.add(mine);
    return mine;
  };
  const tab = (me, account = 1) => new Attention({ me, account, channel: channel(), now: () => time });

  beforeEach(() => {
    mock.timers.enable({ apis: ['setInterval'] });
    time = 0;
    channels = new Set();
  });

  afterEach(() => mock.timers.reset());

  it('is known here', () => {
    const [one, two] = [tab('one'), tab('two')];
    one.set(5);
    assert.deepEqual([two.isElsewhere(5), two.isElsewhere(6), one.isElsewhere(5)], [true, false, false]);
    one.set(6);
    assert.deepEqual([two.isElsewhere(5), two.isElsewhere(6)], [false, true]);
    one.set(null);
    assert.equal(two.isElsewhere(6), false);
  });

  it('is another matter for another account', () => {
    const [one, two] = [tab('one', 1), tab('two', 2)];
    one.set(5);
    assert.equal(two.isElsewhere(5), false);
  });

  it('lasts while that tab says so, and ends with it', () => {
    const [one, two] = [tab('one'), tab('two')];
    one.set(5);
    time = 49_000;
    mock.timers.tick(20_000);
    time = 90_000;
    assert.equal(two.isElsewhere(5), true);
    time = 99_001;
    assert.equal(two.isElsewhere(5), false);
  });

  it('is said once more in a while, and not when nobody looks', () => {
    const one = tab('one');
    const heard = [];
    channel().addEventListener('message', ({ data }) => heard.push(data.conversation));
    one.set(5);
    mock.timers.tick(20_000);
    one.set(null);
    mock.timers.tick(60_000);
    assert.deepEqual(heard, [5, 5, null]);
  });

  it('is nothing once that tab is closed', () => {
    const [one, two] = [tab('one'), tab('two')];
    one.set(5);
    one.close();
    assert.equal(two.isElsewhere(5), false);
    assert.equal(channels.size, 1);
  });

  it('is not known where tabs cannot talk', () => {
    const alone = new Attention({ me: 'one', account: 1, channel: null });
    alone.set(5);
    assert.equal(alone.isElsewhere(5), false);
    alone.close();
  });
});
