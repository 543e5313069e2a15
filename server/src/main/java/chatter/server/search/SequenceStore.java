package chatter.server.search;

import chatter.server.store.Jdbc;
import chatter.server.store.StorageException;
import chatter.server.store.postgres.PostgresDatabase;
import chatter.shared.search.SearchTable;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The SQL of the index that is in PostgreSQL: asking it, and one turn of bringing it up to date.
final class SequenceStore {
  /// `chattidx` as letters of eight bits: one server at a time brings the index up to date.
  private static final long LOCK = 0x63_68_61_74_74_69_64_78L;

  private static final int VERSION = SearchTable.VERSION;

  private static final int DUE = 500;
  private static final int FILL = 5_000;

  /// So much text at once, in UTF-16 units.
  private static final long TEXT = 8L * 1024 * 1024;

  /// So many numbers are sent at once.
  private static final int NUMBERS = 100_000;

  private static final String STATE = "SELECT version, low FROM search_state";

  private static final String LOW =
      "INSERT INTO search_state (one, version, low) VALUES (1, ?, ?)"
          + " ON CONFLICT (one) DO UPDATE SET version = excluded.version, low = excluded.low";

  private static final String TAKE =
      "DELETE FROM search_due WHERE id IN (SELECT id FROM search_due ORDER BY id LIMIT ?)"
          + " RETURNING message";

  private static final String PUT =
      "INSERT INTO search_entries (message, sequences) VALUES (?, ?)"
          + " ON CONFLICT (message) DO UPDATE SET sequences = excluded.sequences";

  private static final String REMOVE = "DELETE FROM search_entries WHERE message = ?";

  private static final String SENT =
      "INSERT INTO search_times AS t (bucket, earliest, latest) VALUES (?, ?, ?)"
          + " ON CONFLICT (bucket) DO UPDATE SET earliest = least(t.earliest, excluded.earliest),"
          + " latest = greatest(t.latest, excluded.latest)";

  private static final String UNTIL = "SELECT max(bucket) FROM search_times WHERE earliest < ?";
  private static final String SINCE = "SELECT min(bucket) FROM search_times WHERE latest >= ?";

  private final PostgresDatabase database;

  SequenceStore(PostgresDatabase database) {
    this.database = database;
  }

  /// The oldest message that is in the index; empty if all are.
  Optional<Long> filledFrom() {
    return database.read(handle -> {
      Optional<Long> low = Jdbc.first(handle, STATE, row -> row.getLong(2));
      return low.isEmpty()
          ? Optional.of(SearchStore.newest(handle).message() + 1).filter(next -> next > 1)
          : low.filter(first -> first > 1);
    });
  }

  /// The ids of messages that may have it, the newest first.
  List<Long> find(SearchTable.Expression expression, long below, long from, int most) {
    // With the numbers in it, so that PostgreSQL sees whether they are rare.
    String sql =
        "SELECT message FROM search_entries WHERE message < "
            + below
            + " AND message >= "
            + from
            + expression.pieces().stream()
                .map(SequenceStore::condition)
                .collect(Collectors.joining(" AND ", " AND ", ""))
            + " ORDER BY message DESC LIMIT "
            + most;
    return database.read(handle -> {
      try (Statement statement = handle.getConnection().createStatement();
          ResultSet rows = statement.executeQuery(sql)) {
        List<Long> ids = new ArrayList<>();
        while (rows.next()) {
          ids.add(rows.getLong(1));
        }
        return ids;
      } catch (SQLException e) {
        throw new StorageException(StorageException.Kind.FAILED, "cannot search", e);
      }
    });
  }

  private static String condition(SearchTable.Piece piece) {
    List<String> all = new ArrayList<>();
    List<Integer> any = new ArrayList<>();
    for (List<String> together : piece.anyOf()) {
      int[] numbers = Sequences.of(together);
      if (numbers.length == 1) {
        any.add(numbers[0]);
      } else {
        all.add("sequences @> " + array(Arrays.stream(numbers).boxed().toList()));
      }
    }
    if (any.size() == 1) {
      all.add("sequences @> " + array(any));
    } else if (!any.isEmpty()) {
      all.add("sequences && " + array(any));
    }
    return String.join(" OR ", all).transform(text -> all.size() > 1 ? "(" + text + ")" : text);
  }

  private static String array(List<Integer> numbers) {
    return numbers.stream()
        .map(String::valueOf)
        .collect(Collectors.joining(",", "CAST('{", "}' AS integer[])"));
  }

  /// The number below which every message is that was sent before a time; 0 if there is none.
  long below(String until) {
    return bucket(UNTIL, until).map(found -> (found + 1) * IndexState.BUCKET).orElse(0L);
  }

  /// The number from which on every message is that was sent at a time or later; the highest there
  /// can be if there is none.
  long from(String since) {
    return bucket(SINCE, since).map(found -> found * IndexState.BUCKET).orElse(Long.MAX_VALUE);
  }

  private Optional<Long> bucket(String sql, String time) {
    return database.read(handle ->
        Jdbc.first(
                handle,
                sql,
                row -> {
                  long bucket = row.getLong(1);
                  return row.wasNull() ? Optional.<Long>empty() : Optional.of(bucket);
                },
                time)
            .orElseThrow());
  }

  /// Puts in some of what is due, and then some of what is old, in one transaction.
  Turn turn() {
    return database.beside(handle -> {
      if (!take(handle)) {
        return Turn.ELSEWHERE;
      }
      // What is lost with the last of these is due again.
      Jdbc.execute(handle, "SET LOCAL synchronous_commit = off");
      long[] state =
          Jdbc.first(handle, STATE, row -> new long[] {row.getLong(1), row.getLong(2)})
              .orElse(new long[] {0, 0});
      if (state[0] > VERSION) {
        return Turn.NEWER;
      }
      long low = state[0] == VERSION ? state[1] : empty(handle);
      Set<Long> due = new LinkedHashSet<>(Jdbc.all(handle, TAKE, row -> row.getLong(1), DUE));
      if (!due.isEmpty()) {
        put(handle, SearchStore.all(handle, due), due);
      }
      if (due.size() == DUE) {
        return Turn.MORE;
      }
      if (low > 1) {
        return fill(handle, low);
      }
      return due.isEmpty() ? Turn.NOTHING : Turn.SOME;
    });
  }

  private static boolean take(Handle handle) {
    return Jdbc.first(handle, "SELECT pg_try_advisory_xact_lock(?)", row -> row.getBoolean(1), LOCK)
        .orElseThrow();
  }

  /// Begins anew: what is stored from now on is due, and all before is put in from the newest on.
  private static long empty(Handle handle) {
    for (String table : List.of("search_entries", "search_times")) {
      Jdbc.execute(handle, "TRUNCATE " + table);
    }
    // Not emptied: what others store at this moment must stay in it.
    Jdbc.execute(handle, "DELETE FROM search_due");
    long low = SearchStore.newest(handle).message() + 1;
    Jdbc.execute(handle, LOW, VERSION, low);
    return low;
  }

  private static Turn fill(Handle handle, long low) {
    long first = Math.max(1, low - FILL);
    Jdbc.Part<SearchStore.Row> part = SearchStore.rows(handle, first, low - 1, TEXT);
    while (!part.whole()) {
      // Too much text: the newer half.
      first = (first + low) / 2;
      part = SearchStore.rows(handle, first, low - 1, TEXT);
    }
    put(handle, part.rows(), Set.of());
    Jdbc.execute(handle, LOW, VERSION, first);
    if (first <= 1) {
      Jdbc.execute(handle, "ANALYZE search_entries");
    }
    return Turn.FILLED;
  }

  /// @param mine what is taken out if it is not among the rows, or was deleted
  private static void put(Handle handle, List<SearchStore.Row> rows, Set<Long> mine) {
    Set<Long> gone = new LinkedHashSet<>(mine);
    try (PreparedStatement put = handle.getConnection().prepareStatement(PUT);
        PreparedStatement remove = handle.getConnection().prepareStatement(REMOVE)) {
      int numbers = 0;
      for (SearchStore.Row row : rows) {
        if (!row.deleted()) {
          gone.remove(row.id());
          int[] sequences = Sequences.of(row.searched());
          put.setLong(1, row.id());
          put.setObject(2, sequences);
          put.addBatch();
          numbers += sequences.length;
          if (numbers > NUMBERS) {
            put.executeBatch();
            numbers = 0;
          }
        }
      }
      put.executeBatch();
      for (long message : gone) {
        remove.setLong(1, message);
        remove.addBatch();
      }
      remove.executeBatch();
    } catch (SQLException e) {
      // Without the values, which are of messages.
      throw new StorageException(StorageException.Kind.FAILED, "cannot write the index", e);
    }
    note(handle, rows);
  }

  private static void note(Handle handle, List<SearchStore.Row> rows) {
    rows.stream()
        .collect(Collectors.groupingBy(row -> row.id() / IndexState.BUCKET))
        .forEach((bucket, its) -> {
          List<String> times = its.stream().map(SearchStore.Row::sentAt).sorted().toList();
          Jdbc.execute(handle, SENT, bucket, times.getFirst(), times.getLast());
        });
  }

  /// Puts together what was put in apart, which asking would else go through one by one.
  void tidy() {
    database.beside(handle ->
        Jdbc.first(
            handle,
            "SELECT gin_clean_pending_list('search_entries_sequences')",
            row -> row.getLong(1)));
  }

  /// What a turn did.
  enum Turn {
    /// Nothing: another server is at it.
    ELSEWHERE,
    /// Nothing: the index is that of a newer program, which other servers have.
    NEWER,
    /// Some, and there may be more.
    MORE,
    /// All that was due, and some that was old.
    FILLED,
    /// All that was due.
    SOME,
    /// Nothing was due.
    NOTHING
  }
}
