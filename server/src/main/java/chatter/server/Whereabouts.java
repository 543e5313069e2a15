package chatter.server;

import chatter.server.invite.ServerAddresses;
import chatter.server.network.LocalAddresses;
import chatter.server.network.LocalAddresses.LocalAddress;
import chatter.shared.address.BaseUrl;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/// Turns what a server listens on into addresses that people can use.
final class Whereabouts {
  private Whereabouts() {}

  /// @param fingerprint of its key, or null
  static ServerAddresses reach(ServerConfig config, String scheme, int port, String fingerprint) {
    // What whoever runs it says comes first: of a proxy, or of a router, nothing is to be seen
    // here.
    List<String> network =
        new ArrayList<>(config.publicUrls().stream().map(BaseUrl::toString).toList());
    network.addAll(network(config.host(), scheme, port));
    String host = config.host();
    String here = isEverywhere(host) || isOnlyHere(host) ? "localhost" : host;
    return new ServerAddresses(network, url(scheme, here, port), fingerprint);
  }

  private static List<String> network(String host, String scheme, int port) {
    return isEverywhere(host)
        ? LocalAddresses.list().stream()
            .map(LocalAddress::host)
            .map(address -> url(scheme, address, port))
            .toList()
        : isOnlyHere(host) ? List.of() : List.of(url(scheme, host, port));
  }

  /// Whether that means every address this computer has.
  static boolean isEverywhere(String host) {
    return host.equals(ServerConfig.ANY_ADDRESS) || host.equals("::");
  }

  /// Whether only this computer reaches a server there.
  static boolean isOnlyHere(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      // It was known a moment ago, when the port was opened. To warn in vain does least harm.
      return false;
    }
  }

  static String url(String scheme, String host, int port) {
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return scheme + "://" + shown + ":" + port;
  }
}
