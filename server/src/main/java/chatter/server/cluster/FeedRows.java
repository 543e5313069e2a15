package chatter.server.cluster;

import chatter.server.store.Database;
import chatter.server.store.Jdbc;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/// The SQL of what all servers of a chat have told, as `ClusterTransactions` writes it down.
final class FeedRows {
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

  /// Removes what everybody has told long ago.
  void forgetOld(int seconds) {
    var _ =
        database.writeAndWait(handle -> {
          Jdbc.execute(
              handle,
              "DELETE FROM feed WHERE stored_at < clock_timestamp() - ? * interval '1 second'",
              seconds);
          return null;
        });
  }

  /// What was told of one transaction.
  ///
  /// @param number its place among all
  /// @param mark by which its server knows it
  /// @param told lines of `Fact`
  record Row(long number, String mark, String told) {}
}
