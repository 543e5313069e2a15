package chatter.server.realtime;

import chatter.server.session.Session;
import chatter.server.session.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import org.eclipse.jetty.ee11.websocket.jakarta.common.JakartaWebSocketFrameHandler;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.pathmap.PathSpec;
import org.eclipse.jetty.http.pathmap.UriTemplatePathSpec;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.WebSocketConstants;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;

/// Has the websocket container answer an upgrade before the request comes to any servlet, whose way
/// costs as much as the rest of coming in; and puts a `MessageReader` around what the container
/// made. Whoever was not let in by `admit` gets 401, whichever way the request came. Any thread.
public final class SocketUpgrade extends Handler.Wrapper {
  private static final String LOGIN = SocketUpgrade.class.getName();

  /// Apart, since it takes longer to make than all else here, and nobody upgrades at a start.
  static final class Bare {
    /// The container asks a servlet's request who made it, and here there is none.
    static final HttpServletRequest REQUEST =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                SocketUpgrade.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "getUserPrincipal" -> null;
                      default -> throw new UnsupportedOperationException(method.getName());
                    });

    private Bare() {}
  }

  private final Realtime realtime;
  private final Sessions sessions;
  private volatile Negotiator negotiator;

  SocketUpgrade(Realtime realtime, Sessions sessions) {
    this.realtime = realtime;
    this.sessions = sessions;
  }

  /// Lets a request open a websocket, whose checks it has all passed.
  ///
  /// @param login under which it will be
  public static void admit(Request request, Session login) {
    request.setAttribute(LOGIN, login);
  }

  /// Takes over what the container would open below a path by itself.
  ///
  /// @param mappings the container's
  /// @param path of an endpoint that was added to it
  void over(WebSocketMappings mappings, String path) {
    PathSpec spec = new UriTemplatePathSpec(path);
    Negotiator made = new Negotiator(mappings.getWebSocketNegotiator(spec), mappings);
    mappings.removeMapping(spec);
    mappings.addMapping(spec, made);
    negotiator = made;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (request.getAttribute(LOGIN) == null) {
      return super.handle(request, response, callback);
    }
    request.setAttribute(WebSocketConstants.WEBSOCKET_WRAPPED_REQUEST_ATTRIBUTE, Bare.REQUEST);
    if (negotiator.upgrade(request, response, callback)) {
      return true;
    }
    // It is no upgrade after all, and somebody else's to refuse.
    request.removeAttribute(WebSocketConstants.WEBSOCKET_WRAPPED_REQUEST_ATTRIBUTE);
    return super.handle(request, response, callback);
  }

  /// The container's, whose endpoint is opened by a `MessageReader`.
  private final class Negotiator implements WebSocketNegotiator {
    private final WebSocketNegotiator container;
    private final WebSocketMappings mappings;

    private Negotiator(WebSocketNegotiator container, WebSocketMappings mappings) {
      this.container = container;
      this.mappings = mappings;
    }

    /// @return whether it was answered, or will be
    private boolean upgrade(Request request, Response response, Callback callback) {
      return mappings.upgrade(this, request, response, callback, null);
    }

    @Override
    public FrameHandler negotiate(
        ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
      if (!(request.getAttribute(LOGIN) instanceof Session login)) {
        Response.writeError(request, response, callback, HttpStatus.UNAUTHORIZED_401);
        return null;
      }
      FrameHandler opening = container.negotiate(request, response, callback);
      return opening == null
          ? null
          : new MessageReader(realtime, sessions, login, (JakartaWebSocketFrameHandler) opening);
    }

    @Override
    public void customize(Configuration configurable) {
      container.customize(configurable);
    }
  }
}
