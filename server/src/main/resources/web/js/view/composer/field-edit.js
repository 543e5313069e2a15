/**
 * Puts a text in the place of another in a field, as if it were typed: undo brings back what was there. The caret is then
 * behind it.
 */
export function replaceText(field, start, end, text) {
  if (start === end && text === '') return;
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, end);
  if (document.execCommand(text === '' ? 'delete' : 'insertText', false, text)) return;
  field.setRangeText(text, start, end, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertReplacementText' }));
}

/** Makes {text, from, to} what stands in a field and what of it is selected, by changing only what differs. */
export function putText(field, { text, from, to }) {
  const { start, end, insert } = difference(field.value, text);
  replaceText(field, start, end, insert);
  field.setSelectionRange(from, to);
}

/** What makes one text another: {start, end, insert}, from where to where what is put in; never half a character. */
export function difference(before, after) {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  if (start > 0 && /[\ud800-\udbff]/.test(before[start - 1])) start -= 1;
  let same = 0;
  while (same < most - start && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  if (same > 0 && /[\udc00-\udfff]/.test(before.at(-same))) same -= 1;
  return { start, end: before.length - same, insert: after.slice(start, after.length - same) };
}
