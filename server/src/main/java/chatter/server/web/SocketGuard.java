package chatter.server.web;

import chatter.server.session.SessionToken;
import chatter.server.session.Sessions;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Refuses websocket upgrades that may not be, with a status of their own: Jetty's upgrade filter
/// comes before every servlet filter, and once it has seen a request nothing can answer 401 any
/// more.
public final class SocketGuard extends Handler.Wrapper {
  private static final int UPGRADE_REQUIRED = 426;

  /// The only version there is (RFC 6455); the container would answer another with 404.
  private static final String WEBSOCKET_VERSION = "13";

  private final String path;
  private final Sessions sessions;
  private final BooleanSupplier draining;

  /// @param next what serves everything that is let through
  /// @param path below which upgrades are, ending with a slash; the token follows
  /// @param sessions knows which tokens open something
  /// @param draining whether the server is stopping
  public SocketGuard(Handler next, String path, Sessions sessions, BooleanSupplier draining) {
    super(next);
    this.path = path;
    this.sessions = sessions;
    this.draining = draining;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String asked = request.getHttpURI().getCanonicalPath();
    if (asked == null || !asked.startsWith(path)) {
      return super.handle(request, response, callback);
    }
    int status = status(request, asked.substring(path.length()));
    if (status == 0) {
      return super.handle(request, response, callback);
    }
    if (status == UPGRADE_REQUIRED) {
      response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
      response.getHeaders().put(HttpHeader.SEC_WEBSOCKET_VERSION, WEBSOCKET_VERSION);
    }
    Response.writeError(request, response, callback, status);
    return true;
  }

  /// @return what to refuse with, or 0
  private int status(Request request, String token) {
    if (!HttpMethod.GET.is(request.getMethod())
        || !"websocket".equalsIgnoreCase(request.getHeaders().get(HttpHeader.UPGRADE))
        || !WEBSOCKET_VERSION.equals(request.getHeaders().get(HttpHeader.SEC_WEBSOCKET_VERSION))) {
      return UPGRADE_REQUIRED;
    }
    if (!Origins.allowed(
        request.getHeaders().get(HttpHeader.ORIGIN), request.getHeaders().get(HttpHeader.HOST))) {
      return 403;
    }
    if (draining.getAsBoolean()) {
      return 503;
    }
    return SessionToken.parse(token).flatMap(sessions::resume).isPresent() ? 0 : 401;
  }
}
