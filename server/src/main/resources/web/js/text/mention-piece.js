/*
 * Somebody who is mentioned stands in the field as one piece: the caret is before it or behind it, what is selected has
 * all of it or nothing, and it is deleted as a whole. `pieces` are {start, end}, as `mentionsIn` finds them.
 */

/**
 * Where a selection from `anchor` to `focus` ends up, {anchor, focus}. `before` is where the focus was, when a key moved it:
 * a piece is passed as one character is; without it the nearer end is meant.
 */
export function snapped(pieces, { anchor, focus }, before = null) {
  const place = passed(pieces, focus, before);
  if (anchor === focus) return { anchor: place, focus: place };
  const piece = within(pieces, anchor);
  if (!piece) return { anchor, focus: place };
  return { anchor: focus > anchor ? piece.start : piece.end, focus: place };
}

/** The piece that a key deletes at a place, `back` or forth; or null. */
export function pieceBeside(pieces, place, back) {
  return pieces.find(({ start, end }) => place === (back ? end : start)) ?? null;
}

function within(pieces, place) {
  return pieces.find(({ start, end }) => start < place && place < end) ?? null;
}

function passed(pieces, place, before) {
  const piece = within(pieces, place);
  if (!piece) return place;
  if (before !== null && before <= piece.start) return piece.end;
  if (before !== null && before >= piece.end) return piece.start;
  return place - piece.start < piece.end - place ? piece.start : piece.end;
}
