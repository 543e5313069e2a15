package chatter.server.realtime.transport;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/// Jetty's connector with sockets to which whole frames can be written directly.
public final class FrameConnector extends ServerConnector {
  private static final int OPENING_AT_ONCE = 16;
  private static final long PATIENCE_MILLIS = 100;

  private final AcceptLimit opening = new AcceptLimit(OPENING_AT_ONCE, PATIENCE_MILLIS);

  private final ConnectionEvictor slow;
  private final Traffic traffic = new Traffic();

  /// @param server whose it is
  /// @param slow looks after those that do not get on
  /// @param factories what is spoken on it
  public FrameConnector(Server server, ConnectionEvictor slow, ConnectionFactory... factories) {
    super(server, factories);
    this.slow = slow;
  }

  /// What it counts.
  public Traffic traffic() {
    return traffic;
  }

  /// Cuts off those that do not get on; to be called again and again.
  public void cutOffSlow() {
    slow.look(sockets());
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) {
    SocketChannelEndPoint endPoint =
        new FrameEndPoint(channel, selector, key, getScheduler(), slow, traffic);
    endPoint.setIdleTimeout(getIdleTimeout());
    return endPoint;
  }

  /// Takes no more connections than the selector can open between two looks at the others: it opens
  /// all that were accepted before it looks. The rest wait in the system's queue.
  @Override
  public void accept(int acceptor) throws IOException {
    try {
      opening.enter();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    super.accept(acceptor);
  }

  @Override
  protected void onEndPointOpened(EndPoint endPoint) {
    super.onEndPointOpened(endPoint);
    opening.opened();
    traffic.accepted();
    slow.opened((TimedEndPoint) endPoint, getConnectedEndPoints().size(), this::sockets);
  }

  private List<TimedEndPoint> sockets() {
    return getConnectedEndPoints().stream().map(TimedEndPoint.class::cast).toList();
  }
}
