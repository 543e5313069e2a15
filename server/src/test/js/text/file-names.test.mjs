import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cleanName, extensionOf, isProgram } from '../../../main/resources/web/js/text/file-names.js';
import { fileSize, sizeDone } from '../../../main/resources/web/js/text/file-size.js';

const bytes = (text) => new TextEncoder().encode(text).length;

describe('the name of a file', () => {
  it('is the last part of its path, without what cannot be seen or turns what stands around it', () => {
    assert.equal(cleanName('/home/ada/Plan.pdf'), 'Plan.pdf');
    assert.equal(cleanName('C:\\Users\\Ada\\Plan.pdf'), 'Plan.pdf');
    assert.equal(cleanName('a\u0000b\nc\u007f.txt'), 'abc.txt');
    assert.equal(cleanName('photo\u202egnp.exe'), 'photognp.exe');
    assert.equal(cleanName('résumé 履歴書.pdf'), 'résumé 履歴書.pdf');
  });

  it('is file where nothing is left', () => {
    for (const name of ['', '/', 'folder/', '..', '.', ' ', '\u202e\u0007']) assert.equal(cleanName(name), 'file', name);
  });

  it('has at most 255 bytes, keeps its extension and cuts no character in two', () => {
    for (const part of ['x', 'é', '履', '😀']) {
      const name = cleanName(`${part.repeat(300)}.jpeg`);
      assert.ok(bytes(name) <= 255 && bytes(name) > 250 - 4, name);
      assert.ok(name.endsWith('.jpeg') && name.isWellFormed());
    }
    assert.equal(bytes(cleanName(`a.${'x'.repeat(300)}`)), 255);
  });

  it('says what a system would run', () => {
    for (const name of ['setup.EXE', 'a.pdf.exe', 'x.msi', 'run.sh', 'a.bat', 'b.apk', 'c.dmg', 'd.jar']) assert.ok(isProgram(name), name);
    for (const name of ['exe', '.sh', 'a.pdf', 'exe.txt', 'picture.png']) assert.ok(!isProgram(name), name);
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
