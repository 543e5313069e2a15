package chatter.server.realtime.transport;

import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;

/// The socket under a connection. Nothing here blocks.
public interface Transport {
  /// The shortest way there is to a connection: past Jetty's queue.
  static Transport of(CoreSession session) {
    if (session instanceof WebSocketCoreSession core
        && core.getConnection().getEndPoint() instanceof FrameSocket socket) {
      return new DirectTransport(session, socket);
    }
    throw new IllegalStateException("a websocket on something else than a frame connector");
  }

  /// Tries to write a frame at once, without queueing anything. The hub's thread only.
  ///
  /// @return what became of it
  Written writeNow(TextFrame frame);

  /// Sends what `writeNow` has begun, or a whole frame, behind everything that waits. The hub's
  /// thread only.
  ///
  /// @param begun whether `writeNow` said `BEGUN`
  /// @param done runs once when the bytes have left or never will; any thread
  void send(TextFrame frame, boolean begun, Runnable done);

  /// Sends a ping frame of the websocket protocol itself, which every client library answers.
  void ping();

  /// Starts the closing handshake.
  ///
  /// @param dropWaiting whether to forget what waits; otherwise the handshake comes behind it
  void close(int code, String reason, boolean dropWaiting);

  /// Drops the connection at once, with whatever was not sent.
  void abort();

  /// What became of a frame that was to be written at once.
  enum Written {
    /// It has left.
    ALL,
    /// A part has left; the rest must follow with `send` before anything else.
    BEGUN,
    /// Something waits before it: use `send`.
    NOTHING,
    /// The connection is closing; it never will.
    NEVER
  }
}
