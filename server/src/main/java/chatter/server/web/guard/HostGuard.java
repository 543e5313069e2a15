package chatter.server.web.guard;

import chatter.server.web.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Refuses with 421 who calls the server by a name that is none of its own, websockets too. Of a
/// trusted proxy it takes the name by which that was called.
public final class HostGuard extends Handler.Wrapper {
  private static final String NAMES = HostNames.class.getName();
  private static final int MISDIRECTED = 421;
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en"><meta charset="utf-8"><title>Another address</title>
      <h1>This chat does not go by this address</h1>
      <p>The server answers only to names that it knows. Open it by one of those.</p>
      <p>If you run it, and people are to reach it by this address, start it with the option
      <code>--public-url</code> and the address up to its port, for example
      <code>--public-url https://chat.example.org</code>. The log names the address that was
      called.</p>
      </html>
      """;

  private final HostNames names;

  public HostGuard(Handler next, HostNames names) {
    super(next);
    this.names = names;
  }

  /// The names that the server of this request goes by.
  public static HostNames names(HttpServletRequest request) {
    return (HostNames) request.getAttribute(NAMES);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    request.setAttribute(NAMES, names);
    if (isCalledRight(request)) {
      return super.handle(request, response, callback);
    }
    names.mention(Request.getServerName(request));
    // What the connection is used for next may be meant for another server.
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    String path = request.getHttpURI().getCanonicalPath();
    if (!HttpMethod.GET.is(request.getMethod())
        || request.getHeaders().contains(HttpHeader.UPGRADE)
        || path == null
        || path.startsWith("/api")
        || path.startsWith("/ws/")) {
      JettyErrors.write(response, Problems.unknownHost().problem(), callback);
      return true;
    }
    response.setStatus(MISDIRECTED);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html;charset=utf-8");
    byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, page.length);
    response.write(true, ByteBuffer.wrap(page), callback);
    return true;
  }

  private boolean isCalledRight(Request request) {
    SocketAddress reached =
        request.getConnectionMetaData().getConnection().getEndPoint().getLocalSocketAddress();
    String header = request.getHeaders().get(HttpHeader.HOST);
    String name = request.getHttpURI().getHost();
    if (name == null && header == null) {
      // HTTP/1.0, which no browser speaks: a balancer that looks whether the server lives.
      return true;
    }
    String called = header == null ? name : Origins.withoutPort(header);
    return names.answers(name == null ? called : name, reached)
        && (ProxyHeaders.passedOn(request)
            || called.equals(name)
            || names.answers(called, reached));
  }
}
