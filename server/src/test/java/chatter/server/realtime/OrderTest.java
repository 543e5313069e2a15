package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// In which order things come.
final class OrderTest {
  private static final int SENDERS = 8;
  private static final int EACH = 200;

  private TestServer server;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void numbersAreDenseAndEverySendersOrderIsKeptUnderEightConcurrentSenders() throws Exception {
    server =
        TestServer.standard()
            .with(config -> config.withLimit(Limit.SENDS_PER_SECOND, 0))
            .with(config -> config.withLimit(Limit.FRAMES_PER_SECOND, 0))
            .start();
    TestConnection witness = server.signUp("witness").connect();
    List<Thread> threads = new ArrayList<>();
    List<TestConnection> senders = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      senders.add(server.signUp("sender").connect());
    }
    for (TestConnection sender : senders) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int n = 0; n < EACH; n++) {
                  sender.send(String.valueOf(n));
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    List<MessagePosted> seen = all(witness);
    Map<Long, Integer> next = new HashMap<>();
    Instant last = Instant.EPOCH;
    for (int i = 0; i < seen.size(); i++) {
      MessagePosted message = seen.get(i);
      assertEquals(i + 1, message.seq(), "as it came");
      int expected = next.merge(message.sender().id(), 1, Integer::sum) - 1;
      assertEquals(String.valueOf(expected), message.body(), "in its sender's order");
      assertFalse(message.sentAt().isBefore(last));
      last = message.sentAt();
    }
    assertEquals(SENDERS, next.size());
    for (TestConnection sender : senders) {
      assertEquals(
          seen.stream().map(MessagePosted::body).toList(),
          all(sender).stream().map(MessagePosted::body).toList());
    }
  }

  @Test
  void timesNeverGoBackWhenTheClockDoes() {
    server = TestServer.pinned().start();
    TestUser alice = server.signUp("alice");
    TestConnection connection = alice.connect();
    Instant first = connection.post("now").sentAt();
    assertEquals(server.clock().instant(), first);
    server.clock().forward(Duration.ofHours(-1));
    assertEquals(first, connection.post("an hour ago").sentAt());
    server.clock().forward(Duration.ofMinutes(1));
    assertEquals(first, connection.post("still").sentAt());
    server.restart();
    assertEquals(first, alice.connect().post("after a restart").sentAt());
    server.clock().forward(Duration.ofHours(1));
    assertTrue(alice.connect().post("later").sentAt().isAfter(first));
  }

  private static List<MessagePosted> all(TestConnection connection) {
    List<MessagePosted> messages = new ArrayList<>();
    while (messages.size() < SENDERS * EACH) {
      messages.add(connection.awaits(MessagePosted.class));
    }
    return messages;
  }
}
