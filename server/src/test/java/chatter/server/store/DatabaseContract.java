package chatter.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every database promises: writing in groups, and reading in snapshots.
public abstract class DatabaseContract {
  @TempDir protected Path folder;

  protected Database database;
  private final AtomicInteger groups = new AtomicInteger();

  /// Opens the one of `folder`.
  protected abstract Database open();

  /// Makes a table of this test's in it.
  ///
  /// @return how many rows were in it; 0 if there was none
  protected abstract int withThings(Database opened);

  @BeforeEach
  final void begin() {
    database = open();
    database.afterGroup(groups::incrementAndGet);
    withThings(database);
  }

  @AfterEach
  final void close() {
    database.close();
  }

  @Test
  void whatWaitsTogetherIsOneGroup() throws Exception {
    CountDownLatch block = occupyTheWriter();
    List<CompletableFuture<Integer>> tasks =
        IntStream.range(0, 50)
            .mapToObj(n ->
                database.write(h -> {
                  insert(h, n);
                  return groups.get();
                }))
            .toList();
    block.countDown();
    CompletableFuture.allOf(tasks.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    assertEquals(50, count());
    assertEquals(1, tasks.stream().map(CompletableFuture::join).distinct().count());
  }

  @Test
  void failingTaskUndoesOnlyItself() throws Exception {
    CountDownLatch block = occupyTheWriter();
    CompletableFuture<Integer> before = database.write(h -> insert(h, 1));
    CompletableFuture<Integer> halfDone =
        database.write(h -> {
          insert(h, 2);
          throw new IllegalStateException("changed my mind");
        });
    CompletableFuture<Integer> clash = database.write(h -> insert(h, 1));
    CompletableFuture<Integer> after = database.write(h -> insert(h, 3));
    block.countDown();
    before.get(60, TimeUnit.SECONDS);
    after.get(60, TimeUnit.SECONDS);
    assertEquals(
        "changed my mind",
        assertThrows(ExecutionException.class, () -> halfDone.get(60, TimeUnit.SECONDS))
            .getCause()
            .getMessage());
    assertThrows(ExecutionException.class, () -> clash.get(60, TimeUnit.SECONDS));
    assertEquals(List.of(1, 3), all());
  }

  /// Whoever waits for a future, as the server does before it says goodbye, must not overtake the
  /// news.
  @Test
  void futureCompletesWhenTheGroupWasHandedOver() throws Exception {
    List<String> order = new CopyOnWriteArrayList<>();
    CountDownLatch block = occupyTheWriter();
    database.afterGroup(() -> order.add("group"));
    CompletableFuture<Void> seen =
        database.write(h -> null, done -> order.add("told")).thenRun(() -> order.add("future"));
    block.countDown();
    seen.get(60, TimeUnit.SECONDS);
    assertEquals(List.of("group", "told", "group", "future"), order);
  }

  @Test
  void newsOfACommitComesInCommitOrderOnTheWritersThread() throws Exception {
    List<Integer> news = new CopyOnWriteArrayList<>();
    List<String> threads = new CopyOnWriteArrayList<>();
    List<CompletableFuture<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      int n = i;
      tasks.add(
          database.write(
              h -> {
                insert(h, n);
                return n;
              },
              done -> {
                news.add(done);
                threads.add(Thread.currentThread().getName());
              }));
    }
    CompletableFuture.allOf(tasks.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    assertEquals(IntStream.range(0, 500).boxed().toList(), news);
    assertEquals(List.of("writer"), threads.stream().distinct().toList());
  }

  @Test
  void newsThatFailsHarmsNobody() throws Exception {
    CompletableFuture<Integer> stored =
        database.write(
            h -> insert(h, 1),
            done -> {
              throw new IllegalStateException("whoever was told");
            });
    assertEquals(1, stored.get(60, TimeUnit.SECONDS));
    assertEquals(1, insertNow(2));
  }

  @Test
  void errorInATaskDoesNotEndTheWriter() {
    CompletableFuture<Integer> broken =
        database.write(h -> {
          throw new StackOverflowError("on purpose");
        });
    assertThrows(ExecutionException.class, () -> broken.get(60, TimeUnit.SECONDS));
    assertEquals(1, insertNow(1));
  }

  @Test
  void valuesOfAFailedStatementAreInNoMessage() {
    CompletableFuture<Integer> failed =
        database.write(h -> h.execute("INSERT INTO things (n) VALUES (?)", "a secret"));
    Throwable thrown =
        assertThrows(ExecutionException.class, () -> failed.get(60, TimeUnit.SECONDS));
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      assertFalse(t.toString().contains("secret"), t.toString());
    }
  }

  @Test
  void whatWaitsIsStillWrittenWhenItCloses() throws Exception {
    CountDownLatch block = occupyTheWriter();
    List<CompletableFuture<Integer>> tasks =
        IntStream.range(0, 20).mapToObj(n -> database.write(h -> insert(h, n))).toList();
    block.countDown();
    database.close();
    CompletableFuture.allOf(tasks.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    assertEquals(20, reopened());
  }

  @Test
  void whatComesAfterClosingFailsAtOnce() {
    database.close();
    CompletableFuture<Integer> late = database.write(h -> insert(h, 1));
    CompletionException failure = assertThrows(CompletionException.class, late::join);
    assertEquals(
        StorageException.Kind.BUSY,
        assertInstanceOf(StorageException.class, failure.getCause()).kind());
    assertEquals(0, reopened());
  }

  @Test
  void tooMuchWaitingIsRefusedNotPiledUp() throws Exception {
    CountDownLatch block = occupyTheWriter();
    List<CompletableFuture<Integer>> tasks =
        IntStream.range(0, 9_000).mapToObj(n -> database.write(h -> insert(h, n))).toList();
    long refused = tasks.stream().filter(CompletableFuture::isCompletedExceptionally).count();
    assertEquals(9_000 - 8_192, refused);
    block.countDown();
    tasks.get(8_191).get(30, TimeUnit.SECONDS);
    assertEquals(1, insertNow(10_000));
    assertEquals(8_192 + 1, count());
  }

  @Test
  void readerSeesOneSnapshotAndCannotWrite() {
    var _ = insertNow(1);
    List<Integer> counts =
        database.read(h -> {
          int first = count(h);
          var _ = database.writeAndWait(w -> insert(w, 2));
          return List.of(first, count(h));
        });
    assertEquals(List.of(1, 1), counts);
    assertThrows(RuntimeException.class, () -> database.read(h -> insert(h, 3)));
    assertEquals(2, count());
  }

  @Test
  void itIsTheSameDatabaseTheNextTime() {
    String epoch = database.epoch();
    database.close();
    var _ = reopened();
    assertEquals(epoch, database.epoch());
  }

  private int reopened() {
    Database next = open();
    database = next;
    return withThings(next);
  }

  /// Returns when the writer is in a task that ends when the latch does.
  protected final CountDownLatch occupyTheWriter() throws InterruptedException {
    CountDownLatch in = new CountDownLatch(1);
    CountDownLatch block = new CountDownLatch(1);
    var _ =
        database.write(h -> {
          in.countDown();
          try {
            return block.await(60, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    assertTrue(in.await(60, TimeUnit.SECONDS));
    return block;
  }

  /// Adds a row and waits for it.
  protected final int insertNow(int n) {
    return database.writeAndWait(h -> insert(h, n));
  }

  /// Adds a row.
  protected static int insert(Handle handle, int n) {
    return handle.execute("INSERT INTO things (n) VALUES (?)", n);
  }

  /// All rows, in order.
  protected final List<Integer> all() {
    return database.read(
        h -> h.createQuery("SELECT n FROM things ORDER BY n").mapTo(Integer.class).list());
  }

  private int count() {
    return database.read(DatabaseContract::count);
  }

  private static int count(Handle handle) {
    return handle.createQuery("SELECT count(*) FROM things").mapTo(Integer.class).one();
  }
}
