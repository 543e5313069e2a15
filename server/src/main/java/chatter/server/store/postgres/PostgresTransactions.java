package chatter.server.store.postgres;

import chatter.server.store.FeedPosition;
import chatter.server.store.Jdbc;
import chatter.server.store.StorageException;
import chatter.server.store.TransactionStep;
import chatter.server.store.Transactions;
import chatter.server.store.postgres.PositionFile.Remembered;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a server connects to write, whether it is the only one or one of several: it ends the
/// connection that it had before, locks, looks whether the database is still the one that it knows,
/// and only then writes. Each transaction has a mark that no other has, by which it is found again.
/// For the writer's thread alone.
abstract class PostgresTransactions implements Transactions {
  private static final Logger log = LoggerFactory.getLogger(PostgresTransactions.class);

  /// `chatter` as letters of eight bits.
  static final long LOCK = 0x63_68_61_74_74_65_72L;

  /// Who makes tables, or looks whose they are.
  private static final long SCHEMA = LOCK + 2;

  private static final long LOCK_WAIT_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final PostgresConnections connections;
  private final PositionFile file;
  private final PostgresDatabase.Expected expected;
  private final String program;
  private long number;
  private String mark = "";
  private String epoch = "";
  private String chat = "";

  /// Where the database is; null before the first connection.
  private DatabaseIdentity identity;

  /// The session at PostgreSQL of the last connection; null before the first.
  private WriterSession session;

  /// @param file remembers how far this server has come
  /// @param expected what the database is to be
  /// @param marks with which all marks begin
  PostgresTransactions(
      PostgresConnections connections,
      PositionFile file,
      PostgresDatabase.Expected expected,
      String marks) {
    this.connections = connections;
    this.file = file;
    this.expected = expected;
    this.program = marks + UUID.randomUUID();
  }

  /// What a database says of a position that somebody had come to.
  enum Found {
    /// All up to it is there.
    THERE,
    /// Something that was stored is not.
    GONE,
    /// Nobody can say.
    UNKNOWN
  }

  /// Sees that nobody writes who must not while this server does.
  ///
  /// @throws StorageException of the kind `refused` if somebody goes on doing it
  abstract void lock(Handle handle, StorageException.Kind refused);

  /// Begins, on the first connection, with a commit of its own.
  ///
  /// @return where that is
  abstract FeedPosition claim(Handle handle);

  /// Writes itself in among those who write.
  abstract void enter(Handle handle, DatabaseIdentity now);

  /// How far this server has come in what is stored or told. It tells nothing that comes from the
  /// database or from others from then on, until `follow`.
  abstract FeedPosition position();

  /// Looks for a position.
  ///
  /// @param where it was come to
  /// @param now the database that is looked into
  /// @param known whether somebody vouched for that
  abstract Found find(
      Handle handle,
      DatabaseIdentity where,
      FeedPosition position,
      DatabaseIdentity now,
      boolean known);

  /// Goes on where all up to a position was found.
  abstract void follow(DatabaseIdentity now, FeedPosition position);

  /// Looks, on each connection but the first, whether nobody else has written who must not have.
  ///
  /// @throws StorageException `UNUSABLE` if somebody has
  abstract void mustBeOwn(Handle handle);

  /// The first connection of a server, before there need be any tables.
  ///
  /// @throws StorageException `UNUSABLE`, with a sentence for whoever starts it
  final Handle first() {
    Handle handle = connections.writer();
    try {
      takeOver(handle, StorageException.Kind.UNUSABLE);
      // Several may start at the same moment.
      Jdbc.execute(handle, "SELECT pg_advisory_lock(" + SCHEMA + ")");
      PostgresSchema.mustKeepWhatItIsGiven(handle);
      PostgresSchema.mustBe(handle, expected);
      PostgresSchema.bringUpToDate(handle);
      identity = DatabaseIdentity.of(handle);
      recognise(handle);
      chat = PostgresSchema.chat(handle);
      epoch = Lineage.epoch(handle);
      FeedPosition begin = claim(handle);
      enter(handle, identity);
      Jdbc.execute(handle, "SELECT pg_advisory_unlock(" + SCHEMA + ")");
      moved(begin);
      return handle;
    } catch (RuntimeException e) {
      handle.close();
      throw e;
    }
  }

  /// Looks whether the database has everything that this server told anybody the last time, and is
  /// still where it was, or somebody has looked after that. Else it may have lost something, or
  /// have been put back from a backup, and would go on with the numbers of the one before: it
  /// begins a history of its own then.
  private void recognise(Handle handle) {
    String there = Lineage.epoch(handle);
    Optional<Remembered> before =
        file.read()
            .filter(last -> last.epoch().equals(there) && last.database().isCopyOf(identity));
    Optional<DatabaseIdentity> said = Lineage.vouched(handle);
    boolean known = said.map(identity::isSame).orElse(true);
    boolean moved = before.filter(last -> !last.database().isSame(identity)).isPresent();
    Found found = before.map(last -> found(handle, last, known)).orElse(Found.UNKNOWN);
    String own = before.map(last -> program(last.position().mark())).orElse(program);
    boolean complete =
        known
            ? !moved || found == Found.THERE
            : found == Found.THERE && !FeedWriters.areMissing(handle, identity, own);
    if (found == Found.GONE || !complete) {
      TransactionStep ending =
          expected
              .restored()
              .orElseThrow(() ->
                  new StorageException(
                      StorageException.Kind.UNUSABLE,
                      "the database was put back from a backup, or is on another server; start the"
                          + " server with it once, before anything else",
                      null));
      Lineage.beginAnew(handle, there, identity, ending);
    } else {
      Lineage.vouch(
          handle,
          said,
          identity,
          before.map(Remembered::database).orElse(identity),
          before.map(last -> last.position().number()).orElse(0L));
      // It is this one now.
      FeedWriters.remove(handle, own);
    }
  }

  private Found found(Handle handle, Remembered last, boolean known) {
    Found found = find(handle, last.database(), last.position(), identity, known);
    boolean toldMore =
        !last.exact()
            && !last.database().isSame(identity)
            && FeedWriters.mayHaveToldMore(handle, program(last.position().mark()));
    return found == Found.THERE && toldMore ? Found.UNKNOWN : found;
  }

  @Override
  public final Handle open() {
    Handle handle = connections.writer();
    try {
      takeOver(handle, StorageException.Kind.BUSY);
      PostgresSchema.mustKeepWhatItIsGiven(handle);
      mustBeOfTheEpoch(handle);
      DatabaseIdentity now = DatabaseIdentity.of(handle);
      if (!now.isCopyOf(identity)) {
        throw another();
      }
      goOn(handle, now);
      return handle;
    } catch (RuntimeException e) {
      handle.close();
      throw e;
    }
  }

  private void goOn(Handle handle, DatabaseIdentity now) {
    FeedPosition reached = position();
    Optional<DatabaseIdentity> said = Lineage.vouched(handle);
    boolean known = said.map(now::isSame).orElse(true);
    boolean moved = !now.isSame(identity);
    Found found = find(handle, identity, reached, now, known);
    if (found == Found.GONE || (moved && found == Found.UNKNOWN)) {
      throw lost(handle, now);
    }
    mustBeOwn(handle);
    if (moved) {
      log.info("another PostgreSQL took over, and has everything that this server knows of");
      Lineage.vouch(handle, said, now, identity, reached.number());
      mustBeOfTheEpoch(handle);
    }
    enter(handle, now);
    if (moved) {
      // Last: if the connection breaks before, all of it is done again.
      identity = now;
      moved(reached);
    } else {
      follow(now, reached);
    }
  }

  private void moved(FeedPosition reached) {
    file.begin(epoch, identity, reached);
    connections.keepTo(identity);
    follow(identity, reached);
  }

  /// Begins another history, so that everybody reads anew and signs in again.
  ///
  /// @return to be thrown
  final StorageException lost(Handle handle, DatabaseIdentity now) {
    expected.restored().ifPresent(ending -> Lineage.beginAnew(handle, epoch, now, ending));
    return new StorageException(
        StorageException.Kind.UNUSABLE,
        "the database has lost what was stored, as after a restore or when a standby took over that"
            + " had not got everything; start the server again",
        null);
  }

  private void mustBeOfTheEpoch(Handle handle) {
    if (!Lineage.epoch(handle).equals(epoch)) {
      throw another();
    }
  }

  private static StorageException another() {
    return new StorageException(
        StorageException.Kind.UNUSABLE,
        "the database is another one than before, as after a restore; start the server again",
        null);
  }

  /// Something more is stored for good, and is told in a moment.
  final void reached(FeedPosition position) {
    file.reached(position);
  }

  @Override
  public final void end(Handle handle) {
    // Not worth waiting for a standby, which may be away: who is still written in is missed.
    Jdbc.execute(handle, "SET synchronous_commit = local");
    FeedWriters.remove(handle, program);
    file.end();
  }

  /// With which all marks of this process begin.
  final String program() {
    return program;
  }

  /// With which a mark begins.
  static String program(String mark) {
    int end = mark.lastIndexOf(':');
    return end < 0 ? mark : mark.substring(0, end);
  }

  /// Where the database is.
  final DatabaseIdentity identity() {
    return identity;
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

  /// Whether what was asked for at a moment, on the system's monotonic clock, is not to be done any
  /// more.
  boolean isStale(long askedNanos) {
    return false;
  }

  /// Whether others write at the same time.
  boolean isShared() {
    return false;
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
