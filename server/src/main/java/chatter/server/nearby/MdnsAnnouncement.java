package chatter.server.nearby;

import chatter.shared.nearby.Announcement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import javax.jmdns.impl.DNSStatefulObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The announcement on one of the computer's networks. The only place of the server that knows the
/// library. On one thread only, except for `close`.
final class MdnsAnnouncement implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MdnsAnnouncement.class);

  /// It asks three times, a second apart, whether anybody else has the name, and says it twice.
  private static final long NAME_WITHIN_MILLIS = 10_000;

  private final JmDNS network;
  private final ServiceInfo service;
  private Announcement said;

  private MdnsAnnouncement(JmDNS network, ServiceInfo service, Announcement said) {
    this.network = network;
    this.service = service;
    this.said = said;
  }

  /// Announces a server; takes some seconds.
  ///
  /// @throws IOException with a reason if this network takes no announcements
  static MdnsAnnouncement at(InetAddress address, Announcement announcement, int port)
      throws IOException {
    NetworkInterface adapter = NetworkInterface.getByInetAddress(address);
    if (adapter == null) {
      throw new IOException("it is gone");
    }
    // Each adapter's own: a computer with two of them on one network would otherwise meet itself
    // there under one name with two addresses, and call that a conflict.
    String name = announcement.id() + "-" + adapter.getIndex();
    JmDNS network = JmDNS.create(address, name);
    try {
      awaitName(network);
      ServiceInfo service =
          ServiceInfo.create(Announcement.SERVICE, name, port, 0, 0, announcement.text());
      network.registerService(service);
      return new MdnsAnnouncement(network, service, announcement);
    } catch (IOException | RuntimeException e) {
      close(network);
      throw e;
    }
  }

  /// A service that is registered before the computer has its own name there is never announced.
  private static void awaitName(JmDNS network) throws IOException {
    if (!((DNSStatefulObject) network).waitForAnnounced(NAME_WITHIN_MILLIS)) {
      throw new IOException("nothing can be sent there by multicast");
    }
  }

  /// Announces this from now on. While it still asks for its name it does not, and has to be told
  /// again: the library would forget to go on asking.
  void say(Announcement announcement) {
    if (!announcement.equals(said) && ((DNSStatefulObject) service).isAnnounced()) {
      service.setText(announcement.text());
      said = announcement;
    }
  }

  /// Says good-bye; takes some seconds.
  @Override
  public void close() {
    close(network);
  }

  private static void close(JmDNS network) {
    try {
      network.close();
    } catch (IOException e) {
      log.debug("an announcement ended without a good-bye", e);
    }
  }
}
