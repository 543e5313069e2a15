package chatter.client.chat.list;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One layout pass of an `AnchoredList`: places cells from one row outward until the viewport is
/// full, then moves them so that no end of the list floats inside it.
///
/// @param <R> the rows
final class RowLayout<R extends ListRow> {
  private final AnchoredList<R> list;
  private final List<R> rows;
  private final double width;
  private final double firstEdge;
  private final double lastEdge;
  private final Map<Object, RowCell<R>> present = new HashMap<>();
  private final Deque<RowCell<R>> placed = new ArrayDeque<>();
  private int first;
  private int last = -1;

  RowLayout(AnchoredList<R> list, List<R> rows, double width) {
    this.list = list;
    this.rows = rows;
    this.width = width;
    firstEdge = list.snappedTopInset();
    lastEdge = list.getHeight() - list.snappedBottomInset();
    for (RowCell<R> cell : list.cells()) {
      present.put(cell.row().key(), cell);
    }
  }

  /// Fills the viewport around one row.
  ///
  /// @param bottomEdge whether `y` is the place of its lower edge rather than the upper one
  void fill(int index, boolean bottomEdge, double y) {
    RowCell<R> start = take(index);
    retireFarAway();
    double height = start.heightFor(width);
    start.place(bottomEdge ? y - height : y);
    placed.add(start);
    first = index;
    last = index;
    grow();
    if (first == 0) {
      moveBy(Math.min(0, firstEdge - placed.getFirst().top()));
      grow();
    }
    if (last == rows.size() - 1) {
      moveBy(Math.max(0, lastEdge - placed.getLast().bottom()));
      grow();
    }
    trim();
  }

  /// Frees what a scroll has moved out of reach, so that the rows coming in can have its cells.
  private void retireFarAway() {
    present
        .values()
        .removeIf(cell -> {
          boolean far =
              cell.bottom() < -AnchoredList.OVERSCAN
                  || cell.top() > list.getHeight() + AnchoredList.OVERSCAN;
          if (far) {
            list.retire(cell);
          }
          return far;
        });
  }

  private void grow() {
    while (first > 0 && placed.getFirst().top() > -AnchoredList.OVERSCAN) {
      RowCell<R> cell = take(--first);
      cell.place(placed.getFirst().top() - cell.heightFor(width));
      placed.addFirst(cell);
    }
    while (last < rows.size() - 1
        && placed.getLast().bottom() < list.getHeight() + AnchoredList.OVERSCAN) {
      RowCell<R> cell = take(++last);
      cell.heightFor(width);
      cell.place(placed.getLast().bottom());
      placed.addLast(cell);
    }
  }

  private void moveBy(double delta) {
    if (delta != 0) {
      placed.forEach(cell -> cell.place(cell.top() + delta));
    }
  }

  /// Gives back what a jump or a clamp has put beyond the overscan.
  private void trim() {
    while (placed.size() > 1 && placed.getFirst().bottom() < -AnchoredList.OVERSCAN) {
      list.retire(placed.removeFirst());
      first++;
    }
    while (placed.size() > 1 && placed.getLast().top() > list.getHeight() + AnchoredList.OVERSCAN) {
      list.retire(placed.removeLast());
      last--;
    }
    double left = list.snappedLeftInset();
    for (RowCell<R> cell : placed) {
      cell.setLayoutX(left);
      cell.resize(width, cell.heightFor(width));
    }
  }

  private RowCell<R> take(int index) {
    R row = rows.get(index);
    RowCell<R> here = present.remove(row.key());
    if (here != null && !here.row().kind().equals(row.kind())) {
      list.retire(here);
      here = null;
    }
    return list.cellFor(row, here);
  }

  /// Returns the cells that found no place in this pass to the pool.
  void retireRest() {
    present.values().forEach(list::retire);
    present.clear();
  }

  List<RowCell<R>> cells() {
    return new ArrayList<>(placed);
  }

  int firstIndex() {
    return first;
  }
}
