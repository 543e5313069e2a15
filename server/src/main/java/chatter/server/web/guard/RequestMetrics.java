package chatter.server.web.guard;

import chatter.server.metrics.Counters;
import chatter.server.metrics.Histogram;
import chatter.server.metrics.Metric;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/// What is counted of HTTP requests. Safe for any thread.
public final class RequestMetrics {
  private static final int STATUSES = 600;

  private final Counters requests =
      new Counters(
          "chatter_http_requests_total",
          "HTTP requests that were answered, by status: 101 is a websocket, 429 somebody who asks too"
              + " often, 503 that much is to be done, or that the server is not ready.",
          "status");
  private final Histogram durations =
      Histogram.ofSeconds(
          "chatter_http_request_seconds",
          "How long an HTTP request took, from its headers to the end of the answer; with large files"
              + " that is the network's time.");
  private final AtomicReferenceArray<LongAdder> byStatus = new AtomicReferenceArray<>(STATUSES);

  /// All of them.
  public List<Metric> all() {
    return List.of(requests, durations);
  }

  void answered(int status, long nanos) {
    durations.observeNanos(nanos);
    // Of a connection that broke before anything was answered.
    int shown = status > 0 && status < STATUSES ? status : 0;
    LongAdder count = byStatus.get(shown);
    if (count == null) {
      count = requests.of(Integer.toString(shown));
      byStatus.set(shown, count);
    }
    count.increment();
  }
}
