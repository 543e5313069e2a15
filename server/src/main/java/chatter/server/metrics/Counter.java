package chatter.server.metrics;

import java.util.concurrent.atomic.LongAdder;

/// Counts something; costs some nanoseconds, also from many threads.
public final class Counter extends Metric {
  private final LongAdder count = new LongAdder();

  /// See `Metric`.
  public Counter(String name, String help) {
    super(name, Type.COUNTER, help);
  }

  /// One more.
  public void increment() {
    count.increment();
  }

  /// So many more.
  public void add(long more) {
    count.add(more);
  }

  /// How many there were; not exact while others count.
  public long value() {
    return count.sum();
  }

  @Override
  void sample(Samples to) {
    to.value((double) count.sum());
  }
}
