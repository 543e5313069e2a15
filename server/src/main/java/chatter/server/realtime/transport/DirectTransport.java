package chatter.server.realtime.transport;

import org.eclipse.jetty.websocket.core.CoreSession;

/// Sends events past Jetty's frame queue, straight to the socket; pings and closing still go
/// through Jetty, which knows their rules.
final class DirectTransport extends JettyTransport {
  private final FrameEndPoint socket;

  DirectTransport(CoreSession session, FrameEndPoint socket) {
    super(session);
    this.socket = socket;
    socket.takeFrames();
  }

  @Override
  public Written writeNow(TextFrame frame) {
    return socket.writeNow(frame.wire());
  }

  @Override
  public void send(TextFrame frame, boolean begun, Runnable done) {
    if (begun) {
      socket.writeRest(frame.rest(), done);
    } else {
      socket.writeLater(frame.whole(), done);
    }
  }

  @Override
  public void close(int code, String reason, boolean dropWaiting) {
    if (dropWaiting) {
      socket.dropWaiting();
    }
    super.close(code, reason, dropWaiting);
  }
}
