package chatter.server.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.network.LocalAddresses.Adapter;
import chatter.server.network.LocalAddresses.LocalAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalAddressesTest {
  @Test
  void homeNetworksComeFirstAndVirtualOnesLast() {
    List<Adapter> adapters =
        List.of(
            adapter("docker0", "docker0", "172.17.0.1"),
            adapter("wg0", "wg0", "10.8.0.3"),
            adapter("eth1", "eth1", "203.0.113.9"),
            adapter("wlan0", "wlan0", "192.168.1.20"));
    assertEquals(
        List.of("192.168.1.20", "203.0.113.9", "172.17.0.1", "10.8.0.3"),
        LocalAddresses.order(adapters).stream().map(LocalAddress::host).toList());
  }

  @Test
  void whatNobodyTypesIsLeftOut() {
    assertEquals(
        List.of(),
        LocalAddresses.order(
            List.of(adapter("eth0", "eth0", "169.254.3.4"), adapter("eth0", "eth0", "fe80::1"))));
  }

  @Test
  void aNetworkOfIpv6AloneHasAddressesToo() {
    assertEquals(
        List.of("fd00:0:0:0:0:0:0:2"),
        hosts(adapter("eth0", "eth0", "fe80::1"), adapter("eth0", "eth0", "fd00::2")));
  }

  @Test
  void addressesOfBothKindsAreNamedThoseOfIpv4First() {
    assertEquals(
        List.of("192.168.1.20", "2001:db8:1:2:0:0:0:7", "172.17.0.1", "fd00:d0c:0:0:0:0:0:1"),
        hosts(
            adapter("docker0", "docker0", "fd00:d0c::1"),
            adapter("docker0", "docker0", "172.17.0.1"),
            adapter("eth0", "eth0", "2001:db8:1:2::7"),
            adapter("eth0", "eth0", "192.168.1.20")));
  }

  @Test
  void ofEachNetworkOfIpv6TheAddressThatStaysIsNamed() {
    Adapter adapter =
        new Adapter(
            "eth0",
            "eth0",
            false,
            List.of(
                InetAddress.ofLiteral("2001:db8:1:2:a1b2:c3d4:e5f6:1"),
                InetAddress.ofLiteral("2001:db8:1:2:211:22ff:fe33:4455"),
                InetAddress.ofLiteral("fd00::aaaa"),
                InetAddress.ofLiteral("fd00::bbbb")));
    assertEquals(
        List.of("2001:db8:1:2:211:22ff:fe33:4455", "fd00:0:0:0:0:0:0:aaaa"), hosts(adapter));
  }

  @Test
  void whatTheSystemMadeForTheDayIsKnown() {
    TemporaryAddresses passing =
        TemporaryAddresses.of(
            List.of(
                "fd000000000000000000000000000001 02 40 00 01     eth0",
                "fd000000000000000000000000000002 02 40 00 80     eth0",
                "fd000000000000000000000000000003 02 40 00 20     eth0",
                "fd000000000000000000000000000004 02 40 00 00     eth0"));
    assertEquals(
        List.of(true, false, true, false),
        Stream.of("fd00::1", "fd00::2", "fd00::3", "fd00::4")
            .map(address -> passing.contains(InetAddress.ofLiteral(address).getAddress()))
            .toList());
  }

  private static List<String> hosts(Adapter... adapters) {
    return LocalAddresses.order(List.of(adapters)).stream().map(LocalAddress::host).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "eth0 | eth0 | false",
        "enp0s31f6 | enp0s31f6 | false",
        "wlp3s0 | wlp3s0 | false",
        "en0 | en0 | false",
        "eth3 | Intel(R) Wi-Fi 6 AX201 160MHz | false",
        "eth4 | Realtek PCIe GbE Family Controller | false",
        "bridge0 | bridge0 | false",
        "docker0 | docker0 | true",
        "br-5f2b0c9e6f0e | br-5f2b0c9e6f0e | true",
        "veth1a2b3c | veth1a2b3c | true",
        "virbr0 | virbr0 | true",
        "vmnet8 | vmnet8 | true",
        "vboxnet0 | vboxnet0 | true",
        "bridge100 | bridge100 | true",
        "utun4 | utun4 | true",
        "tailscale0 | tailscale0 | true",
        "ztabcdefgh | ztabcdefgh | true",
        "eth5 | Hyper-V Virtual Ethernet Adapter | true",
        "eth6 | VirtualBox Host-Only Ethernet Adapter | true",
        "eth7 | VMware Virtual Ethernet Adapter for VMnet8 | true",
        "eth8 | TAP-Windows Adapter V9 | true",
        "eth9 | WireGuard Tunnel | true",
      })
  void adaptersOfContainersMachinesAndTunnelsAreRecognised(
      String name, String description, boolean virtual) {
    LocalAddress only =
        LocalAddresses.order(List.of(adapter(name, description, "10.1.2.3"))).getFirst();
    assertEquals(new LocalAddress("10.1.2.3", description, virtual), only);
  }

  @Test
  void aTunnelIsVirtualWhateverItIsCalled() {
    Adapter tunnel = new Adapter("x", "x", true, List.of(InetAddress.ofLiteral("10.1.2.3")));
    assertEquals(
        List.of(new LocalAddress("10.1.2.3", "x", true)), LocalAddresses.order(List.of(tunnel)));
  }

  private static Adapter adapter(String name, String description, String address) {
    return new Adapter(name, description, false, List.of(InetAddress.ofLiteral(address)));
  }
}
