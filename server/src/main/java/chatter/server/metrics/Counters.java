package chatter.server.metrics;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts something by what it was: a counter for each combination of labels. Labels come from a
/// few words that the program knows, never from what people write.
public final class Counters extends Metric {
  private final List<String> labels;
  private final Map<List<String>, LongAdder> counts = new ConcurrentHashMap<>();

  /// See `Metric`.
  ///
  /// @param labels their names
  public Counters(String name, String help, String... labels) {
    super(name, Type.COUNTER, help);
    this.labels = List.of(labels);
  }

  /// The counter for these values of the labels, which is shown from now on; to be kept by whoever
  /// counts often.
  public LongAdder of(String... values) {
    if (values.length != labels.size()) {
      throw new IllegalArgumentException(name() + " has the labels " + labels);
    }
    return counts.computeIfAbsent(List.of(values), _ -> new LongAdder());
  }

  @Override
  void sample(Samples to) {
    counts.entrySet().stream()
        .sorted(Comparator.comparing(entry -> String.join("\n", entry.getKey())))
        .forEach(entry -> to.value((double) entry.getValue().sum(), pairs(entry.getKey())));
  }

  private String[] pairs(List<String> values) {
    String[] pairs = new String[2 * values.size()];
    for (int i = 0; i < values.size(); i++) {
      pairs[2 * i] = labels.get(i);
      pairs[2 * i + 1] = values.get(i);
    }
    return pairs;
  }
}
