package chatter.server.web;

import chatter.server.realtime.transport.TimedEndPoint;
import chatter.server.web.guard.TrustedProxies;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.ProxyConnectionFactory;

/// The PROXY protocol, versions 1 and 2: before anything else a proxy says for whom a connection
/// is. It is looked for on connections from trusted proxies alone; to everybody else such a header
/// is a bad request, whatever it says. A trusted proxy may leave it out, as for a look whether the
/// server lives, and then speaks for itself.
///
/// Jetty reads the header, but puts an end point of its own around the socket, which could not be
/// written to directly any more. So what it found out is noted at the socket, and what follows is
/// served on that.
final class ProxyProtocol {
  private ProxyProtocol() {}

  /// What is spoken on a port behind such proxies.
  ///
  /// @param spoken what follows the header, the first first
  static ConnectionFactory[] before(TrustedProxies trusted, ConnectionFactory... spoken) {
    ConnectionFactory jetty = new ProxyConnectionFactory();
    List<ConnectionFactory> all = new ArrayList<>();
    all.add(new Door(trusted, jetty, spoken[0]));
    all.add(jetty);
    // Jetty goes on with what comes behind it in the list.
    all.add(new Noting(spoken[0]));
    all.addAll(List.of(spoken));
    return all.toArray(ConnectionFactory[]::new);
  }

  /// Looks who connects.
  private static final class Door extends AbstractConnectionFactory {
    private final TrustedProxies trusted;
    private final ConnectionFactory header;
    private final ConnectionFactory without;

    private Door(TrustedProxies trusted, ConnectionFactory header, ConnectionFactory without) {
      super("proxy or not");
      this.trusted = trusted;
      this.header = header;
      this.without = without;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
      ConnectionFactory next =
          trusted.contains(endPoint.getRemoteSocketAddress()) ? header : without;
      return next.newConnection(connector, endPoint);
    }
  }

  /// Notes what the header said.
  private static final class Noting extends AbstractConnectionFactory {
    private final ConnectionFactory next;

    private Noting(ConnectionFactory next) {
      super("spoken for");
      this.next = next;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
      if (!(endPoint instanceof ProxyConnectionFactory.ProxyEndPoint named)) {
        return next.newConnection(connector, endPoint);
      }
      TimedEndPoint socket = TimedEndPoint.below(named.unwrap());
      if (named.getRemoteSocketAddress() instanceof InetSocketAddress client
          && client.getAddress() != null) {
        socket.speaksFor(client);
      }
      return next.newConnection(connector, socket);
    }
  }
}
