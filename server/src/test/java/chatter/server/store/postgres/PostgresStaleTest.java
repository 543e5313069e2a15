package chatter.server.store.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chatter.server.Postgres;
import chatter.server.store.Scope;
import chatter.server.store.StorageException;
import chatter.server.store.TransactionStep;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people asked of one of several servers before it stood still is not done, and what is the
/// server's own is.
final class PostgresStaleTest {
  @TempDir private Path folder;
  @TempDir private Path other;
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

  /// As while the network to the database stands still.
  @Test
  void whatHasWaitedForTooLongIsNotDone() throws Exception {
    long latestNanos = TimeUnit.MILLISECONDS.toNanos(100);
    try (PostgresDatabase late =
        PostgresDatabase.openShared(
            Postgres.newDatabase(),
            other,
            TransactionStep.NOTHING,
            (connections, file, expected) ->
                new ClusterTransactions(
                    connections, file, expected, new StoredNumbers(), latestNanos, latestNanos))) {
      CountDownLatch goesOn = new CountDownLatch(1);
      CompletableFuture<Integer> before =
          late.write(handle -> {
            await(goesOn);
            return put(handle, "own");
          });
      CompletableFuture<Integer> asked =
          late.writeIn(new Scope(1, 1), handle -> put(handle, "asked"), done -> {});
      TimeUnit.NANOSECONDS.sleep(2 * latestNanos);
      goesOn.countDown();
      assertEquals(1, before.join());
      CompletionException refused = assertThrows(CompletionException.class, asked::join);
      assertEquals(
          StorageException.Kind.BUSY,
          assertInstanceOf(StorageException.class, refused.getCause()).kind());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
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
