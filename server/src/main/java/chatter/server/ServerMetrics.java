package chatter.server;

import chatter.server.metrics.Metric;
import chatter.server.metrics.MetricRegistry;
import chatter.server.metrics.ProcessMetrics;
import chatter.server.metrics.Sampled;
import chatter.server.realtime.Hub;
import chatter.server.realtime.Realtime;
import chatter.server.store.Database;
import chatter.server.web.WebServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/// Everything that can be watched of a server, put together by hand.
final class ServerMetrics {
  private ServerMetrics() {}

  static MetricRegistry of(ServerConfig config, Readiness readiness, Parts parts) {
    MetricRegistry metrics = new MetricRegistry();
    metrics.show(parts.database.metrics().all());
    metrics.show(parts.realtime.metrics().all());
    metrics.show(parts.web.metrics());
    metrics.show(ProcessMetrics.all());
    metrics.show(own(config, readiness, parts));
    return metrics;
  }

  private static List<Metric> own(ServerConfig config, Readiness readiness, Parts parts) {
    return List.of(
        Sampled.gauges(
            "chatter_build_info",
            "Always 1: which program this is, on which Java, and where it stores (sqlite, postgres).",
            to ->
                to.value(
                    1,
                    "version",
                    Version.current(),
                    "java",
                    Runtime.version().toString(),
                    "store",
                    config.store() == null ? "sqlite" : "postgres")),
        Sampled.gauge(
            "chatter_ready",
            "1 if new people may be sent here, as GET /api/ready says, else 0.",
            () -> readiness.trouble().isEmpty() ? 1 : 0),
        Sampled.gauge("chatter_accounts_online", "People who are here.", parts.hub::online),
        Sampled.gauge(
            "chatter_data_free_bytes",
            "Bytes that are free on the disk of the data folder.",
            () -> free(config)));
  }

  private static double free(ServerConfig config) {
    try {
      return Files.getFileStore(config.data()).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What counts.
  record Parts(Database database, Hub hub, Realtime realtime, WebServer web) {}
}
