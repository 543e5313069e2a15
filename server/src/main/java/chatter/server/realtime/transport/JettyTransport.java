package chatter.server.realtime.transport;

import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/// Sends through Jetty's core session, for connections whose socket cannot be written to directly,
/// as under TLS. Unlike `RemoteEndpoint.sendText` it takes ready bytes, so an event is encoded once
/// however many receive it. Jetty's own queue has no bound; `Connection` counts what waits in it.
class JettyTransport implements Transport {
  private final CoreSession session;

  JettyTransport(CoreSession session) {
    this.session = session;
  }

  @Override
  public Written writeNow(TextFrame frame) {
    return Written.NOTHING;
  }

  @Override
  public void send(TextFrame frame, boolean begun, Runnable done) {
    session.sendFrame(
        new Frame(OpCode.TEXT, true, frame.payload()),
        Callback.from(done, failure -> done.run()),
        false);
  }

  @Override
  public void ping() {
    session.sendFrame(new Frame(OpCode.PING), Callback.NOOP, false);
  }

  @Override
  public void close(int code, String reason, boolean dropWaiting) {
    session.close(code, reason, Callback.NOOP);
  }

  @Override
  public void abort() {
    session.abort();
  }
}
