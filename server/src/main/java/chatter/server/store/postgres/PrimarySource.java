package chatter.server.store.postgres;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.logging.Logger;
import javax.sql.DataSource;

/// Connections to whichever of a few hosts is the primary: the one that was it the last time first,
/// then the others in their order. The driver can do so by itself, but remembers for a while who
/// was none, and takes the first that says to be one, also if another took over from it. Safe for
/// any thread.
final class PrimarySource implements DataSource {
  private final List<DataSource> hosts;
  private final Check check;
  private volatile int last;

  /// @param hosts each of which gives connections to a primary only
  /// @param check says whether it is the right one
  PrimarySource(List<DataSource> hosts, Check check) {
    this.hosts = List.copyOf(hosts);
    this.check = check;
  }

  /// What is looked at on each new connection.
  @FunctionalInterface
  interface Check {
    /// @throws SQLException if it is not to be used
    void see(Connection connection) throws SQLException;
  }

  @Override
  public Connection getConnection() throws SQLException {
    SQLException failure = null;
    int first = last;
    for (int i = 0; i < hosts.size(); i++) {
      int host = (first + i) % hosts.size();
      try {
        Connection connection = checked(hosts.get(host).getConnection());
        last = host;
        return connection;
      } catch (SQLException e) {
        failure = worse(failure, e);
      }
    }
    throw failure;
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

  private Connection checked(Connection connection) throws SQLException {
    try {
      check.see(connection);
      return connection;
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
  public void setLoginTimeout(int seconds) throws SQLException {
    throw new SQLFeatureNotSupportedException();
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
