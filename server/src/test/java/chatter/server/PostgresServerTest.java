package chatter.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.backup.BackupPlan;
import chatter.server.store.postgres.PostgresAddress;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.ServerEvent.Ack;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.Visibility;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole server on PostgreSQL.
final class PostgresServerTest {
  @TempDir private Path folder;
  private PostgresAddress address;
  private TestServer server;

  @BeforeEach
  void start() {
    Postgres.mustBeHere();
    address = Postgres.newDatabase();
    server = TestServer.standard().with(config -> config.withStore(address)).start();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void whatWasSaidIsThereAfterARestart() {
    TestUser alice = server.signUp("alice");
    TestUser bob = server.signUp("bob");
    TestConnection writing = alice.connect();
    TestConnection reading = bob.connect();
    String body = "Grüße, 世界 👩‍👩‍👧";
    Ack first = writing.post(body);
    assertEquals(body, reading.awaits(MessagePosted.class).body());
    server.restart();
    TestConnection again = bob.open();
    again.raw("{\"type\":\"hello\",\"version\":2,\"cursors\":{\"1\":0}}");
    MessagePosted found = again.awaits(MessagePosted.class);
    assertEquals(body, found.body());
    assertEquals(first.seq(), found.seq());
    assertEquals(first.seq() + 1, alice.connect().post("next").seq());
  }

  @Test
  void resendPostsOnceInEitherCase() {
    TestConnection alice = server.signUp("alice").connect();
    String id = UUID.randomUUID().toString();
    alice.command(new SendMessage(1L, TestConnection.LOBBY, id, "once", null));
    Ack first = alice.awaits(Ack.class);
    alice.command(
        new SendMessage(2L, TestConnection.LOBBY, id.toUpperCase(Locale.ROOT), "once", null));
    Ack second = alice.awaits(Ack.class);
    assertEquals(first.seq(), second.seq());
    assertTrue(second.duplicate());
  }

  @Test
  void whatEverybodyDoesIsStored() {
    TestUser alice = server.signUp("alice");
    TestConnection bob = server.signUp("bob").connect();
    TestConnection writing = alice.connect();
    long seq = writing.post("hello <@2>").seq();
    writing.edit(TestConnection.LOBBY, seq, "hello you");
    bob.react(TestConnection.LOBBY, seq, "👍", true);
    writing.pin(TestConnection.LOBBY, seq, true);
    long last = writing.delete(TestConnection.LOBBY, seq).seq();
    assertEquals(seq + 4, last, "each takes a number, and none is left out");
    long room = alice.makeRoom("Few", Visibility.OPEN).id();
    assertEquals(2, room);
    assertEquals(2, writing.post(room, "first").seq());
  }

  @Test
  void whatIsForAFileIsRefusedWithWhatToDo() {
    server.stop();
    for (String command : List.of("check", "doctor", "reset-password")) {
      CommandRun run =
          command.equals("reset-password")
              ? CommandRun.of(command, "--data", server.data(), "alice@example.org")
              : CommandRun.of(command, "--data", server.data());
      assertTrue((run.err() + run.out()).contains("PostgreSQL"), run::toString);
    }
    CommandRun backup = CommandRun.of("backup", "--data", server.data(), folder.resolve("copy.db"));
    assertEquals(1, backup.exitCode(), backup::toString);
    assertTrue(backup.err().contains("pg_dump"), backup::toString);
    CommandRun named =
        CommandRun.of(
            "check", "--store", "postgres://u:secret@h/d", "--data", folder.resolve("other"));
    assertEquals(1, named.exitCode(), named::toString);
    assertTrue(named.err().contains("pg_amcheck"), named::toString);
    IllegalArgumentException planned =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                ServerConfig.inFolder(folder)
                    .withStore(address)
                    .withBackups(BackupPlan.hourly(folder)));
    assertTrue(planned.getMessage().contains("pg_dump"), planned.getMessage());
  }

  @Test
  void forgottenPasswordIsHelpedThere() {
    server.signUp("alice");
    server.stop();
    CommandRun run =
        CommandRun.of(
            "reset-password",
            "--store",
            "postgres://postgres@" + address.hosts() + "/" + address.database(),
            "--data",
            server.data(),
            "alice@example.org");
    assertEquals(0, run.exitCode(), run::toString);
    assertTrue(run.out().contains("The code for another password is"), run::toString);
  }
}
