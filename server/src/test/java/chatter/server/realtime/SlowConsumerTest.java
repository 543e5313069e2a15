package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.RawSocket;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.shared.protocol.ServerEvent.Live;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who does not read.
final class SlowConsumerTest {
  private static final int MESSAGES = 300;

  @RegisterExtension
  final TestServer server =
      // Time stands still, or the server would give up on the closing handshake after 10 s.
      TestServer.pinned().without(Limit.SENDS_PER_SECOND, Limit.FRAMES_PER_SECOND);

  @ParameterizedTest(name = "encrypted: {0}")
  @ValueSource(booleans = {false, true})
  void slowReaderIsDisconnectedAndOthersGetEverything(boolean encrypted) {
    if (encrypted) {
      server.encrypted(true).restart();
    }
    TestUser sloth = server.signUp("sloth");
    try (RawSocket slow = RawSocket.open(server, 4_096, "/ws/" + sloth.token())) {
      slow.send("{\"type\":\"hello\",\"version\":2}");
      String frame = "";
      while (!frame.contains("\"live\"")) {
        frame = new String(slow.read().orElseThrow().payload(), StandardCharsets.UTF_8);
      }
      TestConnection alice = server.signUp("alice").connect();
      TestConnection bob = server.signUp("bob").connect();
      // More than the sockets' own buffers take, which is several megabytes.
      String body = "😀".repeat(8_000);
      for (int i = 1; i <= MESSAGES; i++) {
        alice.post(body);
        assertEquals(i, bob.awaits(MessagePosted.class).seq());
      }
      assertEquals(4001, slow.closedWith());
      assertTrue(bob.isOpen());
      bob.post("the others go on");
    }
    TestConnection back = sloth.resume(null, Map.of(TestConnection.LOBBY, 0L));
    assertEquals(1, back.awaits(MessagePosted.class).seq());
    back.awaits(Live.class);
  }

  @Test
  void whoReadsNothingForTenSecondsIsDisconnectedHoweverLittleWaits() {
    try (TestServer pinned =
        TestServer.pinned()
            .without(Limit.SENDS_PER_SECOND, Limit.FRAMES_PER_SECOND)
            .with(config -> config.withLimit(Limit.QUEUE_BYTES, 64 * 1024 * 1024))
            .start()) {
      TestUser sloth = pinned.signUp("sloth");
      TestConnection alice = pinned.signUp("alice").connect();
      try (RawSocket slow = RawSocket.open(pinned, 4_096, "/ws/" + sloth.token())) {
        slow.send("{\"type\":\"hello\",\"version\":2}");
        slow.readUpTo("\"live\"", "nothing");
        // More than the sockets' own buffers take, less than may wait.
        alice.fill(250, "😀".repeat(8_000));
        for (int i = 0; i < 5; i++) {
          pinned.forward(Duration.ofSeconds(4));
          // It talks all the time, so that its heart beats.
          slow.send("{\"type\":\"ping\"}");
          pause();
        }
        assertEquals(4001, slow.closedWith());
      }
      assertTrue(alice.isOpen());
    }
  }

  /// Until the server has looked at its timers.
  private static void pause() {
    try {
      Thread.sleep(1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
