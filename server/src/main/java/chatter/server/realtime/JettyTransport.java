package chatter.server.realtime;

import java.nio.ByteBuffer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/// Sends through Jetty's core session: unlike `RemoteEndpoint.sendText` it takes ready bytes, so an
/// event is encoded once however many receive it. Jetty's own queue has no bound; `Connection`
/// counts what waits in it.
final class JettyTransport implements Transport {
  private final CoreSession session;

  JettyTransport(CoreSession session) {
    this.session = session;
  }

  @Override
  public void send(ByteBuffer utf8, Runnable done) {
    session.sendFrame(
        new Frame(OpCode.TEXT, true, utf8.duplicate()),
        Callback.from(done, failure -> done.run()),
        false);
  }

  @Override
  public void ping() {
    session.sendFrame(new Frame(OpCode.PING), Callback.NOOP, false);
  }

  @Override
  public void close(int code, String reason) {
    session.close(code, reason, Callback.NOOP);
  }

  @Override
  public void abort() {
    session.abort();
  }
}
