import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Emitter } from '../../../main/resources/web/js/model/emitter.js';

describe('an emitter', () => {
  it('tells those who listen, until they stop', () => {
    const emitter = new Emitter();
    const heard = [];
    const stop = emitter.on('x', (value) => heard.push(value));
    emitter.emit('x', 1);
    emitter.emit('y', 2);
    stop();
    emitter.emit('x', 3);
    assert.deepEqual(heard, [1]);
  });
});
