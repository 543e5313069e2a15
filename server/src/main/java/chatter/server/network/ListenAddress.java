package chatter.server.network;

import chatter.server.network.LocalAddresses.LocalAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Turns what a server listens on into addresses that people can use.
public final class ListenAddress {
  /// Only this computer reaches a server that listens there.
  public static final String LOOPBACK = "127.0.0.1";

  /// Everybody who can reaches a server that listens there.
  public static final String ANY = "0.0.0.0";

  private ListenAddress() {}

  /// The addresses of a server that listens at `host`, for others on the network; none if only this
  /// computer reaches it.
  public static List<String> network(String host, String scheme, int port) {
    return isEverywhere(host)
        ? LocalAddresses.list().stream()
            .map(LocalAddress::host)
            .map(address -> url(scheme, address, port))
            .toList()
        : isOnlyHere(host) ? List.of() : List.of(url(scheme, host, port));
  }

  /// Whether that means every address this computer has.
  public static boolean isEverywhere(String host) {
    return host.equals(ANY) || host.equals("::");
  }

  /// Whether only this computer reaches a server there.
  public static boolean isOnlyHere(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      // It was known a moment ago, when the port was opened. To warn in vain does least harm.
      return false;
    }
  }

  /// Where this computer reaches a server that listens there.
  public static String fromHere(String host) {
    return isEverywhere(host) ? LOOPBACK : host;
  }

  /// A host with its port, as a URL has them.
  public static String authority(String host, int port) {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /// @param scheme http or https
  public static String url(String scheme, String host, int port) {
    return scheme + "://" + authority(host, port);
  }
}
