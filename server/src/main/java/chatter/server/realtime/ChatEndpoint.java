package chatter.server.realtime;

import chatter.server.realtime.transport.FrameEndPoint;
import chatter.server.realtime.transport.TimedEndPoint;
import chatter.server.realtime.transport.Transport;
import chatter.server.session.Session;
import chatter.server.session.SessionToken;
import chatter.server.session.Sessions;
import chatter.shared.protocol.CloseCode;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee11.websocket.jakarta.common.JakartaWebSocketSession;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One websocket, from its opening to its end: turns Jetty's callbacks into a `Connection`. Public
/// only because the container demands it.
public final class ChatEndpoint extends Endpoint {
  private static final Logger log = LoggerFactory.getLogger(ChatEndpoint.class);

  private static final long TOUCH_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final Realtime realtime;
  private final Sessions sessions;
  private Connection connection;
  private Optional<FrameMeter> meter = Optional.empty();
  private Session login;
  private long touchedNanos;

  ChatEndpoint(Realtime realtime, Sessions sessions) {
    this.realtime = realtime;
    this.sessions = sessions;
  }

  @Override
  public void onOpen(jakarta.websocket.Session socket, EndpointConfig config) {
    // The handshake has looked at the token already; the login may have ended since.
    Optional<Session> found =
        SessionToken.parse(socket.getPathParameters().get(Realtime.TOKEN))
            .flatMap(sessions::resume);
    if (found.isEmpty()) {
      close(socket, CloseCode.SESSION_ENDED);
      return;
    }
    login = found.get();
    // Chatter has its own heartbeat, which a person's silence must not end.
    socket.setMaxIdleTimeout(0);
    socket.setMaxTextMessageBufferSize(FrameHandler.LARGEST_FRAME_BYTES);
    socket.setMaxBinaryMessageBufferSize(FrameHandler.LARGEST_FRAME_BYTES);
    connection =
        realtime.connection(
            login.caller(), Transport.of(((JakartaWebSocketSession) socket).getCoreSession()));
    meter(((JakartaWebSocketSession) socket).getCoreSession());
    touchedNanos = realtime.nanoTime();
    socket.addMessageHandler(String.class, new TextHandler());
    socket.addMessageHandler(ByteBuffer.class, new BinaryHandler());
    socket.addMessageHandler(PongMessage.class, new PongHandler());
    sessions.connectionOpened(login.id());
    realtime.metrics().opened(connection.caller());
    realtime.hub().opened(connection);
  }

  /// Before the first frame is asked for, which is when this endpoint is open.
  private void meter(CoreSession session) {
    if (session instanceof WebSocketCoreSession core) {
      TimedEndPoint socket = TimedEndPoint.below(core.getConnection().getEndPoint());
      if (socket instanceof FrameEndPoint counted) {
        counted.noStranger();
        counted.meter();
        FrameMeter made = realtime.meter(connection, counted, core.getConnection()::demand);
        core.getExtensionStack().setLastDemand(made);
        meter = Optional.of(made);
      }
    }
  }

  @Override
  public void onClose(jakarta.websocket.Session socket, CloseReason reason) {
    meter.ifPresent(FrameMeter::gone);
    if (connection != null) {
      realtime.metrics().ended(connection.caller());
      realtime.hub().gone(connection);
      sessions.connectionClosed(login.id());
    }
  }

  @Override
  public void onError(jakarta.websocket.Session socket, Throwable failure) {
    // A peer that vanished or broke the protocol; onClose follows and cleans up.
    log.debug("a connection failed: {}", failure.toString());
  }

  /// A connection in use is a login in use.
  private void touch() {
    long now = realtime.nanoTime();
    if (now - touchedNanos > TOUCH_NANOS) {
      touchedNanos = now;
      login = sessions.touch(login);
    }
  }

  private static void close(jakarta.websocket.Session socket, CloseCode code) {
    try {
      socket.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code.code()), "signed out"));
    } catch (IOException e) {
      log.debug("closing a connection failed: {}", e.toString());
    }
  }

  /// Named classes, because the container looks up a handler's type by reflection.
  private final class TextHandler implements MessageHandler.Whole<String> {
    @Override
    public void onMessage(String frame) {
      realtime.metrics().framesIn.increment();
      meter.ifPresent(FrameMeter::messageCame);
      touch();
      realtime.frames().frame(connection, frame);
    }
  }

  private final class BinaryHandler implements MessageHandler.Whole<ByteBuffer> {
    @Override
    public void onMessage(ByteBuffer frame) {
      realtime.metrics().framesIn.increment();
      meter.ifPresent(FrameMeter::messageCame);
      realtime.frames().binary(connection);
    }
  }

  private final class PongHandler implements MessageHandler.Whole<PongMessage> {
    @Override
    public void onMessage(PongMessage pong) {
      touch();
      connection.heard(realtime.nanoTime());
    }
  }
}
