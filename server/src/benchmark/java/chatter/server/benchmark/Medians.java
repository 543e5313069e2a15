package chatter.server.benchmark;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// The middle of several measurements.
final class Medians {
  private Medians() {}

  /// @param of what to look at in each
  static <T> double of(List<T> measured, ToDoubleFunction<T> of) {
    double[] sorted = measured.stream().mapToDouble(of).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
