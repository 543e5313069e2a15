package chatter.server.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chatter.server.store.Jdbc;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What may not change because statements are kept.
final class StatementCacheTest {
  private static final String INSERT = "INSERT INTO t (a) VALUES (?)";
  private static final String SELECT = "SELECT a FROM t ORDER BY a";

  @TempDir private Path folder;

  @Test
  void sameTextIsPreparedOnce() {
    try (Handle handle = connections().writer()) {
      table(handle);
      assertSame(prepared(handle, INSERT, 1), prepared(handle, INSERT, 2));
      assertEquals(List.of(1, 2), numbers(handle));
    }
  }

  @Test
  void textInUseIsPreparedAgain() {
    try (Handle handle = connections().writer()) {
      table(handle);
      handle.execute(INSERT, 1);
      handle.execute(INSERT, 2);
      AtomicReference<PreparedStatement> outer = new AtomicReference<>();
      var rows =
          handle
              .createQuery(SELECT)
              .map((row, context) -> {
                outer.set(context.getStatement());
                AtomicReference<PreparedStatement> inner = new AtomicReference<>();
                handle
                    .createQuery(SELECT)
                    .map((r, c) -> {
                      inner.set(c.getStatement());
                      return r.getInt(1);
                    })
                    .list();
                assertNotSame(outer.get(), inner.get());
                return row.getInt(1);
              })
              .list();
      assertEquals(List.of(1, 2), rows);
    }
  }

  @Test
  void statementThatFailedWorksTheNextTime() {
    try (Handle handle = connections().writer()) {
      table(handle);
      handle.execute(INSERT, 1);
      assertThrows(UnableToExecuteStatementException.class, () -> handle.execute(INSERT, 1));
      handle.execute(INSERT, 2);
      assertEquals(List.of(1, 2), numbers(handle));
    }
  }

  /// A statement with open rows would keep the log from ever being emptied.
  @Test
  void queryThatTookOneRowOfManyHoldsNothingBack() {
    Connections connections = connections();
    try (Handle writer = connections.writer()) {
      table(writer);
      writer.execute(INSERT, 1);
      writer.execute(INSERT, 2);
      try (Handle reader = connections.reader()) {
        for (int i = 0; i < 2; i++) {
          List<Integer> rows =
              reader.inTransaction(
                  h -> List.of(h.createQuery(SELECT).mapTo(Integer.class).first()));
          assertEquals(List.of(1), rows);
        }
        writer.execute(INSERT, 3);
        int busy =
            writer
                .createQuery("PRAGMA wal_checkpoint(TRUNCATE)")
                .map((row, context) -> row.getInt(1))
                .one();
        assertEquals(0, busy);
        assertEquals(List.of(1, 2, 3), numbers(reader));
      }
    }
  }

  @Test
  void moreTextsThanAreKeptStillWork() {
    try (Handle handle = connections().writer()) {
      table(handle);
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 200; i++) {
          assertEquals(i, handle.createQuery("SELECT " + i).mapTo(Integer.class).one());
        }
      }
    }
  }

  /// Where it is read anew, each of the two goes by the index in which its value is rare, and comes
  /// in the order of that.
  @Test
  void anotherValueIsNoReasonToReadAStatementAnew() {
    try (Handle handle = connections().writer()) {
      handle.execute("CREATE TABLE t (a INTEGER, b INTEGER, up INTEGER, down INTEGER)");
      handle.execute("CREATE INDEX t_a ON t (a, up)");
      handle.execute("CREATE INDEX t_b ON t (b, down)");
      handle.execute(
          "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
              + " INSERT INTO t SELECT i <= 3, i > 3 AND i <= 6, i, -i FROM n");
      handle.execute("INSERT INTO t VALUES (1, 0, 1, 9), (0, 1, 1, 9)");
      handle.execute("ANALYZE");
      String sql = "SELECT up FROM t WHERE a = ? AND b = ?";
      List<Integer> rareInOne = Jdbc.all(handle, sql, row -> row.getInt(1), 1, 0);
      List<Integer> rareInTheOther = Jdbc.all(handle, sql, row -> row.getInt(1), 0, 1);
      assertNotEquals(
          List.of(List.of(1, 1, 2, 3), List.of(6, 5, 4, 1)), List.of(rareInOne, rareInTheOther));
    }
  }

  private Connections connections() {
    return new Connections(folder.resolve("test.db"));
  }

  private static void table(Handle handle) {
    handle.execute("CREATE TABLE t (a INTEGER PRIMARY KEY)");
  }

  private static PreparedStatement prepared(Handle handle, String sql, int value) {
    AtomicReference<PreparedStatement> used = new AtomicReference<>();
    try (var update = handle.createUpdate(sql)) {
      update
          .bind(0, value)
          .addCustomizer(
              new StatementCustomizer() {
                @Override
                public void afterExecution(PreparedStatement statement, StatementContext context) {
                  used.set(statement);
                }
              })
          .execute();
    }
    return used.get();
  }

  private static List<Integer> numbers(Handle handle) {
    return handle.createQuery(SELECT).mapTo(Integer.class).list();
  }
}
