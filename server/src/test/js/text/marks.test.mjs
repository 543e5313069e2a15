import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { marked } from '../../../main/resources/web/js/text/marks.js';
import { codeOf, putAsCode } from '../../../main/resources/web/js/text/pasted-code.js';
import { cpuMillis } from '../support.mjs';

/** The examples that bind both clients; Java's tests read the same files. */
const examples = (file) => JSON.parse(readFileSync(new URL(`../../../../../shared/src/main/resources/chatter/shared/examples/${file}`, import.meta.url)));

/** A text whose selection, or caret, stands between bars. */
function field(barred) {
  const [before, within, after] = barred.split('|');
  if (after === undefined) return { text: before + within, from: before.length, to: before.length };
  return { text: before + within + after, from: before.length, to: before.length + within.length };
}

function barred({ text, from, to }) {
  const selected = from === to ? '' : `${text.slice(from, to)}|`;
  return `${text.slice(0, from)}|${selected}${text.slice(to)}`;
}

describe('marks of formatting', () => {
  for (const { name, mark, text, marked: wanted } of examples('marks.json')) {
    it(`${name} (${mark})`, () => assert.equal(barred(marked(mark, field(text))), wanted));
  }

  it('cost no more than the text is long, whatever stands there', () => {
    for (const piece of ['*', '**a', '`', '```\n', '- ', '> - ', '\n', 'a ']) {
      const text = piece.repeat(8_000 / piece.length);
      const took = cpuMillis(() => {
        for (const mark of ['bold', 'italic', 'code', 'block']) {
          marked(mark, { text, from: 0, to: text.length });
          marked(mark, { text, from: 4_001, to: 4_001 });
        }
      });
      assert.ok(took < 1_000, piece);
    }
  });
});

describe('what was pasted and looks like code', () => {
  for (const { name, pasted, code, field: text, after } of examples('pasted-code.json')) {
    if (text === undefined) it(name, () => assert.equal(codeOf(pasted), code));
    else {
      it(`${name}: where it goes`, () => {
        const put = putAsCode(field(text));
        assert.equal(put && barred(put), after);
      });
    }
  }
});
