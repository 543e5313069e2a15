package chatter.server.realtime.transport;

import chatter.server.metrics.Counter;
import chatter.server.metrics.Metric;
import java.util.List;

/// Counts what goes over the sockets of a port, in both directions. Safe for any thread.
public final class Traffic {
  private final Counter received =
      new Counter(
          "chatter_network_received_bytes_total",
          "Bytes that came over the server's port, of TLS as they are on the wire.");
  private final Counter sent =
      new Counter(
          "chatter_network_sent_bytes_total",
          "Bytes that went over the server's port, of TLS as they are on the wire.");
  private final Counter accepted =
      new Counter(
          "chatter_network_accepted_total", "Connections of all kinds to the server's port.");

  /// All of them.
  public List<Metric> all() {
    return List.of(received, sent, accepted);
  }

  void accepted() {
    accepted.increment();
  }

  void received(long bytes) {
    received.add(bytes);
  }

  void sent(long bytes) {
    sent.add(bytes);
  }
}
