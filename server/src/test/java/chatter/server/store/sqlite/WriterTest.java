package chatter.server.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chatter.server.store.Database;
import chatter.server.store.DatabaseContract;
import chatter.server.store.StorageException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Writing in groups into a file.
final class WriterTest extends DatabaseContract {
  private int rowsBefore;

  /// After taking out the table of these tests, which is none of Chatter's.
  @Override
  protected Database open() {
    rowsBefore = 0;
    if (folder.resolve("chatter.db").toFile().exists()) {
      try (Connection file =
              DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("chatter.db"));
          Statement statement = file.createStatement()) {
        try (ResultSet found = statement.executeQuery("SELECT count(*) FROM things")) {
          rowsBefore = found.getInt(1);
        }
        statement.executeUpdate("DROP TABLE things");
      } catch (SQLException e) {
        throw new AssertionError(e);
      }
    }
    return SqliteDatabase.open(folder);
  }

  @Override
  protected int withThings(Database opened) {
    var _ =
        opened.writeAndWait(
            h -> h.execute("CREATE TABLE things (n INTEGER PRIMARY KEY, filler BLOB)"));
    return rowsBefore;
  }

  @Test
  void fullDiskFailsTheWholeGroupAndChangesNothing() throws Exception {
    var _ = insertNow(1);
    CountDownLatch block = occupyTheWriter();
    CompletableFuture<Integer> innocent = database.write(h -> insert(h, 2));
    CompletableFuture<Integer> large =
        database.write(h -> {
          // What SQLite says on a disk without room, from SQLite itself.
          h.execute("PRAGMA max_page_count = 1");
          return h.execute("INSERT INTO things (n, filler) VALUES (3, zeroblob(1000000))");
        });
    CompletableFuture<Integer> after = database.write(h -> insert(h, 4));
    block.countDown();
    for (CompletableFuture<Integer> failed : List.of(innocent, large, after)) {
      Throwable cause =
          assertThrows(ExecutionException.class, () -> failed.get(60, TimeUnit.SECONDS)).getCause();
      assertEquals(
          StorageException.Kind.FULL, assertInstanceOf(StorageException.class, cause).kind());
    }
    assertEquals(List.of(1), all());
    assertEquals(1, insertNow(5), "works again by itself");
    assertEquals(List.of(1, 5), all());
  }
}
