import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { Chime } from '../../../main/resources/web/js/view/parts/chime.js';

describe('the sound', () => {
  let started, allowed;
  class Audio {
    state = 'suspended';
    currentTime = 5;
    destination = {};
    async resume() {
      if (allowed) this.state = 'running';
      else await new Promise(() => {});
    }
    createGain = () => ({ gain: { setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} }, connect() {} });
    createOscillator = () => ({ frequency: {}, connect: (next) => next, start: (at) => started.push(at), stop() {} });
    close() {
      started = null;
    }
  }

  afterEach(() => delete globalThis.AudioContext);

  it('is two notes', async () => {
    [started, allowed, globalThis.AudioContext] = [[], true, Audio];
    const chime = new Chime();
    await chime.play();
    assert.deepEqual(started, [5, 5.11]);
    chime.close();
    assert.equal(started, null);
  });

  it('is none, and no error, where the browser allows none', async () => {
    [started, allowed, globalThis.AudioContext] = [[], false, Audio];
    await new Chime().play();
    assert.deepEqual(started, []);
    delete globalThis.AudioContext;
    await new Chime().play();
    new Chime().close();
  });
});
