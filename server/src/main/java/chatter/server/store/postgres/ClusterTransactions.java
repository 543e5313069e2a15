package chatter.server.store.postgres;

import chatter.server.store.GroupFeed;
import chatter.server.store.Jdbc;
import chatter.server.store.Scope;
import chatter.server.store.StorageException;
import chatter.server.store.Transactions;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The transactions of one of several servers that write to a database. What one of them changes it
/// has for itself until it is committed: the conversations and the accounts that it is about, or
/// everything. So every look before a write is as good as it is with one server, and a
/// conversation's numbers stay dense.
///
/// Each transaction ends with a row in `feed`, which says what is to be told of it and has the next
/// number of all: a row of `feed_head` that is locked until the commit, so that the numbers have no
/// gap, and whoever sees one sees all before it.
///
/// All locks are taken in one order: everything or a share of it, what the transaction is about by
/// number, `feed_head`. So no two wait for each other.
final class ClusterTransactions implements Transactions {
  /// Who changes anything has it alone; who keeps to what he is about has a share.
  private static final long EVERYTHING = PostgresTransactions.LOCK + 1;

  /// Who makes tables, or looks whose they are.
  private static final long SCHEMA = PostgresTransactions.LOCK + 2;

  private static final long SCOPES = 1L << 62;
  private static final long PROGRAMS = 1L << 61;

  private static final long LOCK_WAIT_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final String APPEND =
      "WITH head AS (UPDATE feed_head SET n = n + 1 RETURNING n)"
          + " INSERT INTO feed (n, mark, told) SELECT n, ?, ? FROM head RETURNING n";

  private final PostgresConnections connections;
  private final GroupFeed feed;
  private final String program = UUID.randomUUID().toString();

  /// The lock that says that a connection of this process is there.
  private final long own = PROGRAMS | (ThreadLocalRandom.current().nextLong() >>> 4);

  private long number;
  private String epoch = "";
  private String chat = "";

  /// The highest number that is known to be stored.
  private long known;

  /// The session at PostgreSQL of the last connection; null before the first.
  private WriterSession session;

  ClusterTransactions(PostgresConnections connections, GroupFeed feed) {
    this.connections = connections;
    this.feed = feed;
  }

  /// See `PostgresTransactions`.
  Handle first(PostgresDatabase.Expected expected) {
    Handle handle = connections.writer();
    try {
      takeOver(handle, StorageException.Kind.UNUSABLE);
      // Several may start at the same moment.
      Jdbc.execute(handle, "SELECT pg_advisory_lock(" + SCHEMA + ")");
      PostgresSchema.mustKeepWhatItIsGiven(handle);
      PostgresSchema.mustBe(handle, expected);
      PostgresSchema.bringUpToDate(handle);
      PostgresSchema.recognise(handle, expected);
      Jdbc.execute(handle, "SELECT pg_advisory_unlock(" + SCHEMA + ")");
      chat = PostgresSchema.value(handle, PostgresSchema.CHAT).orElseThrow();
      epoch = PostgresSchema.value(handle, "epoch").orElseThrow();
      known = head(handle);
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

  /// How all marks of this process begin.
  String program() {
    return program;
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
      if (head(handle) < known) {
        throw new StorageException(
            StorageException.Kind.UNUSABLE,
            "the database has lost what was stored, as after a restore or when a standby took over"
                + " that had not got everything; start the server again",
            null);
      }
      return handle;
    } catch (RuntimeException e) {
      handle.close();
      throw e;
    }
  }

  private static long head(Handle handle) {
    return Jdbc.first(handle, "SELECT n FROM feed_head", row -> row.getLong(1)).orElseThrow();
  }

  /// Whoever stands still in the middle of a transaction, as a computer that sleeps, would keep
  /// everybody else waiting.
  private void takeOver(Handle handle, StorageException.Kind refused) {
    WriterSession.setUp(handle);
    WriterSession.set(
        handle, List.of("lock_timeout = '10s'", "idle_in_transaction_session_timeout = '4s'"));
    if (session != null) {
      session.end(handle);
    }
    session = WriterSession.of(handle);
    lock(
        handle,
        "pg_try_advisory_lock_shared",
        PostgresTransactions.LOCK,
        refused,
        "a Chatter server is using the database as if it were the only one"
            + WriterSession.holder(handle, PostgresTransactions.LOCK)
            + "; start it with --bus too, or stop it");
    // Only when the session before is through is it known what became of its last transaction.
    lock(handle, "pg_try_advisory_lock", own, refused, "the connection before is not through yet");
  }

  private static void lock(
      Handle handle, String function, long lock, StorageException.Kind refused, String why) {
    long began = System.nanoTime();
    while (!Jdbc.first(handle, "SELECT " + function + "(?)", row -> row.getBoolean(1), lock)
        .orElse(false)) {
      if (System.nanoTime() - began > LOCK_WAIT_NANOS) {
        throw new StorageException(refused, why, null);
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }

  @Override
  public boolean collects() {
    return true;
  }

  /// In one turn to the database and back. Each statement behind a lock sees what was committed
  /// while it was waited for.
  @Override
  public void begin(Handle handle, Set<Scope> scopes) {
    feed.begin();
    try (Statement statement = handle.getConnection().createStatement()) {
      statement.execute(
          scopes == null
              ? "BEGIN; SELECT pg_advisory_xact_lock(" + EVERYTHING + ")"
              : "BEGIN; SELECT pg_advisory_xact_lock_shared("
                  + EVERYTHING
                  + "); SELECT pg_advisory_xact_lock(k) FROM unnest(ARRAY["
                  + keys(scopes)
                  + "]::bigint[]) AS k");
    } catch (SQLException e) {
      throw new StorageException(StorageException.Kind.FAILED, "cannot begin", e);
    }
  }

  private static String keys(Set<Scope> scopes) {
    Set<Long> keys = new TreeSet<>();
    for (Scope scope : scopes) {
      keys.add(SCOPES | (scope.conversation() << 1));
      keys.add(SCOPES | (scope.account() << 1) | 1);
    }
    return keys.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /// The row of `feed` and the commit in one turn, so that the others wait for their number no
  /// longer than the disk takes. If the transaction is spoilt already, the first fails; a `COMMIT`
  /// alone would roll back and say nothing.
  @Override
  public void commit(Handle handle) {
    number++;
    try (PreparedStatement statement =
        handle.getConnection().prepareStatement(APPEND + "; COMMIT")) {
      statement.setString(1, mark());
      statement.setString(2, feed.toStore(mark()));
      statement.execute();
      try (ResultSet row = statement.getResultSet()) {
        if (row == null || !row.next()) {
          throw new SQLException(
              "there was no number of a transaction", WriterSession.UNKNOWN_RESOLUTION);
        }
        WriterSession.mustBeWithoutWarning(statement);
        known = row.getLong(1);
      }
    } catch (SQLException e) {
      throw new StorageException(StorageException.Kind.FAILED, "cannot commit", e);
    }
    feed.stored(known);
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

  /// Adds a number first: when that is committed, all that is before it is stored for good as well,
  /// at a standby too.
  @Override
  public boolean isStored(Handle handle) {
    number++;
    String asked = program + ":" + (number - 1);
    known =
        Jdbc.first(handle, APPEND, row -> row.getLong(1), mark(), "")
            .orElseThrow(() ->
                new StorageException(
                    StorageException.Kind.FAILED, "cannot see what is stored", null));
    Optional<Long> found =
        Jdbc.first(handle, "SELECT n FROM feed WHERE mark = ?", row -> row.getLong(1), asked);
    found.ifPresent(feed::stored);
    return found.isPresent();
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
