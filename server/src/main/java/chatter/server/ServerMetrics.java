package chatter.server;

import chatter.server.cluster.Cluster;
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
import java.util.Optional;

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
    metrics.show(among(parts.cluster));
    return metrics;
  }

  /// How a server gets on with the others; all 0 where there are none.
  private static List<Metric> among(Cluster cluster) {
    Optional<Cluster> with = Optional.ofNullable(cluster);
    return List.of(
        Sampled.gauge(
            "chatter_cluster_others",
            "Other servers of the chat that this one hears of.",
            () -> with.map(Cluster::others).orElse(0)),
        Sampled.gauge(
            "chatter_bus_up",
            "1 if messages come by the bus between the servers, else 0; without it everything comes a"
                + " second later.",
            () -> with.map(c -> c.hears() ? 1 : 0).orElse(0)),
        Sampled.counter(
            "chatter_feed_told_total",
            "Transactions of all servers that were told here.",
            () -> with.map(Cluster::told).orElse(0L)),
        Sampled.counter(
            "chatter_feed_read_total",
            "Those of them that the bus did not bring in time, and that were read from the database.",
            () -> with.map(Cluster::read).orElse(0L)),
        Sampled.gauge(
            "chatter_feed_held",
            "Transactions that wait for one before them; more than a few for longer than a second says"
                + " that this server does not reach the database.",
            () -> with.map(Cluster::held).orElse(0)),
        Sampled.gauge(
            "chatter_feed_age_seconds",
            "Since when this server has not read what the others stored; 60 and it sends everybody"
                + " away.",
            () -> with.map(Cluster::ageSeconds).orElse(0.0)));
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
  ///
  /// @param cluster null if there is one server
  record Parts(Database database, Hub hub, Realtime realtime, WebServer web, Cluster cluster) {}
}
