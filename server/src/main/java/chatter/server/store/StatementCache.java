package chatter.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the statements of one connection prepared, by their text: SQLite takes longer to read most
/// of ours than to run them. A statement is lent to one user at a time; who asks for one that is
/// lent gets another. One thread at a time, like its connection.
public final class StatementCache extends DefaultStatementBuilder {
  private static final Logger log = LoggerFactory.getLogger(StatementCache.class);

  /// More different texts than the program has; lists of values make some that come only once.
  private static final int MOST = 128;

  private final Map<String, PreparedStatement> kept = new HashMap<>();
  private final UnaryOperator<String> words;

  /// @param words what a statement is prepared as, which means the same
  public StatementCache(UnaryOperator<String> words) {
    this.words = words;
  }

  /// The statement of that text on a handle, for plain JDBC: see `Jdbc`.
  static PreparedStatement lend(Handle handle, String sql) throws SQLException {
    PreparedStatement statement =
        handle.getStatementBuilder() instanceof StatementCache statements
            ? statements.kept.remove(sql)
            : null;
    return statement == null ? prepare(handle, sql) : statement;
  }

  private static PreparedStatement prepare(Handle handle, String sql) throws SQLException {
    return handle
        .getConnection()
        .prepareStatement(
            handle.getStatementBuilder() instanceof StatementCache statements
                ? statements.words.apply(sql)
                : sql);
  }

  /// Takes back what was lent.
  static void takeBack(Handle handle, String sql, PreparedStatement statement) throws SQLException {
    handle.getStatementBuilder().close(handle.getConnection(), sql, statement);
  }

  @Override
  public PreparedStatement create(Connection connection, String sql, StatementContext context)
      throws SQLException {
    PreparedStatement statement = kept.remove(sql);
    return statement == null ? super.create(connection, words.apply(sql), context) : statement;
  }

  @Override
  public void close(Connection connection, String sql, Statement statement) throws SQLException {
    if (statement instanceof PreparedStatement prepared
        && kept.size() < MOST
        && !kept.containsKey(sql)
        && forget(prepared)) {
      kept.put(sql, prepared);
    } else {
      super.close(connection, sql, statement);
    }
  }

  /// Takes the values out of a statement, which may be secrets, and large. Its rows are closed by
  /// now, or it would keep an old state of the database alive.
  ///
  /// @return false if it cannot be used again, as after some errors
  private static boolean forget(PreparedStatement statement) {
    try {
      statement.clearParameters();
      return true;
    } catch (SQLException e) {
      log.debug("a statement is not kept: {}", e.getMessage());
      return false;
    }
  }

  @Override
  public void close(Connection connection) {
    for (PreparedStatement statement : kept.values()) {
      try {
        statement.close();
      } catch (SQLException e) {
        // The connection is being closed, and its statements with it in any case.
        log.debug("closing a statement failed: {}", e.getMessage());
      }
    }
    kept.clear();
  }
}
