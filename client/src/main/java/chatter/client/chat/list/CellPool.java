package chatter.client.chat.list;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import javafx.collections.ObservableList;
import javafx.scene.Node;

/// The cells of an `AnchoredList` that show nothing just now. They stay among its children, unseen,
/// because adding a node costs more than showing one.
///
/// @param <R> the rows
final class CellPool<R extends ListRow> {
  private static final int KEPT_PER_KIND = 40;

  private final ObservableList<Node> children;
  private final Function<R, RowCell<R>> factory;
  private final Map<Object, Deque<RowCell<R>>> free = new HashMap<>();

  CellPool(ObservableList<Node> children, Function<R, RowCell<R>> factory) {
    this.children = children;
    this.factory = factory;
  }

  /// A cell that can show the row.
  RowCell<R> take(R row) {
    Deque<RowCell<R>> ofKind = free.get(row.kind());
    RowCell<R> cell = ofKind == null || ofKind.isEmpty() ? null : ofKind.pop();
    if (cell == null) {
      cell = factory.apply(row);
      children.add(cell);
    }
    cell.setVisible(true);
    return cell;
  }

  /// Takes a cell back.
  void give(RowCell<R> cell) {
    Deque<RowCell<R>> ofKind = free.computeIfAbsent(cell.row().kind(), _ -> new ArrayDeque<>());
    cell.retire();
    if (ofKind.size() < KEPT_PER_KIND) {
      ofKind.push(cell);
    } else {
      children.remove(cell);
    }
  }
}
