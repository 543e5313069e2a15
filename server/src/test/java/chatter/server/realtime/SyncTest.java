package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.RawSocket;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.shared.protocol.ClientCommand.Sync;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.ServerEvent.Synced;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Filling a gap.
final class SyncTest {
  private static final long LOBBY = TestConnection.LOBBY;

  @RegisterExtension
  static final TestServer SERVER =
      // Time stands still: who is here would be told now and then, in the middle of an exact list.
      TestServer.pinned()
          .without(Limit.SENDS_PER_SECOND, Limit.FRAMES_PER_SECOND)
          .with(config -> config.withLimit(Limit.QUEUE_BYTES, 200_000));

  private TestUser user;
  private TestConnection alice;
  private long before;

  @BeforeEach
  void somethingIsThere() {
    user = SERVER.signUp("alice");
    alice = user.connect();
    before = alice.post("before").seq();
    alice.fill(210);
    alice.everythingSoFar();
  }

  @Test
  void givesWhatComesAfterAndSaysWhetherThereIsMore() {
    alice.command(new Sync(5L, LOBBY, before, 10));
    List<ServerEvent> events = alice.upTo(Synced.class);
    assertEquals(11, events.size());
    assertEquals(before + 1, ((MessagePosted) events.getFirst()).seq());
    assertEquals(new Synced(5L, LOBBY, before + 10, true), events.getLast());
  }

  @Test
  void givesTwoHundredAtMostHoweverManyAreAskedFor() {
    alice.command(new Sync(5L, LOBBY, before, 5_000));
    List<ServerEvent> events = alice.upTo(Synced.class);
    assertEquals(201, events.size());
    assertEquals(new Synced(5L, LOBBY, before + 200, true), events.getLast());
    alice.command(new Sync(6L, LOBBY, before + 200, null));
    events = alice.upTo(Synced.class);
    assertEquals(11, events.size());
    assertEquals(new Synced(6L, LOBBY, before + 210, false), events.getLast());
  }

  @Test
  void nothingAfterTheNewest() {
    alice.command(new Sync(5L, LOBBY, before + 210, 200));
    assertEquals(List.of(new Synced(5L, LOBBY, before + 210, false)), alice.upTo(Synced.class));
  }

  @Test
  void isAnsweredEvenWithoutNumber() {
    alice.command(new Sync(null, LOBBY, before, 1));
    assertEquals(2, alice.upTo(Synced.class).size());
  }

  @Test
  void moreThanTheQueueHoldsIsGivenAPieceAfterTheOther() {
    alice.fill(60, "😀".repeat(8_000));
    alice.everythingSoFar();
    try (RawSocket slow = RawSocket.open(SERVER, RawSocket.SMALL_BUFFER, "/ws/" + user.token())) {
      slow.send("{\"type\":\"hello\",\"version\":2}");
      slow.readUpTo("\"presence\"", "x");
      long from = before + 210;
      for (int i = 0; i < 60; ) {
        slow.send("{\"type\":\"sync\",\"conversation\":1,\"after\":" + (from + i) + "}");
        int posted = slow.readUpTo("\"synced\"", "\"messagePosted\"");
        assertTrue(posted >= 1 && posted <= 4, posted + " of 32 kB through a queue of 200 kB");
        i += posted;
      }
    }
  }

  @Test
  void tooManyAtOnceAreRefusedAndEachIsAnswered() {
    alice.fill(60, "😀".repeat(8_000));
    alice.everythingSoFar();
    try (RawSocket slow = RawSocket.open(SERVER, RawSocket.SMALL_BUFFER, "/ws/" + user.token())) {
      slow.send("{\"type\":\"hello\",\"version\":2}");
      slow.readUpTo("\"presence\"", "x");
      String sync =
          "{\"type\":\"sync\",\"id\":1,\"conversation\":1,\"after\":" + (before + 210) + "}";
      slow.send((sync + "\n").repeat(30));
      int refused = 0;
      int synced = 0;
      int posted = 0;
      for (int answered = 0; answered < 30; ) {
        String frame = slow.readText();
        refused += frame.split("\"busy\"", -1).length - 1;
        posted += frame.split("\"messagePosted\"", -1).length - 1;
        synced += frame.split("\"synced\"", -1).length - 1;
        answered = refused + synced;
      }
      // The first may be through before the last is looked at.
      assertTrue(refused >= 10 && refused <= 30 - 16, refused + " were refused");
      assertEquals(30, refused + synced);
      assertTrue(posted >= synced, "each brings one message at least");
    }
  }
}
