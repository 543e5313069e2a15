/*
 * What markdown-it imports, and a chat has no use for: the names of HTML's entities, which here are text, and its own
 * reading of addresses, for which there is one rule (text/links.js). They would be larger than markdown-it itself.
 */

const none = () => {
  throw new Error('addresses are read by links.js');
};

export const decodeHTMLStrict = (text) => text;
export { none as decode, none as encode, none as format, none as parse };
export default { toASCII: none, toUnicode: none };
