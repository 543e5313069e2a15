package chatter.server.backup;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// How many backups of the past to keep: the newest of each of so many hours, days and weeks that
/// have one. Counted are hours, days and weeks with a backup, not those that went by: a computer
/// that was off for a year, or a chat in which nobody wrote, loses none of its backups.
///
/// @param hours of so many hours
/// @param days of so many days, UTC
/// @param weeks of so many weeks, which begin on Monday, UTC
public record Retention(int hours, int days, int weeks) {
  /// 24 hours, 7 days and 4 weeks.
  public static Retention standard() {
    return new Retention(24, 7, 4);
  }

  /// Which to keep.
  ///
  /// @param taken when the backups there are were taken
  /// @param now those from after it are kept and count for nothing: some clock is wrong, and that
  ///   must not cost a backup
  public Set<Instant> kept(Collection<Instant> taken, Instant now) {
    Set<Instant> kept = new TreeSet<>();
    taken.stream().filter(time -> time.isAfter(now)).forEach(kept::add);
    List<Instant> past =
        taken.stream()
            .filter(time -> !time.isAfter(now))
            .sorted(Comparator.reverseOrder())
            .toList();
    keepNewestOfEach(past, time -> time.truncatedTo(ChronoUnit.HOURS), hours, kept);
    keepNewestOfEach(past, time -> time.truncatedTo(ChronoUnit.DAYS), days, kept);
    keepNewestOfEach(past, Retention::monday, weeks, kept);
    return kept;
  }

  private static Instant monday(Instant time) {
    return time.atOffset(ZoneOffset.UTC)
        .truncatedTo(ChronoUnit.DAYS)
        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
        .toInstant();
  }

  private static void keepNewestOfEach(
      List<Instant> newestFirst, Function<Instant, Instant> begin, int most, Set<Instant> kept) {
    Instant last = null;
    int spans = 0;
    for (Instant time : newestFirst) {
      Instant span = begin.apply(time);
      if (!span.equals(last)) {
        spans++;
        if (spans > most) {
          return;
        }
        last = span;
        kept.add(time);
      }
    }
  }
}
