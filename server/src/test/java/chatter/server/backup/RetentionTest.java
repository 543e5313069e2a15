package chatter.server.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Which backups outlive the next.
final class RetentionTest {
  /// A Wednesday.
  private static final Instant NOW = Instant.parse("2026-11-25T16:00:00Z");

  private static final Retention RETENTION = Retention.standard();

  @Test
  void twoMonthsOfHoursLeaveTwentyFourHoursSevenDaysAndFourWeeks() {
    Set<Instant> shelf = new TreeSet<>();
    for (int hour = 60 * 24; hour >= 0; hour--) {
      Instant now = NOW.minus(Duration.ofHours(hour));
      shelf.add(now);
      shelf.retainAll(RETENTION.kept(shelf, now));
    }
    Set<Instant> expected = new TreeSet<>(hoursBack(NOW, 24));
    IntStream.rangeClosed(19, 24)
        .mapToObj(day -> Instant.parse("2026-11-" + day + "T23:00:00Z"))
        .forEach(expected::add);
    // The last of each week is that of Sunday night.
    for (String sunday : List.of("2026-11-22", "2026-11-15", "2026-11-08")) {
      expected.add(Instant.parse(sunday + "T23:00:00Z"));
    }
    assertEquals(expected, shelf);
  }

  @Test
  void ofSeveralInOneHourTheNewestStays() {
    List<Instant> taken =
        List.of(NOW, NOW.plusSeconds(60), NOW.plusSeconds(3_599), NOW.minusSeconds(1));
    assertEquals(
        Set.of(NOW.plusSeconds(3_599), NOW.minusSeconds(1)),
        RETENTION.kept(taken, NOW.plusSeconds(3_600)));
  }

  @Test
  void timeInWhichNothingHappenedCostsNothing() {
    Set<Instant> shelf = RETENTION.kept(hoursBack(NOW, 1_000), NOW);
    assertEquals(shelf, RETENTION.kept(shelf, NOW.plus(Duration.ofDays(4_000))));
    Instant back = NOW.plus(Duration.ofDays(365));
    Set<Instant> oneMore = new TreeSet<>(shelf);
    oneMore.add(back);
    Set<Instant> lost = new TreeSet<>(shelf);
    lost.removeAll(RETENTION.kept(oneMore, back));
    assertTrue(lost.size() <= 3, () -> "one new backup cost " + lost);
  }

  @Test
  void thoseFromTheFutureStayAndPushNoneOut() {
    List<Instant> past = hoursBack(NOW, 24);
    Set<Instant> all = new TreeSet<>(past);
    List<Instant> future = hoursBack(NOW.plus(Duration.ofDays(4_000)), 200);
    all.addAll(future);
    Set<Instant> kept = RETENTION.kept(all, NOW);
    assertTrue(kept.containsAll(past), "a wrong clock cost good backups");
    assertTrue(kept.containsAll(future), "one from the future was removed");
  }

  @Test
  void whateverThereIsTheNewestStaysAndThinningTwiceIsThinningOnce() {
    Random random = new Random(4711);
    for (int round = 0; round < 500; round++) {
      Set<Instant> taken = new TreeSet<>();
      for (int i = random.nextInt(200); i >= 0; i--) {
        taken.add(NOW.minusSeconds(random.nextLong(86_400L * (1 + random.nextInt(100)))));
      }
      Set<Instant> kept = RETENTION.kept(taken, NOW);
      assertTrue(kept.contains(new TreeSet<>(taken).last()), "the newest was removed");
      assertTrue(kept.size() <= 24 + 7 + 4, kept::toString);
      assertEquals(kept, RETENTION.kept(kept, NOW));
    }
    assertEquals(Set.of(), RETENTION.kept(List.of(), NOW));
  }

  private static List<Instant> hoursBack(Instant from, int hours) {
    return IntStream.range(0, hours).mapToObj(h -> from.minus(Duration.ofHours(h))).toList();
  }
}
