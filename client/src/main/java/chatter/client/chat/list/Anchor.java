package chatter.client.chat.list;

/// Where an `AnchoredList` holds on: an edge of a row has a place in the viewport. With no key it
/// is the list's end that stands at the viewport's end.
///
/// @param bottomEdge whether it is the row's lower edge rather than the upper one
/// @param y the edge's distance from the top of the viewport, in pixels
record Anchor(Object key, boolean bottomEdge, double y) {
  static final Anchor END = new Anchor(null, true, 0);

  static Anchor topOf(RowCell<? extends ListRow> cell) {
    return new Anchor(cell.row().key(), false, cell.top());
  }

  static Anchor bottomOf(RowCell<? extends ListRow> cell) {
    return new Anchor(cell.row().key(), true, cell.bottom());
  }

  Anchor movedBy(double delta) {
    return new Anchor(key, bottomEdge, y + delta);
  }
}
