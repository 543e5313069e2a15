import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { messages } from '../../../main/resources/web/js/text/messages.js';

const BUNDLES = new URL('../../../../../client/src/main/resources/', import.meta.url);

/** The same key, other words: why. Nothing else may differ. */
const OTHER_WORDS = {
  'error.unreachable': 'the desktop is told an address, the page was loaded from it',
  'error.foreign_origin': 'only a page has an origin of its own',
  'ended.VERSION': 'a page is renewed by reloading it, a program by an update',
  'ended.BAD_FRAMES': 'a page is renewed by reloading it',
  'file.refused.noRoom': 'a page keeps files in its browser, a program on the disk',
};

/** Keys of the desktop whose words the page says too, under keys that only the page has: why. */
const OTHER_KEYS = {
  'login.subtitle.': 'by the steps of the desktop’s one form; the page has two',
  'login.submit.': 'by the steps of the desktop’s one form; the page has two',
  'drawer.photoKinds': 'what the desktop’s own dialog offers to choose from; the page has the browser’s',
  'settings.item.': 'by the panels of the desktop, some of which the page has not',
  'settings.people.deed.': 'by the desktop’s names of what is done with an account',
  'settings.people.done.': 'by the desktop’s names of what is done with an account',
  'settings.people.ask.': 'by the desktop’s names of what is done with an account',
};

/** All words of the desktop: by key, those of each bundle that has it. */
function desktop() {
  const words = new Map();
  for (const file of readdirSync(BUNDLES, { recursive: true })) {
    if (!file.endsWith('.properties') || file.endsWith('rules.properties')) continue;
    for (const line of readFileSync(new URL(file, BUNDLES), 'utf8').split(/\r?\n/u)) {
      if (!line || line.startsWith('#')) continue;
      const [, key, text] = /^([^=]+)=(.*)$/u.exec(line);
      words.set(key, [...(words.get(key) ?? []), text.replaceAll('\\n', '\n')]);
    }
  }
  return words;
}

describe('the words of both clients', () => {
  const words = desktop();
  const common = [...words.keys()].filter((key) => key in messages);

  it('are found', () => {
    assert.ok(common.length > 250, `${common.length}`);
  });

  it('are the same under the same key, with the same places to fill in', () => {
    const others = common.filter((key) => words.get(key).some((text) => text !== messages[key]));
    assert.deepEqual(others.sort(), Object.keys(OTHER_WORDS).sort());
  });

  it('are the same in all bundles of the desktop', () => {
    assert.deepEqual([...words].filter(([, texts]) => new Set(texts).size > 1), []);
  });

  it('have the same key where they are the same', () => {
    const shared = new Set(common.map((key) => messages[key]));
    const pages = new Set(Object.values(messages));
    const own = [...words].filter(([key, [text]]) => !(key in messages) && pages.has(text));
    const known = (key) => Object.keys(OTHER_KEYS).find((prefix) => key.startsWith(prefix));
    assert.deepEqual(own.filter(([key, [text]]) => !shared.has(text) && !known(key)), []);
    assert.deepEqual(new Set(own.map(([key]) => known(key)).filter(Boolean)), new Set(Object.keys(OTHER_KEYS)));
  });
});
