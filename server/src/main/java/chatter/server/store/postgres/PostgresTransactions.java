package chatter.server.store.postgres;

import chatter.server.store.Jdbc;
import chatter.server.store.StorageException;
import chatter.server.store.Transactions;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;

/// Transactions of the one server that writes to a database. It holds a lock of the session as long
/// as its connection is there, so that a second server is refused, and so that who has the lock
/// again knows that nothing of the connection before is under way any more. Each transaction leaves
/// its number, by which it is known whether it was stored when the connection broke in its commit.
final class PostgresTransactions implements Transactions {
  /// `chatter` as letters of eight bits.
  private static final long LOCK = 0x63_68_61_74_74_65_72L;

  private static final long LOCK_WAIT_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final PostgresConnections connections;
  private final String program = UUID.randomUUID().toString();
  private long number;
  private String epoch = "";

  PostgresTransactions(PostgresConnections connections) {
    this.connections = connections;
  }

  /// The first connection of a server, before there need be any tables.
  ///
  /// @throws StorageException `UNUSABLE`, with a sentence for whoever starts it
  Handle first() {
    Handle handle = connections.writer();
    try {
      lock(handle, StorageException.Kind.UNUSABLE);
      PostgresSchema.mustKeepWhatItIsGiven(handle);
      PostgresSchema.bringUpToDate(handle);
      epoch = PostgresSchema.value(handle, "epoch").orElseThrow();
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

  @Override
  public Handle open() {
    Handle handle = connections.writer();
    try {
      lock(handle, StorageException.Kind.BUSY);
      PostgresSchema.mustKeepWhatItIsGiven(handle);
      if (!PostgresSchema.value(handle, "epoch").orElse("").equals(epoch)) {
        throw new StorageException(
            StorageException.Kind.UNUSABLE,
            "the database is another one than before, as after a restore; start the server again",
            null);
      }
      return handle;
    } catch (RuntimeException e) {
      handle.close();
      throw e;
    }
  }

  /// A connection of one's own that broke may hold it for a moment still.
  private static void lock(Handle handle, StorageException.Kind refused) {
    long began = System.nanoTime();
    while (!tryLock(handle)) {
      if (System.nanoTime() - began > LOCK_WAIT_NANOS) {
        throw new StorageException(
            refused,
            "another Chatter server is using the database; stop it, or give this one a database of"
                + " its own: several on one database are not possible yet",
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
  public void begin(Handle handle) {
    Jdbc.execute(handle, "BEGIN");
  }

  /// Both in one turn to the database and back. If the transaction is spoilt already, the first
  /// fails; a `COMMIT` alone would roll back and say nothing.
  @Override
  public void commit(Handle handle) {
    number++;
    try (Statement statement = handle.getConnection().createStatement()) {
      statement.execute(
          "UPDATE meta SET value = '" + mark() + "' WHERE key = 'last_group'; COMMIT");
    } catch (SQLException e) {
      throw new StorageException(StorageException.Kind.FAILED, "cannot commit", e);
    }
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
    String state = PostgresErrors.state(error);
    return state.isEmpty() || PostgresErrors.isLost(error) || state.startsWith("XX");
  }

  @Override
  public boolean isStored(Handle handle) {
    return PostgresSchema.value(handle, "last_group").orElse("").equals(mark());
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
