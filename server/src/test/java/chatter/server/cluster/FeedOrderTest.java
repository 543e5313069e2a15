package chatter.server.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.cluster.FeedRows.Row;
import chatter.server.store.FeedPosition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Everything that is committed is told once and in its order, however it comes.
final class FeedOrderTest {
  private static final int RUNS = 5_000;
  private static final int MOST = 60;
  private static final String PLACE = "1/00000001/1";
  private static final String NEXT = "1/00000002/1";

  private final List<Long> told = new ArrayList<>();
  private final FeedOrder order = new FeedOrder(some -> {});

  private static void open(FeedOrder order, long number) {
    order.follow(PLACE, number);
    order.open(at(number));
  }

  private static boolean heard(FeedOrder order, long number, Runnable telling) {
    return order.heard(PLACE, at(number), telling);
  }

  private static FeedPosition at(long number) {
    return new FeedPosition(number, "mark:" + number);
  }

  private Runnable telling(long number) {
    return () -> told.add(number);
  }

  @Test
  void whatIsEarlyWaits() {
    open(order, 0);
    assertTrue(heard(order, 2, telling(2)));
    assertEquals(List.of(), told);
    assertTrue(heard(order, 1, telling(1)));
    assertEquals(List.of(1L, 2L), told);
    assertFalse(heard(order, 1, telling(1)), "it was told");
    assertEquals(List.of(1L, 2L), told);
  }

  @Test
  void whatIsBeforeTheBeginningIsNotTold() {
    order.follow(PLACE, 0);
    assertTrue(heard(order, 6, telling(6)), "nobody knows yet where it begins");
    order.committed(at(7), telling(7));
    open(order, 6);
    assertEquals(List.of(7L), told);
    assertFalse(heard(order, 5, telling(5)));
  }

  @Test
  void whatCannotBeToldDoesNotKeepTheNextFromBeingTold() {
    open(order, 0);
    heard(
        order,
        1,
        () -> {
          throw new IllegalStateException("for the test");
        });
    heard(order, 2, telling(2));
    assertEquals(List.of(2L), told);
  }

  @Test
  void ownTransactionIsLeftToItsServer() {
    open(order, 0);
    order.expect("me:1");
    assertTrue(order.isExpected(new Row(1, "me:1", "")));
    assertFalse(order.isExpected(new Row(2, "you:1", "")));
    order.committed(at(1), telling(1));
    assertFalse(order.isExpected(new Row(1, "me:1", "")), "it has told it");
  }

  @Test
  void gapIsSaidAndOnlyAGap() throws Exception {
    open(order, 0);
    assertTrue(order.awaitGap(1, 1_000).isEmpty());
    order.hinted(3);
    assertEquals(1, order.awaitGap(1, Long.MAX_VALUE).orElseThrow());
    for (long number = 1; number <= 3; number++) {
      heard(order, number, telling(number));
    }
    assertTrue(order.awaitGap(1, 1_000).isEmpty());
  }

  /// What it was told in a database that it has left may be something else in the next.
  @Test
  void whatWasHeardOfAnotherDatabaseIsNotTold() {
    open(order, 0);
    assertTrue(heard(order, 1, telling(1)));
    assertTrue(heard(order, 3, telling(3)), "it is early");
    order.committed(at(4), telling(4));
    assertEquals(Optional.of(at(1)), order.pause());
    assertFalse(heard(order, 2, telling(2)), "nobody knows whether it is still there");
    order.follow(NEXT, 4);
    assertFalse(heard(order, 2, telling(2)), "it comes from the one before");
    assertTrue(order.heard(NEXT, at(2), telling(2)));
    assertEquals(List.of(1L, 2L, 3L, 4L), told, "up to the fourth both are the same");
    order.committed(at(6), telling(6));
    assertTrue(order.heard(NEXT, at(7), telling(7)));
    var _ = order.pause();
    order.follow(PLACE, 4);
    assertEquals(0, order.held());
  }

  @Test
  void whoeverWaitsHearsWhetherItWasTold() throws Exception {
    open(order, 0);
    assertFalse(order.await(1, 1_000), "it is missing");
    heard(order, 1, telling(1));
    assertTrue(order.await(1, 1_000));
  }

  @Test
  void whatIsToldIsNotedBefore() {
    List<FeedPosition> noted = new ArrayList<>();
    order.beforeTelling(noted::add);
    open(order, 5);
    heard(order, 6, () -> assertEquals(List.of(at(5), at(6)), noted));
    order.committed(at(7), telling(7));
    assertEquals(List.of(at(5), at(6), at(7)), noted);
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
    open(server, begin);
    while (!due.isEmpty() || !bus.isEmpty()) {
      boolean stores = bus.isEmpty() || (!due.isEmpty() && random.nextBoolean());
      if (stores) {
        long number = due.removeFirst();
        server.committed(at(number), () -> heard.add(number));
      } else {
        long number = bus.removeFirst();
        if (random.nextInt(5) == 0) {
          server.hinted(number);
        } else {
          heard(server, number, () -> heard.add(number));
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
      heard(server, row, () -> heard.add(row));
    }
  }
}
