package chatter.server.account;

import chatter.server.store.Jdbc;
import chatter.server.store.postgres.PostgresDatabase;

/// The SQL of attempts, with the database's clock: a bucket that fills at a steady rate is kept as
/// the time when it is full again.
final class AttemptStore {
  /// Changes nothing if there is none left.
  private static final String TAKE =
      "INSERT INTO attempts AS a (key, full_at)"
          + " VALUES (?, clock_timestamp() + make_interval(secs => ?))"
          + " ON CONFLICT (key) DO UPDATE"
          + " SET full_at = greatest(a.full_at, clock_timestamp()) + make_interval(secs => ?)"
          + " WHERE a.full_at <= clock_timestamp() + make_interval(secs => ?)"
          + " RETURNING key";

  private static final String WAIT =
      "SELECT CAST(ceil(1000 * extract(epoch FROM full_at - clock_timestamp()"
          + " - make_interval(secs => ?))) AS bigint) FROM attempts WHERE key = ?";

  private static final String GIVE_BACK =
      "UPDATE attempts SET full_at = full_at - make_interval(secs => ?) WHERE key = ?";

  private static final String FORGET = "DELETE FROM attempts WHERE full_at < clock_timestamp()";

  private final PostgresDatabase database;

  AttemptStore(PostgresDatabase database) {
    this.database = database;
  }

  /// @param seconds until there is one more
  /// @param burst how many there are at most
  /// @return 0 if there was one, otherwise how many milliseconds until there is, at least 1
  long take(String key, double seconds, double burst) {
    // So much may be missing from a full bucket that has one left.
    double missing = (burst - 1) * seconds;
    return database.beside(handle -> {
      boolean taken =
          Jdbc.first(handle, TAKE, row -> true, key, seconds, seconds, missing).isPresent();
      return taken
          ? 0
          : Math.max(1, Jdbc.first(handle, WAIT, row -> row.getLong(1), missing, key).orElse(1L));
    });
  }

  void giveBack(String key, double seconds) {
    database.beside(handle -> {
      Jdbc.execute(handle, GIVE_BACK, seconds, key);
      return null;
    });
  }

  void forgetThoseThatAreOver() {
    database.beside(handle -> {
      Jdbc.execute(handle, FORGET);
      return null;
    });
  }
}
