package chatter.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.shared.api.ApiJson;
import chatter.shared.api.HistoryPage;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.Ack;
import chatter.shared.protocol.ServerEvent.Bye;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.ServerEvent.Welcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a server keeps when it stops, and how it stops.
final class RestartTest {
  private static final long LOBBY = TestConnection.LOBBY;

  @RegisterExtension final TestServer server = TestServer.standard();

  @Test
  void accountsSessionsHistoryAndEpochAreStillThere() {
    TestUser alice = server.signUp("alice");
    TestConnection before = alice.connect();
    Welcome then = before.welcome();
    before.post("one");
    before.post("two");
    server.restart();
    TestConnection after = alice.connect();
    assertEquals(then.epoch(), after.welcome().epoch());
    assertEquals(then.account(), after.welcome().account());
    assertEquals(2, after.welcome().conversations().getFirst().lastSeq());
    HistoryPage page =
        ApiJson.MAPPER.readValue(
            server.http().get("/api/conversations/1/messages", alice.token()).body(),
            HistoryPage.class);
    assertEquals(List.of("one", "two"), page.messages().stream().map(MessagePosted::body).toList());
    assertEquals(3, after.post("three").seq());
    assertEquals(alice.id(), server.signIn("alice").id());
  }

  @Test
  void resendAfterARestartPostsOnce() {
    TestUser alice = server.signUp("alice");
    String id = UUID.randomUUID().toString();
    TestConnection before = alice.connect();
    before.command(new SendMessage(1L, LOBBY, id, "once", null));
    Ack first = before.awaits(Ack.class);
    server.restart();
    TestConnection after = alice.connect();
    after.command(new SendMessage(1L, LOBBY, id, "once", null));
    assertEquals(new Ack(1, LOBBY, id, first.seq(), first.at(), true), after.awaits(Ack.class));
    assertEquals(first.seq() + 1, after.post("next").seq());
  }

  @Test
  void whoWasConnectedResumesWithoutLoss() {
    TestUser alice = server.signUp("alice");
    TestUser bob = server.signUp("bob");
    TestConnection before = alice.connect();
    String epoch = before.welcome().epoch();
    long cursor = bob.connect().post("seen").seq();
    before.awaits(MessagePosted.class);
    server.restart();
    bob.connect().post("missed");
    TestConnection after = alice.resume(epoch, Map.of(LOBBY, cursor));
    assertEquals("missed", after.awaits(MessagePosted.class).body());
  }

  @Test
  void whatWasSentIsAnsweredThenGoodbyeThenTheEnd() {
    TestConnection alice = server.signUp("alice").connect();
    for (int i = 0; i < 15; i++) {
      alice.send("message " + i);
    }
    // The answer to this ping says that all of them have arrived, not that they are stored.
    List<ServerEvent> events = new ArrayList<>(alice.everythingSoFar());
    server.stop();
    events.addAll(alice.upTo(Bye.class));
    assertEquals(15, events.stream().filter(e -> e instanceof Ack).count());
    assertEquals(4000, alice.closedWith());
  }

  @Test
  void afterACleanEndTheDatabaseIsOneFile() throws IOException {
    server.signUp("alice").connect().post("kept");
    server.stop();
    try (Stream<Path> files = Files.list(server.data())) {
      assertEquals(
          List.of("chatter.db", "chatter.lock", "chatter.search"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no such permissions there")
  void dataIsForItsOwnerOnly() throws IOException {
    server.signUp("alice").connect().post("secret");
    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(server.data())));
    for (String file : List.of("chatter.db", "chatter.db-wal", "chatter.db-shm")) {
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(server.data().resolve(file))),
          file);
    }
  }

  @Test
  void closingTwiceIsOnce() throws IOException {
    ChatterServer other =
        new ChatterServer(ServerConfig.inFolder(server.data().resolve("other")).withPort(0));
    other.start();
    other.close();
    other.close();
    assertTrue(Files.exists(server.data().resolve("other").resolve("chatter.db")));
  }
}
