package chatter.server.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.Postgres;
import chatter.server.limit.Attempts;
import chatter.server.limit.Attempts.Rate;
import chatter.server.limit.LocalAttempts;
import chatter.server.store.TransactionStep;
import chatter.server.store.postgres.PostgresDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is promised of attempts, in memory and in a database.
final class AttemptsTest {
  /// One an hour: none comes back while a test runs, however long that takes.
  private static final Rate RARE = new Rate("rare", 1.0 / TimeUnit.HOURS.toSeconds(1), 3);

  @TempDir private Path folder;
  private PostgresDatabase database;

  private Attempts attempts(boolean shared) {
    if (!shared) {
      return new LocalAttempts(System::nanoTime);
    }
    return new SharedAttempts(database());
  }

  private PostgresDatabase database() {
    if (database == null) {
      Postgres.mustBeHere();
      database = PostgresDatabase.open(Postgres.newDatabase(), folder, TransactionStep.NOTHING);
    }
    return database;
  }

  @AfterEach
  void close() {
    if (database != null) {
      database.close();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void soManyAtOnceAndThenOneAfterTheOther(boolean shared) {
    Attempts attempts = attempts(shared);
    for (int i = 0; i < 3; i++) {
      assertEquals(0, attempts.take(RARE, "ada"));
    }
    long wait = attempts.take(RARE, "ada");
    assertTrue(wait > TimeUnit.MINUTES.toMillis(30), "an hour, and not " + wait);
    assertTrue(wait <= TimeUnit.HOURS.toMillis(1), "an hour, and not " + wait);
    assertEquals(0, attempts.take(RARE, "ben"), "others are not in the way");
    Rate other = new Rate("other", RARE.perSecond(), RARE.burst());
    assertEquals(0, attempts.take(other, "ada"), "nor is something else");
    attempts.giveBack(RARE, "ada");
    assertEquals(0, attempts.take(RARE, "ada"));
    assertTrue(attempts.take(RARE, "ada") > 0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsGivenBackIsNeverMoreThanThereWas(boolean shared) {
    Attempts attempts = attempts(shared);
    assertEquals(0, attempts.take(RARE, "ada"));
    for (int i = 0; i < 5; i++) {
      attempts.giveBack(RARE, "ada");
    }
    for (int i = 0; i < 3; i++) {
      assertEquals(0, attempts.take(RARE, "ada"));
    }
    assertTrue(attempts.take(RARE, "ada") > 0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void withoutALimitEverythingIsAllowed(boolean shared) {
    Attempts attempts = attempts(shared);
    for (int i = 0; i < 20; i++) {
      assertEquals(0, attempts.take(new Rate("any", 0, 0), "ada"));
    }
  }

  @Test
  void severalServersAllowNoMoreThanOne() throws Exception {
    List<Attempts> servers = List.of(attempts(true), attempts(true));
    try (ExecutorService many = Executors.newFixedThreadPool(4)) {
      List<Callable<Long>> guesses =
          IntStream.range(0, 20)
              .<Callable<Long>>mapToObj(i -> () -> servers.get(i % 2).take(RARE, "ada"))
              .toList();
      int allowed = 0;
      for (Future<Long> guess : many.invokeAll(guesses)) {
        allowed += guess.get() == 0 ? 1 : 0;
      }
      assertEquals(3, allowed);
    }
  }

  @Test
  void nothingReadableIsLeftOfWhoTried() {
    attempts(true).take(RARE, "ada@example.org");
    List<String> keys =
        database.read(h -> h.createQuery("SELECT key FROM attempts").mapTo(String.class).list());
    assertEquals(1, keys.size());
    assertFalse(keys.getFirst().contains("ada"), keys.getFirst());
  }

  @Test
  void whatIsOverIsForgotten() {
    Attempts attempts = attempts(true);
    database().beside(h -> h.execute("INSERT INTO attempts VALUES ('old', now())"));
    Rate many = new Rate("many", 1, 10_000);
    for (int i = 0; i < 1_000; i++) {
      assertEquals(0, attempts.take(many, "ada"));
    }
    assertEquals(
        List.of(),
        database.read(h ->
            h.createQuery("SELECT key FROM attempts WHERE key = 'old'")
                .mapTo(String.class)
                .list()));
  }
}
