package chatter.server.search;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/// How far the index is, as it stands in its own file, in the transaction that brought it there.
/// Messages from `low` to `high` are in it, as they were after the last edit and the last change
/// that count.
///
/// @param low the oldest message that is in it; 1 when all are
/// @param high the newest
/// @param edit the last edit, by its number among all
/// @param change the last change, by its number among all
record IndexState(long low, long high, long edit, long change) {
  /// How many messages share one line of when they were sent.
  static final int BUCKET = 1_024;

  private static final String[] SET_UP = {
    "CREATE TABLE state (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL,"
        + " epoch TEXT NOT NULL, low INTEGER NOT NULL, high INTEGER NOT NULL,"
        + " edit INTEGER NOT NULL, change INTEGER NOT NULL) STRICT",
    // When messages were sent, by their numbers: a clock may go back.
    "CREATE TABLE times (bucket INTEGER PRIMARY KEY, earliest TEXT NOT NULL, latest TEXT NOT NULL)"
        + " STRICT"
  };

  private static final String READ =
      "SELECT low, high, edit, change FROM state WHERE version = ? AND epoch = ?";

  private static final String FIRST =
      "INSERT INTO state (one, version, epoch, low, high, edit, change)"
          + " VALUES (1, ?, ?, ?, ?, ?, ?)";

  private static final String WRITE =
      "UPDATE state SET low = ?, high = ?, edit = ?, change = ? WHERE one = 1";

  private static final String SENT =
      "INSERT INTO times (bucket, earliest, latest) VALUES (?1, ?2, ?2)"
          + " ON CONFLICT (bucket) DO UPDATE SET earliest = min(earliest, excluded.earliest),"
          + " latest = max(latest, excluded.latest)";

  private static final String UNTIL = "SELECT max(bucket) FROM times WHERE earliest < ?";
  private static final String SINCE = "SELECT min(bucket) FROM times WHERE latest >= ?";

  /// Before anything is in it: all there is now is to be put in from the newest on.
  static IndexState before(SearchStore.Newest newest) {
    return new IndexState(newest.message() + 1, newest.message(), newest.edit(), newest.change());
  }

  /// Whether every message is in it that it knows of.
  boolean isFilled() {
    return low <= 1;
  }

  /// Whether a message is in it, or was before it was deleted.
  boolean has(long message) {
    return message >= low && message <= high;
  }

  /// Makes the tables, with this in them.
  void create(Connection connection, int version, String epoch) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : SET_UP) {
        statement.execute(sql);
      }
    }
    try (PreparedStatement first = connection.prepareStatement(FIRST)) {
      first.setInt(1, version);
      first.setString(2, epoch);
      set(first, 3);
      first.executeUpdate();
    }
  }

  /// What stands in a file; empty if that is of another version, or of another database.
  static Optional<IndexState> read(Connection connection, int version, String epoch)
      throws SQLException {
    try (PreparedStatement read = connection.prepareStatement(READ)) {
      read.setInt(1, version);
      read.setString(2, epoch);
      try (ResultSet row = read.executeQuery()) {
        return row.next()
            ? Optional.of(
                new IndexState(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
            : Optional.empty();
      }
    }
  }

  /// Writes it down.
  void write(Connection connection) throws SQLException {
    try (PreparedStatement write = connection.prepareStatement(WRITE)) {
      set(write, 1);
      write.executeUpdate();
    }
  }

  private void set(PreparedStatement statement, int first) throws SQLException {
    statement.setLong(first, low);
    statement.setLong(first + 1, high);
    statement.setLong(first + 2, edit);
    statement.setLong(first + 3, change);
  }

  /// Notes when messages were sent.
  ///
  /// @param rows ascending
  static void note(Connection connection, Iterable<SearchStore.Row> rows) throws SQLException {
    try (PreparedStatement sent = connection.prepareStatement(SENT)) {
      long bucket = -1;
      String earliest = null;
      String latest = null;
      for (SearchStore.Row row : rows) {
        long its = row.id() / BUCKET;
        if (its != bucket) {
          note(sent, bucket, earliest, latest);
          bucket = its;
          earliest = row.sentAt();
          latest = row.sentAt();
        }
        earliest = earliest.compareTo(row.sentAt()) <= 0 ? earliest : row.sentAt();
        latest = latest.compareTo(row.sentAt()) >= 0 ? latest : row.sentAt();
      }
      note(sent, bucket, earliest, latest);
    }
  }

  private static void note(PreparedStatement sent, long bucket, String earliest, String latest)
      throws SQLException {
    if (bucket >= 0) {
      for (String at : new String[] {earliest, latest}) {
        sent.setLong(1, bucket);
        sent.setString(2, at);
        sent.executeUpdate();
      }
    }
  }

  /// The number below which every message is that was sent before a time; 0 if there is none.
  static long below(Connection connection, String until) throws SQLException {
    return bucket(connection, UNTIL, until).map(found -> (found + 1) * BUCKET).orElse(0L);
  }

  /// The number from which on every message is that was sent at a time or later; the highest there
  /// can be if there is none.
  static long from(Connection connection, String since) throws SQLException {
    return bucket(connection, SINCE, since).map(found -> found * BUCKET).orElse(Long.MAX_VALUE);
  }

  private static Optional<Long> bucket(Connection connection, String sql, String time)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, time);
      try (ResultSet row = statement.executeQuery()) {
        long bucket = row.next() ? row.getLong(1) : 0;
        return row.wasNull() ? Optional.empty() : Optional.of(bucket);
      }
    }
  }
}
