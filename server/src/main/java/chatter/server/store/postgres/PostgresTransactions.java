package chatter.server.store.postgres;

import chatter.server.store.Jdbc;
import chatter.server.store.Scope;
import chatter.server.store.StorageException;
import chatter.server.store.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;

/// Transactions of the one server that writes to a database. It holds a lock of the session as long
/// as its connection is there, so that a second server is refused, and so that who has the lock
/// again knows that nothing of the connection before is under way any more. Each transaction puts
/// its number in the place of the one before: so it is known whether it was stored when the
/// connection broke in its commit, and whether anybody else wrote while nobody had the lock.
final class PostgresTransactions implements Transactions {

  /// `chatter` as letters of eight bits.
  static final long LOCK = 0x63_68_61_74_74_65_72L;

  private static final long LOCK_WAIT_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /// PostgreSQL's state for a null that may not be.
  private static final String NOT_NULL = "23502";

  private final PostgresConnections connections;
  private final String program = UUID.randomUUID().toString();
  private long number;
  private String epoch = "";
  private String chat = "";

  /// The number that was stored last, as far as is known.
  private String stored = "";

  /// The session at PostgreSQL of the last connection; null before the first.
  private WriterSession session;

  PostgresTransactions(PostgresConnections connections) {
    this.connections = connections;
  }

  /// The first connection of a server, before there need be any tables.
  ///
  /// @throws StorageException `UNUSABLE`, with a sentence for whoever starts it
  Handle first(PostgresDatabase.Expected expected) {
    Handle handle = connections.writer();
    try {
      takeOver(handle, StorageException.Kind.UNUSABLE);
      PostgresSchema.mustKeepWhatItIsGiven(handle);
      PostgresSchema.mustBe(handle, expected);
      PostgresSchema.bringUpToDate(handle);
      PostgresSchema.recognise(handle, expected);
      chat = PostgresSchema.value(handle, PostgresSchema.CHAT).orElseThrow();
      epoch = PostgresSchema.value(handle, "epoch").orElseThrow();
      stored = number(handle, "'" + mark() + "'");
      return handle;
    } catch (RuntimeException e) {
      handle.close();
      throw e;
    }
  }

  /// Of the database, once there is a first connection.
  String epoch() {
    return epoch;
  }

  /// Which database it is, once there is a first connection.
  String chat() {
    return chat;
  }

  @Override
  public Handle open() {
    Handle handle = connections.writer();
    try {
      takeOver(handle, StorageException.Kind.BUSY);
      PostgresSchema.mustKeepWhatItIsGiven(handle);
      if (!PostgresSchema.value(handle, "epoch").orElse("").equals(epoch)) {
        throw new StorageException(
            StorageException.Kind.UNUSABLE,
            "the database is another one than before, as after a restore; start the server again",
            null);
      }
      String found = number(handle, "value");
      if (!found.equals(stored) && !found.equals(mark())) {
        throw overtaken(null);
      }
      stored = found;
      return handle;
    } catch (RuntimeException e) {
      handle.close();
      throw e;
    }
  }

  /// Writes the number of the last transaction and reads it. This is a commit of its own, so when
  /// it is through, all that is before it is stored as well, at a standby too.
  private static String number(Handle handle, String value) {
    try (Statement statement = handle.getConnection().createStatement();
        ResultSet row =
            statement.executeQuery(
                "UPDATE meta SET value = " + value + " WHERE key = 'last_group' RETURNING value")) {
      WriterSession.mustBeWithoutWarning(statement);
      return row.next() ? row.getString(1) : "";
    } catch (SQLException e) {
      throw new StorageException(StorageException.Kind.FAILED, "cannot see what is stored", e);
    }
  }

  private static StorageException overtaken(SQLException cause) {
    return new StorageException(
        StorageException.Kind.UNUSABLE,
        "somebody else has written to the database since this server did, or it has lost what was"
            + " stored, as after a restore; see that only one server uses it, and start it again",
        cause);
  }

  private void takeOver(Handle handle, StorageException.Kind refused) {
    WriterSession.setUp(handle);
    if (session != null) {
      session.end(handle);
    }
    session = WriterSession.of(handle);
    lock(handle, refused);
  }

  /// A connection of one's own that broke may hold it for a moment still.
  private static void lock(Handle handle, StorageException.Kind refused) {
    long began = System.nanoTime();
    while (!tryLock(handle)) {
      if (System.nanoTime() - began > LOCK_WAIT_NANOS) {
        throw new StorageException(
            refused,
            "another Chatter server is using the database"
                + WriterSession.holder(handle, LOCK)
                + "; stop it, or give this one a database of its own: several on one database take"
                + " --bus, all of them",
            null);
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }

  private static boolean tryLock(Handle handle) {
    return Jdbc.first(handle, "SELECT pg_try_advisory_lock(?)", row -> row.getBoolean(1), LOCK)
        .orElse(false);
  }

  @Override
  public void begin(Handle handle, Set<Scope> scopes) {
    Jdbc.execute(handle, "BEGIN");
  }

  /// Both in one turn to the database and back. If the transaction is spoilt already, or the number
  /// is not the one before, the first fails; a `COMMIT` alone would roll back and say nothing.
  @Override
  public void commit(Handle handle) {
    number++;
    try (Statement statement = handle.getConnection().createStatement()) {
      // Where the number is another, the value is null, which is an error, as no row would not be.
      statement.execute(
          "UPDATE meta SET value = CASE value WHEN '"
              + stored
              + "' THEN '"
              + mark()
              + "' END WHERE key = 'last_group'; COMMIT");
      if (statement.getUpdateCount() != 1) {
        throw new SQLException(
            "there was no number of a transaction", WriterSession.UNKNOWN_RESOLUTION);
      }
      WriterSession.mustBeWithoutWarning(statement);
    } catch (SQLException e) {
      throw NOT_NULL.equals(e.getSQLState())
          ? overtaken(e)
          : new StorageException(StorageException.Kind.FAILED, "cannot commit", e);
    }
    stored = mark();
  }

  private String mark() {
    return program + ":" + number;
  }

  @Override
  public boolean endsTransaction(Throwable error) {
    return PostgresErrors.endsTransaction(error);
  }

  @Override
  public StorageException.Kind kind(Throwable error) {
    return PostgresErrors.kind(error);
  }

  /// Whatever PostgreSQL itself did not refuse.
  @Override
  public boolean leavesDoubt(Throwable error) {
    return PostgresErrors.leavesDoubt(error);
  }

  /// As seen by the last `open`.
  @Override
  public boolean isStored(Handle handle) {
    return stored.equals(mark());
  }

  @Override
  public boolean isLost(Throwable error) {
    return PostgresErrors.isLost(error);
  }

  /// What somebody has to look at, and no waiting mends.
  @Override
  public boolean isOver(Throwable error) {
    return error instanceof StorageException told && told.kind() == StorageException.Kind.UNUSABLE;
  }
}
