import { firstName } from './names.js';
import { say } from './texts.js';

/** Who is typing, in words; empty if nobody is. */
export function typingWords(names) {
  if (names.length === 0) return '';
  if (names.length > 2) return say('typing.several');
  return say(names.length === 1 ? 'typing.single' : 'typing.pair', ...names.map(firstName));
}
