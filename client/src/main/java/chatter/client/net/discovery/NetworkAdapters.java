package chatter.client.net.discovery;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The adapters of this computer by which servers may be found.
final class NetworkAdapters {
  private static final Logger LOG = LoggerFactory.getLogger(NetworkAdapters.class);

  /// A machine with more has them for its containers.
  private static final int MOST = 8;

  private NetworkAdapters() {}

  /// An address of each adapter that takes multicast; none without a network.
  static List<InetAddress> addresses() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(NetworkAdapters::usable)
          .map(NetworkAdapters::address)
          .flatMap(Optional::stream)
          .limit(MOST)
          .toList();
    } catch (SocketException e) {
      LOG.info("The networks of this computer cannot be listed", e);
      return List.of();
    }
  }

  private static Optional<InetAddress> address(NetworkInterface adapter) {
    return adapter.inetAddresses().filter(Inet4Address.class::isInstance).findFirst();
  }

  private static boolean usable(NetworkInterface adapter) {
    try {
      return adapter.isUp()
          && !adapter.isLoopback()
          && !adapter.isPointToPoint()
          && adapter.supportsMulticast();
    } catch (SocketException e) {
      LOG.debug("An adapter that just went away is left out", e);
      return false;
    }
  }
}
