import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { messages } from '../../main/resources/web/js/text/messages.js';

const web = fileURLToPath(new URL('../../main/resources/web/', import.meta.url));
const files = (end) => readdirSync(web, { recursive: true }).filter((name) => name.endsWith(end)).sort();
const read = (name) => readFileSync(web + name, 'utf8');

describe('the words', () => {
  const code = files('.js').filter((name) => !/^js\/text\/messages/.test(name)).map(read).join('\n');
  const bases = Object.keys(messages).map((key) => key.replace(/\.(one|other)$/, ''));
  const started = [...code.matchAll(/`([a-zA-Z.]*)\$\{[^`]*`/g)].map((match) => match[1]);

  it('that are used exist', () => {
    const used = [...code.matchAll(/\b(?:say|count)\(\s*'([a-zA-Z._]+)'/g)].map((match) => match[1]);
    assert.ok(used.length > 80);
    for (const key of used) assert.ok(bases.includes(key), key);
  });

  it('that exist are used', () => {
    for (const base of bases) {
      const direct = code.includes(`'${base}'`);
      const built = started.some((start) => start.includes('.') && base.startsWith(start)) || /^(login|register)\.(title|subtitle)$/.test(base);
      assert.ok(direct || built, base);
    }
  });

  it('have both forms of a plural, and no straight apostrophe, which Java would take for a quote', () => {
    for (const [key, text] of Object.entries(messages)) {
      if (key.endsWith('.one')) assert.ok(messages[key.replace(/one$/, 'other')], key);
      if (key.endsWith('.other')) assert.ok(messages[key.replace(/other$/, 'one')], key);
      assert.ok(!text.includes("'"), key);
    }
  });
});

describe('the page', () => {
  it('has nothing inline, which the content security policy forbids', () => {
    const html = read('index.html');
    assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=|<script(?![^>]*\bsrc=)|javascript:/i);
  });

  it('names only files that are there', () => {
    const html = read('index.html');
    const named = [...html.matchAll(/(?:href|src)="([^"#]+)"/g)].map((match) => match[1]);
    assert.ok(named.length > 6);
    for (const name of named) assert.ok(read(name).length > 0, name);
    const styles = [...read('css/page.css').matchAll(/^@import '\.\/([^']+)';$/gm)].map((match) => `css/${match[1]}`);
    assert.deepEqual([...styles, 'css/page.css'].sort(), files('.css'));
    for (const { src } of JSON.parse(read('manifest.webmanifest')).icons) assert.ok(read(src).length > 0, src);
  });

  it('uses all its modules', () => {
    const used = reached('js/main.js');
    for (const name of files('.js')) assert.ok(used.has(name) || ['js/boot.js', 'sw.js'].includes(name), `${name} is not used`);
  });

  /** What a module needs at once or later, and all that those need. */
  function reached(name, found = new Set()) {
    if (found.has(name)) return found;
    found.add(name);
    const code = read(name).replace(/\/\*.*?\*\//gs, '');
    const imports = [...code.matchAll(/^(?:import|export|\}).* from ['"](\.[^'"]+)['"];$/gm), ...code.matchAll(/\bimport\('(\.[^']+)'\)/g)];
    for (const [, path] of imports) reached(new URL(path, `https://page/${name}`).pathname.slice(1), found);
    return found;
  }

  it('uses only icons that are there', () => {
    const shapes = [...read('js/view/parts/icons.js').matchAll(/^ {2}'?([a-z0-9-]+)'?: 'M/gm)].map((match) => match[1]);
    const views = files('.js').filter((name) => name.startsWith('js/view/')).map(read).join('\n');
    const used = [...views.matchAll(/\bicon(?:Button)?\('([a-z0-9-]+)'/g)].map((match) => match[1]);
    for (const name of used) assert.ok(shapes.includes(name), name);
    for (const name of shapes) assert.ok(views.split(`'${name}'`).length > 1 || new RegExp(`\\b${name}\\b`).test(views), `${name} is not used`);
  });
});

describe('the colours', () => {
  const css = read('css/tokens.css');
  const block = (start) => css.slice(css.indexOf(start), css.indexOf('\n}', css.indexOf(start)));
  const values = (text) => Object.fromEntries([...text.matchAll(/(--[\w-]+): (#[0-9a-f]{3,6}|var\(--[\w-]+\));/g)].map((match) => [match[1], match[2]]));
  const light = values(block(':root {'));
  const dark = { ...light, ...values(block(":root[data-theme='dark'] {")) };
  const meaning = values(css.slice(css.lastIndexOf(':root {')));
  const person = [...css.matchAll(/--person: (#[0-9a-f]{6})/g)].map((match) => match[1]);

  const colour = (theme, name) => {
    const value = theme[name] ?? meaning[name];
    return value.startsWith('var') ? colour(theme, value.slice(4, -1)) : value;
  };
  const luminance = (hex) => {
    const full = hex.length === 4 ? hex.replace(/[0-9a-f]/g, '$&$&') : hex;
    const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(full.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };
  const pairs = [
    ...['--text', '--text-2', '--text-3', '--accent-strong', '--danger'].flatMap((name) => ['--surface', '--canvas', '--bubble-other'].map((back) => [name, back])),
    ['--text', '--hover'], ['--text-2', '--hover'], ['--text-2', '--accent-soft'], ['--text', '--accent-soft'], ['--accent-strong', '--accent-soft'],
    ['--accent-strong', '--hover'], ['--accent-strong', '--raised'], ['--danger', '--danger-soft'], ['--on-notice', '--notice'], ['--on-fill', '--fill'], ['--on-fill', '--fill-hover'],
    ['--on-own', '--bubble-own'], ['--on-own-2', '--bubble-own'], ['--text', '--code'], ['--text-2', '--code'], ['--on-own', '--own-deep'], ['--on-own-2', '--own-deep'],
    ['--surface', '--danger'],
    ...Array.from({ length: 10 }, (_, i) => [`--name-${i}`, '--canvas']),
  ];

  for (const [name, theme] of [['light', light], ['dark', dark]]) {
    it(`can be read in the ${name} theme: at least 4.5 to 1`, () => {
      for (const [front, back] of pairs) {
        const ratio = contrast(colour(theme, front), colour(theme, back));
        assert.ok(ratio >= 4.5, `${front} on ${back} is ${ratio.toFixed(2)}`);
      }
    });

    it(`can be read on what is lighter in own bubbles of the ${name} theme`, () => {
      const own = colour(theme, '--bubble-own');
      const lighter = [...read('css/message.css').matchAll(/\.own [^{}]*\{[^{}]*rgb\(255 255 255 \/ (\d+)%\)/g)].map((match) => Number(match[1]) / 100);
      assert.ok(lighter.length > 0);
      for (const part of lighter) {
        const mixed = own.replace(/[0-9a-f]{2}/g, (channel) => Math.round(Number.parseInt(channel, 16) * (1 - part) + 255 * part).toString(16).padStart(2, '0'));
        assert.ok(contrast('#ffffff', mixed) >= 4.5, mixed);
      }
    });

    it(`show the edges of controls in the ${name} theme: at least 3 to 1`, () => {
      for (const back of ['--surface', '--canvas']) {
        for (const edge of ['--control-line', '--accent', '--online']) {
          const ratio = contrast(colour(theme, edge), colour(theme, back));
          assert.ok(ratio >= 3, `${edge} on ${back} is ${ratio.toFixed(2)}`);
        }
      }
    });
  }

  it('let white initials be read on everybody’s colour', () => {
    assert.equal(person.length, 10);
    for (const back of person) assert.ok(contrast('#ffffff', back) >= 4.5, back);
  });
});
