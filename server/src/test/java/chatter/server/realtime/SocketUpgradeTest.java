package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.Stores;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.conversation.Conversations;
import chatter.server.limit.Limit;
import chatter.server.limit.LimitSettings;
import chatter.server.store.Database;
import chatter.shared.notification.NotificationSettings;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.websocket.jakarta.common.JakartaWebSocketSession;
import org.eclipse.jetty.ee11.websocket.jakarta.server.internal.JakartaServerUpgradeRequest;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of the container that opens a websocket.
final class SocketUpgradeTest {
  private static final int CONNECTIONS = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  @RegisterExtension
  final TestServer server =
      TestServer.standard().without(Limit.CONNECTIONS_PER_ACCOUNT, Limit.CONNECTS_PER_MINUTE);

  @TempDir private Path folder;

  @Test
  void whatTheContainerMadeIsNotKept() throws Exception {
    TestUser ada = server.signUp("ada");
    List<TestConnection> open = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      open.add(ada.connect());
    }

    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (inHeap(JakartaWebSocketSession.class) + inHeap(JakartaServerUpgradeRequest.class) > 0) {
      assertTrue(System.nanoTime() < deadline, "the container's sessions are still in the heap");
      // The thread that opened the last one may not have come back from it.
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
    assertTrue(inHeap(MessageReader.class) >= CONNECTIONS, "there is something to be seen");
    open.getFirst().post("and it still works");
  }

  /// Nothing is before this container that would look at tokens.
  @Test
  void whoWasNotLetInOpensNothing() throws Exception {
    Hub hub = new Hub(HubSettings.of(LimitSettings.defaults(), Clock.systemUTC()), () -> 0);
    Server bare = new Server();
    ServerConnector connector = new ServerConnector(bare);
    bare.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    try (Database database = Stores.open(folder);
        Realtime realtime = realtime(hub, database)) {
      realtime.mount(context);
      bare.setHandler(realtime.upgrades(context));
      bare.start();

      assertEquals("HTTP/1.1 401", upgrade(connector.getLocalPort()));
    } finally {
      bare.stop();
      hub.close();
    }
  }

  private static Realtime realtime(Hub hub, Database database) {
    return new Realtime(
        hub,
        new Conversations(database, hub, Clock.systemUTC()),
        null,
        new Realtime.People(
            caller -> true, account -> Optional.empty(), account -> NotificationSettings.USUAL),
        LimitSettings.defaults(),
        database.epoch(),
        new Realtime.Time(Clock.systemUTC(), System::nanoTime));
  }

  private static String upgrade(int port) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      String request =
          String.join(
              "\r\n",
              "GET /ws/0123456789 HTTP/1.1",
              "Host: localhost",
              "Connection: Upgrade",
              "Upgrade: websocket",
              "Sec-WebSocket-Version: 13",
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
              "",
              "");
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(
          socket.getInputStream().readNBytes("HTTP/1.1 401".length()), StandardCharsets.US_ASCII);
    }
  }

  /// How many of a class anything still holds.
  private static long inHeap(Class<?> type) throws Exception {
    String histogram =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
    Matcher line =
        Pattern.compile(
                "^ *\\d+: +(\\d+) +\\d+ +" + Pattern.quote(type.getName()) + "(?: |$)",
                Pattern.MULTILINE)
            .matcher(histogram);
    return line.find() ? Long.parseLong(line.group(1)) : 0;
  }
}
