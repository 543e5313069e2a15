package chatter.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.nearby.Announcer;
import chatter.server.nearby.Multicast;
import chatter.server.network.LocalAddresses;
import chatter.shared.nearby.Announcement;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole server that is to be announced, on this computer's own network.
@Tag("story")
final class AnnouncedServerTest {
  @TempDir private Path folder;

  private ServerConfig config(String host) {
    return ServerConfig.inFolder(folder)
        .withHost(host)
        .withPort(0)
        .withName("Ana’s Chatter")
        .withBcryptCost(ServerConfig.MIN_BCRYPT_COST)
        .withAnnounced(true);
  }

  @Test
  void saysWhatAStrangerMayKnowOfItAndNothingElse() throws Exception {
    Optional<InetAddress> adapter =
        LocalAddresses.list().stream()
            .filter(address -> !address.virtual())
            .map(address -> InetAddress.ofLiteral(address.host()))
            .findFirst();
    Multicast.needOn(adapter.orElse(InetAddress.ofLiteral("0.0.0.0")));
    BlockingQueue<ServiceInfo> heard = new LinkedBlockingQueue<>();
    try (ChatterServer server = new ChatterServer(config(ServerConfig.ANY_ADDRESS)).start();
        JmDNS somebody = JmDNS.create(adapter.orElseThrow(), "somebody")) {
      somebody.addServiceListener(Announcement.SERVICE, new Listener(heard, server.port()));
      ServiceInfo info = heard.poll(40, TimeUnit.SECONDS);
      assertNotNull(info, "nothing was heard");
      Announcement said = Announcement.read(info::getPropertyString).orElseThrow();
      assertEquals(server.chat().info().id(), said.id());
      assertEquals("Ana’s Chatter", said.name());
      assertEquals(server.fingerprint().orElseThrow(), said.fingerprint());
      assertEquals(server.chat().registration(), said.registration());
      assertEquals(0, said.people());
    }
  }

  @Test
  void forThisComputerAloneNobodyIsTold() throws IOException {
    try (ChatterServer server = new ChatterServer(config(ServerConfig.LOOPBACK)).start()) {
      assertTrue(Announcer.begin(ServerConfig.LOOPBACK, server.port(), () -> null).isEmpty());
    }
  }

  private record Listener(BlockingQueue<ServiceInfo> heard, int port) implements ServiceListener {
    @Override
    public void serviceAdded(ServiceEvent event) {
      Thread.ofVirtual()
          .start(
              () -> event.getDNS().requestServiceInfo(event.getType(), event.getName(), true, 1));
    }

    @Override
    public void serviceResolved(ServiceEvent event) {
      // Others may be announced here too.
      if (event.getInfo().getPropertyString("id") != null && event.getInfo().getPort() == port) {
        heard.add(event.getInfo());
      }
    }

    @Override
    public void serviceRemoved(ServiceEvent event) {
      // Not what is looked for.
    }
  }
}
