package chatter.server.metrics;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All that can be watched of one server. Whoever counts something makes the `Metric`, and whoever
/// puts the server together shows it here. Safe for any thread.
public final class MetricRegistry {
  private static final Logger log = LoggerFactory.getLogger(MetricRegistry.class);

  /// What `text` is.
  public static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final SortedMap<String, Metric> metrics = new ConcurrentSkipListMap<>();

  /// Shows these from now on.
  ///
  /// @throws IllegalArgumentException if there is one of such a name
  public void show(Collection<? extends Metric> more) {
    for (Metric metric : more) {
      if (metrics.putIfAbsent(metric.name(), metric) != null) {
        throw new IllegalArgumentException("there are two metrics " + metric.name());
      }
    }
  }

  /// All of them, by name.
  public List<Metric> all() {
    return List.copyOf(metrics.values());
  }

  /// Everything as it is now, in Prometheus's text format. One that cannot be looked at is left
  /// out, and the others are there.
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Metric metric : metrics.values()) {
      Exposition lines = new Exposition();
      try {
        lines.add(metric);
        text.append(lines);
      } catch (RuntimeException e) {
        log.warn("{} cannot be looked at: {}", metric.name(), e.toString());
      }
    }
    return text.toString();
  }
}
