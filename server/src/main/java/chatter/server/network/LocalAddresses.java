package chatter.server.network;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How others on its networks can name this computer.
public final class LocalAddresses {
  private static final Logger log = LoggerFactory.getLogger(LocalAddresses.class);

  /// How systems and programs call adapters behind which there is no network of people: bridges of
  /// containers and virtual machines, and tunnels.
  private static final Pattern VIRTUAL_NAME =
      Pattern.compile(
          "(docker|br-|veth|virbr|vnet|vmnet|vboxnet|lxc|lxd|podman|cni|flannel|calico|cali|kube"
              + "|tun|tap|utun|wg|ppp|ipsec|tailscale|zt|nordlynx|proton|ham|bridge1\\d\\d|awdl|llw)"
              + ".*");

  private static final Pattern VIRTUAL_DESCRIPTION =
      Pattern.compile(
          ".*(virtual|vmware|hyper-v|vethernet|virtualbox|docker|wsl|vpn|wireguard|wintun|tap-"
              + "|tailscale|zerotier|hamachi|tunnel|fortinet|anyconnect|openconnect).*");

  private LocalAddresses() {}

  /// One address of this computer.
  ///
  /// @param host in numbers
  /// @param adapter what the system calls the network adapter
  /// @param virtual whether the adapter looks like one of containers, virtual machines or a tunnel,
  ///   so that others can hardly reach it
  public record LocalAddress(String host, String adapter, boolean virtual) {}

  /// A network adapter as the system describes it.
  ///
  /// @param name short, e.g. `eth0`
  /// @param description in words where the system has some, else the name
  record Adapter(
      String name, String description, boolean pointToPoint, List<InetAddress> addresses) {
    private boolean virtual() {
      return pointToPoint
          || VIRTUAL_NAME.matcher(name.toLowerCase(Locale.ROOT)).matches()
          || VIRTUAL_DESCRIPTION.matcher(description.toLowerCase(Locale.ROOT)).matches();
    }
  }

  /// The addresses of this computer's networks as they are now, of IPv4 and IPv6: those of home and
  /// office networks first, virtual ones last; none without a network. Of IPv6 only what stays: a
  /// system makes itself others for the day, which nobody should write down.
  public static List<LocalAddress> list() {
    List<Adapter> adapters = new ArrayList<>();
    TemporaryAddresses passing = TemporaryAddresses.now();
    try (Stream<NetworkInterface> networks = NetworkInterface.networkInterfaces()) {
      for (NetworkInterface network : networks.toList()) {
        add(network, passing, adapters);
      }
    } catch (SocketException e) {
      log.warn("the networks of this computer cannot be listed", e);
    }
    return order(adapters);
  }

  private static void add(
      NetworkInterface network, TemporaryAddresses passing, List<Adapter> adapters) {
    try {
      if (network.isUp() && !network.isLoopback()) {
        String description = network.getDisplayName();
        adapters.add(
            new Adapter(
                network.getName(),
                description == null ? network.getName() : description,
                network.isPointToPoint(),
                network
                    .inetAddresses()
                    .filter(address -> !passing.contains(address.getAddress()))
                    .toList()));
      }
    } catch (SocketException e) {
      log.debug("a network that just went away is left out", e);
    }
  }

  static List<LocalAddress> order(List<Adapter> adapters) {
    return adapters.stream()
        .flatMap(
            adapter -> onePerNetwork(adapter.addresses()).stream().map(a -> new Found(adapter, a)))
        .sorted(
            Comparator.comparing((Found found) -> found.adapter().virtual())
                .thenComparing(found -> found.address() instanceof Inet6Address)
                .thenComparing(found -> !found.address().isSiteLocalAddress()))
        .map(found ->
            new LocalAddress(
                written(found.address()), found.adapter().description(), found.adapter().virtual()))
        .toList();
  }

  /// All of IPv4, and of each network of IPv6 the one that most likely stays: made of the adapter's
  /// number if there is such a one, or else the first. Without those that only neighbours on the
  /// cable can use.
  private static Collection<InetAddress> onePerNetwork(List<InetAddress> addresses) {
    Map<Object, InetAddress> chosen = new LinkedHashMap<>();
    for (InetAddress address : addresses) {
      if (address.isLinkLocalAddress()
          || address.isLoopbackAddress()
          || address.isMulticastAddress()
          || address.isAnyLocalAddress()) {
        continue;
      }
      if (address instanceof Inet6Address) {
        byte[] bytes = address.getAddress();
        chosen.merge(
            HexFormat.of().formatHex(bytes, 0, bytes.length / 2),
            address,
            (first, other) -> !isOfAdapter(first) && isOfAdapter(other) ? other : first);
      } else {
        chosen.put(address, address);
      }
    }
    return chosen.values();
  }

  /// Whether its second half is the adapter's number (EUI-64, RFC 4291).
  private static boolean isOfAdapter(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes[11] == (byte) 0xff && bytes[12] == (byte) 0xfe;
  }

  /// In numbers, without the adapter, which means nothing elsewhere.
  private static String written(InetAddress address) {
    String host = address.getHostAddress();
    int zone = host.indexOf('%');
    return zone < 0 ? host : host.substring(0, zone);
  }

  private record Found(Adapter adapter, InetAddress address) {}
}
