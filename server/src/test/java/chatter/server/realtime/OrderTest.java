package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.shared.protocol.ServerEvent.Ack;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
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
    server = TestServer.standard().without(Limit.SENDS_PER_SECOND, Limit.FRAMES_PER_SECOND).start();
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
    for (int i = 0; i < seen.size(); i++) {
      MessagePosted message = seen.get(i);
      assertEquals(i + 1, message.seq(), "as it came");
      int expected = next.merge(message.sender().id(), 1, Integer::sum) - 1;
      assertEquals(String.valueOf(expected), message.body(), "in its sender's order");
    }
    assertEquals(SENDERS, next.size());
    for (TestConnection sender : senders) {
      assertEquals(
          seen.stream().map(MessagePosted::body).toList(),
          all(sender).stream().map(MessagePosted::body).toList());
    }
  }

  @Test
  void eachMessageHasTheTimeOfTheClockAndTheOrderOfItsNumberHoweverTheClockIsSet() {
    server = TestServer.pinned().start();
    TestUser alice = server.signUp("alice");
    TestConnection connection = alice.connect();
    List<Duration> steps =
        List.of(Duration.ZERO, Duration.ofDays(400), Duration.ofDays(-401), Duration.ofMillis(1));
    for (int i = 0; i < steps.size(); i++) {
      server.clock().forward(steps.get(i));
      Ack posted = connection.post("message " + i);
      assertEquals(i + 1, posted.seq());
      assertEquals(server.clock().instant().truncatedTo(ChronoUnit.MILLIS), posted.at());
    }
    server.restart();
    server.clock().forward(Duration.ofHours(-1));
    Ack after = alice.connect().post("after a restart");
    assertEquals(steps.size() + 1, after.seq());
    assertEquals(server.clock().instant().truncatedTo(ChronoUnit.MILLIS), after.at());
  }

  private static List<MessagePosted> all(TestConnection connection) {
    List<MessagePosted> messages = new ArrayList<>();
    while (messages.size() < SENDERS * EACH) {
      messages.add(connection.awaits(MessagePosted.class));
    }
    return messages;
  }
}
