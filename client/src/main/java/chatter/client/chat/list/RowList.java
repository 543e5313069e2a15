package chatter.client.chat.list;

import java.util.ArrayList;
import java.util.List;
import javafx.collections.ModifiableObservableListBase;

/// An observable list in which a stretch can be exchanged in one change, so that those who watch
/// never see a row gone that is only being replaced.
///
/// @param <R> the rows
public final class RowList<R> extends ModifiableObservableListBase<R> {
  private final List<R> rows = new ArrayList<>();

  /// Puts `fresh` in the place of the rows `from` to `to` (exclusive), leaving alone what is equal
  /// at both ends.
  public void splice(int from, int to, List<? extends R> fresh) {
    int start = from;
    int end = to;
    int freshStart = 0;
    int freshEnd = fresh.size();
    while (start < end && freshStart < freshEnd && rows.get(start).equals(fresh.get(freshStart))) {
      start++;
      freshStart++;
    }
    while (start < end
        && freshStart < freshEnd
        && rows.get(end - 1).equals(fresh.get(freshEnd - 1))) {
      end--;
      freshEnd--;
    }
    if (start == end && freshStart == freshEnd) {
      return;
    }
    beginChange();
    try {
      removeRange(start, end);
      addAll(start, fresh.subList(freshStart, freshEnd));
    } finally {
      endChange();
    }
  }

  @Override
  public R get(int index) {
    return rows.get(index);
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  protected void doAdd(int index, R element) {
    rows.add(index, element);
  }

  @Override
  protected R doSet(int index, R element) {
    return rows.set(index, element);
  }

  @Override
  protected R doRemove(int index) {
    return rows.remove(index);
  }
}
