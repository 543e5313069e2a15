package chatter.server.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.limit.OverloadedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What bcrypt alone would get wrong.
class PasswordHasherTest {
  private final PasswordHasher hasher = new PasswordHasher(PasswordHasher.MIN_COST);

  @AfterEach
  void close() {
    hasher.close();
  }

  @Test
  void theDefaultCostIsTwelve() {
    try (PasswordHasher expensive = new PasswordHasher(PasswordHasher.DEFAULT_COST)) {
      String hash = expensive.hash("correct horse");

      assertTrue(hash.startsWith("$2a$12$"), hash);
      assertTrue(expensive.matches("correct horse", hash));
    }
  }

  @Test
  void onlyThatPasswordMatches() {
    String hash = hasher.hash("correct horse");

    assertTrue(hasher.matches("correct horse", hash));
    assertFalse(hasher.matches("correct horse ", hash));
    assertFalse(hasher.matches("Correct horse", hash));
    assertFalse(hasher.matches("", hash));
  }

  @Test
  void everyHashHasASaltOfItsOwn() {
    assertNotEquals(hasher.hash("correct horse"), hasher.hash("correct horse"));
  }

  @Test
  void everyCharacterOfALongPasswordCounts() {
    String almost = "x".repeat(255);

    assertFalse(hasher.matches(almost + "b", hasher.hash(almost + "a")));
  }

  @Test
  void aZeroCharacterEndsNothing() {
    assertFalse(hasher.matches("one\0two", hasher.hash("one\0three")));
  }

  @Test
  void theSameAccentTypedInTwoWaysIsTheSame() {
    assertTrue(hasher.matches("caf\u00e9 au lait", hasher.hash("cafe\u0301 au lait")));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "!",
        "*",
        "$2a$",
        "$2b$04$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234",
        "$2a$99$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234",
        "$2a$04$short",
        "$6$salt$hash",
        "correct horse"
      })
  void aHashThatIsNoneMatchesNothingAndCostsTheSame(String hash) {
    long before = hasher.computed();

    assertFalse(hasher.matches("correct horse", hash));

    assertEquals(1, hasher.computed() - before);
  }

  @Test
  void aHashOfAnotherCostStillMatchesButIsOutdated() {
    try (PasswordHasher other = new PasswordHasher(5)) {
      String hash = other.hash("correct horse");

      assertTrue(hasher.matches("correct horse", hash));
      assertTrue(hasher.outdated(hash));
      assertFalse(other.outdated(hash));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 15, 0, -1})
  void aCostOutOfRangeIsRefused(int cost) {
    assertThrows(IllegalArgumentException.class, () -> new PasswordHasher(cost));
  }

  @Test
  void whoComesWhenTooManyWaitIsSentAway() {
    List<CompletableFuture<String>> waiting = new ArrayList<>();
    long sentAway;
    try (PasswordHasher slow = new PasswordHasher(8);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        waiting.add(CompletableFuture.supplyAsync(() -> slow.hash("correct horse"), callers));
      }
      sentAway = waiting.stream().filter(PasswordHasherTest::sentAway).count();
    }

    assertTrue(sentAway >= 100, sentAway + " were sent away");
    assertTrue(sentAway <= 200 - 66, sentAway + " were sent away");
  }

  private static boolean sentAway(CompletableFuture<String> future) {
    try {
      return future.join().isEmpty();
    } catch (CompletionException e) {
      assertEquals(OverloadedException.class, e.getCause().getClass());
      return true;
    }
  }
}
