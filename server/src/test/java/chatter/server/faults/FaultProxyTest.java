package chatter.server.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.faults.FaultProxy.Direction;
import chatter.shared.protocol.ServerEvent.Ack;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The bad network itself: what proves nothing when it breaks nothing.
final class FaultProxyTest {
  private static final String ACK = "\"type\":\"ack\"";

  @RegisterExtension private final TestServer server = TestServer.standard();

  private FaultProxy proxy;
  private TestServer behind;
  private TestUser ada;
  private TestConnection watcher;

  @BeforeEach
  void standBetween() {
    proxy = FaultProxy.to(server::port);
    behind = TestServer.at(proxy.port());
    watcher = server.signUp("watcher").connect();
    ada = behind.signUp("ada");
  }

  @AfterEach
  void goAway() {
    behind.close();
    proxy.close();
  }

  @Test
  void changesNothingUnlessTold() {
    TestConnection connection = ada.connect();
    connection.post("through");
    connection.close();
    assertEquals("through", watcher.awaits(MessagePosted.class).body());
    assertEquals(0, proxy.cuts());
  }

  @Test
  void resetsWhatThereIs() {
    TestConnection connection = ada.connect();
    assertTrue(proxy.cut() >= 1);
    assertEquals(1006, connection.closedWith());
    ada.connect().post("again");
  }

  @Test
  void losesTheAckOfWhatWasStored() {
    proxy.onWebSocket(() -> Cut.before(ACK));
    TestConnection connection = ada.connect();
    connection.send("unknown to its sender");
    assertEquals("unknown to its sender", watcher.awaits(MessagePosted.class).body());
    assertEquals(1006, connection.closedWith());
    assertFalse(connection.frames().stream().anyMatch(frame -> frame.contains(ACK)));
    assertEquals(1, proxy.cuts());
  }

  @Test
  void cutsInTheMiddleOfACommandSoThatItNeverArrives() {
    proxy.onWebSocket(() -> Cut.inside(Direction.TO_SERVER, 2));
    TestConnection connection = ada.connect();
    connection.post("whole");
    connection.send("half");
    assertEquals(1006, connection.closedWith());
    watcher.send("later");
    assertEquals("whole", watcher.awaits(MessagePosted.class).body());
    assertEquals("later", watcher.awaits(MessagePosted.class).body());
  }

  @Test
  void cutsAfterAFrame() {
    proxy.onWebSocket(() -> Cut.after(Direction.TO_SERVER, 2));
    TestConnection connection = ada.connect();
    connection.send("the second");
    assertEquals(1006, connection.closedWith());
    assertEquals("the second", watcher.awaits(MessagePosted.class).body());
  }

  @Test
  void refusesUntilItIsHealed() {
    proxy.refuse();
    assertThrows(AssertionError.class, ada::open);
    proxy.heal();
    ada.connect();
  }

  @Test
  void holdsBackOneDirectionUntilItIsHealed() {
    TestConnection connection = ada.connect();
    proxy.stall(Direction.TO_CLIENT);
    connection.send("arrives");
    assertEquals("arrives", watcher.awaits(MessagePosted.class).body());
    assertFalse(connection.frames().stream().anyMatch(frame -> frame.contains(ACK)));
    proxy.heal();
    connection.awaits(Ack.class);
  }

  @Test
  void abandonsForGoodWhatIsThereAndLetsNewOnesLive() {
    TestConnection old = ada.connect();
    assertTrue(proxy.abandon() >= 1);
    old.send("lost");
    TestConnection young = ada.connect();
    proxy.heal();
    young.post("found");
    assertEquals("found", watcher.awaits(MessagePosted.class).body());
    assertTrue(old.isOpen(), "it was told");
    // The watcher, the one that was abandoned and the new one.
    server.awaitConnections(3);
  }

  @Test
  void delaysEverything() {
    proxy.delay(Duration.ofMillis(150));
    long before = System.nanoTime();
    ada.open().hello();
    // The upgrade and hello, there and back.
    assertTrue(System.nanoTime() - before >= Duration.ofMillis(600).toNanos(), "it was too fast");
  }

  @Test
  void leavesHttpAlone() {
    proxy.onWebSocket(() -> Cut.after(Direction.TO_SERVER, 0));
    HttpResponse<String> answer = behind.http().get("/api/health", null);
    assertEquals(200, answer.statusCode());
  }
}
