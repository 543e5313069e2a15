package chatter.server.web.guard;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Attributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes from a trusted proxy for whom it speaks and under which name it was called
/// (`X-Forwarded-*`, or `Forwarded`), and from nobody else. Jetty reads the headers, but it would
/// take the first entry of each, and that is whatever a stranger sent to a proxy which, as is
/// usual, only adds its own at the end. So each header is cut down to what the outermost trusted
/// proxy wrote, before Jetty sees it.
///
/// A proxy that writes the one kind lets the other through untouched. `X-Forwarded-For` is what
/// nearly all write, so where it is, `Forwarded` is not looked at.
///
/// Says once, in the log, that a proxy is in front which nobody named: then all behind it share one
/// address, and the limits of one.
public final class ProxyHeaders implements HttpConfiguration.Customizer {
  private static final Logger log = LoggerFactory.getLogger(ProxyHeaders.class);
  private static final String TRUSTED = ProxyHeaders.class.getName() + ".trusted";

  private final TrustedProxies trusted;
  private final ForwardedRequestCustomizer jetty = new ForwardedRequestCustomizer();
  private final AtomicBoolean told = new AtomicBoolean();

  public ProxyHeaders(TrustedProxies trusted) {
    this.trusted = trusted;
    // Nobody needs these here, and few proxies overwrite them.
    jetty.setForwardedServerHeader(null);
    jetty.setForwardedHttpsHeader(null);
    jetty.setForwardedCipherSuiteHeader(null);
    jetty.setForwardedSslSessionIdHeader(null);
  }

  /// Whether a trusted proxy passed a request on.
  static boolean passedOn(Attributes request) {
    return request.getAttribute(TRUSTED) != null;
  }

  /// Whether a trusted proxy passed a request on.
  static boolean passedOn(HttpServletRequest request) {
    return request.getAttribute(TRUSTED) != null;
  }

  @Override
  public Request customize(Request request, HttpFields.Mutable responseHeaders) {
    HttpFields sent = request.getHeaders();
    boolean believe = trusted.contains(request.getConnectionMetaData().getRemoteSocketAddress());
    if (believe) {
      request.setAttribute(TRUSTED, true);
    }
    if (!sent.contains(HttpHeader.X_FORWARDED_FOR) && !sent.contains(HttpHeader.FORWARDED)) {
      return request;
    }
    if (!believe) {
      mention(request);
      return request;
    }
    HttpFields believed = believed(sent);
    return jetty.customize(
        new Request.Wrapper(request) {
          @Override
          public HttpFields getHeaders() {
            return believed;
          }
        },
        responseHeaders);
  }

  private HttpFields believed(HttpFields sent) {
    HttpFields.Mutable believed = HttpFields.build(sent);
    if (sent.contains(HttpHeader.X_FORWARDED_FOR)) {
      believed.remove(HttpHeader.FORWARDED);
      List<String> chain = sent.getCSV(HttpHeader.X_FORWARDED_FOR, false);
      int hop = outermost(chain.stream().map(ProxyHeaders::host).toList());
      if (hop < 0) {
        believed.remove(HttpHeader.X_FORWARDED_FOR);
      } else {
        believed.put(HttpHeader.X_FORWARDED_FOR, chain.get(hop));
      }
    } else {
      List<String> chain = sent.getCSV(HttpHeader.FORWARDED, true);
      int hop = outermost(chain.stream().map(ProxyHeaders::forwardedFor).toList());
      if (hop < 0) {
        believed.remove(HttpHeader.FORWARDED);
      } else {
        believed.put(HttpHeader.FORWARDED, chain.get(hop));
      }
    }
    keepLast(believed, HttpHeader.X_FORWARDED_HOST);
    keepLast(believed, HttpHeader.X_FORWARDED_PORT);
    keepLast(believed, HttpHeader.X_FORWARDED_PROTO);
    return believed.asImmutable();
  }

  /// Where in a chain the last one stands who is not a trusted proxy: whoever spoke to the
  /// outermost of those. What stands before it is that one's own word.
  ///
  /// @return the first if all are trusted, -1 if there is none
  private int outermost(List<String> hosts) {
    for (int i = hosts.size() - 1; i > 0; i--) {
      if (!trusted.contains(hosts.get(i))) {
        return i;
      }
    }
    return hosts.isEmpty() ? -1 : 0;
  }

  private static void keepLast(HttpFields.Mutable fields, HttpHeader header) {
    List<String> values = fields.getCSV(header, false);
    if (values.size() > 1) {
      fields.put(header, values.getLast());
    }
  }

  private static String forwardedFor(String element) {
    for (String pair : element.split(";", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase("for")) {
        return host(pair.substring(equals + 1).strip().replace("\"", ""));
      }
    }
    return "";
  }

  /// Without a port: `192.0.2.1:4711`, `[2001:db8::1]:4711`.
  private static String host(String node) {
    int bracket = node.indexOf(']');
    if (node.startsWith("[") && bracket > 0) {
      return node.substring(1, bracket);
    }
    int colon = node.indexOf(':');
    return colon >= 0 && colon == node.lastIndexOf(':') ? node.substring(0, colon) : node;
  }

  /// Only of those on this computer or its own network: a stranger can write such a header too.
  private void mention(Request request) {
    if (request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress peer
        && peer.getAddress() != null
        && isNear(peer.getAddress())
        && told.compareAndSet(false, true)) {
      log.warn(
          "{} says for whom it speaks (X-Forwarded-For) but is not trusted, so that everybody behind"
              + " it counts as one; if it is your proxy, start with --trusted-proxy {}",
          peer.getAddress().getHostAddress(),
          peer.getAddress().getHostAddress());
    }
  }

  private static boolean isNear(InetAddress address) {
    return address.isLoopbackAddress() || address.isSiteLocalAddress();
  }
}
