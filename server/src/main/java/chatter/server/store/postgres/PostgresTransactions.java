package chatter.server.store.postgres;

import chatter.server.store.Jdbc;
import chatter.server.store.StorageException;
import chatter.server.store.Transactions;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;

/// How a server connects to write, whether it is the only one or one of several: it ends the
/// connection that it had before, locks, looks whether the database is still the one that it knows,
/// and only then writes. Each transaction has a mark that no other has, by which it is found again.
/// For the writer's thread alone.
abstract class PostgresTransactions implements Transactions {
  /// `chatter` as letters of eight bits.
  static final long LOCK = 0x63_68_61_74_74_65_72L;

  /// Who makes tables, or looks whose they are.
  private static final long SCHEMA = LOCK + 2;

  private static final long LOCK_WAIT_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final PostgresConnections connections;
  private final String program = UUID.randomUUID().toString();
  private long number;
  private String mark = "";
  private String epoch = "";
  private String chat = "";

  /// The session at PostgreSQL of the last connection; null before the first.
  private WriterSession session;

  PostgresTransactions(PostgresConnections connections) {
    this.connections = connections;
  }

  /// Sees that nobody writes who must not while this server does.
  ///
  /// @throws StorageException of the kind `refused` if somebody goes on doing it
  abstract void lock(Handle handle, StorageException.Kind refused);

  /// Begins, on the first connection, with a commit of its own.
  abstract void claim(Handle handle);

  /// Looks, on each connection but the first, whether all is there that was stored.
  ///
  /// @throws StorageException `UNUSABLE` if it is not
  abstract void goOn(Handle handle);

  /// The first connection of a server, before there need be any tables.
  ///
  /// @throws StorageException `UNUSABLE`, with a sentence for whoever starts it
  final Handle first(PostgresDatabase.Expected expected) {
    Handle handle = connections.writer();
    try {
      takeOver(handle, StorageException.Kind.UNUSABLE);
      // Several may start at the same moment.
      Jdbc.execute(handle, "SELECT pg_advisory_lock(" + SCHEMA + ")");
      PostgresSchema.mustKeepWhatItIsGiven(handle);
      PostgresSchema.mustBe(handle, expected);
      PostgresSchema.bringUpToDate(handle);
      PostgresSchema.recognise(handle, expected);
      chat = PostgresSchema.value(handle, PostgresSchema.CHAT).orElseThrow();
      epoch = PostgresSchema.value(handle, "epoch").orElseThrow();
      claim(handle);
      Jdbc.execute(handle, "SELECT pg_advisory_unlock(" + SCHEMA + ")");
      return handle;
    } catch (RuntimeException e) {
      handle.close();
      throw e;
    }
  }

  @Override
  public final Handle open() {
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
      goOn(handle);
      return handle;
    } catch (RuntimeException e) {
      handle.close();
      throw e;
    }
  }

  private void takeOver(Handle handle, StorageException.Kind refused) {
    WriterSession.setUp(handle);
    if (session != null) {
      session.end(handle);
    }
    session = WriterSession.of(handle);
    lock(handle, refused);
  }

  /// Tries for some seconds: a connection of one's own that broke may hold a lock for a moment
  /// still.
  ///
  /// @param query takes the lock that it gets, and says whether it did
  /// @return whether it is taken
  static boolean isLocked(Handle handle, String query, long lock) {
    long began = System.nanoTime();
    while (!Jdbc.first(handle, query, row -> row.getBoolean(1), lock).orElse(false)) {
      if (System.nanoTime() - began > LOCK_WAIT_NANOS) {
        return false;
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
    return true;
  }

  /// Of the database, once there is a first connection.
  final String epoch() {
    return epoch;
  }

  /// Which database it is, once there is a first connection.
  final String chat() {
    return chat;
  }

  /// The mark of the last transaction.
  final String mark() {
    return mark;
  }

  /// Another mark, for the next transaction.
  final String nextMark() {
    mark = program + ":" + ++number;
    return mark;
  }

  @Override
  public final boolean endsTransaction(Throwable error) {
    return PostgresErrors.endsTransaction(error);
  }

  @Override
  public final StorageException.Kind kind(Throwable error) {
    return PostgresErrors.kind(error);
  }

  /// Whatever PostgreSQL itself did not refuse.
  @Override
  public final boolean leavesDoubt(Throwable error) {
    return PostgresErrors.leavesDoubt(error);
  }

  @Override
  public final boolean isLost(Throwable error) {
    return PostgresErrors.isLost(error);
  }

  /// What somebody has to look at, and no waiting mends.
  @Override
  public final boolean isOver(Throwable error) {
    return error instanceof StorageException told && told.kind() == StorageException.Kind.UNUSABLE;
  }

  static StorageException failed(String what, Throwable cause) {
    return new StorageException(StorageException.Kind.FAILED, what, cause);
  }
}
