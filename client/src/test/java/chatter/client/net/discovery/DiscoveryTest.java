package chatter.client.net.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.net.http.ServerAddress;
import chatter.server.nearby.Announcer;
import chatter.server.nearby.Multicast;
import chatter.shared.api.Registration;
import chatter.shared.nearby.Announcement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What is announced is found: real packets, on this computer's loopback.
@Tag("story")
class DiscoveryTest {
  private static final Duration OFTEN = Duration.ofMillis(300);

  private final InetAddress here = InetAddress.getLoopbackAddress();
  private final BlockingQueue<List<NearbyServer>> told = new LinkedBlockingQueue<>();
  private final Discovery discovery = new Discovery(told::add, () -> List.of(here), OFTEN);
  private ServerSocket listening;

  @BeforeEach
  void open() throws IOException {
    Multicast.needOn(here);
    listening = new ServerSocket(0, 50, here);
  }

  @AfterEach
  void close() throws IOException {
    discovery.close();
    listening.close();
  }

  private Announcer announce(String id, String name, String fingerprint) {
    Announcement said = new Announcement(id, name, "0.1.0", fingerprint, Registration.INVITE, 3);
    Announcer announcer = new Announcer(() -> said, () -> List.of(here), listening.getLocalPort());
    announcer.start();
    return announcer;
  }

  private List<NearbyServer> awaits(Predicate<List<NearbyServer>> wanted) throws Exception {
    for (List<NearbyServer> now = told.poll(40, TimeUnit.SECONDS);
        now != null;
        now = told.poll(40, TimeUnit.SECONDS)) {
      if (wanted.test(now)) {
        return now;
      }
    }
    throw new AssertionError("not told in time");
  }

  @Test
  void whoIsAnnouncedIsFoundWithPlaceAndKeyAndGoesWithAGoodbye() throws Exception {
    discovery.start();
    String key = "A".repeat(43);
    try (Announcer announcer = announce("one", "Ana’s Chatter", key)) {
      NearbyServer found = awaits(servers -> !servers.isEmpty()).getFirst();
      ServerAddress place =
          ServerAddress.parse("https://127.0.0.1:" + listening.getLocalPort()).orElseThrow();
      assertEquals(new NearbyServer("one", "Ana’s Chatter", List.of(place), key, 3), found);
      announcer.leave();
      awaits(List::isEmpty);
    }
  }

  @Test
  void severalAreToldByNameAndPlainOnesAsSuch() throws Exception {
    try (Announcer _ = announce("one", "Zoe", null);
        Announcer _ = announce("two", "Ana", null)) {
      discovery.start();
      List<NearbyServer> both = awaits(servers -> servers.size() == 2);
      assertEquals(List.of("Ana", "Zoe"), both.stream().map(NearbyServer::name).toList());
      assertEquals(
          "127.0.0.1:" + listening.getLocalPort(),
          both.getFirst().addresses().getFirst().display());
    }
  }

  @Test
  void whoVanishesWithoutAWordIsDroppedAndNobodyIsToldAfterTheStop() throws Exception {
    try (Announcer _ = announce("one", "Ana", null)) {
      discovery.start();
      assertNotNull(awaits(servers -> !servers.isEmpty()));
      listening.close();
      awaits(List::isEmpty);
      discovery.stop();
      told.clear();
      discovery.stop();
      assertTrue(told.isEmpty());
    }
  }
}
