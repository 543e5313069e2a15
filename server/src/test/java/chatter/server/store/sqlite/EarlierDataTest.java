package chatter.server.store.sqlite;

import static chatter.server.TestHttp.body;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.CommandRun;
import chatter.server.Sqlite;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.store.StorageException;
import chatter.shared.api.HistoryPage;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.LastRow;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A data folder from before a conversation was a log: 10,000 messages of three people in a room.
final class EarlierDataTest {
  private static final int MESSAGES = 10_000;
  private static final int READ_BY_BEN = 9_700;

  @RegisterExtension final TestServer server = TestServer.standard();

  private Path database;
  private Path kept;
  private String epoch;
  private List<String> before;

  @BeforeEach
  void makeItOld() throws IOException {
    database = server.data().resolve("chatter.db");
    kept = server.data().resolve("chatter.db.before-" + DatabaseFile.newestSchema());
    server.signUp("ada");
    server.signUp("ben");
    server.signUp("cleo");
    server.stop();
    Path old = server.data().resolve("old.db");
    Sqlite.change(old, schema("001-start.sql"));
    Sqlite.change(old, schema("002-joining.sql"));
    Sqlite.change(old, schema("003-names.sql"), "PRAGMA user_version = 3");
    Sqlite.change(
        database,
        "ATTACH '" + old + "' AS old",
        "DELETE FROM old.server_settings",
        "INSERT INTO old.meta SELECT * FROM meta",
        "INSERT INTO old.server_settings SELECT key, value FROM server_settings",
        "INSERT INTO old.registered_users SELECT * FROM registered_users",
        "INSERT INTO old.conversations (id, kind, title, last_seq, last_sent_at, created_at)"
            + " SELECT id, kind, title, "
            + MESSAGES
            + ", '2026-01-01T00:00:00.000Z', created_at FROM conversations",
        "INSERT INTO old.memberships (conversation, account, joined_at, read_seq)"
            + " SELECT conversation, account, joined_at, CASE account WHEN 1 THEN "
            + MESSAGES
            + " WHEN 2 THEN "
            + READ_BY_BEN
            + " ELSE 0 END FROM memberships",
        // Every tenth answers the one before the last.
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
            + MESSAGES
            + ") INSERT INTO old.messages"
            + " (conversation, seq, sender, client_message_id, body, reply_to, sent_at)"
            + " SELECT 1, i, 1 + i % 3, printf('00000000-0000-4000-8000-%012d', i),"
            + " 'text ' || i || ' <@2> \u00e9\ud83d\ude00', CASE WHEN i % 10 = 0 THEN i - 2 END,"
            + " '2026-01-01T00:00:00.000Z' FROM n");
    before = messages(old, "client_message_id");
    epoch = Sqlite.ask(old, "SELECT value FROM meta WHERE key = 'epoch'").getFirst();
    Files.delete(database);
    Files.move(old, database);
  }

  @Test
  void everyMessageKeepsItsPlaceAndText() {
    server.start();
    TestUser ada = server.signIn("ada");
    Map<Long, MessagePosted> all = new TreeMap<>();
    HistoryPage page;
    long after = 0;
    do {
      page =
          body(
              200,
              HistoryPage.class,
              server
                  .http()
                  .get("/api/conversations/1/messages?limit=100&after=" + after, ada.token()));
      page.messages().forEach(message -> all.put(message.seq(), message));
      after = page.last();
    } while (page.newer());
    assertEquals(MESSAGES, all.size());
    for (long seq = 1; seq <= MESSAGES; seq++) {
      MessagePosted message = all.get(seq);
      assertEquals("text " + seq + " <@2> \u00e9\ud83d\ude00", message.body());
      assertEquals(1 + seq % 3, message.sender().id());
      assertEquals(seq % 10 == 0 ? Long.valueOf(seq - 2) : null, message.replyTo());
      // Nobody was mentioned when there were no mentions.
      assertNull(message.mentions());
      assertNull(message.editedAt());
    }
    server.stop();
    assertEquals(before, messages(database, "command_id"));
    assertEquals(
        List.of(epoch), Sqlite.ask(database, "SELECT value FROM meta WHERE key = 'epoch'"));
    CommandRun check = CommandRun.of("check", "--data", server.data());
    assertEquals(0, check.exitCode(), check::toString);
    assertTrue(check.out().contains("Schema " + DatabaseFile.newestSchema()), check::out);
  }

  @Test
  void readMarksAndWhatIsUnreadAreRight() {
    server.start();
    List<Integer> unread = new ArrayList<>();
    for (String name : List.of("ada", "ben", "cleo")) {
      TestConnection connection = server.signIn(name).connect();
      assertEquals(epoch, connection.welcome().epoch());
      ConversationInfo lobby = connection.welcome().conversations().getFirst();
      assertEquals(MESSAGES, lobby.lastSeq());
      assertEquals(3, lobby.members());
      assertEquals(0, lobby.mentions());
      LastRow last = lobby.last();
      assertEquals(MESSAGES, last.seq());
      assertEquals("text 10000 @ben \u00e9\ud83d\ude00", last.text());
      unread.add(lobby.unread());
    }
    // A third of the 300 are Ben's own; and nobody counts further than to 1,000.
    assertEquals(List.of(0, 200, 1_000), unread);
    TestConnection ben = server.signIn("ben").connect();
    assertEquals(MESSAGES + 1, ben.post("it goes on").seq());
    assertEquals(MESSAGES + 2, ben.edit(1, MESSAGES + 1, "it goes on and on").seq());
  }

  @Test
  void databaseOfBeforeIsKeptUntilTheServerIsStopped() throws IOException {
    server.start();
    assertTrue(Files.exists(kept));
    if (kept.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)));
    }
    assertEquals(List.of("3"), Sqlite.ask(kept, "PRAGMA user_version"));
    assertEquals(before, messages(kept, "client_message_id"));
    server.stop();
    assertFalse(Files.exists(kept));
    server.start();
    assertFalse(Files.exists(kept));
  }

  @Test
  void copyThatWasCutOffIsMadeAnew() throws IOException {
    Path part = server.data().resolve("chatter.db.before-" + DatabaseFile.newestSchema() + ".part");
    Files.writeString(part, "half a");
    Files.writeString(kept, "of another time");
    server.start();
    assertFalse(Files.exists(part));
    assertEquals(before, messages(kept, "client_message_id"));
  }

  @Test
  void copyThatCannotBeKeptLeavesNothingBehind() throws IOException {
    Files.createDirectories(kept.resolve("in the way"));
    assertThrows(StorageException.class, server::start);
    assertFalse(
        Files.exists(
            server.data().resolve("chatter.db.before-" + DatabaseFile.newestSchema() + ".part")));
    assertEquals(List.of("3"), Sqlite.ask(database, "PRAGMA user_version"));
  }

  @Test
  void itIsCheckedAndExportedAsItIs() throws IOException {
    CommandRun check = CommandRun.of("check", "--data", server.data());
    assertEquals(0, check.exitCode(), check::toString);
    Path page = server.data().resolve("room.json");
    CommandRun export = CommandRun.of("export", page, "--data", server.data());
    assertEquals(0, export.exitCode(), export::toString);
    assertTrue(Files.readString(page).contains("text 9999 <@2>"));
    assertFalse(Files.exists(kept));
  }

  private static List<String> messages(Path file, String id) {
    return Sqlite.ask(
        file,
        "SELECT seq || '|' || sender || '|' || "
            + id
            + " || '|' || body || '|' || coalesce(reply_to, '') || '|' || sent_at"
            + " FROM messages ORDER BY seq");
  }

  private static String schema(String file) throws IOException {
    try (InputStream in =
        EarlierDataTest.class.getResourceAsStream("/chatter/server/store/sqlite/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
