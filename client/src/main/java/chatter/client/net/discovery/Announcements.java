package chatter.client.net.discovery;

import chatter.client.net.http.ServerAddress;
import chatter.shared.address.DialableUri;
import chatter.shared.nearby.Announcement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which servers were heard of, put together by their ids: one is heard of once for each of its
/// networks. On one thread only.
final class Announcements {
  private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

  /// Anybody can announce as many as they like; nobody reads a longer list.
  private static final int MOST = 64;

  private static final int ANSWER_WITHIN_MILLIS = 2_000;

  /// A server that was switched off said no good-bye, and its announcement is good for an hour.
  private static final int SILENT_PROBES = 2;

  private final Map<Key, Announced> announced = new LinkedHashMap<>();
  private final Map<ServerAddress, Integer> silent = new HashMap<>();

  /// What was heard, and where.
  record Announced(Announcement said, List<ServerAddress> addresses) {}

  private record Key(InetAddress heardAt, String service) {}

  /// Whoever takes another's id with a key of their own is not put together with it.
  private record Identity(String id, String fingerprint) {}

  void put(InetAddress heardAt, String service, Announced one) {
    Key key = new Key(heardAt, service);
    if (announced.size() < MOST || announced.containsKey(key)) {
      // The newest last, so that what it says counts.
      announced.remove(key);
      announced.put(key, one);
    }
  }

  void remove(InetAddress heardAt, String service) {
    announced.remove(new Key(heardAt, service));
  }

  /// What was heard at an adapter that is no more.
  void forget(InetAddress heardAt) {
    announced.keySet().removeIf(key -> key.heardAt().equals(heardAt));
  }

  /// Looks who still answers. Takes two seconds at most.
  void probe() {
    Set<ServerAddress> asked = new LinkedHashSet<>();
    announced.values().forEach(one -> asked.addAll(one.addresses()));
    silent.keySet().retainAll(asked);
    Set<ServerAddress> answered = ConcurrentHashMap.newKeySet();
    List<Thread> probes = new ArrayList<>();
    for (ServerAddress address : asked) {
      probes.add(
          Thread.ofVirtual()
              .start(() -> {
                if (answers(address.base())) {
                  answered.add(address);
                }
              }));
    }
    try {
      for (Thread probe : probes) {
        probe.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    for (ServerAddress address : asked) {
      if (answered.contains(address)) {
        silent.remove(address);
      } else {
        silent.merge(address, 1, Integer::sum);
      }
    }
  }

  private static boolean answers(URI base) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(DialableUri.host(base), DialableUri.port(base)),
          ANSWER_WITHIN_MILLIS);
      return true;
    } catch (IOException e) {
      LOG.debug("Nobody answers at {}: {}", base, e.getMessage());
      return false;
    }
  }

  /// Those that are here, by name.
  List<NearbyServer> servers() {
    Map<Identity, Announcement> said = new LinkedHashMap<>();
    Map<Identity, Set<ServerAddress>> places = new HashMap<>();
    for (Announced one : announced.values()) {
      Identity who = new Identity(one.said().id(), one.said().fingerprint());
      said.put(who, one.said());
      for (ServerAddress address : one.addresses()) {
        if (silent.getOrDefault(address, 0) < SILENT_PROBES) {
          places.computeIfAbsent(who, _ -> new LinkedHashSet<>()).add(address);
        }
      }
    }
    return places.entrySet().stream()
        .map(place -> found(said.get(place.getKey()), place.getValue()))
        .sorted(Comparator.comparing(NearbyServer::name).thenComparing(NearbyServer::id))
        .toList();
  }

  private static NearbyServer found(Announcement newest, Set<ServerAddress> places) {
    return new NearbyServer(
        newest.id(),
        newest.name(),
        places.stream().sorted(Comparator.comparing(ServerAddress::display)).toList(),
        newest.fingerprint(),
        newest.people());
  }
}
