package chatter.server.realtime;

import chatter.server.realtime.transport.FrameEndPoint;
import chatter.server.realtime.transport.TimedEndPoint;
import chatter.server.realtime.transport.Transport;
import chatter.server.session.Session;
import chatter.server.session.Sessions;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee11.websocket.jakarta.common.JakartaWebSocketFrameHandler;
import org.eclipse.jetty.ee11.websocket.jakarta.common.JakartaWebSocketSession;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.eclipse.jetty.websocket.core.exception.BadPayloadException;
import org.eclipse.jetty.websocket.core.exception.CloseException;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts the frames of one websocket together into messages, from its opening to its end. The
/// container opens its endpoint, which takes the connection over (`ChatEndpoint`), and then the
/// container's session is let go: its codecs, and the request of the upgrade that it keeps, weigh
/// more than all that a connection needs.
///
/// What RFC 6455 says of frames, Jetty has looked at before they come here, and it answers a
/// closing frame by itself. Frames come one after the other, on the socket's reading thread, the
/// next one only when it was demanded; the end may come on any thread.
final class MessageReader implements org.eclipse.jetty.websocket.core.FrameHandler {
  private static final Logger log = LoggerFactory.getLogger(MessageReader.class);

  private static final long TOUCH_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final char REPLACEMENT = '\uFFFD';

  private final Realtime realtime;
  private final Sessions sessions;

  /// Opens the endpoint, and is forgotten then.
  private JakartaWebSocketFrameHandler opening;

  // Set while it is opened, before the first frame is asked for.
  private CoreSession session;
  private FrameMeter meter;
  private long touchedNanos;
  private volatile Session login;
  private volatile Connection connection;

  // The reading thread's.
  private boolean text;
  private int bytes;

  /// What has come of a text in more than one frame; null between such.
  private ByteArrayOutputStream begun;

  private boolean ended;

  /// @param login under which the handshake was let through
  /// @param opening the container's, which opens the endpoint
  MessageReader(
      Realtime realtime, Sessions sessions, Session login, JakartaWebSocketFrameHandler opening) {
    this.realtime = realtime;
    this.sessions = sessions;
    this.login = login;
    this.opening = opening;
  }

  @Override
  public void onOpen(CoreSession opened, Callback callback) {
    session = opened;
    JakartaWebSocketFrameHandler container = opening;
    opening = null;
    // What comes meanwhile waits until this has returned.
    container.onOpen(opened, callback);
    JakartaWebSocketSession left = container.getSession();
    if (left != null) {
      left.getContainerImpl()
          .notifySessionListeners(listener -> listener.onJakartaWebSocketSessionClosed(left));
    }
  }

  /// Takes over what the container has opened. Once, while it is being opened.
  void takeOver() {
    // Chatter has its own heartbeat, which a person's silence must not end.
    session.setIdleTimeout(Duration.ZERO);
    connection = realtime.connection(login.caller(), Transport.of(session));
    measure();
    touchedNanos = realtime.nanoTime();
    sessions.connectionOpened(login.id());
    realtime.metrics().opened(connection.caller());
    realtime.hub().opened(connection);
  }

  /// Before the first frame is asked for.
  private void measure() {
    if (session instanceof WebSocketCoreSession core
        && TimedEndPoint.below(core.getConnection().getEndPoint())
            instanceof FrameEndPoint counted) {
      counted.noStranger();
      counted.meter();
      meter = realtime.meter(connection, counted, core.getConnection()::demand);
      core.getExtensionStack().setLastDemand(meter);
    }
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    try {
      switch (frame.getOpCode()) {
        case OpCode.PING -> answerPing(frame, callback);
        case OpCode.CLOSE -> {
          end();
          callback.succeeded();
        }
        case OpCode.PONG -> {
          touch();
          connection.heard(realtime.nanoTime());
          readOn(callback);
        }
        default -> {
          data(frame);
          readOn(callback);
        }
      }
    } catch (CloseException refused) {
      callback.failed(refused);
    } catch (RuntimeException e) {
      log.error("a frame could not be handled", e);
      callback.failed(e);
    }
  }

  /// A peer that is answered late is read late: so many pings never wait for a socket that is full.
  private void answerPing(Frame ping, Callback callback) {
    Callback readOn = Callback.from(() -> readOn(callback));
    // It may have been told to close already, and then there is no answer.
    session.sendFrame(
        new Frame(OpCode.PONG).setPayload(ping.getPayload()),
        Callback.from(readOn::succeeded, failure -> readOn.succeeded()),
        false);
  }

  private void readOn(Callback callback) {
    callback.succeeded();
    session.demand();
  }

  /// A message, or a piece of one; Jetty knows that it is its turn.
  private void data(Frame frame) {
    if (frame.getOpCode() != OpCode.CONTINUATION) {
      text = frame.getOpCode() == OpCode.TEXT;
    }
    bytes += frame.getPayloadLength();
    if (bytes > FrameHandler.LARGEST_FRAME_BYTES) {
      throw new MessageTooLargeException("longer than " + FrameHandler.LARGEST_FRAME_BYTES);
    }
    byte[] utf8 = text ? text(frame) : null;
    if (!frame.isFin()) {
      return;
    }
    bytes = 0;
    realtime.metrics().framesIn.increment();
    if (meter != null) {
      meter.messageCame();
    }
    if (text) {
      String message = decode(utf8);
      touch();
      realtime.frames().frame(connection, message);
    } else {
      realtime.frames().binary(connection);
    }
  }

  /// Keeps a piece of a text.
  ///
  /// @return all of it, with the last one; null before
  private byte[] text(Frame frame) {
    byte[] piece = piece(frame);
    if (frame.isFin() && begun == null) {
      return piece;
    }
    if (begun == null) {
      begun = new ByteArrayOutputStream(piece.length);
    }
    begun.writeBytes(piece);
    if (!frame.isFin()) {
      return null;
    }
    byte[] whole = begun.toByteArray();
    begun = null;
    return whole;
  }

  private static byte[] piece(Frame frame) {
    ByteBuffer payload = frame.getPayload();
    byte[] piece = new byte[payload == null ? 0 : payload.remaining()];
    if (piece.length > 0) {
      payload.get(piece);
    }
    return piece;
  }

  private static String decode(byte[] utf8) {
    String decoded = new String(utf8, StandardCharsets.UTF_8);
    if (decoded.indexOf(REPLACEMENT) >= 0) {
      // Somebody wrote that character, or it stands for what is no UTF-8.
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      } catch (CharacterCodingException e) {
        throw new BadPayloadException("Invalid UTF-8", e);
      }
    }
    return decoded;
  }

  @Override
  public void onError(Throwable failure, Callback callback) {
    // A peer that vanished or broke the protocol; onClosed follows and cleans up.
    log.debug("a connection failed: {}", failure.toString());
    callback.succeeded();
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    end();
    callback.succeeded();
  }

  private void end() {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
    }
    Connection gone = connection;
    if (gone != null) {
      if (meter != null) {
        meter.gone();
      }
      realtime.metrics().ended(gone.caller());
      realtime.hub().gone(gone);
      sessions.connectionClosed(login.id());
    }
  }

  /// A connection in use is a login in use.
  private void touch() {
    long now = realtime.nanoTime();
    if (now - touchedNanos > TOUCH_NANOS) {
      touchedNanos = now;
      login = sessions.touch(login);
    }
  }
}
