package chatter.client.net.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.client.net.http.ServerAddress;
import chatter.shared.api.Registration;
import chatter.shared.nearby.Announcement;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {
  private static final String KEY = "A".repeat(43);

  private final InetAddress cable = InetAddress.getLoopbackAddress();
  private final InetAddress radio = InetAddress.ofLiteral("127.0.0.2");
  private final Announcements announced = new Announcements();

  private void hear(
      InetAddress at, String service, String id, String key, int people, String... places) {
    announced.put(
        at,
        service,
        new Announcements.Announced(
            new Announcement(id, "Ana", "1", key, Registration.INVITE, people),
            List.of(places).stream()
                .map(place -> ServerAddress.parse(place).orElseThrow())
                .toList()));
  }

  @Test
  void oneServerOnTwoNetworksIsOneWithTwoPlacesAndWhatItSaidLast() {
    hear(cable, "a-1", "a", KEY, 2, "https://10.0.0.9:1");
    hear(radio, "a-2", "a", KEY, 3, "https://10.0.0.2:1");
    List<NearbyServer> found = announced.servers();
    assertEquals(1, found.size());
    assertEquals(3, found.getFirst().people());
    assertEquals(
        List.of("https://10.0.0.2:1", "https://10.0.0.9:1"),
        found.getFirst().addresses().stream().map(ServerAddress::display).toList());
    announced.forget(radio);
    assertEquals(2, announced.servers().getFirst().people());
    announced.remove(cable, "a-1");
    assertEquals(List.of(), announced.servers());
  }

  @Test
  void whoTakesAnothersIdWithAnotherKeyIsNotTakenForIt() {
    hear(cable, "a-1", "a", KEY, 2, "https://10.0.0.9:1");
    hear(cable, "b-1", "a", "B".repeat(42) + "A", 2, "https://10.0.0.66:1");
    assertEquals(2, announced.servers().size());
  }

  @Test
  void aFloodOfAnnouncementsIsCutOff() {
    for (int i = 0; i < 1_000; i++) {
      hear(cable, "s" + i, "id" + i, null, 0, "10.0.0.1:" + (i + 1));
    }
    assertEquals(64, announced.servers().size());
  }
}
