package chatter.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
