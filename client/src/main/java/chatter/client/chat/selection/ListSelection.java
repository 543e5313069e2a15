package chatter.client.chat.selection;

import chatter.client.chat.list.AnchoredList;
import chatter.client.chat.list.ListRow;
import chatter.client.chat.list.RowCell;
import chatter.client.chat.text.SelectableText;
import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/// Selects texts in an `AnchoredList` with the mouse and the keyboard, in one row and over many. A
/// drag to the upper or lower edge scrolls, and goes on in the rows that come in, fetched or not
/// when it began. A double click takes words, a triple click paragraphs, and a drag from there more
/// of them. JavaFX application thread only.
///
/// @param <R> the rows
public final class ListSelection<R extends ListRow> {
  /// So close to an edge of the list, in pixels, a drag scrolls, and the faster the further out.
  private static final double EDGE = 12;

  /// In pixels a second, for each pixel beyond.
  private static final double SPEED = 14;

  private static final double FASTEST = 2_000;

  /// After a hitch the list goes on from where it is: the longest step, in seconds.
  private static final double LONGEST_FRAME = 0.05;

  /// What it needs to know of the rows, and of the view around the list.
  public interface Surroundings<R> {
    /// Whether a row has a text to select.
    boolean isSelectable(R row);

    /// The text of a row as it is shown, in view or not.
    String shown(R row);

    /// A part of that text as it was written.
    ///
    /// @param to where it ends, at most `Selection.END`
    String written(R row, int from, int to);

    /// Whether a row that is gone from the end of the list may only be out of reach.
    boolean lasting(R row);

    /// Scrolls by so many pixels; positive is towards the first row.
    void scrollBy(double delta);

    /// Something else is selected.
    void changed();
  }

  /// What is selected of a row.
  ///
  /// @param text as it was written
  public record Selected<R>(R row, String text) {}

  /// What a drag takes at once.
  private enum Unit {
    CHARACTER,
    WORD,
    PARAGRAPH
  }

  /// A position in the text of a row.
  private record Hit(Object key, SelectableText text, int index) {}

  private final AnchoredList<R> list;
  private final Surroundings<R> around;
  private Selection<R> selection;
  private Unit unit = Unit.CHARACTER;
  private boolean pressed;
  private boolean dragged;

  /// Where the pointer is in the list while it is pressed.
  private double pointerX;

  private double pointerY;

  private final AnimationTimer edge =
      new AnimationTimer() {
        // When the last frame was; 0 before the first.
        private long before;

        @Override
        public void start() {
          before = 0;
          super.start();
        }

        @Override
        public void handle(long now) {
          double seconds = before == 0 ? 0 : Math.min((now - before) / 1e9, LONGEST_FRAME);
          before = now;
          double speed = speed();
          if (speed != 0) {
            around.scrollBy(speed * seconds);
          }
        }
      };

  public ListSelection(AnchoredList<R> list, Surroundings<R> around) {
    this.list = list;
    this.around = around;
    show();
    // Before the texts and what is in them: a block that scrolls keeps presses to itself.
    list.addEventFilter(MouseEvent.MOUSE_PRESSED, this::press);
    list.addEventFilter(MouseEvent.MOUSE_DRAGGED, this::drag);
    list.addEventFilter(MouseEvent.MOUSE_RELEASED, _ -> release());
  }

  /// The list shows other rows from now on.
  public void show() {
    release();
    if (selection != null) {
      selection.clear();
    }
    selection = new Selection<>(list.rows(), around::lasting, this::changed);
  }

  private void changed() {
    list.cells().forEach(this::paint);
    around.changed();
  }

  /// Paints what is selected of the row that a cell shows.
  public void paint(RowCell<R> cell) {
    SelectableText text = textIn(cell);
    if (text != null) {
      Selection.Part<R> part = selection.part(cell.row());
      int end = Math.min(part.to(), text.length());
      text.select(Math.min(part.from(), end), end);
    }
  }

  private SelectableText textIn(RowCell<R> cell) {
    return cell instanceof SelectableCell selectable ? selectable.text() : null;
  }

  /// Whether the mouse is being dragged over texts.
  public boolean isDragging() {
    return dragged;
  }

  private void press(MouseEvent press) {
    release();
    if (press.getButton() != MouseButton.PRIMARY || isForControl(press)) {
      return;
    }
    unit =
        switch (press.getClickCount()) {
          case 0, 1 -> Unit.CHARACTER;
          case 2 -> Unit.WORD;
          default -> Unit.PARAGRAPH;
        };
    pointTo(press);
    Hit hit = hit();
    if (hit == null) {
      selection.clear();
      return;
    }
    pressed = true;
    select(hit, press.isShiftDown() && selection.began() != null);
  }

  /// Whether a press is for something in a row that is pressed or dragged itself.
  private boolean isForControl(MouseEvent press) {
    Node node = press.getTarget() instanceof Node target ? target : list;
    while (node != null && !node.equals(list)) {
      if (node instanceof ButtonBase || node instanceof ScrollBar) {
        return true;
      }
      node = node.getParent();
    }
    return false;
  }

  private void drag(MouseEvent drag) {
    if (pressed) {
      pointTo(drag);
      if (!dragged) {
        dragged = true;
        edge.start();
      }
      follow();
    }
  }

  private void release() {
    boolean was = dragged;
    pressed = false;
    dragged = false;
    edge.stop();
    if (was) {
      around.changed();
    }
  }

  private void pointTo(MouseEvent event) {
    Point2D point = list.sceneToLocal(event.getSceneX(), event.getSceneY());
    pointerX = point.getX();
    pointerY = point.getY();
  }

  /// The list was laid out anew: other text may be under the pointer that is held down.
  public void follow() {
    Hit hit = dragged ? hit() : null;
    if (hit != null) {
      select(hit, true);
    }
  }

  private double speed() {
    double beyond =
        pointerY < EDGE ? EDGE - pointerY : Math.min(0, list.getHeight() - EDGE - pointerY);
    return Math.clamp(beyond * SPEED, -FASTEST, FASTEST);
  }

  private void select(Hit hit, boolean further) {
    int[] part =
        switch (unit) {
          case CHARACTER -> new int[] {hit.index(), hit.index()};
          case WORD -> hit.text().wordAt(hit.index());
          case PARAGRAPH -> hit.text().paragraphAt(hit.index());
        };
    int from = orEnd(part[0], hit.text().length());
    int to = orEnd(part[1], hit.text().length());
    if (further) {
      selection.extendTo(hit.key(), from, to);
    } else {
      selection.start(hit.key(), from, to);
    }
  }

  /// So the end stays the end when the text changes.
  private static int orEnd(int index, int length) {
    return index >= length ? Selection.END : index;
  }

  /// The position under the pointer, or the one nearest to it; null if there is nothing to select.
  private Hit hit() {
    Hit last = null;
    for (RowCell<R> cell : list.cells()) {
      SelectableText text = textIn(cell);
      if (text != null) {
        Object key = cell.row().key();
        if (pointerY < cell.top()) {
          return new Hit(key, text, 0);
        }
        if (pointerY < cell.bottom()) {
          return new Hit(key, text, indexUnderPointer(text));
        }
        last = new Hit(key, text, text.length());
      }
    }
    return last;
  }

  private int indexUnderPointer(SelectableText text) {
    Node node = text.node();
    Point2D point = node.sceneToLocal(list.localToScene(pointerX, pointerY));
    if (point.getY() < node.getLayoutBounds().getMinY()) {
      return 0;
    }
    return point.getY() > node.getLayoutBounds().getMaxY()
        ? text.length()
        : text.indexAt(point.getX(), point.getY());
  }

  /// Moves the end that moves by a character or a word; where a text ends, into the next one.
  ///
  /// @param from the row to begin in if there is no place to go on from; null for none
  /// @return the row in which it ends now; null if nothing can be selected
  public Object step(boolean forward, boolean word, Object from) {
    if (selection.began() == null) {
      if (!isSelectable(from)) {
        return null;
      }
      int begin = forward ? 0 : Selection.END;
      selection.start(from, begin, begin);
    }
    Selection.Place place = selection.moving(forward);
    int row = list.indexOf(place.key());
    if (row < 0) {
      return null;
    }
    String text = around.shown(list.rows().get(row));
    int index = Math.min(place.index(), text.length());
    if (forward ? index < text.length() : index > 0) {
      int next = forward ? TextSteps.after(text, index, word) : TextSteps.before(text, index, word);
      int end = orEnd(next, text.length());
      selection.extendTo(place.key(), end, end);
      return place.key();
    }
    Object next = next(place.key(), forward);
    if (next == null) {
      return place.key();
    }
    int begin = forward ? 0 : Selection.END;
    selection.extendTo(next, begin, begin);
    return next;
  }

  /// Moves the end that moves to the end of its row, or by a row. What is selected is then whole
  /// rows, but where it began.
  ///
  /// @param from the row to begin with if there is no place to go on from; null for none
  /// @return the row in which it ends now; null if nothing can be selected
  public Object stepRow(boolean down, Object from) {
    if (selection.began() == null) {
      if (!isSelectable(from)) {
        return null;
      }
      selection.start(from, 0, Selection.END);
      return from;
    }
    Selection.Place place = selection.moving(down);
    int direction = down ? selection.direction() : -selection.direction();
    int far = down ? Selection.END : 0;
    if (direction >= 0 && place.index() != far) {
      selection.extendTo(place.key(), far, far);
      return place.key();
    }
    Object next = next(place.key(), down);
    if (next == null) {
      return place.key();
    }
    if (direction >= 0) {
      selection.extendTo(next, far, far);
    } else if (next.equals(selection.began())) {
      selection.collapse();
    } else {
      // On the way back: all of the next row stays selected.
      int near = down ? 0 : Selection.END;
      selection.extendTo(next, near, near);
    }
    return next;
  }

  private boolean isSelectable(Object key) {
    int index = key == null ? -1 : list.indexOf(key);
    return index >= 0 && around.isSelectable(list.rows().get(index));
  }

  /// The next row that has something to select; null if there is none.
  private Object next(Object key, boolean down) {
    int index = list.indexOf(key);
    int step = down ? 1 : -1;
    if (index >= 0) {
      for (int i = index + step; i >= 0 && i < list.rows().size(); i += step) {
        if (around.isSelectable(list.rows().get(i))) {
          return list.rows().get(i).key();
        }
      }
    }
    return null;
  }

  /// Selects all that is in the list.
  public void selectAll() {
    List<R> rows = list.rows().stream().filter(around::isSelectable).toList();
    if (!rows.isEmpty()) {
      selection.start(rows.getFirst().key(), 0, 0);
      selection.extendTo(rows.getLast().key(), Selection.END, Selection.END);
    }
  }

  /// Nothing is selected any more.
  public void clear() {
    selection.clear();
  }

  /// Whether nothing is selected.
  public boolean isEmpty() {
    return selection.isEmpty();
  }

  /// Whether something of a row is selected.
  public boolean holds(R row) {
    return !selection.part(row).isEmpty();
  }

  /// What is selected, row by row from the top, as it was written.
  public List<Selected<R>> selected() {
    return selection.parts().stream()
        .filter(part -> !part.isEmpty() && around.isSelectable(part.row()))
        .map(part -> new Selected<>(part.row(), around.written(part.row(), part.from(), part.to())))
        .toList();
  }
}
