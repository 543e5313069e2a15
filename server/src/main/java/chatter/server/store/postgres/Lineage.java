package chatter.server.store.postgres;

import chatter.server.store.FeedPosition;
import chatter.server.store.Jdbc;
import chatter.server.store.StorageException;
import chatter.server.store.TransactionStep;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether a database has all that servers knew to be stored, wherever it is now. `place` in `meta`
/// is where it was when a server found nothing missing, `feed_timelines` what was known then of
/// places before, and `feed_writers` who may know more.
final class Lineage {
  private static final Logger log = LoggerFactory.getLogger(Lineage.class);
  private static final String PLACE = "place";
  private static final String EPOCH = "epoch";

  private Lineage() {}

  /// Where it was when a server last vouched for it; empty if none ever did.
  static Optional<DatabaseIdentity> vouched(Handle handle) {
    return PostgresSchema.value(handle, PLACE).map(DatabaseIdentity::parse);
  }

  /// Which history the rows are of: another when something that was told may be missing.
  static String epoch(Handle handle) {
    return PostgresSchema.value(handle, EPOCH).orElse("");
  }

  /// Says that a database has everything where it is now, unless somebody else has said something
  /// meanwhile.
  ///
  /// @param said what was said before; empty if nobody has said anything yet
  /// @param before where whoever says it has come to the number
  /// @param upTo the number up to which it is known to be what it was there
  /// @throws StorageException `BUSY` if somebody has
  static void vouch(
      Handle handle,
      Optional<DatabaseIdentity> said,
      DatabaseIdentity now,
      DatabaseIdentity before,
      long upTo) {
    boolean moved = !before.toString().equals(now.toString());
    if (!moved && said.map(DatabaseIdentity::toString).filter(now.toString()::equals).isPresent()) {
      return;
    }
    Jdbc.execute(handle, "BEGIN");
    // Who comes to another that has not got this vouches again.
    Jdbc.execute(handle, "SET LOCAL synchronous_commit = local");
    Jdbc.execute(handle, "SELECT 1 FROM meta WHERE key = 'place' FOR UPDATE");
    if (!vouched(handle).equals(said)) {
      Jdbc.execute(handle, "ROLLBACK");
      throw new StorageException(
          StorageException.Kind.BUSY, "another server has just looked at the database", null);
    }
    PostgresSchema.put(handle, PLACE, now.toString());
    if (moved) {
      Jdbc.execute(
          handle,
          "INSERT INTO feed_timelines (place, n) VALUES (?, ?)"
              + " ON CONFLICT (place) DO UPDATE SET n = greatest(feed_timelines.n, excluded.n)",
          before.toString(),
          upTo);
    }
    Jdbc.execute(handle, "COMMIT");
  }

  /// Whether somebody vouched for a position, which is not in the table any more.
  static boolean isVouched(Handle handle, DatabaseIdentity where, FeedPosition position) {
    return Jdbc.first(
            handle,
            "SELECT 1 FROM feed_timelines WHERE place = ? AND n >= ?",
            row -> true,
            where.toString(),
            position.number())
        .orElse(false);
  }

  /// Begins another history, and ends what must not come back with the one before, unless somebody
  /// did so meanwhile.
  ///
  /// @param epoch of the one before
  /// @param restored ends it
  static void beginAnew(
      Handle handle, String epoch, DatabaseIdentity now, TransactionStep restored) {
    Jdbc.execute(handle, "BEGIN");
    boolean first =
        Jdbc.first(
                handle,
                "UPDATE meta SET value = ? WHERE key = 'epoch' AND value = ? RETURNING 1",
                row -> true,
                UUID.randomUUID().toString(),
                epoch)
            .orElse(false);
    if (first) {
      log.warn(
          "the database was put back from a backup, is on another server, or has lost what was"
              + " stored: everybody signs in again");
      restored.run(handle);
      PostgresSchema.put(handle, PLACE, now.toString());
      Jdbc.execute(handle, "DELETE FROM feed_timelines");
      Jdbc.execute(handle, "DELETE FROM feed_writers");
    }
    Jdbc.execute(handle, "COMMIT");
  }
}
