package chatter.server.benchmark;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/// What one gets from the same web server without Chatter: an endpoint that hands every message to
/// everybody with `sendText`, and stores, checks and bounds nothing.
public final class BareJetty {
  private static final List<Session> SESSIONS = new CopyOnWriteArrayList<>();

  private BareJetty() {}

  /// Runs until it is killed.
  public static void main(String[] args) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    JakartaWebSocketServletContainerInitializer.configure(
        context,
        (servletContext, container) ->
            container.addEndpoint(
                ServerEndpointConfig.Builder.create(Everybody.class, "/ws/{token}").build()));
    server.setHandler(context);
    server.start();
    System.out.println("http://127.0.0.1:" + connector.getLocalPort());
    server.join();
  }

  /// One connection.
  public static final class Everybody extends Endpoint {
    @Override
    public void onOpen(Session session, EndpointConfig config) {
      session.setMaxIdleTimeout(0);
      SESSIONS.add(session);
      session.addMessageHandler(String.class, new Handler());
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
      SESSIONS.remove(session);
    }
  }

  /// A named class, because the container looks up its type by reflection.
  private static final class Handler implements MessageHandler.Whole<String> {
    @Override
    public void onMessage(String text) {
      for (Session session : SESSIONS) {
        session.getAsyncRemote().sendText(text, result -> {});
      }
    }
  }
}
