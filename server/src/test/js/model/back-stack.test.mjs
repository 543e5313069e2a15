import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { BackStack } from '../../../main/resources/web/js/model/back-stack.js';
import { settled } from '../support.mjs';

/** A browser's history: going somewhere takes until the task is over. */
class FakeHistory extends EventTarget {
  entries = [null];
  at = 0;

  get state() {
    return this.entries[this.at];
  }

  pushState(state) {
    this.entries.splice(this.at + 1);
    this.entries.push(state);
    this.at += 1;
  }

  go(steps) {
    setImmediate(() => {
      this.at += steps;
      this.dispatchEvent(Object.assign(new Event('popstate'), { state: this.state }));
    });
  }

  back() {
    this.go(-1);
  }
}

describe('the browser’s back', () => {
  let history;
  let backStack;
  let closed;
  const open = (name) => backStack.open(() => closed.push(name));
  const rest = async () => {
    for (let i = 0; i < 4; i += 1) await settled();
  };

  beforeEach(() => {
    history = new FakeHistory();
    backStack = new BackStack({ history, target: history });
    closed = [];
  });

  it('takes away the uppermost, one at a time', async () => {
    open('drawer');
    open('question');
    await rest();
    assert.equal(history.at, 2);
    history.back();
    await rest();
    assert.deepEqual(closed, ['question']);
    history.back();
    await rest();
    assert.deepEqual([closed, history.at], [['question', 'drawer'], 0]);
  });

  it('has one entry for each layer, however that went', async () => {
    const leave = open('drawer');
    await rest();
    leave();
    leave();
    await rest();
    assert.deepEqual([history.at, closed], [0, []]);
    for (let i = 0; i < 5; i += 1) {
      const again = open('drawer');
      await rest();
      again();
      await rest();
    }
    assert.equal(history.at, 0);
  });

  it('does not travel for what closes and opens in one go', async () => {
    const leave = open('menu');
    await rest();
    leave();
    open('invite');
    await rest();
    assert.equal(history.at, 1);
    history.back();
    await rest();
    assert.deepEqual(closed, ['invite']);
  });

  it('leaves alone what is opened while another is on its way out', async () => {
    const leave = open('menu');
    await rest();
    leave();
    await Promise.resolve();
    open('invite');
    await rest();
    assert.deepEqual([closed, history.at, backStack.count], [[], 1, 1]);
    history.back();
    await rest();
    assert.deepEqual([closed, history.at], [['invite'], 0]);
  });

  it('goes several steps when several go at once', async () => {
    const leave = [open('menu'), open('people'), open('person')];
    await rest();
    leave.forEach((one) => one());
    await rest();
    assert.deepEqual([history.at, closed], [0, []]);
  });

  it('finds its way home after a reload with something open', async () => {
    open('drawer');
    await rest();
    backStack = new BackStack({ history, target: history });
    await rest();
    assert.equal(history.at, 0);
    history.pushState({ layers: 1 });
    backStack = new BackStack({ history, target: history });
    open('room');
    await rest();
    assert.equal(history.at, 1);
  });

  it('forward opens nothing, and stays balanced', async () => {
    open('drawer');
    await rest();
    history.back();
    await rest();
    history.go(1);
    await rest();
    assert.deepEqual([closed, history.at], [['drawer'], 0]);
  });

  it('keeps what others keep in the history', async () => {
    history.entries[0] = { theirs: 1 };
    open('drawer');
    await rest();
    assert.deepEqual(history.state, { theirs: 1, layers: 1 });
  });
});
