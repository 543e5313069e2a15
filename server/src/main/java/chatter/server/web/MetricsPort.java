package chatter.server.web;

import chatter.server.metrics.MetricRegistry;
import chatter.server.web.guard.JettyErrors;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// A port of its own on which `GET /metrics` has everything that can be watched, in plain HTTP and
/// for whoever reaches it. Apart from people's port and from its threads, so that it answers when
/// that has too much to do, and is not open to the world with it.
public final class MetricsPort implements AutoCloseable {
  private static final int THREADS = 8;
  private static final int IDLE_MILLIS = 30_000;

  private final Server server;
  private final ServerConnector connector;

  private MetricsPort(String host, int port, MetricRegistry metrics) {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
    threads.setName("metrics");
    threads.setDaemon(true);
    server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    connector = new ServerConnector(server, 0, 1, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(IDLE_MILLIS);
    server.addConnector(connector);
    server.setErrorHandler(new JettyErrors());
    server.setDefaultHandler(null);
    server.setHandler(new Page(metrics, InetAddress.ofLiteral(host).isLoopbackAddress()));
  }

  /// Opens it.
  ///
  /// @param host an address of this computer
  /// @param port 0 takes any free one
  /// @throws IOException if it is taken or may not be opened
  public static MetricsPort open(String host, int port, MetricRegistry metrics) throws IOException {
    MetricsPort opened = new MetricsPort(host, port, metrics);
    try {
      opened.server.start();
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    } catch (Exception e) {
      opened.close();
      throw new IllegalStateException("the port for metrics was not opened", e);
    }
  }

  /// The port, also when 0 was asked for.
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the port for metrics was not closed cleanly", e);
    }
  }

  private static final class Page extends Handler.Abstract {
    private final MetricRegistry metrics;
    private final boolean local;

    private Page(MetricRegistry metrics, boolean local) {
      this.metrics = metrics;
      this.local = local;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      if (!HttpMethod.GET.is(request.getMethod())
          || !"/metrics".equals(request.getHttpURI().getCanonicalPath())) {
        Response.writeError(request, response, callback, 404);
        return true;
      }
      if (local && !isOurs(Request.getServerName(request))) {
        Response.writeError(request, response, callback, 421);
        return true;
      }
      byte[] text = metrics.text().getBytes(StandardCharsets.UTF_8);
      response.setStatus(200);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, MetricRegistry.MEDIA_TYPE);
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, text.length);
      response.write(true, ByteBuffer.wrap(text), callback);
      return true;
    }

    /// A page whose name somebody made lead to this computer must not read it with the browser of
    /// whoever sits there.
    private static boolean isOurs(String name) {
      String bare = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
      try {
        return bare.equalsIgnoreCase("localhost") || InetAddress.ofLiteral(bare) != null;
      } catch (IllegalArgumentException noAddress) {
        return false;
      }
    }
  }
}
