package chatter.server.store.postgres;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.slf4j.LoggerFactory;

/// Connections to whichever of a few hosts is the primary. The driver can do so by itself, but
/// remembers for a while who was none, and takes the first that says to be one, also if another
/// took over from it. Safe for any thread.
final class PrimarySource implements DataSource {
  private static final org.slf4j.Logger log = LoggerFactory.getLogger(PrimarySource.class);

  private final List<DataSource> hosts;
  private final Check check;
  private final boolean all;
  private volatile int last;

  /// @param hosts each of which gives connections to a primary only
  /// @param check says whether it is the right one
  /// @param all whether all are asked each time, and the one is taken that took over last; else the
  ///   one that was it the last time is asked first, then the others in their order
  PrimarySource(List<DataSource> hosts, Check check, boolean all) {
    this.hosts = List.copyOf(hosts);
    this.check = check;
    this.all = all && hosts.size() > 1;
  }

  /// What is looked at on each new connection.
  @FunctionalInterface
  interface Check {
    /// @return a text that is greater with each that took over from another; any if not all are
    ///   asked
    /// @throws SQLException if it is not to be used
    String see(Connection connection) throws SQLException;
  }

  /// A connection that may be used.
  private record Candidate(Connection connection, String rank) {}

  @Override
  public Connection getConnection() throws SQLException {
    return all ? highest() : first();
  }

  private Connection first() throws SQLException {
    SQLException failure = null;
    int begin = last;
    for (int i = 0; i < hosts.size(); i++) {
      int host = (begin + i) % hosts.size();
      try {
        Connection connection = candidate(hosts.get(host)).connection;
        last = host;
        return connection;
      } catch (SQLException e) {
        failure = worse(failure, e);
      }
    }
    throw failure;
  }

  /// All at once: one that is away says nothing for seconds.
  private Connection highest() throws SQLException {
    List<FutureTask<Candidate>> asked = new ArrayList<>();
    for (DataSource host : hosts) {
      FutureTask<Candidate> asking = new FutureTask<>(() -> candidate(host));
      Thread.ofVirtual().name("find-primary").start(asking);
      asked.add(asking);
    }
    Candidate highest = null;
    SQLException failure = null;
    for (FutureTask<Candidate> asking : asked) {
      try {
        Candidate next = answer(asking);
        if (highest == null || next.rank.compareTo(highest.rank) > 0) {
          close(highest);
          highest = next;
        } else {
          close(next);
        }
      } catch (SQLException e) {
        failure = worse(failure, e);
      }
    }
    if (highest == null) {
      throw failure;
    }
    return highest.connection;
  }

  private static Candidate answer(FutureTask<Candidate> asking) throws SQLException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return asking.get();
        } catch (InterruptedException e) {
          // Each has an end, and a connection that nobody takes would stay open.
          interrupted = true;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof SQLException refused) {
            throw refused;
          }
          throw new SQLException("cannot connect", e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void close(Candidate candidate) {
    if (candidate != null) {
      try {
        candidate.connection.close();
      } catch (SQLException e) {
        log.debug("a connection that is not needed was not closed", e);
      }
    }
  }

  /// What a database says tells more than that another does not answer.
  private static SQLException worse(SQLException before, SQLException now) {
    if (before == null) {
      return now;
    }
    boolean away = before.getSQLState() == null || before.getSQLState().startsWith("08");
    SQLException told = away ? now : before;
    told.addSuppressed(away ? before : now);
    return told;
  }

  private Candidate candidate(DataSource host) throws SQLException {
    Connection connection = host.getConnection();
    try {
      return new Candidate(connection, check.see(connection));
    } catch (SQLException | RuntimeException e) {
      try (connection) {
        throw e;
      }
    }
  }

  /// Who asks is in the address.
  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  /// Each host has its own.
  @Override
  public void setLoginTimeout(int seconds) {
    // It is part of where they are.
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
