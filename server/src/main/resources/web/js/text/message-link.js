const LINK = /^#\/c\/([1-9]\d{0,14})\/([1-9]\d{0,14})$/u;

/** The address of a message, {conversation, seq}, in the chat whose page is at `page`. */
export function messageLink(page, { conversation, seq }) {
  return `${page}/#/c/${conversation}/${seq}`;
}

/** What stands behind the # of such an address as {conversation, seq}, or null. */
export function readMessageLink(hash) {
  const found = LINK.exec(hash);
  return found && { conversation: Number(found[1]), seq: Number(found[2]) };
}

/** The message that an address leads to in the chat whose page is at `page`, or null if it leads elsewhere. */
export function messageAt(page, address) {
  const below = address.startsWith(page) ? address.slice(page.length) : '';
  return readMessageLink(below.startsWith('/') ? below.slice(1) : below);
}
