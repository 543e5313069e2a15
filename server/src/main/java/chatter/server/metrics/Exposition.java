package chatter.server.metrics;

import java.util.Locale;

/// Prometheus's text format, version 0.0.4.
final class Exposition {
  /// Up to here every whole number is one in a `double`.
  private static final double WHOLE = 1L << 53;

  private final StringBuilder text = new StringBuilder();

  void add(Metric metric) {
    String name = metric.name();
    text.append("# HELP ").append(name).append(' ').append(escaped(metric.help(), false));
    text.append("\n# TYPE ").append(name).append(' ');
    text.append(metric.type().name().toLowerCase(Locale.ROOT)).append('\n');
    metric.sample((suffix, value, labels) -> line(name + suffix, value, labels));
  }

  private void line(String name, double value, String... labels) {
    text.append(name);
    for (int i = 0; i < labels.length; i += 2) {
      text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
      text.append(escaped(labels[i + 1], true)).append('"');
    }
    text.append(labels.length == 0 ? " " : "} ").append(number(value)).append('\n');
  }

  static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < WHOLE) {
      return Long.toString((long) value);
    }
    return Double.isInfinite(value) ? (value > 0 ? "+Inf" : "-Inf") : Double.toString(value);
  }

  private static String escaped(String words, boolean quoted) {
    String escaped = words.replace("\\", "\\\\").replace("\n", "\\n");
    return quoted ? escaped.replace("\"", "\\\"") : escaped;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
