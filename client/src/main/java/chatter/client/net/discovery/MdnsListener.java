package chatter.client.net.discovery;

import chatter.client.net.http.ServerAddress;
import chatter.shared.nearby.Announcement;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens on one network for servers. The only place of the client that knows the library, whose
/// threads call the listener.
final class MdnsListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MdnsListener.class);

  /// So many of one server's addresses are believed.
  private static final int MOST_ADDRESSES = 8;

  /// The library waits for what it asked at least as long; the answer comes to the listener anyway.
  private static final long SHORTEST_MILLIS = 1;

  /// What is heard.
  interface Listener {
    /// A server is there, or says something else than before.
    ///
    /// @param service what its announcement is called
    void heard(String service, Announcements.Announced one);

    /// A server said good-bye, or was not heard of for long.
    void gone(String service);
  }

  private final JmDNS network;

  private MdnsListener(JmDNS network) {
    this.network = network;
  }

  /// Listens from now on.
  ///
  /// @return empty if nothing can be heard there
  static Optional<MdnsListener> at(InetAddress address, Listener listener) {
    try {
      // A name of its own; without one the library asks who has the address, which can take long.
      JmDNS network = JmDNS.create(address, "chatter-" + Long.toHexString(System.nanoTime()));
      network.addServiceListener(Announcement.SERVICE, new Translator(listener));
      return Optional.of(new MdnsListener(network));
    } catch (IOException e) {
      LOG.debug("Nothing can be heard at {}", address, e);
      return Optional.empty();
    }
  }

  /// Stops listening; returns at once.
  @Override
  public void close() {
    Thread.ofVirtual()
        .start(() -> {
          try {
            network.close();
          } catch (IOException e) {
            LOG.debug("Closing the search failed", e);
          }
        });
  }

  private record Translator(Listener listener) implements ServiceListener {
    @Override
    public void serviceAdded(ServiceEvent event) {
      // Persistent: what it says later, who is there say, is wanted too. Not on the library's own
      // thread, which brings the answer.
      Thread.ofVirtual()
          .start(() ->
              event
                  .getDNS()
                  .requestServiceInfo(event.getType(), event.getName(), true, SHORTEST_MILLIS));
    }

    @Override
    public void serviceResolved(ServiceEvent event) {
      ServiceInfo info = event.getInfo();
      Announcement.read(info::getPropertyString)
          .ifPresent(said -> {
            List<ServerAddress> addresses = addresses(info, said.fingerprint() != null);
            if (!addresses.isEmpty()) {
              listener.heard(event.getName(), new Announcements.Announced(said, addresses));
            }
          });
    }

    @Override
    public void serviceRemoved(ServiceEvent event) {
      listener.gone(event.getName());
    }

    private static List<ServerAddress> addresses(ServiceInfo info, boolean https) {
      String scheme = https ? "https://" : "http://";
      return Stream.of(info.getInet4Addresses())
          .limit(MOST_ADDRESSES)
          .map(address ->
              ServerAddress.parse(scheme + address.getHostAddress() + ":" + info.getPort()))
          .flatMap(Optional::stream)
          .toList();
    }
  }
}
