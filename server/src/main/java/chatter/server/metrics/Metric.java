package chatter.server.metrics;

import java.util.Objects;
import java.util.regex.Pattern;

/// Something about the server that is counted or measured, for whoever watches it. It belongs to
/// the code that counts; a `MetricRegistry` shows it. Safe for any thread.
public abstract sealed class Metric permits Counter, Counters, Histogram, Sampled {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

  private final String name;
  private final Type type;
  private final String help;

  /// @param name by Prometheus's conventions: what it is, then its unit, as in `…_seconds`, and for
  ///   what only grows `_total`
  /// @param help one sentence that says what it means
  Metric(String name, Type type, String help) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' is no name of a metric");
    }
    if ((type == Type.COUNTER) != name.endsWith("_total")) {
      throw new IllegalArgumentException(name + ": what only grows, and nothing else, is a _total");
    }
    this.name = name;
    this.type = type;
    this.help = Objects.requireNonNull(help, "help is missing");
  }

  /// What it is called.
  public final String name() {
    return name;
  }

  /// What kind it is.
  public final Type type() {
    return type;
  }

  /// What it means.
  public final String help() {
    return help;
  }

  /// Hands over its values as they are now.
  abstract void sample(Samples to);

  /// What a metric does over time.
  public enum Type {
    /// It only grows, from 0 at the start.
    COUNTER,
    /// It goes up and down.
    GAUGE,
    /// How often something had which size.
    HISTOGRAM
  }

  /// Where values go.
  public interface Samples {
    /// One value.
    ///
    /// @param labels names and values in turn
    default void value(double value, String... labels) {
      value("", value, labels);
    }

    /// One value under another name.
    ///
    /// @param suffix behind the metric's name
    /// @param labels names and values in turn
    void value(String suffix, double value, String... labels);
  }
}
