import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LatestOnly } from '../../../main/resources/web/js/model/latest-only.js';

describe('asking again before the answer comes', () => {
  it('lets only what was asked for last through, whatever comes first', async () => {
    const latest = new LatestOnly();
    const heard = [];
    const settle = [];
    const ask = () => new Promise((resolve, reject) => settle.push({ resolve, reject }));
    const asked = [ask, ask, ask].map((one) =>
      latest.ask(one, (answer) => heard.push(answer), (problem) => heard.push(problem.message)));
    settle[2].resolve('newest');
    settle[0].resolve('old');
    settle[1].reject(new Error('failed'));
    await Promise.all(asked);
    assert.deepEqual(heard, ['newest']);
  });

  it('tells of a failure of the last', async () => {
    const latest = new LatestOnly();
    const heard = [];
    await latest.ask(() => Promise.reject(new Error('failed')), () => {}, (problem) => heard.push(problem.message));
    assert.deepEqual(heard, ['failed']);
  });
});
