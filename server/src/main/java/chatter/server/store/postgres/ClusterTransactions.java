package chatter.server.store.postgres;

import chatter.server.store.FeedPosition;
import chatter.server.store.GroupFeed;
import chatter.server.store.Jdbc;
import chatter.server.store.Scope;
import chatter.server.store.StorageException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
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
final class ClusterTransactions extends PostgresTransactions {
  /// Who changes anything has it alone; who keeps to what he is about has a share.
  private static final long EVERYTHING = LOCK + 1;

  private static final long SCOPES = 1L << 62;
  private static final long PROGRAMS = 1L << 61;

  /// So long whoever wrote before may take to come back to another PostgreSQL.
  private static final long MISSING_NANOS = TimeUnit.SECONDS.toNanos(60);

  /// How long what was asked for may wait until it is carried out, as when the network to the
  /// database stands still. PostgreSQL sees that it does not stand still behind that.
  private static final long LATEST_NANOS = TimeUnit.SECONDS.toNanos(20);

  /// Whatever the database's default is: each look must see what was committed while a lock was
  /// waited for.
  private static final String BEGIN = "BEGIN ISOLATION LEVEL READ COMMITTED";

  private static final String APPEND =
      "WITH head AS (UPDATE feed_head SET n = n + 1 RETURNING n)"
          + " INSERT INTO feed (n, mark, told) SELECT n, ?, ? FROM head RETURNING n";

  private final GroupFeed feed;
  private final long missingNanos;
  private final long latestNanos;

  /// The lock that says that a connection of this process is there.
  private final long own = PROGRAMS | (ThreadLocalRandom.current().nextLong() >>> 4);

  /// The last that this server has stored.
  private FeedPosition stored;

  /// The mark of the last transaction that was to be committed for somebody.
  private String asked = "";

  /// Since when it is to look whether all have come back who wrote before; 0 if it need not.
  private long missingSinceNanos;

  ClusterTransactions(
      PostgresConnections connections,
      PositionFile file,
      PostgresDatabase.Expected expected,
      GroupFeed feed) {
    this(connections, file, expected, feed, MISSING_NANOS, LATEST_NANOS);
  }

  /// @param missingNanos how long whoever wrote before may take to come back
  /// @param latestNanos how long what was asked for may wait
  ClusterTransactions(
      PostgresConnections connections,
      PositionFile file,
      PostgresDatabase.Expected expected,
      GroupFeed feed,
      long missingNanos,
      long latestNanos) {
    super(connections, file, expected, "");
    this.latestNanos = latestNanos;
    this.feed = feed;
    this.missingNanos = missingNanos;
    feed.beforeTelling(this::reached);
  }

  /// Whoever stands still in the middle of a transaction, as a computer that sleeps, would keep
  /// everybody else waiting.
  @Override
  void lock(Handle handle, StorageException.Kind refused) {
    WriterSession.set(
        handle, List.of("lock_timeout = '10s'", "idle_in_transaction_session_timeout = '4s'"));
    if (!isLocked(handle, "SELECT pg_try_advisory_lock_shared(?)", LOCK)) {
      throw new StorageException(
          refused,
          "a Chatter server is using the database as if it were the only one"
              + WriterSession.holder(handle, LOCK)
              + "; start it with --bus too, or stop it",
          null);
    }
    // Only when the session before is through is it known what became of its last transaction.
    if (!isLocked(handle, "SELECT pg_try_advisory_lock(?)", own)) {
      throw new StorageException(refused, "the connection before is not through yet", null);
    }
  }

  @Override
  FeedPosition claim(Handle handle) {
    try {
      String mark = nextMark();
      stored = new FeedPosition(appended(handle, APPEND, mark, ""), mark);
      return stored;
    } catch (SQLException e) {
      throw failed("cannot write", e);
    }
  }

  @Override
  void enter(Handle handle, DatabaseIdentity now) {
    FeedWriters.add(handle, program(), own, now);
  }

  @Override
  FeedPosition position() {
    return feed.pause().filter(told -> told.number() > stored.number()).orElse(stored);
  }

  /// Numbers have no gap and are in the order of the commits, so whoever finds one with its mark
  /// has found all before it. Rows are removed after some minutes.
  @Override
  Found find(
      Handle handle,
      DatabaseIdentity where,
      FeedPosition position,
      DatabaseIdentity now,
      boolean known) {
    if (position.mark().startsWith(SoleTransactions.MARKS)) {
      return Found.UNKNOWN;
    }
    Optional<String> mark =
        Jdbc.first(
            handle,
            "SELECT mark FROM feed WHERE n = ?",
            row -> row.getString(1),
            position.number());
    if (mark.isPresent()) {
      return mark.get().equals(position.mark()) ? Found.THERE : Found.GONE;
    }
    if (head(handle) < position.number()) {
      return Found.GONE;
    }
    return now.isSame(where) || Lineage.isVouched(handle, where, position)
        ? Found.THERE
        : Found.UNKNOWN;
  }

  @Override
  void follow(DatabaseIdentity now, FeedPosition position) {
    feed.follow(now.toString(), position.number());
    missingSinceNanos = System.nanoTime() | 1;
  }

  /// The others write, too.
  @Override
  void mustBeOwn(Handle handle) {
    // What it knows of was found already.
  }

  /// Another PostgreSQL may have taken over, and a server that wrote before may not have come back
  /// to say that all it told is there.
  private void lookForTheMissing(Handle handle) {
    if (missingSinceNanos != 0 && System.nanoTime() - missingSinceNanos > missingNanos) {
      missingSinceNanos = 0;
      if (FeedWriters.areMissing(handle, identity(), program())) {
        throw lost(handle, identity());
      }
      FeedWriters.removeMissing(handle, identity());
    }
  }

  private static long head(Handle handle) {
    return Jdbc.first(handle, "SELECT n FROM feed_head", row -> row.getLong(1)).orElseThrow();
  }

  @Override
  boolean isShared() {
    return true;
  }

  /// Nor after so long that nobody remembers any more what another server has said to it.
  @Override
  boolean isStale(long askedNanos) {
    return feed.isStale(askedNanos) || System.nanoTime() - askedNanos > latestNanos;
  }

  @Override
  public boolean collects() {
    return true;
  }

  /// In one turn to the database and back. Each statement behind a lock sees what was committed
  /// while it was waited for.
  @Override
  public void begin(Handle handle, Set<Scope> scopes) {
    lookForTheMissing(handle);
    feed.begin();
    try (Statement statement = handle.getConnection().createStatement()) {
      statement.execute(
          scopes == null
              ? BEGIN + "; SELECT pg_advisory_xact_lock(" + EVERYTHING + ")"
              : BEGIN
                  + "; SELECT pg_advisory_xact_lock_shared("
                  + EVERYTHING
                  + "); SELECT pg_advisory_xact_lock(k) FROM unnest(ARRAY["
                  + keys(scopes)
                  + "]::bigint[]) AS k");
    } catch (SQLException e) {
      throw failed("cannot begin", e);
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
    String mark = nextMark();
    asked = mark;
    try {
      stored =
          new FeedPosition(appended(handle, APPEND + "; COMMIT", mark, feed.toStore(mark)), mark);
    } catch (SQLException e) {
      throw failed("cannot commit", e);
    }
    reached(stored);
    feed.stored(stored.number());
  }

  /// Adds a row to `feed` and commits.
  ///
  /// @return its number, of which a standby knows as well if there is one to wait for
  private static long appended(Handle handle, String sql, String mark, String told)
      throws SQLException {
    try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
      statement.setString(1, mark);
      statement.setString(2, told);
      statement.execute();
      try (ResultSet row = statement.getResultSet()) {
        if (row == null || !row.next()) {
          throw new SQLException(
              "there was no number of a transaction", WriterSession.UNKNOWN_RESOLUTION);
        }
        WriterSession.mustBeWithoutWarning(statement);
        return row.getLong(1);
      }
    }
  }

  /// Adds a number first: when that is committed, all that is before it is stored for good as well,
  /// at a standby too. It may be asked more than once, and each time looks for the same mark.
  @Override
  public boolean isStored(Handle handle) {
    try {
      String mark = nextMark();
      stored = new FeedPosition(appended(handle, APPEND, mark, ""), mark);
    } catch (SQLException e) {
      throw failed("cannot see what is stored", e);
    }
    Optional<Long> found =
        Jdbc.first(handle, "SELECT n FROM feed WHERE mark = ?", row -> row.getLong(1), asked);
    found.ifPresent(feed::stored);
    return found.isPresent();
  }
}
