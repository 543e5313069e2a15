package chatter.client.copy;

import chatter.client.copy.Spans.Span;
import chatter.client.net.HistoryCopy.Missing;
import chatter.client.net.http.HistoryQuery;
import chatter.shared.limits.Limits;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which page a copy asks for next. First what is there and not sure any more, the newest first;
/// then the newest page of each conversation, of the one with the newest message first; then what
/// is older, the conversations in turn. On the copy's thread only.
final class FillOrder {
  /// So many rows at the end of a conversation are its newest page.
  private static final int NEWEST = Limits.HISTORY_PAGE_DEFAULT;

  private final CopyStore store;

  /// When a conversation had its turn last.
  private final Map<Long, Long> turns = new HashMap<>();

  private long turn;

  /// A conversation that is to be filled.
  ///
  /// @param cursor the newest entry that was applied
  /// @param newest when the last message was sent, in milliseconds since 1970
  record Fillable(long id, long cursor, long newest) {}

  FillOrder(CopyStore store) {
    this.store = store;
  }

  /// What is not sure any more, if there is anything.
  Optional<Missing> unsure(List<Fillable> all) throws SQLException {
    Missing newest = null;
    long sent = Long.MIN_VALUE;
    for (Fillable one : all) {
      Optional<Span> stale = store.spans(one.id()).newestStale();
      if (stale.isPresent()) {
        Span span = stale.get();
        long at = store.newest(one.id(), span.last()).orElse(0);
        if (newest == null || at > sent) {
          sent = at;
          newest = before(one, span.last() + 1, span.first());
        }
      }
    }
    return Optional.ofNullable(newest);
  }

  /// What is not there, if there is anything.
  Optional<Missing> missing(List<Fillable> all) throws SQLException {
    Missing older = null;
    long longest = Long.MAX_VALUE;
    for (Fillable one :
        all.stream().sorted(Comparator.comparingLong(Fillable::newest).reversed()).toList()) {
      Spans spans = store.spans(one.id());
      long known = spans.newest(false).map(Span::last).orElse(0L);
      if (known < one.cursor()) {
        return Optional.of(
            new Missing(one.id(), new HistoryQuery.Newest(limit(one.cursor() - known))));
      }
      Span end = spans.newest(false).orElse(null);
      if (end == null || end.first() == 1) {
        continue;
      }
      long above =
          spans.all().stream()
              .filter(span -> span.current() && span.last() < end.first())
              .mapToLong(Span::last)
              .max()
              .orElse(0);
      Missing page = before(one, end.first(), above + 1);
      if (!store.holds(one.id(), end.first(), end.last(), NEWEST)) {
        return Optional.of(page);
      }
      long had = turns.getOrDefault(one.id(), 0L);
      if (had < longest) {
        longest = had;
        older = page;
      }
    }
    if (older != null) {
      turns.put(older.conversation(), ++turn);
    }
    return Optional.ofNullable(older);
  }

  /// Nothing that is there is asked for, as far as every entry is a row.
  private static Missing before(Fillable one, long seq, long first) {
    return new Missing(one.id(), new HistoryQuery.Before(seq, limit(seq - first)));
  }

  private static int limit(long entries) {
    return (int) Math.min(Limits.HISTORY_PAGE, entries);
  }
}
