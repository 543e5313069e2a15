package chatter.server.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.Postgres;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.file.FilesAddress;
import chatter.server.limit.Limit;
import chatter.server.store.postgres.PostgresAddress;
import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.PresenceInfo;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.Ack;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.Visibility;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two servers of one chat, on one PostgreSQL that is the bus too.
final class TwoServersTest {
  @TempDir private Path files;
  private PostgresAddress address;
  private TestServer one;
  private TestServer two;

  @BeforeEach
  void start() {
    Postgres.mustBeHere();
    address = Postgres.newDatabase();
    one = oneOfTwo(TestServer.standard()).start();
    two = oneOfTwo(TestServer.standard()).start();
  }

  private TestServer oneOfTwo(TestServer server) {
    return server
        .without(Limit.SENDS_PER_SECOND, Limit.FRAMES_PER_SECOND)
        .with(config ->
            config
                .withStore(address)
                .withFiles(FilesAddress.folder(files))
                .withBus(BusAddress.database()));
  }

  @AfterEach
  void close() {
    two.close();
    one.close();
  }

  @Test
  void whatIsSaidAtOneIsHeardAtTheOther() {
    TestUser alice = one.signUp("alice");
    TestUser bob = one.signUp("bob").at(two);
    TestConnection writing = alice.connect();
    TestConnection reading = bob.connect();
    Ack first = writing.post("hello there");
    MessagePosted heard = reading.awaits(MessagePosted.class);
    assertEquals("hello there", heard.body());
    assertEquals(first.seq(), heard.seq());
    assertEquals(first.seq() + 1, reading.post("hello here").seq());
    assertEquals(
        "hello here", writing.awaits(MessagePosted.class, m -> m.seq() > first.seq()).body());
    writing.react(TestConnection.LOBBY, first.seq(), "👍", true);
    assertEquals("👍", reading.awaits(ServerEvent.ReactionChanged.class).emoji());
  }

  /// One of them is years behind.
  @Test
  void timeIsTheDatabasesWhateverTheirOwnClocksSay() {
    two.close();
    two = oneOfTwo(TestServer.pinned());
    two.clock().forward(Duration.ofDays(-1_000));
    var _ = two.start();
    TestUser alice = one.signUp("alice");
    TestConnection reading = one.signUp("bob").connect();
    for (TestServer each : List.of(one, two)) {
      long seq = alice.at(each).connect().post("what time is it?").seq();
      Instant sent = reading.awaits(MessagePosted.class, m -> m.seq() == seq).sentAt();
      Duration apart = Duration.between(sent, Instant.now()).abs();
      assertTrue(apart.compareTo(Duration.ofHours(1)) < 0, sent::toString);
    }
  }

  @Test
  void bothWriteAtOnceAndEverybodyHearsAllOfItInOrder() throws Exception {
    TestUser alice = one.signUp("alice");
    TestUser bob = one.signUp("bob").at(two);
    TestUser carol = one.signUp("carol");
    TestConnection first = alice.connect();
    TestConnection second = bob.connect();
    List<TestConnection> readers = List.of(carol.connect(), carol.at(two).connect());
    CompletableFuture<Void> beside = CompletableFuture.runAsync(() -> second.fill(500));
    first.fill(500);
    beside.get();
    for (TestConnection reader : readers) {
      List<Long> seqs = new ArrayList<>();
      while (seqs.size() < 1000) {
        seqs.add(reader.awaits(MessagePosted.class).seq());
      }
      assertEquals(LongStream.rangeClosed(1, 1000).boxed().toList(), seqs);
    }
  }

  @Test
  void resendAtTheOtherPostsOnce() {
    TestUser alice = one.signUp("alice");
    TestConnection here = alice.connect();
    TestConnection there = alice.at(two).connect();
    String id = TestConnection.newCommandId();
    here.command(new SendMessage(1L, TestConnection.LOBBY, id, "once", null));
    Ack first = here.awaits(Ack.class);
    there.command(new SendMessage(1L, TestConnection.LOBBY, id, "once", null));
    Ack again = there.awaits(Ack.class);
    assertEquals(first.seq(), again.seq());
    assertTrue(again.duplicate());
  }

  @Test
  void whoIsSignedOutAtOneIsGoneAtTheOther() {
    TestUser alice = one.signUp("alice");
    TestUser elsewhere = alice.elsewhere();
    TestConnection there = elsewhere.at(two).connect();
    one.http().post("/api/logout", elsewhere.token(), "");
    assertEquals(4501, there.closedWith());
  }

  @Test
  void roomMadeAtOneIsAtTheOther() {
    TestUser alice = one.signUp("alice");
    TestUser bob = one.signUp("bob").at(two);
    TestConnection there = bob.connect();
    TestConnection here = alice.connect();
    long room = alice.makeRoom("Few", Visibility.PRIVATE, bob).id();
    assertEquals(room, there.awaits(ServerEvent.ConversationAdded.class).conversation().id());
    here.post(room, "for us");
    assertEquals("for us", there.awaits(MessagePosted.class, m -> m.conversation() == room).body());
  }

  @Test
  void whoIsHereAndWhoTypesIsKnownAtBoth() {
    TestUser alice = one.signUp("alice");
    TestUser bob = one.signUp("bob").at(two);
    TestConnection here = alice.connect();
    TestConnection there = bob.connect();
    assertEquals(
        "bob",
        here
            .awaits(
                ServerEvent.Presence.class,
                p ->
                    p.accounts().stream()
                        .anyMatch(
                            a -> a.id() == bob.id() && a.state() == PresenceInfo.State.ONLINE))
            .accounts()
            .stream()
            .filter(a -> a.id() == bob.id())
            .findFirst()
            .orElseThrow()
            .name());
    there.command(new ClientCommand.SetTyping(null, TestConnection.LOBBY, true));
    assertEquals(bob.id(), here.awaits(ServerEvent.Typing.class).account());
  }
}
