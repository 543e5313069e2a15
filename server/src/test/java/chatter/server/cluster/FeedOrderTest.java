package chatter.server.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.cluster.FeedRows.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Everything that is committed is told once and in its order, however it comes.
final class FeedOrderTest {
  private static final int RUNS = 5_000;
  private static final int MOST = 60;

  private final List<Long> told = new ArrayList<>();
  private final FeedOrder order = new FeedOrder(some -> {});

  private Runnable telling(long number) {
    return () -> told.add(number);
  }

  @Test
  void whatIsEarlyWaits() {
    order.open(0);
    assertTrue(order.heard(2, telling(2)));
    assertEquals(List.of(), told);
    assertTrue(order.heard(1, telling(1)));
    assertEquals(List.of(1L, 2L), told);
    assertFalse(order.heard(1, telling(1)), "it was told");
    assertEquals(List.of(1L, 2L), told);
  }

  @Test
  void whatIsBeforeTheBeginningIsNotTold() {
    assertTrue(order.heard(6, telling(6)), "nobody knows yet where it begins");
    order.committed(7, telling(7));
    order.open(6);
    assertEquals(List.of(7L), told);
    assertFalse(order.heard(5, telling(5)));
  }

  @Test
  void whatCannotBeToldDoesNotKeepTheNextFromBeingTold() {
    order.open(0);
    order.heard(
        1,
        () -> {
          throw new IllegalStateException("for the test");
        });
    order.heard(2, telling(2));
    assertEquals(List.of(2L), told);
  }

  @Test
  void ownTransactionIsLeftToItsServer() {
    order.open(0);
    order.expect("me:1");
    assertTrue(order.isExpected(new Row(1, "me:1", "")));
    assertFalse(order.isExpected(new Row(2, "you:1", "")));
    order.committed(1, telling(1));
    assertFalse(order.isExpected(new Row(1, "me:1", "")), "it has told it");
  }

  @Test
  void gapIsSaidAndOnlyAGap() throws Exception {
    order.open(0);
    assertTrue(order.awaitGap(1, 1_000).isEmpty());
    order.hinted(3);
    assertEquals(1, order.awaitGap(1, Long.MAX_VALUE).orElseThrow());
    for (long number = 1; number <= 3; number++) {
      order.heard(number, telling(number));
    }
    assertTrue(order.awaitGap(1, 1_000).isEmpty());
  }

  /// Each run is a server that hears of some transactions by a bus that loses, doubles, delays and
  /// mixes, stores some itself, and now and then reads what is there from the database.
  @Test
  void everythingIsToldOnceAndInOrderWhateverTheBusDoes() {
    for (long seed = 1; seed <= RUNS; seed++) {
      run(new Random(seed), "seed " + seed);
    }
  }

  private static void run(Random random, String name) {
    List<Long> heard = new ArrayList<>();
    int[] rounds = {0};
    FeedOrder server = new FeedOrder(some -> rounds[0] += some);
    long begin = random.nextInt(5);
    long end = begin + 1 + random.nextInt(MOST);
    List<Long> due = new ArrayList<>();
    List<Long> bus = new ArrayList<>();
    LongStream.rangeClosed(Math.max(1, begin - 2), end)
        .forEach(number -> {
          boolean own = number > begin && random.nextInt(4) == 0;
          if (own) {
            due.add(number);
          } else {
            for (int copies = random.nextInt(3); copies > 0; copies--) {
              bus.add(number);
            }
          }
        });
    Collections.shuffle(bus, random);
    server.open(begin);
    while (!due.isEmpty() || !bus.isEmpty()) {
      boolean stores = bus.isEmpty() || (!due.isEmpty() && random.nextBoolean());
      if (stores) {
        long number = due.removeFirst();
        server.committed(number, () -> heard.add(number));
      } else {
        long number = bus.removeFirst();
        if (random.nextInt(5) == 0) {
          server.hinted(number);
        } else {
          server.heard(number, () -> heard.add(number));
        }
      }
      if (random.nextInt(10) == 0) {
        read(server, heard, due, Math.min(end, server.next() + random.nextInt(4)));
      }
    }
    read(server, heard, due, end);
    assertEquals(LongStream.rangeClosed(begin + 1, end).boxed().toList(), heard, name);
    assertEquals(0, server.held(), name);
    assertEquals(rounds[0], heard.size(), name);
  }

  /// From the database, as far as that is committed by then: its own only when it has told them.
  private static void read(FeedOrder server, List<Long> heard, List<Long> due, long upto) {
    for (long number = server.next(); number <= upto && !due.contains(number); number++) {
      long row = number;
      server.heard(row, () -> heard.add(row));
    }
  }
}
