package chatter.server.web.guard;

import chatter.server.limit.RateLimiter;
import chatter.server.realtime.SocketUpgrade;
import chatter.server.session.Session;
import chatter.server.session.SessionToken;
import chatter.server.session.Sessions;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Refuses websocket upgrades that may not be, with a status of their own: Jetty's upgrade filter
/// comes before every servlet filter, and once it has seen a request nothing can answer 401 any
/// more.
public final class WebSocketGuard extends Handler.Wrapper {
  private static final int UPGRADE_REQUIRED = 426;
  private static final int TOO_MANY = 429;

  /// The only version there is (RFC 6455); the container would answer another with 404.
  private static final String WEBSOCKET_VERSION = "13";

  private static final int KEY_BYTES = 16;

  private final String path;
  private final Sessions sessions;
  private final BooleanSupplier draining;
  private final RateLimiter<Long> connects;

  /// @param next what serves everything that is let through
  /// @param path below which upgrades are, ending with a slash; the token follows
  /// @param sessions knows which tokens open something
  /// @param draining whether the server is stopping
  /// @param connects how often an account may connect: who comes and goes all the time costs more
  ///   than who stays
  public WebSocketGuard(
      Handler next,
      String path,
      Sessions sessions,
      BooleanSupplier draining,
      RateLimiter<Long> connects) {
    super(next);
    this.path = path;
    this.sessions = sessions;
    this.draining = draining;
    this.connects = connects;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String asked = request.getHttpURI().getCanonicalPath();
    if (asked == null || !asked.startsWith(path)) {
      return super.handle(request, response, callback);
    }
    int status = status(request);
    if (status == 0) {
      Optional<Session> session =
          SessionToken.parse(asked.substring(path.length())).flatMap(sessions::resume);
      long wait = session.isPresent() ? connects.take(session.get().account()) : 0;
      if (session.isPresent() && wait == 0) {
        SocketUpgrade.admit(request, session.get());
        return super.handle(request, response, callback);
      }
      status = wait > 0 ? TOO_MANY : 401;
      if (wait > 0) {
        response
            .getHeaders()
            .put(HttpHeader.RETRY_AFTER, Long.toString(Math.ceilDiv(wait, 1_000L)));
      }
    }
    if (status == UPGRADE_REQUIRED) {
      response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
      response.getHeaders().put(HttpHeader.SEC_WEBSOCKET_VERSION, WEBSOCKET_VERSION);
    }
    Response.writeError(request, response, callback, status);
    return true;
  }

  /// @return what to refuse with, or 0
  private int status(Request request) {
    if (!isUpgrade(request)) {
      return UPGRADE_REQUIRED;
    }
    if (!keyIsRight(request.getHeaders()) || hasBody(request)) {
      return 400;
    }
    if (!Origins.allowed(Origins.Call.of(request))) {
      return 403;
    }
    if (draining.getAsBoolean()) {
      return 503;
    }
    return 0;
  }

  private static boolean isUpgrade(Request request) {
    HttpFields headers = request.getHeaders();
    return HttpMethod.GET.is(request.getMethod())
        && request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1
        && "websocket".equalsIgnoreCase(headers.get(HttpHeader.UPGRADE))
        && WEBSOCKET_VERSION.equals(headers.get(HttpHeader.SEC_WEBSOCKET_VERSION));
  }

  /// The container would sign whatever stands there.
  private static boolean keyIsRight(HttpFields headers) {
    List<String> keys = headers.getValuesList(HttpHeader.SEC_WEBSOCKET_KEY);
    if (keys.size() != 1) {
      return false;
    }
    try {
      return Base64.getDecoder().decode(keys.getFirst()).length == KEY_BYTES;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  /// What a proxy in front takes for a body, the container would read as frames: whoever can make a
  /// browser send one could speak on its connection.
  static boolean hasBody(Request request) {
    return request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
  }
}
