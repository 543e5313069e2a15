package chatter.server.realtime.transport;

import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/// Sends events past Jetty's frame queue, straight to the socket; pings and closing still go
/// through Jetty, which knows their rules.
final class DirectTransport implements Transport {
  private final CoreSession session;
  private final FrameWriter frames;

  DirectTransport(CoreSession session, FrameSocket socket) {
    this.session = session;
    this.frames = socket.takeFrames();
  }

  @Override
  public Written writeNow(TextFrame frame) {
    return frames.writeNow(frame.wire());
  }

  @Override
  public void send(TextFrame frame, boolean begun, Runnable done) {
    if (begun) {
      frames.writeRest(frame.rest(), done);
    } else {
      frames.writeLater(frame.whole(), done);
    }
  }

  @Override
  public void ping() {
    session.sendFrame(new Frame(OpCode.PING), Callback.NOOP, false);
  }

  @Override
  public void close(int code, String reason, boolean dropWaiting) {
    if (dropWaiting) {
      frames.dropWaiting();
    }
    session.close(code, reason, Callback.NOOP);
  }

  @Override
  public void abort() {
    session.abort();
  }
}
