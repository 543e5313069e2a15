package chatter.server.store.postgres;

import chatter.server.store.Jdbc;
import org.jdbi.v3.core.Handle;

/// Which of several servers may have told somebody of something that they wrote to a database:
/// whoever is in `feed_writers`, since it writes itself in before it writes anything else, and is
/// taken out when it ends or when its connection is gone, behind all that it wrote. After another
/// PostgreSQL took over, each says again that it is there once it has found everything that it
/// knows of. Who does not is missing, and what it told may be.
final class FeedWriters {
  /// With a PostgreSQL that waits for a standby whoever is missing has told of nothing that the
  /// standby has not got.
  private static final String MISSING =
      " FROM feed_writers WHERE place != ? AND program != ? AND NOT waits";

  private FeedWriters() {}

  /// Writes a server in.
  ///
  /// @param program with which its marks begin
  /// @param lock which it holds as long as its connection is there
  /// @param where it has found everything
  static void add(Handle handle, String program, long lock, DatabaseIdentity where) {
    Jdbc.execute(handle, "BEGIN");
    // What it writes behind this waits, and is not at a standby without this.
    Jdbc.execute(handle, "SET LOCAL synchronous_commit = local");
    Jdbc.execute(
        handle,
        "INSERT INTO feed_writers (program, lock, place, waits)"
            + " VALUES (?, ?, ?, current_setting('synchronous_standby_names') != '')"
            + " ON CONFLICT (program) DO UPDATE"
            + " SET lock = excluded.lock, place = excluded.place, waits = excluded.waits",
        program,
        lock,
        where.toString());
    Jdbc.execute(handle, "COMMIT");
  }

  /// Takes all servers out, where there is one alone from then on.
  static void removeAll(Handle handle) {
    Jdbc.execute(handle, "DELETE FROM feed_writers");
  }

  /// Takes a server out that will write no more, or that is another one now.
  static void remove(Handle handle, String program) {
    Jdbc.execute(handle, "DELETE FROM feed_writers WHERE program = ?", program);
  }

  /// Whether a server is missing that may have told of something that is not there.
  ///
  /// @param program of a server that is not asked for
  static boolean areMissing(Handle handle, DatabaseIdentity where, String program) {
    return Jdbc.first(handle, "SELECT 1" + MISSING, row -> true, where.toString(), program)
        .orElse(false);
  }

  /// Whether a server is written in, and by a PostgreSQL that waited for no standby.
  static boolean mayHaveToldMore(Handle handle, String program) {
    return Jdbc.first(
            handle,
            "SELECT 1 FROM feed_writers WHERE program = ? AND NOT waits",
            row -> true,
            program)
        .orElse(false);
  }

  /// Takes out whoever has not come back for a long time, and is not missed.
  static void removeMissing(Handle handle, DatabaseIdentity where) {
    Jdbc.execute(handle, "DELETE FROM feed_writers WHERE place != ?", where.toString());
  }
}
