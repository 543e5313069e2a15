package chatter.server.metrics;

import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/// Something that is looked at only when somebody asks. What looks must not block, and may say
/// nothing at all.
public final class Sampled extends Metric {
  private final Consumer<Samples> look;

  private Sampled(String name, Type type, String help, Consumer<Samples> look) {
    super(name, type, help);
    this.look = look;
  }

  /// What goes up and down. See `Metric`.
  public static Sampled gauge(String name, String help, DoubleSupplier look) {
    return gauges(name, help, to -> to.value(look.getAsDouble()));
  }

  /// The same, by labels.
  public static Sampled gauges(String name, String help, Consumer<Samples> look) {
    return new Sampled(name, Type.GAUGE, help, look);
  }

  /// What only grows, counted elsewhere. See `Metric`.
  public static Sampled counter(String name, String help, DoubleSupplier look) {
    return counters(name, help, to -> to.value(look.getAsDouble()));
  }

  /// The same, by labels.
  public static Sampled counters(String name, String help, Consumer<Samples> look) {
    return new Sampled(name, Type.COUNTER, help, look);
  }

  @Override
  void sample(Samples to) {
    look.accept(to);
  }
}
