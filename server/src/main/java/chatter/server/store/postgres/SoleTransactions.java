package chatter.server.store.postgres;

import chatter.server.store.FeedPosition;
import chatter.server.store.Jdbc;
import chatter.server.store.Scope;
import chatter.server.store.StorageException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Transactions of the one server that writes to a database. It holds a lock of the session as long
/// as its connection is there, so that a second server is refused, and so that who has the lock
/// again knows that nothing of the connection before is under way any more. Each transaction puts
/// its mark in the place of the one before: so it is known whether it was stored when the
/// connection broke in its commit, and whether anybody else wrote while nobody had the lock.
final class SoleTransactions extends PostgresTransactions {
  /// PostgreSQL's state for a null that may not be.
  private static final String NOT_NULL = "23502";

  /// With which its marks begin, so that none is taken for one in the feed of several servers.
  static final String MARKS = "sole.";

  /// In `meta`: the mark of the last transaction.
  private static final String LAST = "last_group";

  /// The mark that was stored last, as far as is known.
  private String stored = "";

  SoleTransactions(
      PostgresConnections connections, PositionFile file, PostgresDatabase.Expected expected) {
    super(connections, file, expected, MARKS);
  }

  @Override
  void lock(Handle handle, StorageException.Kind refused) {
    if (!isLocked(handle, "SELECT pg_try_advisory_lock(?)", LOCK)) {
      throw new StorageException(
          refused,
          "another Chatter server is using the database"
              + WriterSession.holder(handle, LOCK)
              + "; stop it, or give this one a database of its own: several on one database take"
              + " --bus, all of them",
          null);
    }
  }

  @Override
  FeedPosition claim(Handle handle) {
    stored = written(handle, "'" + nextMark() + "'");
    return at(stored);
  }

  private static FeedPosition at(String mark) {
    return new FeedPosition(number(mark), mark);
  }

  private static long number(String mark) {
    return Long.parseLong(mark.substring(mark.lastIndexOf(':') + 1));
  }

  /// Nobody else does, or the lock would not be here.
  @Override
  void enter(Handle handle, DatabaseIdentity now) {
    FeedWriters.removeAll(handle);
    FeedWriters.add(handle, program(), LOCK, now);
  }

  @Override
  FeedPosition position() {
    return at(stored);
  }

  /// Numbers grow as long as it is the same server's, and each is behind what it stored before.
  @Override
  Found find(
      Handle handle,
      DatabaseIdentity where,
      FeedPosition position,
      DatabaseIdentity now,
      boolean known) {
    String found = PostgresSchema.value(handle, LAST).orElse("");
    if (program(found).equals(program(position.mark()))) {
      return number(found) < position.number() ? Found.GONE : Found.THERE;
    }
    // Whoever wrote since has begun behind it, if somebody vouched for that.
    return known ? Found.THERE : Found.UNKNOWN;
  }

  @Override
  void follow(DatabaseIdentity now, FeedPosition position) {
    // There are no others.
  }

  @Override
  void mustBeOwn(Handle handle) {
    String found = written(handle, "value");
    if (!found.equals(stored) && !found.equals(mark())) {
      throw overtaken(null);
    }
    stored = found;
  }

  /// Writes the mark of the last transaction and reads it. This is a commit of its own, so when it
  /// is through, all that is before it is stored as well, at a standby too.
  private static String written(Handle handle, String value) {
    try (Statement statement = handle.getConnection().createStatement();
        ResultSet row =
            statement.executeQuery(
                "UPDATE meta SET value = " + value + " WHERE key = 'last_group' RETURNING value")) {
      WriterSession.mustBeWithoutWarning(statement);
      return row.next() ? row.getString(1) : "";
    } catch (SQLException e) {
      throw failed("cannot see what is stored", e);
    }
  }

  private static StorageException overtaken(SQLException cause) {
    return new StorageException(
        StorageException.Kind.UNUSABLE,
        "somebody else has written to the database since this server did, or it has lost what was"
            + " stored, as after a restore; see that only one server uses it, and start it again",
        cause);
  }

  @Override
  public void begin(Handle handle, Set<Scope> scopes) {
    Jdbc.execute(handle, "BEGIN");
  }

  /// Both in one turn to the database and back. If the transaction is spoilt already, or the mark
  /// is not the one before, the first fails; a `COMMIT` alone would roll back and say nothing.
  @Override
  public void commit(Handle handle) {
    String mark = nextMark();
    try (Statement statement = handle.getConnection().createStatement()) {
      // Where the mark is another, the value is null, which is an error, as no row would not be.
      statement.execute(
          "UPDATE meta SET value = CASE value WHEN '"
              + stored
              + "' THEN '"
              + mark
              + "' END WHERE key = 'last_group'; COMMIT");
      if (statement.getUpdateCount() != 1) {
        throw new SQLException(
            "there was no mark of a transaction", WriterSession.UNKNOWN_RESOLUTION);
      }
      WriterSession.mustBeWithoutWarning(statement);
    } catch (SQLException e) {
      throw NOT_NULL.equals(e.getSQLState()) ? overtaken(e) : failed("cannot commit", e);
    }
    stored = mark;
    reached(at(mark));
  }

  /// As seen by the last `open`.
  @Override
  public boolean isStored(Handle handle) {
    return stored.equals(mark());
  }
}
