package chatter.server.backup;

import static chatter.server.TestHttp.body;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.CommandRun;
import chatter.server.Sqlite;
import chatter.server.TestConnection;
import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.shared.api.ApiJson;
import chatter.shared.api.HistoryPage;
import chatter.shared.api.InviteOffer;
import chatter.shared.api.InviteRequest;
import chatter.shared.api.PasswordResetOffer;
import chatter.shared.api.PasswordResetRequest;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.Ack;
import chatter.shared.protocol.ServerEvent.Live;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.ServerEvent.Welcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// `chatter-server restore`, and what clients make of it.
final class RestoreTest {
  private static final long LOBBY = TestConnection.LOBBY;

  @RegisterExtension final TestServer server = TestServer.standard();

  @TempDir private Path folder;

  @Test
  void invitesAndCodesOfTheBackupDoNotComeBackToLife() {
    TestUser alice = server.signUp("alice");
    InviteOffer invite =
        body(
            201,
            InviteOffer.class,
            server.http().post("/api/invites", alice.token(), new InviteRequest(1, null)));
    TestUser bob = server.signUp("bob");
    String reset = "/api/accounts/" + bob.id() + "/password-reset";
    PasswordResetOffer code =
        body(201, PasswordResetOffer.class, server.http().post(reset, alice.token(), null));
    Backup.take(server.data(), at("backup"));
    server.stop();
    assertEquals(0, CommandRun.of("restore", at("backup"), "--data", server.data()).exitCode());
    server.start();
    TestHttp.refused(
        404, "invite_unknown", server.http().get("/api/invites/" + invite.invite().code(), null));
    TestHttp.refused(
        404,
        "reset_unknown",
        server
            .http()
            .post(
                "/api/password-resets",
                null,
                new PasswordResetRequest(code.code(), "another battery staple")));
  }

  @Test
  void historyIsThatOfTheBackupAndWhatWasThereBeforeIsKept() throws IOException {
    TestUser alice = server.signUp("alice");
    TestConnection connection = alice.connect();
    connection.post("one");
    Backup.take(server.data(), at("backup"));
    byte[] backup = Files.readAllBytes(at("backup"));
    connection.post("two");
    server.stop();
    CommandRun run = CommandRun.of("restore", at("backup"), "--data", server.data());
    assertEquals(0, run.exitCode(), run::toString);
    assertTrue(run.out().contains("1 messages, 1 people"), run::out);
    assertTrue(run.out().contains("1 logins stay, 0 ended"), run::out);
    server.start();
    assertEquals(List.of("one"), history(alice));
    assertEquals(2, alice.connect().post("another two").seq());

    // And back again, by the name that it told.
    server.stop();
    Path before = before().getFirst();
    assertTrue(run.out().contains(before.toString()), run::out);
    assertEquals(0, CommandRun.of("restore", before, "--data", server.data()).exitCode());
    server.start();
    assertEquals(List.of("one", "two"), history(alice));
    assertEquals(2, before().size());
    assertTrue(Arrays.equals(backup, Files.readAllBytes(at("backup"))), "the backup was changed");
    for (Path file : before()) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
    assertEquals(0, CommandRun.of("check", "--data", server.data()).exitCode());
  }

  @Test
  void clientsStartOverAndSendAgainOnlyWhatWasNeverAcknowledged() {
    TestUser alice = server.signUp("alice");
    TestUser bob = server.signUp("bob");
    TestConnection before = alice.connect();
    Welcome then = before.welcome();
    before.post("kept");
    String stored = UUID.randomUUID().toString();
    before.command(new SendMessage(1L, LOBBY, stored, "stored, but who knows", null));
    before.awaits(Ack.class);
    Backup.take(server.data(), at("backup"));
    TestConnection writer = bob.connect();
    writer.post("vanishes");
    writer.post("vanishes too");
    restore(at("backup"));

    TestConnection after = alice.resume(then.epoch(), Map.of(LOBBY, 4L));
    List<ServerEvent> events = after.upTo(Live.class);
    Welcome welcome =
        events.stream()
            .filter(Welcome.class::isInstance)
            .map(Welcome.class::cast)
            .findFirst()
            .orElseThrow();
    assertNotEquals(then.epoch(), welcome.epoch());
    assertEquals(2, welcome.conversations().getFirst().lastSeq());
    assertFalse(events.stream().anyMatch(MessagePosted.class::isInstance), events::toString);
    // A cursor of the new epoch counts again.
    bob.connect().post("new three");
    assertEquals(3, after.awaits(MessagePosted.class).seq());
    after.vanish();
    TestConnection again = alice.resume(welcome.epoch(), Map.of(LOBBY, 2L));
    assertEquals("new three", again.awaits(MessagePosted.class).body());

    again.command(new SendMessage(1L, LOBBY, stored, "stored, but who knows", null));
    assertTrue(again.awaits(Ack.class).duplicate());
    String waiting = UUID.randomUUID().toString();
    for (int i = 0; i < 2; i++) {
      again.command(new SendMessage(2L + i, LOBBY, waiting, "waited", null));
      assertEquals(i == 1, again.awaits(Ack.class).duplicate());
    }
    assertEquals(List.of("kept", "stored, but who knows", "new three", "waited"), history(alice));
  }

  @Test
  void loginsThatEndedSinceDoNotComeBackToLife() {
    TestUser desk = server.signUp("alice");
    TestUser lost = server.signIn("alice");
    TestUser bob = server.signUp("bob");
    Backup.take(server.data(), at("backup"));
    TestHttp.expect(204, server.http().post("/api/logout", lost.token(), ""));
    TestUser since = server.signIn("alice");
    restore(at("backup"));
    TestHttp.expect(200, session(desk));
    TestHttp.expect(200, session(bob));
    TestHttp.expect(401, session(lost));
    TestHttp.expect(401, session(since));
    server.stop();

    Path elsewhere = at("elsewhere");
    CommandRun run = CommandRun.of("restore", at("backup"), "--data", elsewhere);
    assertTrue(run.out().contains("0 logins stay, 3 ended"), run::toString);
    assertTrue(run.out().contains("There was no data before"), run::toString);
    assertEquals(
        List.of("0"),
        Sqlite.ask(elsewhere.resolve("chatter.db"), "SELECT count(*) FROM active_users"));
  }

  @Test
  void runningServerAndBadFilesAreRefusedAndNothingIsChanged() throws IOException {
    server.signUp("alice").connect().post("one");
    Backup.take(server.data(), at("backup"));
    CommandRun running = CommandRun.of("restore", at("backup"), "--data", server.data());
    assertEquals(1, running.exitCode());
    assertTrue(running.complaint().contains("another Chatter server is using"), running::err);
    server.stop();

    byte[] whole = Files.readAllBytes(at("backup"));
    Files.write(at("short"), Arrays.copyOf(whole, whole.length / 2));
    Files.write(at("headerless"), Arrays.copyOfRange(whole, 100, whole.length));
    Files.write(at("nothing"), new byte[0]);
    Files.write(at("future"), whole);
    Sqlite.change(at("future"), "PRAGMA user_version = 99");
    Files.write(at("indexless"), whole);
    Sqlite.change(at("indexless"), "DROP INDEX active_users_expiry");
    Sqlite.change(at("foreign"), "CREATE TABLE t (x)");
    String trigger = "CREATE TRIGGER tidy AFTER INSERT ON edits BEGIN DELETE FROM edits; END";
    String view = "CREATE VIEW latest AS SELECT * FROM messages";
    Map<String, String> changes =
        Map.of(
            "trigger tidy is none of Chatter's", trigger,
            "view latest is none of Chatter's", view,
            "table extra is none of Chatter's", "CREATE TABLE extra (x)",
            "index quick is none of Chatter's", "CREATE INDEX quick ON edits (body)",
            "table edits is not as this", "ALTER TABLE edits ADD COLUMN more TEXT",
            "of version -3, which no Chatter", "PRAGMA user_version = -3",
            "newer Chatter (schema 3000", "PRAGMA user_version = 3000",
            "not one of Chatter's", "PRAGMA user_version = 0",
            "another program's (application_id 4294967295)", "PRAGMA application_id = -1");
    for (String change : changes.values()) {
      Path changed = at("changed " + change.hashCode());
      Files.write(changed, whole);
      Sqlite.change(changed, change);
    }
    Map<String, String> before = contents(server.data());
    changes.forEach((because, change) -> refused(because, at("changed " + change.hashCode())));
    refused("damaged", at("short"));
    refused("it is not a database", at("headerless"));
    refused("it is not a database", at("nothing"));
    refused("newer Chatter", at("future"));
    refused("active_users_expiry is missing", at("indexless"));
    refused("not one of Chatter's", at("foreign"));
    refused("there is no file", at("nowhere"));
    refused("is a folder", folder);
    refused("is the database that is in use", server.data().resolve("chatter.db"));
    assertEquals(before, contents(server.data()));
    assertEquals(1, CommandRun.of("restore", at("nothing"), "--data", at("new folder")).exitCode());
    assertFalse(Files.exists(at("new folder")), "a folder was made for nothing");
  }

  @Test
  void dataThatCannotBeReadIsKeptByteForByteWithItsLogAndTheLogTouchesNothingNew()
      throws IOException {
    TestUser alice = server.signUp("alice");
    TestConnection connection = alice.connect();
    connection.post("one");
    Backup.take(server.data(), at("backup"));
    Path crashed = Files.createDirectories(at("crashed"));
    Files.writeString(crashed.resolve("chatter.db-wal"), "no log any more, ".repeat(500));
    Files.writeString(crashed.resolve("chatter.db"), "no database any more, ".repeat(500));
    Map<String, String> before = contents(crashed);
    CommandRun run = CommandRun.of("restore", at("backup"), "--data", crashed);
    assertTrue(run.out().contains("0 logins stay, 1 ended"), run::toString);
    Map<String, String> after = contents(crashed);
    assertTrue(after.values().containsAll(before.values()), "something was lost");
    assertEquals(
        List.of("1"), Sqlite.ask(crashed.resolve("chatter.db"), "SELECT max(seq) FROM messages"));
    assertEquals(0, CommandRun.of("check", "--data", crashed).exitCode());
  }

  @Test
  void restoreThatWasCutOffIsFinishedOrForgottenByTheNextStart() throws IOException {
    TestUser alice = server.signUp("alice");
    TestConnection connection = alice.connect();
    connection.post("one");
    Backup.take(server.data(), at("backup"));
    connection.post("two");
    Path log = Files.copy(server.data().resolve("chatter.db-wal"), at("log"));
    server.stop();
    // Before the decision: worth nothing.
    Files.copy(at("backup"), server.data().resolve("chatter.db.restoring"));
    server.start();
    assertEquals(List.of("one", "two"), history(alice));
    assertFalse(Files.exists(server.data().resolve("chatter.db.restoring")));
    server.stop();
    // After the decision: nothing but the rest of it, and not with the old log.
    Files.copy(at("backup"), server.data().resolve("chatter.db.restored"));
    Files.copy(log, server.data().resolve("chatter.db-wal"));
    CommandRun check = CommandRun.of("check", "--data", server.data());
    assertTrue(check.complaint().contains("start the server once"), check::err);
    server.start();
    assertEquals(List.of("one"), history(alice));
    assertEquals(0, CommandRun.of("check", "--data", server.data()).exitCode());
  }

  private void restore(Path file) {
    server.stop();
    CommandRun run = CommandRun.of("restore", file, "--data", server.data());
    assertEquals(0, run.exitCode(), run::toString);
    server.start();
  }

  private void refused(String because, Path file) {
    CommandRun run = CommandRun.of("restore", file, "--data", server.data());
    assertEquals(1, run.exitCode(), run::toString);
    assertTrue(run.complaint().contains(because), run::err);
    assertFalse(run.err().contains("restoring"), run::err);
  }

  private java.net.http.HttpResponse<String> session(TestUser user) {
    return server.http().get("/api/session", user.token());
  }

  private List<String> history(TestUser user) {
    return ApiJson.MAPPER
        .readValue(
            server.http().get("/api/conversations/1/messages", user.token()).body(),
            HistoryPage.class)
        .messages()
        .stream()
        .map(MessagePosted::body)
        .toList();
  }

  private List<Path> before() throws IOException {
    try (Stream<Path> files = Files.list(server.data())) {
      return files.filter(f -> f.toString().contains("before-restore")).sorted().toList();
    }
  }

  private static Map<String, String> contents(Path where) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(where)) {
      // SQLite's helpers of a reader are empty; the lock file is for locking only.
      files
          .filter(Files::isRegularFile)
          .filter(f -> !f.toString().endsWith("-shm") && !f.toString().endsWith(".lock"))
          .forEach(f -> {
            try {
              byte[] bytes = Files.readAllBytes(f);
              if (bytes.length > 0) {
                contents.put(f.getFileName().toString(), Arrays.toString(bytes));
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    return contents;
  }

  private Path at(String name) {
    return folder.resolve(name);
  }
}
