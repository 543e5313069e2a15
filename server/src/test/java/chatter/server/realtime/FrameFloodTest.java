package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.RawSocket;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.ServerEvent.Rejected;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Frames that mean nothing cost as much as those that mean something, and so they are counted:
/// whoever sends too many of whatever kind is closed, and then not read any more. Time stands
/// still, so nothing of what may come is given back while it comes.
final class FrameFloodTest {
  private static final int CONTINUATION = 0;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int FIN = 0x80;

  /// More than may ever come at once.
  private static final int TOO_MANY = 1_000;

  private static final TestServer server = TestServer.pinned();
  private static TestConnection bystander;

  @BeforeAll
  static void start() {
    server.start();
    bystander = server.signUp("bystander").connect();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void emptyPingsAreCounted() {
    assertClosed(FIN | PING, 0);
  }

  @Test
  void pongsThatNobodyAskedForAreCounted() {
    assertClosed(FIN | PONG, 0);
  }

  @Test
  void pingsWithSomethingInThemAreCounted() {
    assertClosed(FIN | PING, 125);
  }

  @Test
  void emptyContinuationsAreCounted() {
    try (RawSocket flood = live()) {
      flood.frame(RawSocket.TEXT, true, new byte[] {'{'});
      flood.bytes(frames(CONTINUATION, 0, TOO_MANY));
      assertEquals(4003, flood.closedWith());
    }
    bystander.everythingSoFar();
  }

  @Test
  void continuationsOfOneByteAreCounted() {
    try (RawSocket flood = live()) {
      flood.frame(RawSocket.TEXT, true, new byte[] {'{'});
      flood.bytes(frames(CONTINUATION, 1, TOO_MANY));
      assertEquals(4003, flood.closedWith());
    }
  }

  @Test
  void binaryFramesAreCounted() {
    try (RawSocket flood = live()) {
      flood.bytes(frames(FIN | 2, 1, TOO_MANY));
      int code = flood.closedWith();
      assertTrue(code == 4003 || code == 4503, "closed with " + code);
    }
  }

  @Test
  void framesBeforeHelloAreCounted() {
    try (RawSocket flood = RawSocket.open(server, "/ws/" + server.signUp("flood").token())) {
      flood.bytes(frames(FIN | PING, 0, TOO_MANY));
      assertEquals(4003, flood.closedWith());
    }
  }

  @Test
  void largeFramesWithinWhatIsAllowedAreNotTakenForMany() {
    TestConnection alice = server.signUp("alice").connect();
    // Each comes in many pieces from the network.
    String large = "{\"type\":\"ping\"," + " ".repeat(60_000) + "\"id\":";
    for (int i = 0; i < 50; i++) {
      alice.raw(large + i + "}");
    }
    assertEquals(49L, alice.awaits(ServerEvent.Pong.class, p -> p.id() == 49).id());
  }

  @Test
  void whoWasClosedAndGoesOnIsNotReadAndIsDroppedAfterASecond() throws Exception {
    try (RawSocket flood = live()) {
      flood.bytes(frames(FIN | PING, 0, TOO_MANY));
      assertEquals(4003, flood.closedWith());
      assertDroppedInASecond(flood);
    }
  }

  @Test
  void whoWasClosedForWhatAnotherDidAndGoesOnIsDroppedTheSameWay() throws Exception {
    TestUser alice = server.signUp("alice");
    try (RawSocket flood = live(alice)) {
      for (int i = 0; i < 10; i++) {
        alice.connect();
      }
      assertEquals(4504, flood.closedWith());
      assertDroppedInASecond(flood);
    }
  }

  @Test
  void aFrameOfTwentyThousandBadLinesCostsOneAnswer() {
    TestConnection alice = server.signUp("alice").connect();
    alice.raw(lines(20_000, i -> "{\"id\":" + (10_000 + i) + "}"));
    assertEquals(1, rejected(alice).size());
    for (int i = 0; i <= 20; i++) {
      alice.raw(lines(20_000, n -> "{\"id\":" + (10_000 + n) + "}"));
    }
    assertEquals(4503, alice.closedWith());
  }

  @Test
  void aFrameOfThousandsOfCommandsCostsOneAnswer() {
    TestConnection alice = server.signUp("alice").connect();
    alice.raw(lines(4_000, i -> "{\"id\":" + (1_000 + i) + "}"));
    List<Rejected> rejected = rejected(alice);
    assertEquals(1, rejected.size());
    assertTrue(rejected.getFirst().message().contains("commands"), rejected::toString);
  }

  @Test
  void unknownCommandsInOneFrameAreBoundedToo() {
    TestConnection alice = server.signUp("alice").connect();
    alice.raw(lines(800, i -> "{\"type\":\"z\",\"id\":" + i + "}"));
    assertEquals(4503, alice.closedWith());
  }

  private static String lines(int count, IntFunction<String> line) {
    return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n"));
  }

  private static List<Rejected> rejected(TestConnection connection) {
    return connection.everythingSoFar().stream()
        .filter(Rejected.class::isInstance)
        .map(Rejected.class::cast)
        .toList();
  }

  private static void assertClosed(int first, int payload) {
    try (RawSocket flood = live()) {
      flood.bytes(frames(first, payload, TOO_MANY));
      assertEquals(4003, flood.closedWith());
    }
    long seq = bystander.post("still here").seq();
    bystander.awaits(MessagePosted.class, message -> message.seq() == seq);
  }

  /// What is sent on blocks when nobody reads it, and fails when the connection is gone.
  private static void assertDroppedInASecond(RawSocket flood) throws Exception {
    byte[] more = frames(FIN | PING, 0, 10_000);
    CompletableFuture<Void> gone = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            // Far more than the systems of both sides take without anybody reading it.
            for (int i = 0; i < 2_000; i++) {
              flood.bytes(more);
            }
            gone.completeExceptionally(new AssertionError("everything was read"));
          } catch (UncheckedIOException e) {
            gone.complete(null);
          }
        });
    // The server looks once for each time that passes, and perhaps before anything was sent. Those
    // who
    // do not go on are left ten seconds.
    for (int i = 0; i < 8 && !gone.isDone(); i++) {
      server.forward(Duration.ofMillis(1_100));
      waitFor(gone);
    }
    gone.get(1, TimeUnit.SECONDS);
    long seq = bystander.post("still here").seq();
    bystander.awaits(MessagePosted.class, message -> message.seq() == seq);
  }

  private static void waitFor(CompletableFuture<Void> gone) throws Exception {
    try {
      gone.get(2, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      // Then more time must pass.
    }
  }

  private static RawSocket live() {
    return live(server.signUp("flood"));
  }

  private static RawSocket live(TestUser user) {
    RawSocket socket = RawSocket.open(server, "/ws/" + user.token());
    socket.send("{\"type\":\"hello\",\"version\":2}");
    socket.readUpTo("\"live\"", "nothing");
    return socket;
  }

  /// @param first the first byte of each
  /// @param payload how many bytes each has
  private static byte[] frames(int first, int payload, int count) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      all.write(first);
      all.write(0x80 | payload);
      all.writeBytes(new byte[4 + payload]);
    }
    return all.toByteArray();
  }
}
