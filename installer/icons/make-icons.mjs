// Draws chatter.svg in all sizes and puts them together for Windows and macOS. Needs rsvg-convert (Debian: librsvg2-bin).
// The results are committed, so that building a package needs neither; after a change of the drawing: node make-icons.mjs
import {execFileSync} from "node:child_process";
import {readFileSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const png = size => execFileSync("rsvg-convert",
    ["--width", String(size), "--height", String(size), join(here, "chatter.svg")]);

for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) {
  writeFileSync(join(here, `chatter-${size}.png`), png(size));
}

// An .ico: a table of contents, then whole PNGs; 0 stands for 256.
const icoSizes = [16, 24, 32, 48, 64, 256];
const pictures = icoSizes.map(png);
const header = Buffer.alloc(6 + 16 * icoSizes.length);
header.writeUInt16LE(1, 2);
header.writeUInt16LE(icoSizes.length, 4);
let offset = header.length;
icoSizes.forEach((size, i) => {
  const at = 6 + 16 * i;
  header.writeUInt8(size % 256, at);
  header.writeUInt8(size % 256, at + 1);
  header.writeUInt16LE(1, at + 4);
  header.writeUInt16LE(32, at + 6);
  header.writeUInt32LE(pictures[i].length, at + 8);
  header.writeUInt32LE(offset, at + 12);
  offset += pictures[i].length;
});
writeFileSync(join(here, "chatter.ico"), Buffer.concat([header, ...pictures]));

// An .icns: chunks of a type, which tells the size, a length that counts its own eight bytes, and a whole PNG.
const chunk = (type, content) => {
  const head = Buffer.alloc(8);
  head.write(type, "latin1");
  head.writeUInt32BE(content.length + 8, 4);
  return Buffer.concat([head, content]);
};
const types = {icp4: 16, icp5: 32, ic11: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic14: 512, ic09: 512, ic10: 1024};
const chunks = Object.entries(types).map(([type, size]) => chunk(type, png(size)));
writeFileSync(join(here, "chatter.icns"), chunk("icns", Buffer.concat(chunks)));
