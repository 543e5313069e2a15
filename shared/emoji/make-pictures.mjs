/*
 * Makes the pictures of emoji that the desktop draws, client/src/main/resources/chatter/client/ui/emoji/images.bin and
 * index.txt, of all emoji in the list that make-list.mjs makes: Chromium draws the font's, large, and they are made
 * small and, by pngquant, of few colours. By hand, after the list; the README beside it says how.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const packages = `${process.cwd()}/node_modules`;
const sharp = createRequire(`${packages}/`)('sharp');
const font = readFileSync(`${packages}/@fontsource/noto-color-emoji/files/noto-color-emoji-emoji-400-normal.woff2`);
const list = new URL('../src/main/resources/chatter/shared/text/emoji.txt', import.meta.url);
const target = new URL('../../client/src/main/resources/chatter/client/ui/emoji/', import.meta.url);

/** Pixels of a picture, and of what it is made from. */
const SIZE = 48;
const DRAWN = 192;
const COLOURS = 64;
/** The font's pictures are wider than its size says; so they just fit. */
const FONT_SIZE = 158;
const [COLUMNS, ROWS] = [16, 32];
const TONES = ['\u{1f3fb}', '\u{1f3fc}', '\u{1f3fd}', '\u{1f3fe}', '\u{1f3ff}'];

const keyOf = (emoji) => [...emoji].map((c) => c.codePointAt(0).toString(16)).filter((code) => code !== 'fe0f').join('-');

/** All emoji of the list, with every skin tone. */
function* emoji() {
  for (const line of readFileSync(list, 'utf8').split('\n')) {
    if (!line.includes('\t')) continue;
    const [one, , , , , patterns = ''] = line.split('\t');
    yield one;
    const all = patterns.split(' ').filter(Boolean);
    const pair = all.find((pattern) => pattern.includes('2'));
    for (const first of TONES) {
      for (const second of TONES) {
        const pattern = first === second ? all[0] : pair;
        if (pattern) yield pattern.replace('1', first).replace('2', second);
      }
    }
  }
}

/** Raw pixels of a page of emoji. */
async function page(some) {
  const folder = mkdtempSync(join(tmpdir(), 'emoji-'));
  try {
    const html = join(folder, 'page.html');
    writeFileSync(html, `<!doctype html><meta charset="utf-8"><style>
@font-face{font-family:emoji;src:url(data:font/woff2;base64,${font.toString('base64')})}
body{margin:0;display:grid;grid-template-columns:repeat(${COLUMNS},${DRAWN}px);grid-auto-rows:${DRAWN}px}
div{font:${FONT_SIZE}px/${DRAWN}px emoji;overflow:hidden;display:flex;justify-content:center}</style>${some.map((one) => `<div>${one}</div>`).join('')}`);
    const shot = join(folder, 'page.png');
    execFileSync('chromium', [
      ...['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--default-background-color=00000000', '--virtual-time-budget=20000'],
      ...[`--user-data-dir=${join(folder, 'profile')}`, `--window-size=${COLUMNS * DRAWN},${ROWS * DRAWN}`, `--screenshot=${shot}`, pathToFileURL(html).href],
    ], { stdio: 'ignore' });
    return await sharp(readFileSync(shot)).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const all = [...emoji()];
const pictures = [];
const index = [];
let offset = 0;
for (let from = 0; from < all.length; from += COLUMNS * ROWS) {
  const some = all.slice(from, from + COLUMNS * ROWS);
  const { data, info } = await page(some);
  for (const [i, one] of some.entries()) {
    const drawn = await sharp(data, { raw: info })
      .extract({ left: (i % COLUMNS) * DRAWN, top: Math.floor(i / COLUMNS) * DRAWN, width: DRAWN, height: DRAWN })
      .png({ compressionLevel: 1 })
      .toBuffer();
    // What the font does not have is drawn as nothing, or as a box that has one colour.
    const { channels } = await sharp(drawn).stats();
    if (channels[3].max === 0 || channels.slice(0, 3).every(({ max }) => max === 0)) throw new Error(`the font has no ${one} ${keyOf(one)}`);
    const small = await sharp(drawn).resize(SIZE, SIZE).png().toBuffer();
    const picture = execFileSync('pngquant', ['--speed', '1', '--strip', '--nofs', String(COLOURS), '-'], { input: small });
    index.push(`${keyOf(one)} ${offset} ${picture.length}`);
    pictures.push(picture);
    offset += picture.length;
  }
  console.log(`${pictures.length} of ${all.length}`);
}
writeFileSync(new URL('images.bin', target), Buffer.concat(pictures));
writeFileSync(new URL('index.txt', target), `${index.join('\n')}\n`);
console.log(`${pictures.length} pictures, ${offset} bytes`);
