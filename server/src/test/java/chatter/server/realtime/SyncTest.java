package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import chatter.server.TestConnection;
import chatter.server.TestServer;
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
      TestServer.standard()
          .with(config -> config.withLimit(Limit.SENDS_PER_SECOND, 0))
          .with(config -> config.withLimit(Limit.FRAMES_PER_SECOND, 0))
          .with(config -> config.withLimit(Limit.QUEUE_BYTES, 200_000));

  private TestConnection alice;
  private long before;

  @BeforeEach
  void somethingIsThere() {
    alice = SERVER.signUp("alice").connect();
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
  void moreThanTheQueueHoldsIsGivenAllTheSame() {
    alice.fill(60, "😀".repeat(8_000));
    alice.everythingSoFar();
    alice.command(new Sync(5L, LOBBY, before + 210, 200));
    alice.command(new Sync(6L, LOBBY, before + 210, 200));
    for (int i = 0; i < 2; i++) {
      List<ServerEvent> events = alice.upTo(Synced.class);
      long posted = events.stream().filter(e -> e instanceof MessagePosted).count();
      assertEquals(60, posted, "2 MB through a queue of 200 kB");
      assertFalse(((Synced) events.getLast()).more());
    }
  }
}
