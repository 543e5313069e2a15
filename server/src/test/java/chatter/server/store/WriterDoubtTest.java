package chatter.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.health.FatalErrors;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a writer says when the connection is lost in a commit.
final class WriterDoubtTest {
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(1);

  @TempDir private Path folder;

  private final List<Object> told = new CopyOnWriteArrayList<>();
  private final Line line = new Line();
  private Writer writer;

  @BeforeEach
  void start() {
    Handle handle = line.connect();
    handle.execute("CREATE TABLE things (n INTEGER PRIMARY KEY)");
    writer = new Writer(handle, line, () -> {}, new FatalErrors(told::add), PATIENCE);
    writer.start();
  }

  @AfterEach
  void stop() {
    line.away = false;
    writer.close();
  }

  @Test
  void whatIsFoundToBeStoredIsToldAndNotRefused() throws Exception {
    line.lost = Lost.AFTER;
    assertEquals(1, insert(1).get(60, TimeUnit.SECONDS));
    assertEquals(List.of(1), told);
  }

  @Test
  void whatIsFoundNotToBeStoredIsRefused() throws Exception {
    line.lost = Lost.BEFORE;
    assertEquals(StorageException.Kind.BUSY, refusal(insert(1)));
    assertEquals(1, insert(2).get(60, TimeUnit.SECONDS));
    assertEquals(List.of(2), told);
    assertEquals(List.of(2), stored());
  }

  @Test
  void whatNobodyKnowsIsNeitherAndToldLaterIfItIsStored() throws Exception {
    line.lost = Lost.AFTER;
    line.awayAfterwards = true;
    assertEquals(StorageException.Kind.IN_DOUBT, refusal(insert(1)));
    assertEquals(List.of(), told);
    line.away = false;
    assertEquals(1, insert(2).get(60, TimeUnit.SECONDS));
    assertEquals(List.of(1, 2), told, "in the order of the commits");
    assertEquals(List.of(1, 2), stored());
  }

  @Test
  void whatNobodyKnewAndWasNotStoredIsNotTold() throws Exception {
    line.lost = Lost.BEFORE;
    line.awayAfterwards = true;
    assertEquals(StorageException.Kind.IN_DOUBT, refusal(insert(1)));
    line.away = false;
    assertEquals(1, insert(2).get(60, TimeUnit.SECONDS));
    assertEquals(List.of(2), told);
  }

  @Test
  void beforeACommitThereIsNoDoubt() throws Exception {
    line.away = true;
    CompletableFuture<Integer> failed =
        writer.submit(
            null,
            h -> {
              throw new LostException();
            },
            told::add);
    assertEquals(StorageException.Kind.BUSY, refusal(failed));
    assertEquals(StorageException.Kind.BUSY, refusal(insert(1)), "there is no connection");
    line.away = false;
    assertEquals(1, insert(2).get(60, TimeUnit.SECONDS));
    assertEquals(List.of(2), told);
  }

  @Test
  void connectionThatWasClosedMeanwhileIsMadeAnewForTheSameGroup() throws Exception {
    line.closedWhileIdle = true;
    assertEquals(1, insert(1).get(60, TimeUnit.SECONDS));
    assertEquals(List.of(1), told);
  }

  @Test
  void whatNobodyKnowsIsToldWithoutAnybodyWritingAgain() throws Exception {
    line.lost = Lost.AFTER;
    line.awayAfterwards = true;
    assertEquals(StorageException.Kind.IN_DOUBT, refusal(insert(1)));
    await(() -> !writer.works(PATIENCE));
    assertTrue(writer.works(TimeUnit.HOURS.toNanos(1)), "it is a matter of patience");
    line.away = false;
    await(() -> writer.works(PATIENCE));
    await(() -> told.equals(List.of(1)));
  }

  @Test
  void whatCannotBeAskedAnyMoreIsInDoubtAndTheServerEnds() throws Exception {
    line.lost = Lost.AFTER;
    line.over = true;
    assertEquals(StorageException.Kind.IN_DOUBT, refusal(insert(1)));
    await(() -> told.size() == 1);
    assertInstanceOf(OverException.class, told.getFirst());
    assertEquals(StorageException.Kind.BUSY, refusal(insert(2)));
    assertFalse(writer.works(TimeUnit.HOURS.toNanos(1)));
  }

  private static void await(BooleanSupplier condition) {
    long began = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(60), "it does not come");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private CompletableFuture<Integer> insert(int n) {
    return writer.submit(
        null, h -> h.execute("INSERT INTO things (n) VALUES (?)", n), rows -> told.add(n));
  }

  private List<Integer> stored() {
    try (Handle handle = line.connect()) {
      return handle.createQuery("SELECT n FROM things ORDER BY n").mapTo(Integer.class).list();
    }
  }

  private static StorageException.Kind refusal(CompletableFuture<?> failed) {
    ExecutionException thrown =
        assertThrows(ExecutionException.class, () -> failed.get(60, TimeUnit.SECONDS));
    return assertInstanceOf(StorageException.class, thrown.getCause()).kind();
  }

  private enum Lost {
    NEVER,
    BEFORE,
    AFTER
  }

  private static final class LostException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final class OverException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// A database at the other end of a line.
  private final class Line implements Transactions {
    private volatile Lost lost = Lost.NEVER;
    private volatile boolean awayAfterwards;
    private volatile boolean away;
    private volatile boolean closedWhileIdle;
    private volatile boolean over;
    private boolean stored;

    private Handle connect() {
      return Jdbi.open("jdbc:sqlite:" + folder.resolve("line.db"));
    }

    @Override
    public Handle open() {
      if (over) {
        throw new OverException();
      }
      if (away) {
        throw new LostException();
      }
      return connect();
    }

    @Override
    public void begin(Handle handle, Set<Scope> scopes) {
      if (closedWhileIdle) {
        closedWhileIdle = false;
        throw new LostException();
      }
      Jdbc.execute(handle, "BEGIN IMMEDIATE");
    }

    @Override
    public void commit(Handle handle) {
      Lost now = lost;
      lost = Lost.NEVER;
      stored = now != Lost.BEFORE;
      Jdbc.execute(handle, stored ? "COMMIT" : "ROLLBACK");
      if (now != Lost.NEVER) {
        away = awayAfterwards;
        throw new LostException();
      }
    }

    @Override
    public boolean endsTransaction(Throwable error) {
      return error instanceof LostException;
    }

    @Override
    public StorageException.Kind kind(Throwable error) {
      return StorageException.Kind.BUSY;
    }

    @Override
    public boolean leavesDoubt(Throwable error) {
      return error instanceof LostException;
    }

    @Override
    public boolean isStored(Handle handle) {
      return stored;
    }

    @Override
    public boolean isLost(Throwable error) {
      return error instanceof LostException;
    }

    @Override
    public boolean isOver(Throwable error) {
      return error instanceof OverException;
    }
  }
}
