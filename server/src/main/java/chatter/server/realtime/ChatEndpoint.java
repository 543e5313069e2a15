package chatter.server.realtime;

import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import org.eclipse.jetty.ee11.websocket.jakarta.common.JakartaWebSocketSession;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;

/// Where a websocket begins: the container opens it, and what reads its messages takes over. Public
/// only because the container demands it. From then on nobody holds it or its session, so it hears
/// of nothing else.
public final class ChatEndpoint extends Endpoint {
  ChatEndpoint() {}

  /// @throws IllegalStateException if nobody has looked at who connects
  @Override
  public void onOpen(Session socket, EndpointConfig config) {
    if (((JakartaWebSocketSession) socket).getCoreSession() instanceof WebSocketCoreSession core
        && core.getHandler() instanceof MessageReader reader) {
      reader.takeOver();
    } else {
      throw new IllegalStateException("a websocket that came another way");
    }
  }
}
