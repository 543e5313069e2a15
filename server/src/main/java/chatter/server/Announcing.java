package chatter.server;

import chatter.server.nearby.Announcer;
import chatter.server.network.ListenAddress;
import chatter.server.network.LocalAddresses;
import chatter.shared.nearby.Announcement;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Whether and where a server is announced.
final class Announcing {
  private Announcing() {}

  /// Begins to announce a server whose port is open; returns at once.
  ///
  /// @return empty if it is not to be announced, or if only this computer can reach it
  static Optional<Announcer> begin(
      ServerConfig config, int port, Supplier<Announcement> announcement) {
    if (!config.announced() || ListenAddress.isOnlyHere(config.host())) {
      return Optional.empty();
    }
    Announcer announcer = new Announcer(announcement, () -> adapters(config.host()), port);
    announcer.start();
    return Optional.of(announcer);
  }

  /// The addresses of the adapters behind which there are people, as far as the server listens to
  /// them: those of IPv4, or of IPv6 where there are no others, since once on a network is enough.
  private static List<InetAddress> adapters(String host) {
    List<InetAddress> all =
        LocalAddresses.list().stream()
            .filter(address -> !address.virtual())
            .filter(address -> ListenAddress.isEverywhere(host) || address.host().equals(host))
            .map(address -> InetAddress.ofLiteral(address.host()))
            .toList();
    List<InetAddress> v4 = all.stream().filter(Inet4Address.class::isInstance).toList();
    return v4.isEmpty() ? all : v4;
  }
}
