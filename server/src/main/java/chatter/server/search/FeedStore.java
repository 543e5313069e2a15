package chatter.server.search;

import chatter.server.store.Jdbc;
import chatter.server.store.SnapshotReader;
import chatter.shared.search.SearchedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.jdbi.v3.core.Handle;

/// Reads from the database what the index does not have yet. For the index's thread.
final class FeedStore implements AutoCloseable {
  private static final int NEW_ROWS = 40_000;
  private static final int FILL_ROWS = 10_000;
  private static final int EDITS = 5_000;

  /// So much text at once, in UTF-16 units.
  private static final long TEXT = 8L * 1024 * 1024;

  private final SnapshotReader reader;

  FeedStore(SnapshotReader reader) {
    this.reader = reader;
  }

  SearchStore.Newest newest() {
    return reader.read(SearchStore::newest);
  }

  /// Whether an index that has come so far is one of this database, and can be brought further.
  ///
  /// @param handedOver whether the text of a deleted message is known
  boolean fits(IndexState found, LongPredicate handedOver) {
    return reader.read(handle -> {
      SearchStore.Newest newest = SearchStore.newest(handle);
      return found.high() <= newest.message()
          && found.edit() <= newest.edit()
          && found.change() <= newest.change()
          && SearchStore.deletedAfter(handle, found.change()).stream()
              .allMatch(message -> !found.has(message) || handedOver.test(message));
    });
  }

  /// What there is to do, read in one snapshot.
  Batch batch(IndexState from) {
    return reader.read(handle -> batch(handle, from));
  }

  private static Batch batch(Handle handle, IndexState from) {
    SearchStore.Newest newest = SearchStore.newest(handle);
    Batch batch = new Batch(from);
    if (newest.change() > from.change()) {
      SearchStore.deletedAfter(handle, from.change()).stream()
          .filter(from::has)
          .forEach(batch.deleted::add);
    }
    batch.change = newest.change();
    batch.edit = Math.min(newest.edit(), from.edit() + EDITS);
    if (batch.edit > from.edit()) {
      SearchStore.edited(handle, from.edit(), batch.edit).stream()
          .filter(from::has)
          .forEach(message -> addEdited(handle, batch, message));
    }
    if (batch.edit < newest.edit()) {
      // What is put in now would be as of other edits than what is there.
      batch.more = true;
      return batch;
    }
    long last = Math.min(newest.message(), from.high() + NEW_ROWS);
    if (last > from.high()) {
      Jdbc.Part<SearchStore.Row> part = SearchStore.rows(handle, from.high() + 1, last, TEXT);
      batch.fresh = part.rows();
      // Where numbers were given away for nothing, many together, there is no row to go on from.
      batch.high = part.whole() ? last : part.rows().getLast().id();
    }
    batch.more = batch.high < newest.message();
    if (!batch.more && !from.isFilled()) {
      addOld(handle, batch);
    }
    return batch;
  }

  /// Of a message that was deleted everything goes, and nothing is put in.
  private static void addEdited(Handle handle, Batch batch, long message) {
    SearchStore.one(handle, message)
        .ifPresent(row -> {
          batch.before.add(row.saying(SearchStore.asOf(handle, message, batch.from.edit())));
          batch.after.add(row.saying(SearchStore.asOf(handle, message, batch.edit)));
        });
  }

  private static void addOld(Handle handle, Batch batch) {
    long low = batch.from.low();
    long first = Math.max(1, low - FILL_ROWS);
    Jdbc.Part<SearchStore.Row> part = SearchStore.rows(handle, first, low - 1, TEXT);
    while (!part.whole()) {
      // Too much text: the newer half.
      first = (first + low) / 2;
      part = SearchStore.rows(handle, first, low - 1, TEXT);
    }
    batch.old = part.rows();
    batch.low = first;
  }

  @Override
  public void close() {
    reader.close();
  }

  /// What one turn does.
  static final class Batch {
    private final long began = System.nanoTime();
    private final IndexState from;
    private final List<Long> deleted = new ArrayList<>();
    private final List<SearchedMessage> before = new ArrayList<>();
    private final List<SearchedMessage> after = new ArrayList<>();
    private List<SearchStore.Row> fresh = List.of();
    private List<SearchStore.Row> old = List.of();
    private long low;
    private long high;
    private long edit;
    private long change;
    private boolean more;

    private Batch(IndexState from) {
      this.from = from;
      this.low = from.low();
      this.high = from.high();
    }

    /// Where the index is.
    IndexState from() {
      return from;
    }

    /// Where it is afterwards.
    IndexState to() {
      return new IndexState(low, high, edit, change);
    }

    /// Messages that were deleted, as far as they are in the index.
    List<Long> deleted() {
      return deleted;
    }

    /// Messages that were edited, as they are in the index.
    List<SearchedMessage> before() {
      return before;
    }

    /// The same as they are now.
    List<SearchedMessage> after() {
      return after;
    }

    /// New messages, ascending.
    List<SearchStore.Row> fresh() {
      return fresh;
    }

    /// Messages before those in the index, ascending.
    List<SearchStore.Row> old() {
      return old;
    }

    /// Whether there is more that is new.
    boolean more() {
      return more;
    }

    /// How long it has taken.
    long nanos() {
      return System.nanoTime() - began;
    }
  }
}
