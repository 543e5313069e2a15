import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { FileLinks } from '../../../../main/resources/web/js/model/files/file-links.js';
import { PinnedClock, settled } from '../../support.mjs';

describe('links to files', () => {
  let clock, asked, links, answer;

  beforeEach(() => {
    clock = new PinnedClock();
    asked = [];
    answer = async (ids) => ids.filter((id) => id !== 'gone').map((file) => ({ file, url: `${file} ${asked.length}` }));
    links = new FileLinks({
      clock,
      load: (ids) => {
        asked.push(ids);
        return answer(ids);
      },
    });
  });
  const got = async (...ids) => {
    const all = Promise.all(ids.map((id) => links.get(id)));
    clock.pass(1_000);
    await settled();
    return all;
  };

  it('are asked for together, each once', async () => {
    assert.deepEqual(await got('a', 'b', 'a'), [{ file: 'a', url: 'a 1' }, { file: 'b', url: 'b 1' }, { file: 'a', url: 'a 1' }]);
    assert.deepEqual(asked, [['a', 'b']]);
  });

  it('are kept for less than the hour they are good for', async () => {
    await got('a');
    clock.pass(49 * 60_000);
    await got('a');
    assert.equal(asked.length, 1);
    clock.pass(60_000);
    await got('a');
    assert.equal(asked.length, 2);
  });

  it('are asked for anew when one led nowhere', async () => {
    await got('a');
    links.forget('a');
    assert.deepEqual(await got('a'), [{ file: 'a', url: 'a 2' }]);
  });

  it('are none of a file that is gone', async () => {
    assert.deepEqual(await got('gone', 'a'), [null, { file: 'a', url: 'a 1' }]);
  });

  it('come a hundred at a time', async () => {
    const ids = Array.from({ length: 120 }, (_, i) => `f${i}`);
    await got(...ids);
    assert.deepEqual(asked.map(({ length }) => length), [100, 20]);
  });

  it('are asked for again after the server was away', async () => {
    answer = async () => {
      throw new Error('away');
    };
    const failed = assert.rejects(links.get('a'));
    clock.pass(1_000);
    await failed;
    answer = async () => [{ file: 'a', url: 'back' }];
    assert.deepEqual(await got('a'), [{ file: 'a', url: 'back' }]);
  });
});
