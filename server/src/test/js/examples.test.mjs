import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { splitLinks } from '../../main/resources/web/js/text/links.js';

/** The examples that bind all clients, and the export; Java's tests read the same files. */
const examples = (file) =>
  JSON.parse(readFileSync(new URL(`../../../../shared/src/main/resources/chatter/shared/examples/${file}`, import.meta.url)));
const textOf = (text) => (typeof text === 'string' ? text : text.prefix + text.repeat.repeat(text.times));

describe('what is a link', () => {
  for (const { name, text, links } of examples('links.json')) {
    it(name, () => {
      const pieces = splitLinks(textOf(text));
      assert.equal(pieces.map((piece) => piece.text).join(''), textOf(text));
      const found = pieces.filter((piece) => piece.href).map(({ text: shown, href: target, hint }) =>
        (hint ? { text: shown, target, hint: hint === target } : { text: shown, target }));
      assert.deepEqual(links[0]?.length ? found.map((link) => ({ length: link.text.length })) : found, links);
    });
  }
});

describe('the time that links take', () => {
  // Sixteen times the text would take 256 times as long if each character were looked at with each other one.
  for (const piece of [')', '[', '(', '.', '@', 'www.', '://', 'https://a)', 'https://a,', 'a@b.cd,', 'é', '字', '\u202e']) {
    it(`grows with the text, for “${piece}”`, () => {
      const least = (length) => {
        const text = `https://a.b/${piece.repeat(length)}`.slice(0, length);
        return Math.min(...Array.from({ length: 9 }, () => {
          const start = performance.now();
          splitLinks(text);
          return performance.now() - start;
        }));
      };
      least(8_000);
      assert.ok(least(8_000) < 120 * Math.max(least(500), 0.005));
    });
  }
});
