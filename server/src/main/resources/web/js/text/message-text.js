// Blank lines only: what stands before the first word of its line is meant, in code and tables.
const LEADING = /^[\t-\r\x1c-\x1f\p{Z}\ufeff]*[\n\u2028\u2029]/u;
const BLANK = /^[\t-\r\x1c-\x1f\p{Z}\ufeff]$/u;

/**
 * What becomes of a message's text before it is counted, kept and sent: line feeds for line ends, no blank lines
 * before it and nothing blank after it. The server and the desktop do the same (MessageText.java), by bodies.json.
 */
export function messageText(written) {
  const lines = written.replace(/\r\n?/g, '\n');
  let end = lines.length;
  while (end > 0 && BLANK.test(lines[end - 1])) end -= 1;
  return lines.slice(0, end).replace(LEADING, '');
}
