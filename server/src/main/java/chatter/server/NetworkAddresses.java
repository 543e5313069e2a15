package chatter.server;

import chatter.server.network.ListenAddress;
import chatter.server.network.LocalAddresses;
import java.util.List;

/// How others on its networks can name this computer, also while no server runs.
public final class NetworkAddresses {
  private NetworkAddresses() {}

  /// One address of this computer.
  ///
  /// @param host in numbers
  /// @param adapter what the system calls the network adapter
  /// @param virtual whether the adapter looks like one of containers, virtual machines or a tunnel,
  ///   so that others can hardly reach it
  public record Address(String host, String adapter, boolean virtual) {
    /// Where a server on it is found, as `https://192.168.1.20:8080` or `https://[fd00::2]:8080`.
    public String url(String scheme, int port) {
      return ListenAddress.url(scheme, host, port);
    }
  }

  /// The addresses as they are now: those of home and office networks first, virtual ones last;
  /// none without a network.
  public static List<Address> list() {
    return LocalAddresses.list().stream()
        .map(a -> new Address(a.host(), a.adapter(), a.virtual()))
        .toList();
  }
}
