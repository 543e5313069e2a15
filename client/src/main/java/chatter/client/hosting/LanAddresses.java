package chatter.client.hosting;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How others on the network can name this computer.
final class LanAddresses {
  private static final Logger LOG = LoggerFactory.getLogger(LanAddresses.class);

  private LanAddresses() {}

  /// The addresses of this computer's networks, those of home and office networks first; none
  /// without a network.
  static List<String> list() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(LanAddresses::usable)
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address instanceof Inet4Address && !address.isLinkLocalAddress())
          .sorted(
              (one, other) -> Boolean.compare(other.isSiteLocalAddress(), one.isSiteLocalAddress()))
          .map(InetAddress::getHostAddress)
          .toList();
    } catch (SocketException e) {
      LOG.warn("The networks of this computer cannot be listed", e);
      return List.of();
    }
  }

  private static boolean usable(NetworkInterface network) {
    try {
      return network.isUp() && !network.isLoopback() && !network.isPointToPoint();
    } catch (SocketException e) {
      LOG.debug("A network that just went away is left out", e);
      return false;
    }
  }
}
