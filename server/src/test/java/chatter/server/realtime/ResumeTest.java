package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.RawSocket;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.Ack;
import chatter.shared.protocol.ServerEvent.Live;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.ServerEvent.Reset;
import chatter.shared.protocol.ServerEvent.Welcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Coming back with a cursor.
final class ResumeTest {
  private static final long LOBBY = TestConnection.LOBBY;

  @RegisterExtension
  static final TestServer SERVER =
      TestServer.standard()
          .without(Limit.SENDS_PER_SECOND, Limit.FRAMES_PER_SECOND)
          .with(config -> config.withLimit(Limit.QUEUE_BYTES, 200_000));

  private TestUser alice;
  private TestConnection writer;
  private String epoch;

  @BeforeEach
  void somebodyWrites() {
    alice = SERVER.signUp("alice");
    writer = SERVER.signUp("writer").connect();
    epoch = writer.welcome().epoch();
  }

  @Test
  void whatWasMissedIsReplayedInOrderThenLive() {
    long before = writer.post("before").seq();
    writer.fill(250);
    TestConnection back = alice.resume(epoch, Map.of(LOBBY, before));
    List<ServerEvent> events = back.upTo(Live.class);
    assertTrue(events.getFirst() instanceof Welcome, events::toString);
    assertEquals(LongStream.rangeClosed(before + 1, before + 250).boxed().toList(), seqs(events));
    assertEquals(252, events.size(), "nothing else but welcome and live");
  }

  @Test
  void whoMissedNothingIsLiveAtOnce() {
    long last = writer.post("last").seq();
    List<ServerEvent> events = alice.resume(epoch, Map.of(LOBBY, last)).upTo(Live.class);
    assertEquals(2, events.size(), events::toString);
  }

  @Test
  void withoutCursorNothingIsReplayed() {
    writer.post("history");
    List<ServerEvent> events = alice.resume(epoch, Map.of()).upTo(Live.class);
    assertEquals(2, events.size(), events::toString);
  }

  @Test
  void gapOfAThousandIsReplayedAndOneMoreIsAReset() {
    long before = writer.post("before").seq();
    writer.fill(1_000);
    List<ServerEvent> whole = alice.resume(epoch, Map.of(LOBBY, before)).upTo(Live.class);
    assertEquals(1_000, seqs(whole).size());
    List<ServerEvent> reset = alice.resume(epoch, Map.of(LOBBY, before - 1)).upTo(Live.class);
    assertEquals(List.of(new Reset(LOBBY, before + 1_000)), reset.subList(1, reset.size() - 1));
  }

  @Test
  void cursorsOfAnotherEpochAreDropped() {
    long before = writer.post("before").seq();
    writer.fill(3);
    List<ServerEvent> events =
        alice.resume("another-epoch", Map.of(LOBBY, before)).upTo(Live.class);
    assertEquals(2, events.size(), events::toString);
  }

  @Test
  void cursorsOfNoEpochAreTaken() {
    long before = writer.post("before").seq();
    writer.fill(3);
    List<ServerEvent> events = alice.resume(null, Map.of(LOBBY, before)).upTo(Live.class);
    assertEquals(3, seqs(events).size());
  }

  @Test
  void cursorFromTheFutureIsAReset() {
    long last = writer.post("last").seq();
    List<ServerEvent> events = alice.resume(epoch, Map.of(LOBBY, last + 5)).upTo(Live.class);
    assertEquals(new Reset(LOBBY, last), events.get(1));
  }

  @Test
  void cursorOfUnknownConversationIsIgnored() {
    long last = writer.post("last").seq();
    List<ServerEvent> events = alice.resume(epoch, Map.of(LOBBY, last, 77L, 3L)).upTo(Live.class);
    assertEquals(2, events.size(), events::toString);
  }

  @Test
  void whatHappensAfterLiveComesByItself() {
    long last = writer.post("last").seq();
    TestConnection back = alice.resume(epoch, Map.of(LOBBY, last));
    back.awaits(Live.class);
    writer.post("news");
    assertEquals(last + 1, back.awaits(MessagePosted.class).seq());
  }

  @Test
  void ownMessagesAreReplayedWithTheirIdsOthersWithout() {
    TestConnection here = alice.connect();
    long before = writer.post("before").seq();
    here.post("mine");
    writer.post("not mine");
    TestConnection back = alice.resume(epoch, Map.of(LOBBY, before));
    assertTrue(back.awaits(MessagePosted.class).commandId() != null);
    assertTrue(back.awaits(MessagePosted.class).commandId() == null);
  }

  @Test
  void moreThanTheQueueHoldsIsReplayedAllTheSame() {
    long before = writer.post("before").seq();
    writer.fill(120, "😀".repeat(8_000));
    try (RawSocket back = RawSocket.open(SERVER, RawSocket.SMALL_BUFFER, "/ws/" + alice.token())) {
      back.send("{\"type\":\"hello\",\"version\":2,\"cursors\":{\"1\":" + before + "}}");
      int posted = back.readUpTo("\"live\"", "\"messagePosted\"");
      assertEquals(120, posted, "3.8 MB through a queue of 200 kB");
    }
  }

  @Test
  void messagesPostedDuringAResumeAreNeitherLostNorDoubled() throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    // So many ahead of who reads, and no more: who misses over a thousand has to begin anew.
    Semaphore ahead = new Semaphore(500);
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      TestConnection connection = SERVER.signUp("writer").connect();
      writers.add(
          Thread.ofPlatform()
              .start(() -> {
                while (!enough.get()) {
                  ahead.acquireUninterruptibly();
                  connection.send("chatter");
                  connection.awaits(Ack.class);
                }
              }));
    }
    try {
      comeBackAgainAndAgain(writer.post("start").seq(), ahead);
    } finally {
      enough.set(true);
      ahead.release(writers.size());
      for (Thread thread : writers) {
        thread.join();
      }
    }
  }

  private void comeBackAgainAndAgain(long start, Semaphore ahead) {
    long cursor = start;
    for (int round = 0; round < 100; round++) {
      TestConnection back = alice.resume(epoch, Map.of(LOBBY, cursor));
      List<ServerEvent> events = back.upTo(Live.class);
      assertFalse(events.stream().anyMatch(e -> e instanceof Reset));
      for (long seq : seqs(events)) {
        assertEquals(++cursor, seq, "round " + round + " while resuming");
        ahead.release();
      }
      for (int live = 0; live < 10; live++) {
        assertEquals(++cursor, back.awaits(MessagePosted.class).seq(), "round " + round);
        ahead.release();
      }
      back.vanish();
    }
  }

  private static List<Long> seqs(List<ServerEvent> events) {
    return events.stream()
        .filter(e -> e instanceof MessagePosted)
        .map(e -> ((MessagePosted) e).seq())
        .toList();
  }
}
