package chatter.server.store.postgres;

import chatter.server.store.Dialect;
import chatter.server.store.StatementCache;
import chatter.server.store.StorageException;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Connections to one PostgreSQL database: one that writes, a few that only read, and some for what
/// is written beside, which are made anew when they break.
final class PostgresConnections implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PostgresConnections.class);
  private static final int READERS = 8;
  private static final int BESIDE = 3;
  private static final int CONNECT_SECONDS = 5;

  /// Nothing that a chat asks takes so long. What does is a connection that is gone.
  private static final int SILENCE_SECONDS = 30;

  /// So many rows are read ahead: who reads until there is enough must not get all of them.
  private static final int ROWS_AHEAD = 200;

  /// PostgreSQL's state for whoever cannot connect now.
  private static final String NOT_THIS_ONE = "57P03";

  private final PostgresAddress address;
  private final Jdbi writing;
  private final HikariDataSource readers;
  private final Jdbi reading;
  private final HikariDataSource beside;
  private final Jdbi writingBeside;

  /// Where the connection that writes has found everything; null before it has looked.
  private volatile DatabaseIdentity kept;

  /// A primary that another took over from is not connected to; null if none is known of.
  private volatile DatabaseIdentity earliest;

  private volatile Runnable elsewhere = () -> {};

  PostgresConnections(PostgresAddress address) {
    this.address = address;
    try {
      writing = jdbi(Jdbi.create(source(address, 0, this::mustNotBeEarlier, true)));
      readers = new HikariDataSource(readers());
      beside = new HikariDataSource(pool("beside", BESIDE));
    } catch (RuntimeException e) {
      // Without the cause, which quotes the options.
      log.debug("{} where the connections are made", e.getClass().getName());
      throw new StorageException(
          StorageException.Kind.UNUSABLE,
          "cannot open "
              + address
              + ": the options behind the ? are not what PostgreSQL's driver takes",
          null);
    }
    writing.setStatementBuilderFactory(connection -> new StatementCache(UnaryOperator.identity()));
    reading = jdbi(Jdbi.create(readers));
    writingBeside = jdbi(Jdbi.create(beside));
  }

  private static Jdbi jdbi(Jdbi jdbi) {
    // Otherwise the values of a failed statement, messages and hashes, would end in the log.
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    Dialect.POSTGRES.speakIn(jdbi);
    return jdbi;
  }

  /// Lets all but the connection that writes be to that database alone, from here on.
  void keepTo(DatabaseIdentity identity) {
    DatabaseIdentity before = kept;
    kept = identity;
    earliest = identity;
    if (before == null) {
      // None before it is known where.
      readers.getHikariConfigMXBean().setMinimumIdle(1);
    } else if (!before.isSame(identity)) {
      readers.getHikariPoolMXBean().softEvictConnections();
      beside.getHikariPoolMXBean().softEvictConnections();
    }
  }

  /// Says where the database was the last time: none from which that took over is asked.
  void notBefore(DatabaseIdentity identity) {
    earliest = identity;
  }

  /// Sets what is told when the others find another database than the connection that writes: it
  /// does not know, as long as it has nothing to write. On any thread.
  void whenElsewhere(Runnable action) {
    elsewhere = action;
  }

  private String mustNotBeEarlier(Connection connection) throws SQLException {
    DatabaseIdentity wanted = earliest;
    DatabaseIdentity found = DatabaseIdentity.of(connection);
    if (wanted != null && found.isEarlierThan(wanted)) {
      throw new SQLException(
          "another PostgreSQL took over from this one, which has come back; name the one that took"
              + " over, or, to go on with this one all the same, remove "
              + PositionFile.NAME
              + " from the data folder",
          NOT_THIS_ONE);
    }
    return found.timeline();
  }

  private String mustBeSame(Connection connection) throws SQLException {
    DatabaseIdentity wanted = kept;
    if (wanted == null) {
      throw new SQLException("it is not known yet where the database is", NOT_THIS_ONE);
    }
    DatabaseIdentity found = DatabaseIdentity.of(connection);
    if (!found.isSame(wanted)) {
      if (!found.isEarlierThan(wanted)) {
        elsewhere.run();
      }
      throw new SQLException("the database is another one than before", NOT_THIS_ONE);
    }
    return found.timeline();
  }

  private static PrimarySource source(
      PostgresAddress address, int rowsAhead, PrimarySource.Check check, boolean all) {
    return new PrimarySource(
        Stream.of(address.hosts().split(","))
            .map(host -> (DataSource) source(address, host, rowsAhead))
            .toList(),
        check,
        all);
  }

  private static PGSimpleDataSource source(PostgresAddress address, String host, int rowsAhead) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(
        "jdbc:postgresql://"
            + host
            + "/"
            + URLEncoder.encode(address.database(), StandardCharsets.UTF_8).replace("+", "%20")
            + (address.options().isEmpty() ? "" : "?" + address.options()));
    source.setUser(address.user());
    if (address.password() != null) {
      source.setPassword(address.password());
    }
    source.setApplicationName("chatter");
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setLoginTimeout(2 * CONNECT_SECONDS);
    source.setSocketTimeout(SILENCE_SECONDS);
    source.setTcpKeepAlive(true);
    source.setDefaultRowFetchSize(rowsAhead);
    // Details quote what people wrote.
    source.setLogServerErrorDetail(false);
    source.setProperty(PGProperty.TARGET_SERVER_TYPE, "primary");
    return source;
  }

  private HikariConfig readers() {
    HikariConfig pool = pool("readers", READERS);
    pool.setReadOnly(true);
    pool.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
    return pool;
  }

  private HikariConfig pool(String name, int most) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName(name);
    pool.setDataSource(source(address, ROWS_AHEAD, this::mustBeSame, false));
    pool.setMaximumPoolSize(most);
    pool.setMinimumIdle(0);
    pool.setConnectionTimeout(TimeUnit.SECONDS.toMillis(2L * CONNECT_SECONDS));
    // Whether the database is there is told by the connection that writes.
    pool.setInitializationFailTimeout(-1);
    return pool;
  }

  /// A connection that writes, each statement by itself unless it says `BEGIN`.
  Handle writer() {
    return writing.open();
  }

  /// A connection that only reads, each transaction in one snapshot; closing it lends it to others.
  Handle reader() {
    return reading.open();
  }

  /// A connection for whoever needs one for itself.
  static Connection alone(PostgresAddress address) throws SQLException {
    return source(address, 0, connection -> "", false).getConnection();
  }

  /// A connection that writes what needs no place in the order of all else; closing it lends it to
  /// others.
  Handle beside() {
    return writingBeside.open();
  }

  @Override
  public void close() {
    try (readers) {
      beside.close();
    }
  }
}
