package chatter.server.wire;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/// The heap of this process, in which the server of a test runs too.
final class Heap {
  private static final int MOST_TRIES = 20;
  private static final long STABLE_BYTES = 64 * 1024;

  private Heap() {}

  /// What is in use after collecting garbage until no more is found.
  static long usedBytes() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    long used = Long.MAX_VALUE;
    for (int i = 0; i < MOST_TRIES; i++) {
      memory.gc();
      long now = memory.getHeapMemoryUsage().getUsed();
      if (now > used - STABLE_BYTES) {
        return Math.min(now, used);
      }
      used = now;
    }
    return used;
  }
}
