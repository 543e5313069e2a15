package chatter.server.faults;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/// How long something took, many times. One thread at a time.
final class Latencies {
  private long[] nanos = new long[1_024];
  private int count;

  void add(long nanosTaken) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = nanosTaken;
  }

  int count() {
    return count;
  }

  /// What so many of a hundred did not exceed; zero if there are none.
  Duration percentile(double percent) {
    if (count == 0) {
      return Duration.ZERO;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(percent / 100 * count);
    return Duration.ofNanos(sorted[Math.clamp(rank - 1, 0, count - 1)]);
  }

  /// In milliseconds, for a table.
  static String millis(Duration time) {
    return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
  }
}
