package chatter.server.nearby;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import chatter.shared.api.Registration;
import chatter.shared.nearby.Announcement;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The announcement as somebody else on the network hears it: real packets, on this computer's
/// loopback.
@Tag("story")
final class AnnouncerTest {
  private static final Announcement ANAS =
      new Announcement(
          "35450354-7442-4257",
          "Ana’s chat, v. 2",
          "0.1.0",
          "k".repeat(43),
          Registration.INVITE,
          1);
  private static final int PORT = ThreadLocalRandom.current().nextInt(20_000, 60_000);

  private final InetAddress here = InetAddress.getLoopbackAddress();
  private final AtomicReference<Announcement> current = new AtomicReference<>(ANAS);
  private final BlockingQueue<ServiceInfo> heard = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> gone = new LinkedBlockingQueue<>();
  private JmDNS somebody;

  @BeforeEach
  void listen() throws IOException {
    Multicast.needOn(here);
    somebody = JmDNS.create(here, "somebody");
    somebody.addServiceListener(
        Announcement.SERVICE,
        new ServiceListener() {
          @Override
          public void serviceAdded(ServiceEvent event) {
            Thread.ofVirtual()
                .start(() ->
                    event.getDNS().requestServiceInfo(event.getType(), event.getName(), true, 1));
          }

          @Override
          public void serviceResolved(ServiceEvent event) {
            // Others may be announced on this machine, too.
            if (event.getInfo().getPropertyString("id") != null
                && event.getInfo().getPort() == PORT) {
              heard.add(event.getInfo());
            }
          }

          @Override
          public void serviceRemoved(ServiceEvent event) {
            gone.add(event.getName());
          }
        });
  }

  @AfterEach
  void stopListening() throws IOException {
    if (somebody != null) {
      somebody.close();
    }
  }

  private Announcer announcer(List<InetAddress> addresses) {
    Announcer announcer = new Announcer(current::get, () -> addresses, PORT);
    announcer.start();
    return announcer;
  }

  @Test
  void whatAServerSaysIsHeardWithItsPlaceAndItsGoodbyeToo() throws Exception {
    try (Announcer announcer = announcer(List.of(here))) {
      ServiceInfo info = heard.poll(40, TimeUnit.SECONDS);
      assertNotNull(info, "nothing was heard");
      assertEquals(ANAS, Announcement.read(info::getPropertyString).orElseThrow());
      assertEquals(PORT, info.getPort());
      assertEquals(List.of(here), List.of(info.getInetAddresses()));
      announcer.leave();
      assertNotNull(gone.poll(30, TimeUnit.SECONDS), "there was no good-bye");
    }
  }

  @Test
  void startAndStopKeepNobodyWaiting() {
    CountDownLatch known = new CountDownLatch(1);
    Supplier<Announcement> slow =
        () -> {
          try {
            known.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return ANAS;
        };
    // What it is to tell does not come before it has ended.
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          Announcer announcer = new Announcer(slow, () -> List.of(here), PORT);
          announcer.start();
          announcer.close();
        });
    known.countDown();
  }

  @Test
  void aNetworkThatTakesNoneCostsTheOthersNothing() throws Exception {
    InetAddress nowhere = InetAddress.getByName("192.0.2.200");
    try (Announcer _ = announcer(List.of(nowhere, here))) {
      assertNotNull(heard.poll(40, TimeUnit.SECONDS), "nothing was heard");
    }
  }
}
