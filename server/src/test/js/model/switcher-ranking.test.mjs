import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { SwitcherRanking } from '../../../main/resources/web/js/model/switcher-ranking.js';
import { leastCpuMillis } from '../support.mjs';

const { entries, cases } = JSON.parse(readFileSync(new URL('../../../../../shared/src/main/resources/chatter/shared/examples/switcher.json', import.meta.url)));

/** The name with what was found in brackets. */
function marked({ entry: { name }, marks }) {
  let shown = '';
  let at = 0;
  for (const [from, to] of marks) {
    shown += `${name.slice(at, from)}[${name.slice(from, to)}]`;
    at = to;
  }
  return shown + name.slice(at);
}

describe('where one can go', () => {
  const ranking = new SwitcherRanking();
  for (const { name, typed, recents, most, found, first, last, count } of cases) {
    it(name, () => {
      const shown = ranking.find(entries, typed, { recents, most }).map(marked);
      if (found) assert.deepEqual(shown, found);
      if (first) assert.deepEqual(shown.slice(0, first.length), first);
      if (last) assert.deepEqual(shown.slice(-last.length), last);
      if (count) assert.equal(shown.length, count);
    });
  }

  it('is found at once among 5,000 people and 500 conversations', () => {
    const many = [
      ...Array.from({ length: 500 }, (_, i) => ({ kind: 'room', id: i + 1, name: `Room ${i} of the Überfluß`, at: i })),
      ...Array.from({ length: 5_000 }, (_, i) => ({ kind: 'person', id: i + 1, name: `Zoë Quist-${i} Łódź` })),
    ];
    // What is typed first has all the names to read. A slow computer may take some times as long as an ordinary one.
    for (const [typed, most] of [['', 200], ['z', 1_000], ['zq', 1_000], ['uber 4', 1_000], ['zqlz', 1_000]]) {
      const best = leastCpuMillis(() => new SwitcherRanking().find(many, typed, { most: 50 }));
      assert.ok(best < most, `“${typed}” took ${best} ms`);
    }
  });
});
