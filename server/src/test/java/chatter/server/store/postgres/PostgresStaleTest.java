package chatter.server.store.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chatter.server.Postgres;
import chatter.server.store.Scope;
import chatter.server.store.StorageException;
import chatter.server.store.TransactionStep;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people asked of one of several servers before it stood still is not done, and what is the
/// server's own is.
final class PostgresStaleTest {
  @TempDir private Path folder;
  private volatile boolean woke;
  private PostgresDatabase database;

  @BeforeEach
  void open() {
    Postgres.mustBeHere();
    database =
        PostgresDatabase.openShared(
            Postgres.newDatabase(), folder, TransactionStep.NOTHING, new WokenFeed());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatWasAskedForBeforeIsNotDoneAndTheRestIs() {
    assertEquals(1, database.<Integer>writeAndWait(handle -> put(handle, "before")));
    // It comes to the task when it has gone on.
    woke = true;
    StorageException waited =
        assertThrows(
            StorageException.class, () -> database.writeAndWait(handle -> put(handle, "waited")));
    assertEquals(StorageException.Kind.BUSY, waited.kind());
    CompletionException asked =
        assertThrows(
            CompletionException.class,
            () ->
                database
                    .writeIn(new Scope(1, 1), handle -> put(handle, "asked"), done -> {})
                    .join());
    assertEquals(
        StorageException.Kind.BUSY,
        assertInstanceOf(StorageException.class, asked.getCause()).kind());
    assertEquals(1, database.write(handle -> put(handle, "own")).join());
    woke = false;
    assertEquals(1, database.<Integer>writeAndWait(handle -> put(handle, "after")));
    assertEquals("after before own", kept());
  }

  private static int put(Handle handle, String what) {
    return handle.execute("INSERT INTO meta (key, value) VALUES (?, 'stale test')", what);
  }

  private String kept() {
    return database.read(handle ->
        handle
            .createQuery(
                "SELECT string_agg(key, ' ' ORDER BY key) FROM meta WHERE value = 'stale test'")
            .mapTo(String.class)
            .one());
  }

  private final class WokenFeed extends StoredNumbers {
    @Override
    public boolean isStale(long queuedNanos) {
      return woke;
    }
  }
}
