package chatter.client.chat.list;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/// A vertical list of rows of different height that never moves what the reader looks at.
///
/// Only the rows in view, and a few beyond, are nodes; nodes are reused. Nothing is ever placed by
/// adding up heights of rows that are not there, real or estimated: one row is the anchor, its edge
/// has a place in the viewport, and all others are laid out from it up and down. When rows come, go
/// or change height, the anchor keeps its place:
///
/// - at the end of a list that is complete there (`setEndComplete`), the end is the anchor;
/// - for a change above or among the visible rows, the lower edge of the lowest visible row is;
/// - for a change below, and when only heights change, the upper edge of the highest visible row
///   is.
///
/// JavaFX application thread only.
///
/// @param <R> the rows
public final class AnchoredList<R extends ListRow> extends Region {
  /// Where the list holds on: an edge of a row has a place in the viewport. With no key it is the
  /// list's end that stands at the viewport's end.
  ///
  /// @param bottomEdge whether it is the row's lower edge rather than the upper one
  /// @param y the edge's distance from the top of the viewport, in pixels
  private record Anchor(Object key, boolean bottomEdge, double y) {
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

  /// So close to the end, in pixels, a reader counts as being there.
  static final double END_SLACK = 40;

  private static final int MOST_ASKED = 24;

  /// How far beyond the viewport rows are laid out, in pixels.
  static final double OVERSCAN = 200;

  private final ListChangeListener<R> rowsChanged = this::changed;
  private final ReadOnlyBooleanWrapper atEnd = new ReadOnlyBooleanWrapper(true);
  private final CellPool<R> pool;
  private final Set<Object> entering = new HashSet<>();

  private ObservableList<R> rows = FXCollections.observableArrayList();
  private Map<Object, Integer> indexes = Map.of();

  /// The cells in view in order, of the rows from `firstIndex` on, as of the last layout.
  private List<RowCell<R>> cells = new ArrayList<>();

  private int firstIndex;

  /// Cells that `cellAt` has made.
  private final ArrayDeque<RowCell<R>> asked = new ArrayDeque<>();

  private Anchor anchor = Anchor.END;

  /// Whether the anchor was set by a jump that has not been laid out yet, and wins over the cells.
  private boolean jumping;

  /// Whether a change since the last layout reached up to the visible rows or above.
  private boolean changedAbove;

  private boolean endComplete = true;
  private boolean motion = true;
  private final ReadOnlyObjectWrapper<Object> currentKey = new ReadOnlyObjectWrapper<>();
  private Runnable afterLayout = () -> {};
  private Consumer<Object> onFocusAsked = _ -> {};

  public AnchoredList(Function<R, RowCell<R>> cellFactory) {
    pool = new CellPool<>(getChildren(), cellFactory);
    getStyleClass().add("anchored-list");
    Rectangle clip = new Rectangle();
    clip.widthProperty().bind(widthProperty());
    clip.heightProperty().bind(heightProperty());
    setClip(clip);
  }

  /// Shows other rows, from their end. The list listens to them until other rows are set.
  public void setRows(ObservableList<R> newRows) {
    rows.removeListener(rowsChanged);
    rows = newRows;
    rows.addListener(rowsChanged);
    index();
    entering.clear();
    currentKey.set(null);
    jumpToEnd();
  }

  public ObservableList<R> rows() {
    return rows;
  }

  /// Whether the last row is the very last there is; only then does the list stick to its end.
  public void setEndComplete(boolean complete) {
    endComplete = complete;
    requestLayout();
  }

  /// Whether rows that arrive may fade in.
  public void setMotion(boolean enabled) {
    motion = enabled;
  }

  /// Runs after each layout; for what hangs on the position.
  public void setAfterLayout(Runnable action) {
    afterLayout = action;
  }

  /// What happens when a screen reader wants a row to have the keyboard.
  ///
  /// @param action gets the row's key
  public void setOnFocusAsked(Consumer<Object> action) {
    onFocusAsked = action;
  }

  void focusAsked(Object key) {
    onFocusAsked.accept(key);
  }

  /// Whether the list is at its end (within `END_SLACK`), and will stay there when rows are added.
  ReadOnlyBooleanProperty atEndProperty() {
    return atEnd.getReadOnlyProperty();
  }

  public boolean isAtEnd() {
    return atEnd.get();
  }

  /// Puts the end of the list at the end of the viewport.
  public void jumpToEnd() {
    jump(Anchor.END);
    atEnd.set(endComplete);
  }

  /// Puts the row's upper edge so many pixels below the upper edge of the viewport, as far as the
  /// list's ends allow.
  public void jumpTo(Object key, double y) {
    jump(new Anchor(key, false, y));
    atEnd.set(false);
  }

  private void jump(Anchor target) {
    anchor = target;
    jumping = true;
    requestLayout();
  }

  /// Moves the rows down (positive: towards older rows) or up.
  public void scrollBy(double delta) {
    if (jumping) {
      layout();
    }
    if (cells.isEmpty() || delta == 0) {
      return;
    }
    for (RowCell<R> cell : cells) {
      cell.place(cell.top() + delta);
    }
    anchor = anchor.key() == null ? eye() : anchor.movedBy(delta);
    atEnd.set(false);
    requestLayout();
  }

  /// Marks the row of the keyboard; null for none.
  public void setCurrentKey(Object key) {
    currentKey.set(key);
    cells.forEach(cell -> cell.setCurrent(cell.row().key().equals(key)));
  }

  public Object currentKey() {
    return currentKey.get();
  }

  public ReadOnlyObjectProperty<Object> currentKeyProperty() {
    return currentKey.getReadOnlyProperty();
  }

  /// The cells in view or close to it, from the top.
  public List<RowCell<R>> cells() {
    return List.copyOf(cells);
  }

  public int firstIndex() {
    return firstIndex;
  }

  /// A cell that shows a row, wherever that is: for screen readers, which ask by number. One out of
  /// reach is unseen, and good until the next layout or until many more are asked for.
  ///
  /// @return null if there is no such row
  public RowCell<R> cellAt(int index) {
    if (index < 0 || index >= rows.size()) {
      return null;
    }
    if (index >= firstIndex && index < firstIndex + cells.size()) {
      return cells.get(index - firstIndex);
    }
    R row = rows.get(index);
    for (RowCell<R> cell : asked) {
      if (row.equals(cell.row())) {
        return cell;
      }
    }
    if (asked.size() == MOST_ASKED) {
      pool.give(asked.removeFirst());
    }
    RowCell<R> cell = pool.take(row);
    cell.show(row);
    cell.setVisible(false);
    asked.addLast(cell);
    return cell;
  }

  private void giveBackAsked() {
    asked.forEach(pool::give);
    asked.clear();
  }

  /// The row's place in the list, or -1.
  public int indexOf(Object key) {
    return indexes.getOrDefault(key, -1);
  }

  private void index() {
    indexes = HashMap.newHashMap(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      indexes.put(rows.get(i).key(), i);
    }
  }

  private void changed(ListChangeListener.Change<? extends R> change) {
    Map<Object, Integer> before = indexes;
    index();
    boolean stuck = atEnd.get() && endComplete;
    int from = Integer.MAX_VALUE;
    while (change.next()) {
      from = Math.min(from, change.getFrom());
      if (stuck && motion && change.wasAdded()) {
        for (R row : change.getAddedSubList()) {
          if (row.live() && !before.containsKey(row.key())) {
            entering.add(row.key());
          }
        }
      }
    }
    if (!jumping) {
      anchor = stuck ? Anchor.END : survivor(from);
    }
    requestLayout();
  }

  /// A visible row that is still in the list: the lowest one's lower edge if the change reaches up
  /// to the visible rows, otherwise the highest one's upper edge.
  private Anchor survivor(int changedFrom) {
    RowCell<R> highest = null;
    RowCell<R> lowest = null;
    for (RowCell<R> cell : cells) {
      boolean visible = cell.bottom() > 0 && cell.top() < getHeight();
      if (visible && cell.row().content() && indexes.containsKey(cell.row().key())) {
        highest = highest == null ? cell : highest;
        lowest = cell;
      }
    }
    if (highest == null) {
      return anchor.key() != null && indexes.containsKey(anchor.key()) ? anchor : Anchor.END;
    }
    changedAbove |= changedFrom <= indexOf(highest.row().key());
    return changedAbove ? Anchor.bottomOf(lowest) : Anchor.topOf(highest);
  }

  /// The highest row whose upper edge is in view: what holds still when heights change.
  private Anchor eye() {
    RowCell<R> crossing = null;
    for (RowCell<R> cell : cells) {
      if (cell.row().content() && cell.bottom() > 0) {
        if (cell.top() >= 0) {
          return cell.top() < getHeight() || crossing == null
              ? Anchor.topOf(cell)
              : Anchor.topOf(crossing);
        }
        crossing = cell;
      }
    }
    return crossing == null ? Anchor.END : Anchor.topOf(crossing);
  }

  @Override
  protected void layoutChildren() {
    if (getWidth() <= 0 || getHeight() <= 0) {
      return;
    }
    giveBackAsked();
    RowLayout<R> pass = new RowLayout<>(this, rows, getWidth() - insetsWidth());
    if (!rows.isEmpty()) {
      boolean toEnd = anchor.key() == null || !indexes.containsKey(anchor.key());
      int at = toEnd ? rows.size() - 1 : indexOf(anchor.key());
      double y = toEnd ? getHeight() - snappedBottomInset() : anchor.y();
      pass.fill(at, toEnd || anchor.bottomEdge(), y);
    }
    pass.retireRest();
    cells = pass.cells();
    firstIndex = pass.firstIndex();
    entering.clear();
    settle();
    afterLayout.run();
  }

  /// After a pass: is the end in view, and which row holds from now on.
  private void settle() {
    jumping = false;
    changedAbove = false;
    boolean lastLaid = rows.isEmpty() || firstIndex + cells.size() == rows.size();
    double beyond =
        cells.isEmpty() ? 0 : cells.getLast().bottom() + snappedBottomInset() - getHeight();
    atEnd.set(endComplete && lastLaid && beyond <= END_SLACK);
    anchor = atEnd.get() && beyond < 1 ? Anchor.END : eye();
  }

  private double insetsWidth() {
    return snappedLeftInset() + snappedRightInset();
  }

  /// The cell that shows the row from now on.
  ///
  /// @param present the one that shows it already, or null
  RowCell<R> cellFor(R row, RowCell<R> present) {
    RowCell<R> cell = present == null ? pool.take(row) : present;
    if (!row.equals(cell.row())) {
      cell.show(row);
      cell.applyCss();
    }
    cell.setCurrent(row.key().equals(currentKey.get()));
    if (entering.remove(row.key())) {
      cell.enter();
    }
    return cell;
  }

  void retire(RowCell<R> cell) {
    pool.give(cell);
  }

  @Override
  protected double computePrefHeight(double width) {
    return 400;
  }

  @Override
  protected double computePrefWidth(double height) {
    return 400;
  }
}
