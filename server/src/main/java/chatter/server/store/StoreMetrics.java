package chatter.server.store;

import chatter.server.metrics.Counters;
import chatter.server.metrics.Histogram;
import chatter.server.metrics.Metric;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/// What a database that is written in groups counts of itself. Safe for any thread.
public final class StoreMetrics {
  private final Histogram queued =
      Histogram.ofSeconds(
          "chatter_store_queue_seconds", "How long a change waited before its group was begun.");
  private final Histogram sizes =
      new Histogram(
          "chatter_store_group_size",
          "How many changes were stored together, in one transaction.",
          1,
          2,
          4,
          8,
          16,
          32,
          64,
          128,
          256);
  private final Histogram commits =
      Histogram.ofSeconds(
          "chatter_store_commit_seconds", "How long a commit took until it was on the disk.");
  private final Histogram readers =
      Histogram.ofSeconds(
          "chatter_store_reader_wait_seconds",
          "How long a query waited for a connection to read with.");
  private final Counters groups =
      new Counters(
          "chatter_store_groups_total",
          "Groups of changes by what became of them: stored, or why not; in_doubt is a group of which"
              + " nobody knew for ten seconds whether it is stored.",
          "outcome");
  private final LongAdder stored = groups.of("stored");

  StoreMetrics() {
    // Shown from the beginning, so that an alarm has something to compare with.
    for (StorageException.Kind kind : StorageException.Kind.values()) {
      var _ = groups.of(word(kind));
    }
  }

  /// All of them.
  public List<Metric> all() {
    return List.of(queued, sizes, commits, readers, groups);
  }

  void queued(long nanos) {
    queued.observeNanos(nanos);
  }

  void stored(int changes) {
    sizes.observe(changes);
    stored.increment();
  }

  void failed(StorageException.Kind kind) {
    groups.of(word(kind)).increment();
  }

  void committed(long nanos) {
    commits.observeNanos(nanos);
  }

  /// A query has got a connection to read with.
  public void readerCame(long nanos) {
    readers.observeNanos(nanos);
  }

  private static String word(StorageException.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
