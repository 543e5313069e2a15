package chatter.server.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jdbi.v3.core.Handle;

/// Statements without Jdbi's conveniences, for the few that run for every message or every page of
/// them: there they cost more than SQLite itself. Values are texts, numbers or null; errors come as
/// `StorageException`.
public final class Jdbc {
  private Jdbc() {}

  /// Runs a statement that changes something.
  public static void execute(Handle handle, String sql, Object... values) {
    run(
        handle,
        sql,
        statement -> {
          statement.execute();
          return null;
        },
        values);
  }

  /// The first row of a query; empty if it has none.
  public static <T> Optional<T> first(
      Handle handle, String sql, RowReader<T> reader, Object... values) {
    return run(
        handle,
        sql,
        statement -> {
          try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(reader.read(rows)) : Optional.<T>empty();
          }
        },
        values);
  }

  /// All rows of a query.
  public static <T> List<T> all(Handle handle, String sql, RowReader<T> reader, Object... values) {
    return run(
        handle,
        sql,
        statement -> {
          try (ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
              all.add(reader.read(rows));
            }
            return all;
          }
        },
        values);
  }

  /// The first rows of a query, the first of all and then as long as what they weigh is together
  /// not more than that. What is beyond is not read.
  ///
  /// @param weight of one row, in the same unit as `most`
  public static <T> Part<T> upTo(
      long most,
      ToLongFunction<? super T> weight,
      Handle handle,
      String sql,
      RowReader<T> reader,
      Object... values) {
    return run(
        handle,
        sql,
        statement -> {
          try (ResultSet rows = statement.executeQuery()) {
            List<T> some = new ArrayList<>();
            long weighed = 0;
            while (rows.next()) {
              T row = reader.read(rows);
              weighed += weight.applyAsLong(row);
              if (weighed > most && !some.isEmpty()) {
                return new Part<>(some, false);
              }
              some.add(row);
            }
            return new Part<>(some, true);
          }
        },
        values);
  }

  /// Rows of a query.
  ///
  /// @param whole whether there are no others
  public record Part<T>(List<T> rows, boolean whole) {}

  /// Reads the rows of a query one by one, as long as more are wanted. What is beyond is not read.
  ///
  /// @param reader says whether to go on
  public static void whilst(
      Handle handle, String sql, RowReader<Boolean> reader, Object... values) {
    run(
        handle,
        sql,
        statement -> {
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next() && reader.read(rows)) {
              // The reader does it all.
            }
          }
          return null;
        },
        values);
  }

  private static <T> T run(Handle handle, String sql, Use<T> use, Object... values) {
    try {
      PreparedStatement statement = StatementCache.lend(handle, sql);
      try {
        for (int i = 0; i < values.length; i++) {
          statement.setObject(i + 1, values[i]);
        }
        return use.of(statement);
      } finally {
        StatementCache.takeBack(handle, sql, statement);
      }
    } catch (SQLException e) {
      // Without the values, which are messages.
      throw new StorageException(StorageException.Kind.FAILED, "failed: " + sql, e);
    }
  }

  /// Reads one row.
  @FunctionalInterface
  public interface RowReader<T> {
    /// @param row stands on the row
    T read(ResultSet row) throws SQLException;
  }

  @FunctionalInterface
  private interface Use<T> {
    T of(PreparedStatement statement) throws SQLException;
  }
}
