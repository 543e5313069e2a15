package chatter.server.cluster;

import chatter.server.store.Database;
import chatter.server.store.FeedPosition;
import chatter.server.store.Jdbc;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/// The SQL of what all servers of a chat have told, as `ClusterTransactions` writes it down.
final class FeedRows {
  /// Whether PostgreSQL waits for a standby may change while it runs. Of those who wrote to the one
  /// before it says nothing.
  private static final String WAITING =
      """
      UPDATE feed_writers SET waits = NOT waits
      WHERE place = (SELECT value FROM meta WHERE key = 'place')
        AND waits != (current_setting('synchronous_standby_names') != '')\
      """;

  private static final String GONE =
      """
      DELETE FROM feed_writers w
      WHERE place = (SELECT value FROM meta WHERE key = 'place') AND NOT EXISTS (
        SELECT 1 FROM pg_locks l
        WHERE l.locktype = 'advisory' AND l.granted AND l.mode = 'ExclusiveLock'
          AND l.objsubid = 1
          AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND (l.classid::bigint << 32) + l.objid::bigint = w.lock)\
      """;

  private final Database database;

  FeedRows(Database database) {
    this.database = database;
  }

  /// The newest number; 0 if there is none.
  long head() {
    return database.read(
        handle -> Jdbc.first(handle, "SELECT n FROM feed_head", row -> row.getLong(1)).orElse(0L));
  }

  /// What time it is there.
  Instant now() {
    return database.read(handle ->
        Jdbc.first(
                handle,
                "SELECT clock_timestamp()",
                row -> row.getObject(1, OffsetDateTime.class).toInstant())
            .orElseThrow());
  }

  /// The newest with its mark, which is empty if its row is not there any more.
  FeedPosition newest() {
    return database
        .read(handle ->
            Jdbc.first(
                handle,
                "SELECT h.n, coalesce(f.mark, '') FROM feed_head h LEFT JOIN feed f ON f.n = h.n",
                row -> new FeedPosition(row.getLong(1), row.getString(2))))
        .orElse(new FeedPosition(0, ""));
  }

  /// Whether the rows are still of the history that this server began with.
  boolean areOfTheEpoch() {
    return database
        .read(handle ->
            Jdbc.first(
                handle, "SELECT value FROM meta WHERE key = 'epoch'", row -> row.getString(1)))
        .filter(database.epoch()::equals)
        .isPresent();
  }

  /// Those behind a number, in order.
  List<Row> after(long number, int most) {
    return database.read(handle ->
        Jdbc.all(
            handle,
            "SELECT n, mark, told FROM feed WHERE n > ? ORDER BY n LIMIT ?",
            row -> new Row(row.getLong(1), row.getString(2), row.getString(3)),
            number,
            most));
  }

  /// Removes what everybody has told long ago, refusals that count no more, and the servers whose
  /// connection is gone: they come behind all that those wrote.
  void forgetOld(int seconds) {
    var _ =
        database.writeAndWait(handle -> {
          Jdbc.execute(
              handle,
              "DELETE FROM feed WHERE stored_at < clock_timestamp() - ? * interval '1 second'",
              seconds);
          Jdbc.execute(
              handle,
              "DELETE FROM refused_commands WHERE at < clock_timestamp() - ? * interval '1 second'",
              seconds);
          Jdbc.execute(handle, WAITING);
          Jdbc.execute(handle, GONE);
          return null;
        });
  }

  /// What was told of one transaction.
  ///
  /// @param number its place among all
  /// @param mark by which its server knows it
  /// @param told lines of `Fact`
  record Row(long number, String mark, String told) {
    /// Its place and its mark.
    FeedPosition position() {
      return new FeedPosition(number, mark);
    }
  }
}
