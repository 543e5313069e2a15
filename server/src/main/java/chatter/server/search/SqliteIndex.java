package chatter.server.search;

import chatter.server.conversation.ErasedMessage;
import chatter.server.store.Database;
import chatter.server.store.StorageException;
import chatter.server.store.sqlite.DerivedFile;
import chatter.server.store.sqlite.SqliteErrors;
import chatter.shared.search.SearchTable;
import chatter.shared.search.SearchedMessage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The index of all messages, in a file of its own beside the database, and the one thread that
/// keeps it. Whoever stores something only says that there is something; what it is, the thread
/// reads from the database, after the numbers up to which the index has everything. So it can be
/// behind and it can be lost, but never be wrong about what it has.
///
/// A deleted text has to be known once more to be taken out. The deletion hands it over in memory;
/// if that is lost, as when the process is killed in between, the file is thrown away and filled
/// anew, from the newest message on, while everybody is served.
final class SqliteIndex implements SearchIndex, IndexThread.Work {
  /// The name of the file in the data folder.
  static final String FILE = "chatter.search";

  private static final Logger log = LoggerFactory.getLogger(SqliteIndex.class);

  /// So much is put together at a time, which takes some hundredths of a second.
  private static final int MERGE_PAGES = 400;

  /// From so many turns on it is done under load too: what is apart makes asking slow.
  private static final int MOST_APART = 24;

  /// SQLite says so of tables and columns that are not there.
  private static final int OTHER_TABLES = 1;

  /// A deletion is seen in the database a moment before it is handed over.
  private static final long HANDED_OVER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /// Unless the writer failed in between: then it never is.
  private static final long NEVER_HANDED_OVER_NANOS = TimeUnit.SECONDS.toNanos(2);

  /// Before there is a file that could be asked.
  private static final IndexState OPENING = new IndexState(Long.MAX_VALUE, 0, 0, 0);

  private static final long ERASED_BYTES = 32L * 1024 * 1024;
  private static final long TELL_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Database database;
  private final DerivedFile file;
  private final IndexThread thread = new IndexThread(this);
  private final Searchers searchers = new Searchers();
  private final List<Connection> idle = new ArrayList<>();
  private final Map<Long, ErasedMessage> erased = new ConcurrentHashMap<>();
  private final AtomicLong erasedBytes = new AtomicLong();
  private volatile boolean lost;
  private volatile IndexState state = OPENING;
  private FeedStore feed;
  private Connection connection;
  private SearchTable table;
  private boolean unclean;

  /// Turns that put something in, since everything was put together that is worth it.
  private int apart;

  private long toldNanos;

  /// Since when a deletion's text is waited for, by the clock that only goes on; 0 if none is.
  private long missingSince;

  /// Nothing happens before `start`.
  ///
  /// @param folder the data folder, which the database has locked
  SqliteIndex(Database database, Path folder) {
    this.database = database;
    this.file = new DerivedFile(folder, FILE);
  }

  @Override
  public void start() {
    if (SearchIndex.isOff()) {
      return;
    }
    feed = new FeedStore(database.reader());
    thread.start();
  }

  @Override
  public void stored() {
    thread.stored();
  }

  @Override
  public void erased(ErasedMessage message) {
    if (!thread.isRunning()) {
      return;
    }
    if (erasedBytes.addAndGet(message.bytes()) > ERASED_BYTES) {
      // Nobody can hold the memory of the server by deleting: filling it anew costs time alone.
      erasedBytes.addAndGet(-message.bytes());
      lost = true;
    } else {
      erased.put(message.id(), message);
    }
  }

  @Override
  public CompletableFuture<Void> current() {
    return thread.current();
  }

  @Override
  public Optional<Long> filledFrom() {
    IndexState now = state;
    return now.isFilled() ? Optional.empty() : Optional.of(now.low());
  }

  @Override
  public <T> T ask(Function<Asked, T> question) {
    return searchers.inTurn(() -> {
      try (Lent lent = new Lent()) {
        return question.apply(lent);
      }
    });
  }

  private static void close(Connection connection) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        log.warn("closing the index for searching failed: {}", e.getMessage());
      }
    }
  }

  private Connection lend() throws SQLException {
    synchronized (idle) {
      if (!idle.isEmpty()) {
        return idle.removeLast();
      }
    }
    if (state.equals(OPENING)) {
      throw new StorageException(StorageException.Kind.BUSY, "the index is being opened", null);
    }
    return file.reader();
  }

  @Override
  public void failed(Throwable cause) {
    if (cause instanceof Error || SqliteErrors.isDamage(cause)) {
      // What is deleted would stay in the file. A new one is sure to be right.
      lost = true;
    }
    closeFile();
  }

  @Override
  public void ended() {
    closeFile();
    feed.close();
  }

  /// Everything that is new, and then some of what is old; or a pause.
  @Override
  public void turn(List<CompletableFuture<Void>> asked) throws SQLException {
    // Their deletions were committed before: what is read now has them.
    List<ErasedMessage> known = List.copyOf(erased.values());
    if (connection == null || lost) {
      open();
    }
    FeedStore.Batch batch = feed.batch(state);
    boolean handedOver = apply(batch);
    if (!handedOver) {
      thread.signal();
      long now = System.nanoTime();
      missingSince = missingSince == 0 ? now : missingSince;
      if (now - missingSince > NEVER_HANDED_OVER_NANOS) {
        missingSince = 0;
        lost = true;
      }
      LockSupport.parkNanos(HANDED_OVER_NANOS);
      return;
    }
    missingSince = 0;
    forget(known);
    if (batch.more()) {
      thread.signal();
    } else if (state.isFilled()) {
      thread.done(asked);
    }
    boolean filling = !state.isFilled();
    tell(filling);
    rest(batch, filling);
  }

  /// Waits until there is something to do, and while people wait for the processor.
  private void rest(FeedStore.Batch batch, boolean filling) throws SQLException {
    if (thread.isClosing()) {
      return;
    }
    if (apart > MOST_APART) {
      merge();
    }
    if (filling) {
      thread.yieldFor(batch.nanos());
      return;
    }
    if (batch.more()) {
      return;
    }
    thread.gather();
    while (apart > 0 && !thread.isSignalled() && !thread.isClosing()) {
      merge();
    }
    thread.rest();
  }

  private void merge() throws SQLException {
    if (!table.merge(MERGE_PAGES)) {
      apart = 0;
    }
  }

  private void tell(boolean filling) {
    long now = System.nanoTime();
    if (filling && now - toldNanos > TELL_EVERY_NANOS) {
      toldNanos = now;
      log.info(
          "preparing for searching: {} of {} messages are still to come",
          state.low() - 1,
          state.high());
    }
  }

  private void open() throws SQLException {
    closeFile();
    Optional<IndexState> kept = lost ? Optional.empty() : kept();
    if (kept.isEmpty()) {
      make();
    } else {
      state = kept.get();
    }
    table = new SearchTable(connection);
    // A process that was killed may have left some of what it took out.
    unclean = true;
    apart = 1;
  }

  /// Opens the file as it is; empty if it is of no use.
  private Optional<IndexState> kept() throws SQLException {
    try {
      connection = file.writer();
      try (Statement statement = connection.createStatement();
          ResultSet there =
              statement.executeQuery("SELECT count(*) FROM sqlite_schema WHERE name = 'state'")) {
        if (there.getInt(1) == 0) {
          return Optional.empty();
        }
      }
      // What was handed over before this process began is lost; what is handed over in it is not.
      return IndexState.read(connection, SearchTable.VERSION, database.epoch())
          .filter(found -> feed.fits(found, erased::containsKey));
    } catch (SQLException e) {
      if (SqliteErrors.isDamage(e) || e.getErrorCode() == OTHER_TABLES) {
        log.warn("the index for searching is of no use: {}", e.getMessage());
        return Optional.empty();
      }
      throw e;
    }
  }

  /// Throws the file away and makes a new one.
  private void make() throws SQLException {
    searchers.keepOut();
    try {
      closeFile();
      closeIdle();
      state = OPENING;
      file.forget();
      lost = false;
      connection = file.writer();
      connection.setAutoCommit(false);
      IndexState first = IndexState.before(feed.newest());
      SearchTable.create(connection);
      first.create(connection, SearchTable.VERSION, database.epoch());
      connection.commit();
      connection.setAutoCommit(true);
      state = first;
      if (!first.isFilled()) {
        log.info("preparing for searching: {} messages", first.high());
      }
    } finally {
      searchers.letIn();
    }
  }

  /// Brings the index to where a batch leads.
  ///
  /// @return false if a deletion's text was not handed over yet; then nothing was done
  private boolean apply(FeedStore.Batch batch) throws SQLException {
    List<SearchedMessage> gone = new ArrayList<>();
    for (long message : batch.deleted()) {
      ErasedMessage text = erased.get(message);
      if (text == null) {
        return false;
      }
      gone.add(text.asOf(batch.from().edit()));
    }
    IndexState to = batch.to();
    if (to.equals(batch.from())) {
      clean();
      return true;
    }
    connection.setAutoCommit(false);
    for (SearchedMessage message : gone) {
      table.remove(message);
    }
    for (SearchedMessage message : batch.before()) {
      table.remove(message);
    }
    for (SearchedMessage message : batch.after()) {
      table.add(message);
    }
    add(batch.fresh());
    add(batch.old());
    to.write(connection);
    connection.commit();
    connection.setAutoCommit(true);
    boolean wasFilling = !state.isFilled();
    state = to;
    apart++;
    unclean |= !gone.isEmpty() || !batch.before().isEmpty();
    clean();
    if (wasFilling && to.isFilled()) {
      log.info("everything can be found now: {} messages", to.high());
    }
    return true;
  }

  private void add(List<SearchStore.Row> rows) throws SQLException {
    for (SearchStore.Row row : rows) {
      if (!row.deleted()) {
        table.add(row.searched());
      }
    }
    IndexState.note(connection, rows);
  }

  /// Lets go of what was deleted and is taken care of.
  private void forget(List<ErasedMessage> known) {
    for (ErasedMessage message : known) {
      if (erased.remove(message.id(), message)) {
        erasedBytes.addAndGet(-message.bytes());
      }
    }
  }

  /// Empties the write-ahead log, in which pages still stand as they were before something was
  /// taken out of them. Somebody who searches may be in the way; then the next turn does it.
  private void clean() throws SQLException {
    if (unclean) {
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
        unclean = row.getInt(1) != 0;
      }
      if (unclean) {
        thread.signal();
      }
    }
  }

  private void closeFile() {
    Connection closed = connection;
    SearchTable statements = table;
    connection = null;
    table = null;
    if (closed == null) {
      return;
    }
    try (closed) {
      if (statements != null) {
        statements.close();
      }
    } catch (SQLException e) {
      log.warn("closing the index for searching failed: {}", e.getMessage());
    }
  }

  private void closeIdle() {
    synchronized (idle) {
      idle.forEach(SqliteIndex::close);
      idle.clear();
    }
  }

  /// Puts in what is new, as far as that goes in a few seconds, and closes the file.
  @Override
  public void close() {
    thread.close();
    searchers.keepOut();
    closeIdle();
  }

  /// A connection for one who asks, lent when it is needed. One that failed is not lent again.
  private final class Lent implements Asked, AutoCloseable {
    private Connection lent;

    @Override
    public List<Long> find(SearchTable.Expression expression, long below, long from, int most) {
      return ask(asked -> SearchTable.find(asked, expression.text(), below, from, most));
    }

    @Override
    public long below(String until) {
      return ask(asked -> IndexState.below(asked, until));
    }

    @Override
    public long from(String since) {
      return ask(asked -> IndexState.from(asked, since));
    }

    private <T> T ask(Query<T> query) {
      try {
        if (lent == null) {
          lent = lend();
        }
        return query.of(lent);
      } catch (SQLException e) {
        SqliteIndex.close(lent);
        lent = null;
        if (SqliteErrors.isDamage(e)) {
          lost = true;
          stored();
        }
        throw new StorageException(StorageException.Kind.FAILED, "cannot search", e);
      }
    }

    @Override
    public void close() {
      if (lent != null) {
        synchronized (idle) {
          idle.add(lent);
        }
      }
    }
  }

  /// What is asked of the file.
  @FunctionalInterface
  private interface Query<T> {
    T of(Connection connection) throws SQLException;
  }
}
