package chatter.client.chat.selection;

import chatter.client.chat.list.ListRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

/// What is selected of the texts in a list: from a place in one row to a place in the same or in
/// another one. It goes by the keys of rows and by positions in their texts, and not by nodes, so
/// it does not matter which rows are in view.
///
/// Rows that the list lets go of at one end while they are selected are kept, so that they can
/// still be copied. Once no selected row is left in the list, nothing is selected: what stands
/// between would not be known. Needs no toolkit. Methods are called where the list is changed.
///
/// @param <R> the rows
public final class Selection<R extends ListRow> {
  /// The end of a text, however long that is.
  public static final int END = Integer.MAX_VALUE;

  /// What is selected of a row.
  ///
  /// @param from the position before its first character
  /// @param to the position behind its last one, or `END`
  public record Part<R>(R row, int from, int to) {
    boolean isEmpty() {
      return from >= to;
    }
  }

  /// A position in the text of a row; it may be `END`.
  public record Place(Object key, int index) {}

  /// One end of the selection: a position, or what was selected at once there, as a word.
  private record Span(Object key, int from, int to) {}

  private final ObservableList<R> rows;
  private final Predicate<R> lasting;
  private final Runnable onChange;
  private final ListChangeListener<R> rowsChanged = _ -> update();

  /// Where it began, and where it ends now, above or below; null while nothing is selected.
  private Span anchor;

  private Span focus;

  /// The rows from one end to the other, with those that are no longer in the list.
  private List<R> covered = List.of();

  private Map<Object, Integer> places = Map.of();

  /// Where it begins in the first of them and where it ends in the last.
  private int firstFrom;

  private int lastTo;

  /// @param rows the list
  /// @param lasting whether a row that is gone from the end of the list may only be out of reach;
  ///   any other is gone for good, and is not copied
  /// @param onChange told when something else is selected
  public Selection(ObservableList<R> rows, Predicate<R> lasting, Runnable onChange) {
    this.rows = rows;
    this.lasting = lasting;
    this.onChange = onChange;
  }

  /// Begins anew, with a part of a row's text; the same position twice is a place to go on from.
  public void start(Object key, int from, int to) {
    if (anchor == null) {
      rows.addListener(rowsChanged);
    }
    setCovered(List.of());
    anchor = new Span(key, from, to);
    focus = anchor;
    update();
  }

  /// Goes on from where it began to a part of a row's text, with both parts in it. Nothing happens
  /// if nothing has begun.
  ///
  /// @param key of a row in the list
  public void extendTo(Object key, int from, int to) {
    if (anchor != null) {
      focus = new Span(key, from, to);
      update();
    }
  }

  /// Goes back to where it began.
  public void collapse() {
    if (anchor != null) {
      focus = anchor;
      update();
    }
  }

  /// Nothing is selected any more, and the list is no longer watched.
  public void clear() {
    if (anchor != null) {
      rows.removeListener(rowsChanged);
      anchor = null;
      focus = null;
      setCovered(List.of());
      onChange.run();
    }
  }

  /// Whether no character is selected.
  public boolean isEmpty() {
    return parts().stream().allMatch(part -> part.isEmpty() || !part.row().content());
  }

  /// Where the end stands that moves.
  ///
  /// @param forward of what was selected there at once, the end, and not the beginning
  /// @return null if nothing has begun
  public Place moving(boolean forward) {
    return focus == null ? null : new Place(focus.key(), forward ? focus.to() : focus.from());
  }

  /// The row in which it began; null if nothing has, and then there is no place to go on from.
  public Object began() {
    return anchor == null ? null : anchor.key();
  }

  /// Where the moving end is.
  ///
  /// @return 1 if in a row below that in which it began, -1 if above, else 0
  public int direction() {
    if (anchor == null) {
      return 0;
    }
    return Integer.compare(
        places.getOrDefault(focus.key(), 0), places.getOrDefault(anchor.key(), 0));
  }

  /// What is selected of a row.
  ///
  /// @return an empty part if nothing is
  public Part<R> part(R row) {
    Integer place = places.get(row.key());
    return place == null ? new Part<>(row, 0, 0) : part(row, place);
  }

  /// What is selected, from the top: a part of each row from one end to the other, with rows that
  /// have nothing to select.
  public List<Part<R>> parts() {
    List<Part<R>> parts = new ArrayList<>(covered.size());
    for (int i = 0; i < covered.size(); i++) {
      parts.add(part(covered.get(i), i));
    }
    return parts;
  }

  private Part<R> part(R row, int place) {
    return new Part<>(row, place == 0 ? firstFrom : 0, place == covered.size() - 1 ? lastTo : END);
  }

  /// The rows have changed, or an end has moved.
  private void update() {
    Map<Object, Integer> loaded = HashMap.newHashMap(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      loaded.put(rows.get(i).key(), i);
    }
    int first = 0;
    while (first < covered.size() && !loaded.containsKey(covered.get(first).key())) {
      first++;
    }
    int last = covered.size();
    while (last > first && !loaded.containsKey(covered.get(last - 1).key())) {
      last--;
    }
    if (covered.isEmpty() ? !loaded.containsKey(anchor.key()) : first == last) {
      clear();
      return;
    }
    List<R> above = covered.subList(0, first).stream().filter(lasting).toList();
    List<R> below = covered.subList(last, covered.size()).stream().filter(lasting).toList();
    if (!covered.isEmpty()) {
      R highest = above.isEmpty() ? covered.get(first) : above.getFirst();
      R lowest = below.isEmpty() ? covered.get(last - 1) : below.getLast();
      Span top = new Span(highest.key(), 0, 0);
      Span bottom = new Span(lowest.key(), END, END);
      above.forEach(row -> loaded.put(row.key(), -1));
      below.forEach(row -> loaded.put(row.key(), rows.size()));
      anchor = stillThere(anchor, loaded, top, bottom);
      focus = stillThere(focus, loaded, top, bottom);
    }
    cover(loaded.get(anchor.key()), loaded.get(focus.key()), above, below);
    onChange.run();
  }

  /// An end, or, if its row is gone for good, that of what is left.
  private Span stillThere(Span end, Map<Object, Integer> known, Span top, Span bottom) {
    if (known.containsKey(end.key())) {
      return end;
    }
    return places.getOrDefault(end.key(), 0) == 0 ? top : bottom;
  }

  /// Takes the rows between both ends.
  ///
  /// @param begin where the list has the row in which it began; -1 above the list, its size below
  /// @param end the same of the row in which it ends
  private void cover(int begin, int end, List<R> above, List<R> below) {
    int top = Math.min(begin, end);
    int bottom = Math.max(begin, end);
    List<R> now = new ArrayList<>();
    if (top < 0) {
      now.addAll(above);
    }
    now.addAll(rows.subList(Math.max(0, top), Math.min(bottom + 1, rows.size())));
    if (bottom == rows.size()) {
      now.addAll(below);
    }
    if (anchor.key().equals(focus.key())) {
      firstFrom = Math.min(anchor.from(), focus.from());
      lastTo = Math.max(anchor.to(), focus.to());
    } else {
      firstFrom = (begin <= end ? anchor : focus).from();
      lastTo = (begin <= end ? focus : anchor).to();
    }
    setCovered(now);
  }

  private void setCovered(List<R> now) {
    covered = now;
    places = HashMap.newHashMap(now.size());
    for (int i = 0; i < now.size(); i++) {
      places.put(now.get(i).key(), i);
    }
  }
}
