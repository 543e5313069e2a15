package chatter.server.web.guard;

import chatter.server.realtime.transport.TimedEndPoint;
import chatter.server.web.problem.Problems;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Serves nobody who came to a TLS port in plain HTTP, but says where to go: who asks for a page is
/// sent there, everybody else is told. A call is not sent on, because it has shown the network what
/// it should not have, and whoever wrote the client should learn of it.
public final class HttpsOnly extends Handler.Wrapper {
  private static final int HTTP_PORT = 80;

  private final boolean plainHere;

  /// @param plainHere whether those on this computer are served all the same
  public HttpsOnly(Handler next, boolean plainHere) {
    super(next);
    this.plainHere = plainHere;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    // By the connection itself, and not by what the request, or a proxy before it, says of it.
    EndPoint peer = request.getConnectionMetaData().getConnection().getEndPoint();
    if (peer.isSecure() || (plainHere && isLoopback(TimedEndPoint.below(peer).connectedFrom()))) {
      return super.handle(request, response, callback);
    }
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    if (isPage(request)) {
      response.setStatus(308);
      response.getHeaders().put(HttpHeader.LOCATION, overTls(request.getHttpURI()));
      response.write(true, ByteBuffer.allocate(0), callback);
    } else {
      JettyErrors.write(response, Problems.httpsOnly().problem(), callback);
    }
    return true;
  }

  /// Nobody elsewhere can have such an address.
  private static boolean isLoopback(SocketAddress address) {
    return address instanceof InetSocketAddress peer
        && peer.getAddress() != null
        && peer.getAddress().isLoopbackAddress();
  }

  private static boolean isPage(Request request) {
    return (HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod()))
        && request.getHeaders().contains(HttpHeader.HOST)
        && !request.getHeaders().contains(HttpHeader.AUTHORIZATION)
        && !request.getHeaders().contains(HttpHeader.UPGRADE);
  }

  private static String overTls(HttpURI asked) {
    int port = asked.getPort() <= 0 ? HTTP_PORT : asked.getPort();
    return HttpURI.build(asked).scheme(HttpScheme.HTTPS).port(port).asString();
  }
}
