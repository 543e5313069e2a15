package chatter.server.benchmark.page;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The tasks of a main thread over some time.
final class Work {
  private static final double LONG_MILLIS = 50;
  private static final double SHORT_MILLIS = 1;
  private static final int MOST_STEPS = 9;

  private final double[] tasks;
  private final Map<String, Double> steps;
  private final double seconds;

  /// @param tasks how long each took in milliseconds, the shortest first
  /// @param steps what was done in them, in milliseconds without what a step called in turn
  /// @param seconds how long was looked
  Work(double[] tasks, Map<String, Double> steps, double seconds) {
    this.tasks = tasks.clone();
    this.steps = Map.copyOf(steps);
    this.seconds = seconds;
  }

  int count() {
    return tasks.length;
  }

  /// The 99th percentile of all tasks.
  double p99() {
    return percentile(tasks, 99);
  }

  /// The 99th percentile of the tasks of at least a millisecond: most tasks do next to nothing and
  /// would hide the others.
  double busyP99() {
    double[] busy = Arrays.stream(tasks).filter(millis -> millis >= SHORT_MILLIS).toArray();
    return busy.length == 0 ? 0 : percentile(busy, 99);
  }

  double longest() {
    return tasks[tasks.length - 1];
  }

  /// How many took over 50 ms.
  long overLong() {
    return Arrays.stream(tasks).filter(millis -> millis > LONG_MILLIS).count();
  }

  /// The share of the time in which the thread was busy.
  double busyPercent() {
    return Arrays.stream(tasks).sum() / (10 * seconds);
  }

  /// For people.
  String told() {
    return String.format(
        Locale.ROOT,
        "tasks p99 %.1f ms (of those over 1 ms %.1f), longest %.0f ms, %d over 50 ms, main thread %.0f %% busy",
        p99(),
        busyP99(),
        longest(),
        overLong(),
        busyPercent());
  }

  /// What cost most, in milliseconds of each second.
  String costs() {
    return steps.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .limit(MOST_STEPS)
        .map(
            step -> String.format(Locale.ROOT, "%s %.1f", step.getKey(), step.getValue() / seconds))
        .collect(Collectors.joining(", ", "milliseconds of each second: ", ""));
  }

  /// Nearest rank, of values in order.
  static double percentile(double[] ordered, int percent) {
    return ordered[Math.max(0, (int) Math.ceil(ordered.length * percent / 100.0) - 1)];
  }
}
