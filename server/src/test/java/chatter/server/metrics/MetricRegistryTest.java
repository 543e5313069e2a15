package chatter.server.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How what is counted is shown.
final class MetricRegistryTest {
  private final MetricRegistry registry = new MetricRegistry();

  @Test
  void everyKindIsShownAsPrometheusReadsIt() {
    Counter counter = new Counter("chatter_a_total", "Counts\nwith a \\.");
    Counters counters = new Counters("chatter_b_total", "By what.", "what", "how");
    Histogram histogram = new Histogram("chatter_c_seconds", "How long.", 0.5, 1);
    Sampled gauge = Sampled.gauge("chatter_d_bytes", "How much.", () -> 1.25e-7);
    registry.show(List.of(gauge, histogram, counters, counter));
    counter.add(3_000_000_000L);
    counters.of("a\"b", "x").increment();
    counters.of("a", "y").add(2);
    histogram.observeNanos(500_000_000);
    histogram.observe(0.75);
    histogram.observe(7);
    assertEquals(
        """
        # HELP chatter_a_total Counts\\nwith a \\\\.
        # TYPE chatter_a_total counter
        chatter_a_total 3000000000
        # HELP chatter_b_total By what.
        # TYPE chatter_b_total counter
        chatter_b_total{what="a",how="y"} 2
        chatter_b_total{what="a\\"b",how="x"} 1
        # HELP chatter_c_seconds How long.
        # TYPE chatter_c_seconds histogram
        chatter_c_seconds_bucket{le="0.5"} 1
        chatter_c_seconds_bucket{le="1"} 2
        chatter_c_seconds_bucket{le="+Inf"} 3
        chatter_c_seconds_sum 8.25
        chatter_c_seconds_count 3
        # HELP chatter_d_bytes How much.
        # TYPE chatter_d_bytes gauge
        chatter_d_bytes 1.25E-7
        """,
        registry.text());
  }

  @Test
  void oneThatCannotBeLookedAtHidesNoOther() {
    registry.show(
        List.of(
            Sampled.gauge(
                "chatter_a",
                "Fails.",
                () -> {
                  throw new IllegalStateException("planted");
                }),
            new Counter("chatter_b_total", "Works.")));
    assertTrue(registry.text().startsWith("# HELP chatter_b_total"), registry.text());
  }

  @Test
  void twoOfANameAreRefused() {
    registry.show(List.of(new Counter("chatter_a_total", "One.")));
    List<Counter> again = List.of(new Counter("chatter_a_total", "Another."));
    assertThrows(IllegalArgumentException.class, () -> registry.show(again));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"chatter_a", "chatterA_total", "chatter__a_total", "_a_total", "a-b_total"})
  void nameThatPrometheusWouldNotExpectIsRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> new Counter(name, "Counts."));
  }
}
