package chatter.server.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.figures.Figures;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A peer that is gone without a word: its computer sleeps, or a router forgot the connection.
@Tag("faults")
final class HalfOpenConnectionTest {
  private static final Duration GOAL = Duration.ofSeconds(60);

  @Test
  void serverGivesUpWithinSixtySecondsOfTheLastWord() {
    Duration noticed = Form.isFull() ? inRealTime() : onPinnedClocks();
    Figures.record(
        "half-open connection, the server's side",
        "server notices within 60 s",
        "after " + noticed.toMillis() / 1_000.0 + " s",
        noticed.compareTo(GOAL) <= 0);
    assertTrue(noticed.compareTo(GOAL.plusSeconds(5)) < 0, noticed::toString);
    assertTrue(noticed.compareTo(Duration.ofSeconds(55)) > 0, noticed::toString);
  }

  private static Duration inRealTime() {
    try (TestServer server = TestServer.standard().start();
        FaultProxy proxy = FaultProxy.to(server::port)) {
      TestUser alice = server.signUp("alice");
      try (Crowd crowd = new Crowd(proxy::port)) {
        Member member = crowd.join(alice.token());
        crowd.awaitLive(Duration.ofSeconds(60));
        server.awaitConnections(1);
        crowd.act(() -> member.comesBack = false);
        crowd.act(() -> member.say("{\"type\":\"ping\"}"));
        Crowd.pause(500);
        assertEquals(1, proxy.abandon());
        long begin = System.nanoTime();
        while (server.connections() > 0) {
          assertTrue(System.nanoTime() - begin < GOAL.toNanos() * 2, "nobody notices");
          Crowd.pause(50);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
      }
    }
  }

  /// The same without waiting: open shortly before, closed when the time is over.
  private static Duration onPinnedClocks() {
    try (TestServer server = TestServer.pinned().start()) {
      TestConnection alice = server.signUp("alice").connect();
      alice.fallSilent();
      server.forward(Duration.ofSeconds(55));
      Crowd.pause(1_200);
      assertTrue(alice.isOpen(), "a network may be away for a moment");
      server.forward(Duration.ofSeconds(5));
      assertEquals(4002, alice.closedWith());
      return GOAL;
    }
  }
}
