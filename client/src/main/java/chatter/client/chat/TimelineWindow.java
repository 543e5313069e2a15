package chatter.client.chat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The messages that are loaded, in order, and the rows they make. Stored messages stand by `seq`,
/// those of the outbox after them. A change recomputes the rows of what it touches and of the
/// neighbour on each side, because only they can begin or end a run by it.
final class TimelineWindow {
  private final List<Entry> entries = new ArrayList<>();

  /// How many rows each entry has: its own, and the lines above it.
  private final List<Integer> rowCounts = new ArrayList<>();

  private final RowList<TimelineRow> rows = new RowList<>();
  private final ObservableList<TimelineRow> rowsView =
      FXCollections.unmodifiableObservableList(rows);
  private final DayLabels labels;
  private final RowMaker maker;
  private int stored;
  private LocalDate today;

  TimelineWindow(DayLabels labels) {
    this.labels = labels;
    today = labels.today();
    maker = new RowMaker(labels, this::bySeq);
  }

  ObservableList<TimelineRow> rows() {
    return rowsView;
  }

  /// How many stored messages are loaded.
  int storedCount() {
    return stored;
  }

  /// The oldest loaded stored `seq`, or 0.
  long firstSeq() {
    return stored == 0 ? 0 : entries.getFirst().seq();
  }

  /// The newest loaded stored `seq`, or 0.
  long lastSeq() {
    return stored == 0 ? 0 : entries.get(stored - 1).seq();
  }

  Entry newest() {
    return stored == 0 ? null : entries.get(stored - 1);
  }

  Entry bySeq(long seq) {
    int at = placeOf(seq);
    return at < stored && entries.get(at).seq() == seq ? entries.get(at) : null;
  }

  List<Entry> pending() {
    return List.copyOf(entries.subList(stored, entries.size()));
  }

  /// How many messages of others are loaded after a `seq`.
  int othersAfter(long seq) {
    int count = 0;
    for (int i = placeOf(seq + 1); i < stored; i++) {
      count += entries.get(i).own() ? 0 : 1;
    }
    return count;
  }

  /// The first loaded message of somebody else after a `seq`, or 0.
  long firstOfOthersAfter(long seq) {
    for (int i = placeOf(seq + 1); i < stored; i++) {
      if (!entries.get(i).own()) {
        return entries.get(i).seq();
      }
    }
    return 0;
  }

  /// The last loaded message of somebody else before a `seq`; null if none.
  Entry lastOfOthersBefore(long seq) {
    for (int i = placeOf(seq) - 1; i >= 0; i--) {
      if (!entries.get(i).own() && entries.get(i).stored()) {
        return entries.get(i);
      }
    }
    return null;
  }

  /// Adds stored messages, each once, given in ascending order of `seq`. One that was pending
  /// leaves the end for its place.
  void addStored(List<Entry> fresh) {
    List<Entry> missing = new ArrayList<>();
    for (Entry entry : fresh) {
      if (bySeq(entry.seq()) == null && !store(entry)) {
        missing.add(entry);
      }
    }
    int from = 0;
    while (from < missing.size()) {
      int at = placeOf(missing.get(from).seq());
      long next = at < stored ? entries.get(at).seq() : Long.MAX_VALUE;
      int to = from;
      while (to < missing.size() && missing.get(to).seq() < next) {
        to++;
      }
      splice(at, at, missing.subList(from, to), to - from);
      from = to;
    }
  }

  /// Turns a pending message into a stored one, if it is pending here. The first of those waiting
  /// has its place already, and its row stays.
  boolean store(Entry entry) {
    for (int i = stored; i < entries.size(); i++) {
      if (entries.get(i).key().equals(entry.key())) {
        boolean inPlace = i == stored && entry.seq() > lastSeq();
        if (inPlace) {
          splice(i, i + 1, List.of(entry), 1);
        } else {
          splice(i, i + 1, List.of(), 0);
          int at = placeOf(entry.seq());
          splice(at, at, List.of(entry), 1);
        }
        return true;
      }
    }
    return false;
  }

  /// Sets what waits in the outbox, but for what is known to be stored already.
  void setPending(List<Entry> outbox) {
    Set<Object> known = new HashSet<>();
    entries.subList(0, stored).forEach(entry -> known.add(entry.key()));
    List<Entry> pending = outbox.stream().filter(entry -> !known.contains(entry.key())).toList();
    if (!pending().equals(pending)) {
      splice(stored, entries.size(), pending, 0);
    }
  }

  /// Forgets all but the oldest so many stored messages.
  void keepOldest(int count) {
    if (stored > count) {
      splice(count, stored, List.of(), count - stored);
    }
  }

  /// Forgets all but the newest so many stored messages.
  void keepNewest(int count) {
    if (stored > count) {
      splice(0, stored - count, List.of(), count - stored);
    }
  }

  /// Forgets all stored messages.
  void clear() {
    splice(0, stored, List.of(), -stored);
    maker.forgetQuotes();
  }

  /// Puts the unread line above the first message of somebody else from this `seq` on; 0 takes it
  /// away.
  void setUnreadFrom(long seq) {
    long old = maker.unreadFrom();
    if (seq != old) {
      maker.setUnreadFrom(seq);
      refresh(old);
      refresh(seq);
    }
  }

  long unreadFrom() {
    return maker.unreadFrom();
  }

  private void refresh(long seq) {
    int at = placeOf(seq);
    if (seq != 0 && at < stored) {
      splice(at, at + 1, List.of(entries.get(at)), 0);
    }
  }

  /// Names the days anew if today is another day than before.
  void refreshDays() {
    if (!labels.today().equals(today)) {
      today = labels.today();
      remap(UnaryOperator.identity());
    }
  }

  /// Changes messages in place.
  void remap(UnaryOperator<Entry> change) {
    List<Entry> changed = entries.stream().map(change).toList();
    splice(0, entries.size(), changed, 0);
  }

  /// Makes known a quoted message that is not loaded.
  void addQuote(Quote quote) {
    maker.know(quote);
    for (int i = 0; i < entries.size(); i++) {
      if (Objects.equals(entries.get(i).content().replyTo(), quote.seq())) {
        splice(i, i + 1, List.of(entries.get(i)), 0);
      }
    }
  }

  /// The quoted messages that are neither loaded nor fetched.
  List<Long> unknownQuotes() {
    return rows.stream()
        .filter(row -> row instanceof MessageRow m && m.quote() != null && m.quote().name() == null)
        .map(row -> ((MessageRow) row).quote().seq())
        .distinct()
        .toList();
  }

  /// The index of the first stored entry with this `seq` or a later one.
  private int placeOf(long seq) {
    int low = 0;
    int high = stored;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (entries.get(middle).seq() < seq) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void splice(int from, int to, List<Entry> fresh, int storedChange) {
    int low = Math.max(0, from - 1);
    int high = Math.min(entries.size(), to + 1);
    int rowFrom = rowsBefore(low);
    int rowTo = rowFrom + rowsIn(low, high);
    List<Entry> replaced = entries.subList(from, to);
    replaced.clear();
    replaced.addAll(fresh);
    stored += storedChange;
    int newHigh = high + fresh.size() - (to - from);
    List<TimelineRow> made = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();
    for (int i = low; i < newHigh; i++) {
      int madeBefore = made.size();
      Entry before = i == 0 ? null : entries.get(i - 1);
      Entry after = i + 1 == entries.size() ? null : entries.get(i + 1);
      maker.addRows(before, entries.get(i), after, made);
      counts.add(made.size() - madeBefore);
    }
    List<Integer> countsThere = rowCounts.subList(low, high);
    countsThere.clear();
    countsThere.addAll(counts);
    rows.splice(rowFrom, rowTo, made);
  }

  private int rowsBefore(int entry) {
    return rowsIn(0, entry);
  }

  private int rowsIn(int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += rowCounts.get(i);
    }
    return count;
  }
}
