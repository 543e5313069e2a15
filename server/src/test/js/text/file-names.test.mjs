import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { PROGRAMS, cleanName, extensionOf, isProgram } from '../../../main/resources/web/js/text/file-names.js';
import { fileSize, sizeDone } from '../../../main/resources/web/js/text/file-size.js';

const { clean, taken, programs, run, notRun } = JSON.parse(readFileSync(new URL('../../../../../shared/src/main/resources/chatter/shared/examples/file-names.json', import.meta.url)));

/** As the examples write them: a text, some one after the other, or one that is repeated. */
function text(told) {
  if (typeof told === 'string') return told;
  return Array.isArray(told) ? told.map(text).join('') : (told.prefix ?? '') + told.repeat.repeat(told.times);
}

describe('the name of a file', () => {
  for (const { name, clean: wanted } of clean) {
    it(`${JSON.stringify(name)} is sent as ${JSON.stringify(wanted)}`, () => assert.equal(cleanName(text(name)), text(wanted)));
  }

  it('stays as it is where there is nothing wrong with it', () => {
    for (const name of taken.map(text)) assert.equal(cleanName(name), name);
  });

  it('says what a system would run', () => {
    assert.deepEqual([...PROGRAMS].sort(), programs);
    for (const name of run) assert.ok(isProgram(name), name);
    for (const name of notRun) assert.ok(!isProgram(name), name);
    assert.equal(extensionOf('archive.tar.GZ'), 'gz');
  });
});

describe('the size of a file', () => {
  it('is said in the unit that people use', () => {
    assert.deepEqual([1, 812, 999, 1_000, 214_000, 999_499, 999_500, 1_000_000, 8_100_000, 12_960_000, 250_000_000, 2_500_000_000].map(fileSize),
      ['1 byte', '812 bytes', '999 bytes', '1 KB', '214 KB', '999 KB', '1 MB', '1 MB', '8.1 MB', '13 MB', '250 MB', '2.5 GB']);
  });

  it('is told along with how much of it is done', () => {
    assert.equal(sizeDone(8_100_000, 13_000_000), '8.1 of 13 MB');
    assert.equal(sizeDone(0, 900), '0 of 900 bytes');
    assert.equal(sizeDone(40_000, 13_000_000), '0 of 13 MB');
  });
});
