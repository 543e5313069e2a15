package chatter.server.web;

import chatter.server.limit.LimitSettings;
import chatter.server.metrics.Metric;
import chatter.server.realtime.transport.ConnectionEvictor;
import chatter.server.realtime.transport.FrameConnector;
import chatter.server.timer.RepeatedTask;
import chatter.server.tls.TlsIdentity;
import chatter.server.web.api.Routes;
import chatter.server.web.guard.BodyLoader;
import chatter.server.web.guard.ClientAddress;
import chatter.server.web.guard.ConcurrencyLimit;
import chatter.server.web.guard.ErrorBoundary;
import chatter.server.web.guard.HostGuard;
import chatter.server.web.guard.HostNames;
import chatter.server.web.guard.HttpsOnly;
import chatter.server.web.guard.JettyErrors;
import chatter.server.web.guard.ProxyHeaders;
import chatter.server.web.guard.RequestMetrics;
import chatter.server.web.guard.RequestTiming;
import chatter.server.web.guard.SecurityHeaders;
import chatter.server.web.page.PageResource;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// All of Jetty: one port, plain or with TLS, for the API, the browser page and the websocket.
/// There is no access log on purpose: the websocket's path holds the token.
public final class WebServer implements AutoCloseable {
  private static final int PLATFORM_THREADS = 32;

  /// When a network comes back, everybody comes with it. Java's own default is 50.
  private static final int ARRIVING_AT_ONCE = 8_192;

  private static final int HEADER_BYTES = 8 * 1024;
  private static final int READ_BYTES = 64 * 1024;
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  /// By which one sees that the server lives and takes people, and those who have signed in come
  /// back.
  private static final Pattern BESIDE = Pattern.compile("/api/health|/api/ready|/ws/.*");

  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Duration IDLE_AT_STOP = Duration.ofMillis(200);
  private static final Duration STOP = Duration.ofSeconds(2);

  private final Server server;
  private final FrameConnector connector;
  private final RequestMetrics requests = new RequestMetrics();
  private final Api api;
  private final TlsPort tls;
  private RepeatedTask look;

  /// Wires it; `start` opens the port.
  ///
  /// @param address where it is reached, and whether with TLS
  /// @param bounds whom it serves
  /// @param sockets adds the websocket endpoint before the start
  /// @param guard wraps everything else and refuses websocket upgrades; Jetty's own filter for them
  ///   comes before all servlet filters, so nothing further in could
  public WebServer(
      WebAddress address,
      Bounds bounds,
      Api api,
      PageResource page,
      Consumer<ServletContextHandler> sockets,
      UnaryOperator<Handler> guard) {
    this.api = api;
    ThreadFactory virtual = Thread.ofVirtual().name("request-", 0).factory();
    Executor workers = task -> virtual.newThread(task).start();
    this.server = new Server(threads(workers));
    this.tls = address.identity() == null ? null : new TlsPort(address.identity());
    this.connector =
        new FrameConnector(
            server,
            new ConnectionEvictor(
                bounds.limits(),
                OpenFileLimit.forConnections(),
                bounds.nanoTime(),
                // Everybody behind a proxy comes from one address, until it says for whom.
                peer -> address.proxies().contains(peer) ? null : ClientAddress.of(peer)),
            spoken(address));
    connector.setHost(address.host());
    connector.setPort(address.port());
    connector.setAcceptQueueSize(ARRIVING_AT_ONCE);
    connector.setIdleTimeout(IDLE.toMillis());
    connector.setShutdownIdleTimeout(IDLE_AT_STOP.toMillis());
    server.addConnector(connector);
    server.setStopTimeout(STOP.toMillis());
    server.setDefaultHandler(null);
    JettyErrors errors = new JettyErrors();
    server.setErrorHandler(errors);
    ServletContextHandler context =
        new ServletContextHandler("/", ServletContextHandler.NO_SESSIONS);
    context.setErrorHandler(errors);
    Routes routes = new Routes();
    api.addTo(routes);
    page.addTo(routes);
    routes.servlets().forEach((path, servlet) -> context.addServlet(holder(servlet), path));
    sockets.accept(context);
    Handler worked = new ConcurrencyLimit(context, path -> BESIDE.matcher(path).matches());
    Handler served =
        guard.apply(
            api.transfers(
                new BodyLoader(
                    new GracefulHandler(worked), workers, bounds.nanoTime(), api::uploader),
                bounds.nanoTime()));
    Handler called = new HostGuard(served, bounds.names());
    server.setHandler(
        new ErrorBoundary(
            new RequestTiming(
                new SecurityHeaders(
                    tls == null ? called : new HttpsOnly(called, address.plainHere())),
                requests)));
  }

  /// HTTP/1.1. Files come in pieces of that size; a connection has such a buffer only while it
  /// reads.
  static HttpConnectionFactory spoken(HttpConfiguration http) {
    HttpConnectionFactory spoken = new HttpConnectionFactory(http);
    spoken.setInputBufferSize(READ_BYTES);
    return spoken;
  }

  private ConnectionFactory[] spoken(WebAddress address) {
    HttpConfiguration http = configuration();
    http.addCustomizer(new ProxyHeaders(address.proxies()));
    ConnectionFactory[] spoken =
        tls == null ? new ConnectionFactory[] {spoken(http)} : tls.factories(http);
    return address.proxyProtocol() ? ProxyProtocol.before(address.proxies(), spoken) : spoken;
  }

  /// Opens the port.
  ///
  /// @throws IOException if it is taken or may not be opened
  public void start() throws IOException {
    try {
      server.start();
      look = new RepeatedTask("slow-connections", LOOK_EVERY, LOOK_EVERY, connector::cutOffSlow);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    } catch (Exception e) {
      close();
      throw new IllegalStateException("the web server did not start", e);
    }
  }

  /// The port it listens on, also when 0 was asked for.
  public int port() {
    return connector.getLocalPort();
  }

  /// What it counts.
  public List<Metric> metrics() {
    return Stream.of(requests.all(), connector.traffic().all(), api.metrics())
        .<Metric>flatMap(List::stream)
        .toList();
  }

  /// From now on it is this one to those who connect; it must have been reached with TLS before.
  public void renew(TlsIdentity identity) {
    tls.renew(identity);
  }

  /// Takes no more connections, lets requests under way finish for a moment, and ends.
  @Override
  public void close() {
    if (look != null) {
      look.close();
    }
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the web server did not stop cleanly", e);
    }
  }

  private static QueuedThreadPool threads(Executor workers) {
    QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS);
    threads.setName("web");
    // Whatever may block, which is every servlet, runs on a virtual thread. There are as many as
    // requests, or one who is slow could keep others from being read at all; `ConcurrencyLimit`
    // bounds the work.
    threads.setVirtualThreadsExecutor(workers);
    return threads;
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    return http;
  }

  private static ServletHolder holder(HttpServlet servlet) {
    return new ServletHolder(servlet);
  }

  /// Whom it serves.
  ///
  /// @param names by which it may be called
  /// @param limits how slow and how many those may be who connect
  /// @param nanoTime a monotonic clock
  public record Bounds(HostNames names, LimitSettings limits, LongSupplier nanoTime) {}
}
