package chatter.server.store.sqlite;

import static chatter.server.TestHttp.body;
import static chatter.server.TestHttp.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.CommandRun;
import chatter.server.Sqlite;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.shared.api.AccountsResponse;
import chatter.shared.api.ManagedAccount;
import chatter.shared.api.RegisterRequest;
import chatter.shared.api.Registration;
import chatter.shared.api.ServerInfo;
import chatter.shared.protocol.Role;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A data folder from before there were roles and invites.
final class OldDataTest {
  @RegisterExtension
  final TestServer server = TestServer.standard().with(c -> c.withRegistration(null));

  private Path database;

  /// As its people left it: the oldest account was disabled.
  @BeforeEach
  void makeItOld() throws IOException {
    database = server.data().resolve("chatter.db");
    server.signUp("zoe");
    server.stop();
    Path old = server.data().resolve("old.db");
    Sqlite.change(old, schema(), "PRAGMA user_version = 1");
    Sqlite.change(
        database,
        copyOfZoe("ada"),
        copyOfZoe("ben"),
        "ATTACH '" + old + "' AS old",
        "INSERT INTO old.meta SELECT * FROM meta",
        "INSERT INTO old.registered_users SELECT id, name, email, email_key, password_hash,"
            + " avatar_hash, name = 'zoe', created_at, last_seen_at FROM registered_users",
        "INSERT INTO old.conversations SELECT id, kind, title, last_seq, last_sent_at, created_at"
            + " FROM conversations",
        "INSERT INTO old.memberships SELECT conversation, account, joined_at, read_seq FROM memberships");
    Files.delete(database);
    Files.move(old, database);
  }

  @Test
  void itsOldestAccountThatMaySignInIsTheOwnerAndOthersNeedAnInvite() {
    server.start();
    ServerInfo info = body(200, ServerInfo.class, server.http().get("/api/server", null));
    assertFalse(info.empty());
    assertEquals(Registration.INVITE, info.registration());
    refused(
        403,
        "invite_needed",
        server
            .http()
            .post(
                "/api/register",
                null,
                new RegisterRequest("eve", "eve@example.org", TestServer.PASSWORD)));
    TestUser ada = server.signIn("ada");
    List<ManagedAccount> all =
        body(200, AccountsResponse.class, server.http().get("/api/accounts", ada.token()))
            .accounts();
    assertEquals(
        List.of(Role.MEMBER, Role.OWNER, Role.MEMBER),
        all.stream().map(ManagedAccount::role).toList());
  }

  @Test
  void itIsCheckedAndBackedUpAndRestoredAsItIs() {
    CommandRun check = CommandRun.of("check", "--data", server.data());
    assertEquals(0, check.exitCode(), check::toString);
    assertTrue(check.out().contains("Schema 1"), check::out);
    Path backup = server.data().resolve("backup.db");
    assertEquals(0, CommandRun.of("backup", backup, "--data", server.data()).exitCode());
    CommandRun restore = CommandRun.of("restore", backup, "--data", server.data());
    assertEquals(0, restore.exitCode(), restore::toString);
    check = CommandRun.of("check", "--data", server.data());
    assertEquals(0, check.exitCode(), check::toString);
    assertTrue(check.out().contains("Schema " + DatabaseFile.newestSchema()), check::out);
    assertEquals(
        List.of("2"), Sqlite.ask(database, "SELECT id FROM registered_users WHERE role = 'owner'"));
  }

  private static String copyOfZoe(String name) {
    return """
    INSERT INTO registered_users (name, email, email_key, password_hash, created_at)
    SELECT '%1$s', '%1$s@example.org', '%1$s@example.org', password_hash, created_at
    FROM registered_users WHERE name = 'zoe'\
    """
        .formatted(name);
  }

  private static String schema() throws IOException {
    try (InputStream in =
        OldDataTest.class.getResourceAsStream("/chatter/server/store/sqlite/001-start.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
