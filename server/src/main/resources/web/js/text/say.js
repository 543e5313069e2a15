import { messages } from './messages.js';

/** The words for a key, with {0}, {1} … filled in. An unknown key shows itself: seen at once, never a crash. */
export function say(key, ...values) {
  const template = messages[key];
  if (template === undefined) return key;
  return template.replace(/\{(\d)\}/g, (whole, index) => (index in values ? String(values[index]) : whole));
}

/** The words for a number of things: `key.one` for 1, otherwise `key.other`; {0} is the number. */
export function count(key, number, ...values) {
  return say(`${key}.${number === 1 ? 'one' : 'other'}`, number, ...values);
}
