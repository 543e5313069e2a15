package chatter.server.metrics;

import java.util.Arrays;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/// How often something was how large, in a few classes, and all of it together.
public final class Histogram extends Metric {
  private static final double NANOS_PER_SECOND = 1e9;

  /// From a fifth of a millisecond to ten seconds: what a disk, a database or a person waits for.
  private static final double[] SECONDS = {
    0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
  };

  private final double[] bounds;
  private final LongAdder[] counts;
  private final DoubleAdder sum = new DoubleAdder();

  /// See `Metric`.
  ///
  /// @param bounds the largest of each class, ascending; there is one more without a bound
  public Histogram(String name, String help, double... bounds) {
    super(name, Type.HISTOGRAM, help);
    this.bounds = bounds.clone();
    this.counts = new LongAdder[bounds.length + 1];
    Arrays.setAll(counts, _ -> new LongAdder());
  }

  /// One of times. See `Metric`.
  public static Histogram ofSeconds(String name, String help) {
    return new Histogram(name, help, SECONDS);
  }

  /// It was so large.
  public void observe(double size) {
    int at = 0;
    while (at < bounds.length && size > bounds[at]) {
      at++;
    }
    counts[at].increment();
    sum.add(size);
  }

  /// It took so long.
  public void observeNanos(long nanos) {
    observe(nanos / NANOS_PER_SECOND);
  }

  @Override
  void sample(Samples to) {
    long all = 0;
    for (int i = 0; i < counts.length; i++) {
      all += counts[i].sum();
      String bound = i < bounds.length ? Exposition.number(bounds[i]) : "+Inf";
      to.value("_bucket", (double) all, "le", bound);
    }
    to.value("_sum", sum.sum());
    // The same number as the last class, whatever was counted meanwhile.
    to.value("_count", (double) all);
  }
}
