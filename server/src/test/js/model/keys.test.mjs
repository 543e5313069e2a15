import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { GROUPS, KEYS, keyOf, pressOf, strokesOf } from '../../../main/resources/web/js/model/keys.js';
import { messages } from '../../../main/resources/web/js/text/messages.js';

const { groups, keys, presses } = JSON.parse(readFileSync(new URL('../../../../../shared/src/main/resources/chatter/shared/examples/keys.json', import.meta.url)));
const BROWSER_NAMES = { Esc: 'Escape', Up: 'ArrowUp', Down: 'ArrowDown', Left: 'ArrowLeft', Right: 'ArrowRight', 'Page Up': 'PageUp', Del: 'Delete' };

describe('the keys', () => {
  it('are those of both clients', () => {
    assert.deepEqual(KEYS, keys.map(({ desktop, words, ...line }) => line));
    assert.deepEqual(GROUPS, groups.map((group) => group.in));
  });

  it('are told in the words of both', () => {
    for (const { does, words } of keys) assert.equal(messages[`keys.${does}`], words, does);
    for (const { in: where, words } of groups) assert.equal(messages[`keys.in.${where}`], words, where);
  });

  it('do one thing each, in one place', () => {
    for (const mac of [false, true]) {
      for (const place of ['field', 'list']) {
        const strokes = KEYS.filter((line) => line.in === 'screen' || line.in === place).flatMap((line) => strokesOf(line, mac));
        assert.equal(new Set(strokes).size, strokes.length, `${strokes}`);
      }
    }
  });
});

describe('a press of a key', () => {
  for (const { name, types, place, with: held = [], mac = false, in: where = 'list', empty, only = 'page', does, stroke, number } of presses) {
    if (only !== 'page') continue;
    it(name, () => {
      const press = pressOf({
        key: BROWSER_NAMES[types] ?? types, code: place ?? BROWSER_NAMES[types] ?? types,
        ctrlKey: held.includes('Ctrl'), metaKey: held.includes('Cmd'), altKey: held.includes('Alt'), shiftKey: held.includes('Shift'),
        held,
        getModifierState(modifier) {
          return modifier === 'AltGraph' && this.held.includes('AltGr');
        },
      });
      const done = keyOf(press, { where, empty, mac });
      assert.equal(done?.does ?? null, does);
      if (stroke !== undefined) assert.equal(done.stroke, stroke);
      if (number !== undefined) assert.equal(done.number, number);
    });
  }

  it('that begins an accent, or an input method takes, is none', () => {
    for (const key of ['Dead', 'Process', 'Unidentified']) {
      assert.equal(keyOf(pressOf({ key, code: 'KeyK', ctrlKey: true, metaKey: false, altKey: false, shiftKey: false }), { where: 'list' }), null);
    }
  });
});
