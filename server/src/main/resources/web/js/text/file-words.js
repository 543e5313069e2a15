import { count } from './texts.js';

/** The files of a message by their names; of many, the first ones and how many more there are. */
export function fileWords(files) {
  const names = files.slice(0, files.length > 3 ? 2 : 3).map(({ name }) => name);
  return (files.length > 3 ? [...names, count('file.more', files.length - 2)] : names).join(', ');
}
