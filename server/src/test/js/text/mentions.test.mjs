import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mentionedIn, plainMentions, splitMentions, toBody } from '../../../main/resources/web/js/text/mentions.js';
import { leastCpuMillis } from '../support.mjs';

const nameOf = (id) => ({ 3: 'Omar', 4: 'Lena' })[id] ?? null;

describe('mentions in a body', () => {
  it('are cut out, and named', () => {
    assert.deepEqual(splitMentions('hi <@4>, <@all>!', nameOf), [
      { text: 'hi ' }, { mention: 4, text: '@Lena' }, { text: ', ' }, { mention: 0, text: '@all' }, { text: '!' },
    ]);
    assert.deepEqual(splitMentions('', nameOf), []);
  });

  it('of somebody unknown say so', () => {
    assert.deepEqual(splitMentions('<@99>!', nameOf), [{ mention: 99, text: '@somebody' }, { text: '!' }]);
  });

  it('what only looks like one stays as it is written', () => {
    for (const text of ['<@0>', '<@>', '<@ 4>', '<@4', '@4', '<@04>']) assert.equal(plainMentions(text, nameOf), text);
    assert.equal(plainMentions('a <@3><@4> b', nameOf), 'a @Omar@Lena b');
  });

  it('are counted once each', () => {
    assert.deepEqual([...mentionedIn('<@4> <@all> <@4> <@99>')], [4, 0, 99]);
  });

  it('take time in proportion to the text', () => {
    const least = (length) => leastCpuMillis(() => {
      toBody('@Len'.repeat(length / 4), [{ id: 4, name: 'Lena' }]);
      splitMentions('<@'.repeat(length / 2), nameOf);
    });
    least(8_000);
    assert.ok(least(8_000) < 120 * Math.max(least(500), 0.005));
  });
});
