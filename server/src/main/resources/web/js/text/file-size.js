import { count, say } from './texts.js';

const UNITS = [null, 'kilobytes', 'megabytes', 'gigabytes'];

/** A size as people say it: 812 bytes, 214 KB, 8.1 MB. */
export function fileSize(bytes) {
  const unit = unitOf(bytes);
  return said(numberOf(bytes, unit), unit);
}

/** How much of it is done, in the unit of the whole: 8.1 of 13 MB. */
export function sizeDone(done, bytes) {
  const unit = unitOf(bytes);
  return say('file.sizeDone', numberOf(done, unit), said(numberOf(bytes, unit), unit));
}

function said(number, unit) {
  return unit === 0 ? count('file.size.bytes', number) : say(`file.size.${UNITS[unit]}`, number);
}

function unitOf(bytes) {
  let unit = 0;
  // 999,950 would be written as 1,000 KB.
  for (let rest = bytes; unit < UNITS.length - 1 && rest >= 999.5; rest /= 1_000) unit += 1;
  return unit;
}

function numberOf(bytes, unit) {
  const number = bytes / 1_000 ** unit;
  return unit > 0 && number < 9.95 ? Math.round(number * 10) / 10 : Math.round(number);
}
