package chatter.server.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import chatter.server.Sqlite;
import chatter.server.SqliteOnly;
import chatter.server.Stores;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.server.store.Database;
import chatter.shared.protocol.ClientCommand.MarkRead;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.LastRow;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// How much is unread, and what a list shows of a conversation.
final class UnreadTest {
  private static final long LOBBY = TestConnection.LOBBY;

  @RegisterExtension
  final TestServer server =
      TestServer.standard()
          .without(Limit.SENDS_PER_SECOND, Limit.REACTIONS_PER_SECOND, Limit.FRAMES_PER_SECOND);

  @Test
  void onlyMessagesOfOthersAreUnreadAndOnlyThoseThatAreThere() {
    TestUser ada = server.signUp("ada");
    TestConnection bob = server.signUp("bob").connect();
    TestConnection alice = ada.connect();
    bob.post("one");
    long two = bob.post("two").seq();
    long three = bob.post("three").seq();
    alice.post("mine");
    bob.edit(LOBBY, two, "two!");
    alice.react(LOBBY, three, "👍", true);
    bob.pin(LOBBY, three, true);
    assertEquals(3, lobby(ada).unread());
    bob.delete(LOBBY, three);
    assertEquals(2, lobby(ada).unread());
    alice.done(new MarkRead(alice.nextId(), LOBBY, two));
    assertEquals(0, lobby(ada).unread());
    assertEquals(two, lobby(ada).readSeq());
  }

  @Test
  void messageThatMentionsTwiceCountsOnce() {
    TestUser ada = server.signUp("ada");
    TestUser bernd = server.signUp("bob");
    TestConnection alice = ada.connect();
    TestConnection bob = bernd.connect();
    String her = "<@%d>".formatted(ada.id());
    bob.post("nobody");
    bob.post(her + " and <@all>");
    long later = bob.post("later").seq();
    assertEquals(1, lobby(ada).mentions());
    bob.edit(LOBBY, later, "later, " + her);
    assertEquals(2, lobby(ada).mentions());
    bob.edit(LOBBY, later, "later");
    assertEquals(1, lobby(ada).mentions());
    // Not by oneself, neither by name nor as one of all.
    bob.post("<@%d> <@all>".formatted(bernd.id()));
    assertEquals(0, lobby(bernd).mentions());
    assertEquals(2, lobby(ada).mentions());
    long mine = alice.post("well").seq();
    long answer = bob.reply(LOBBY, mine, "hm").seq();
    assertEquals(3, lobby(ada).mentions());
    bob.delete(LOBBY, answer);
    assertEquals(2, lobby(ada).mentions());
    alice.done(new MarkRead(alice.nextId(), LOBBY, answer));
    assertEquals(0, lobby(ada).mentions());
  }

  @Test
  void lastIsTheNewestRow() {
    TestUser ada = server.signUp("ada");
    TestConnection alice = ada.connect();
    assertNull(lobby(ada).last());
    long message = alice.post("a\n  line for <@%d>, <@all>".formatted(ada.id())).seq();
    alice.react(LOBBY, message, "👍", true);
    LastRow last = lobby(ada).last();
    assertEquals(message, last.seq());
    assertEquals("ada", last.name());
    assertEquals("a line for @ada, @all", last.text());
    assertEquals(LastRow.Kind.MESSAGE, last.kind());
    alice.edit(LOBBY, message, "x".repeat(500));
    assertEquals("x".repeat(160), lobby(ada).last().text());
    alice.delete(LOBBY, message);
    last = lobby(ada).last();
    assertEquals(message, last.seq());
    assertEquals(LastRow.Kind.DELETED, last.kind());
    assertEquals("", last.text());
  }

  @Test
  @SqliteOnly("it is about the file")
  void fiveHundredConversationsAreReadAtOnce() {
    server.signUp("ada");
    server.signUp("bob");
    server.stop();
    Path file = server.data().resolve("chatter.db");
    String numbers =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) ";
    Sqlite.change(
        file,
        numbers.formatted(500)
            + "INSERT INTO conversations (kind, title, created_at, last_seq, members)"
            + " SELECT 'room', 'room ' || i, '2026-01-01T00:00:00.000Z', 60, 2 FROM n",
        "INSERT INTO memberships (conversation, account, joined_at, read_seq)"
            + " SELECT c.id, u.id, '2026-01-01T00:00:00.000Z', 10 * (1 + 3 * (c.id % 2)) FROM conversations c"
            + " JOIN registered_users u WHERE c.id > 1",
        numbers.formatted(60)
            + "INSERT INTO message_rows (conversation, seq, sender, command_id, sent_at, body)"
            + " SELECT c.id, i, 2, c.id || '-' || i, '2026-01-01T00:00:00.000Z', 'text for <@1>'"
            + " FROM conversations c JOIN n WHERE c.id > 1",
        "INSERT INTO mentions (account, conversation, message)"
            + " SELECT 1, conversation, seq FROM messages WHERE seq % 5 = 0");
    try (Database database = Stores.open(server.data())) {
      Map<Long, SummaryStore.Summary> all =
          database.read(h -> SummaryStore.all(h, 1, new UnreadStore()));
      assertEquals(501, all.size());
      assertEquals(20, all.get(77L).unread());
      assertEquals(4, all.get(77L).mentions());
      assertEquals(50, all.get(78L).unread());
      assertEquals(10, all.get(78L).mentions());
      assertEquals("text for @ada", all.get(77L).last().text());
    }
  }

  private ConversationInfo lobby(TestUser reader) {
    TestConnection connection = reader.connect();
    connection.close();
    return connection.welcome().conversations().getFirst();
  }
}
