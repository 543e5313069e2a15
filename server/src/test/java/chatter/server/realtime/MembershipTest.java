package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.Stores;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ClientCommand.MarkRead;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.ClientCommand.SetTyping;
import chatter.shared.protocol.ClientCommand.Sync;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ConversationKind;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.Ack;
import chatter.shared.protocol.ServerEvent.Live;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.ServerEvent.Rejected;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// More conversations than the Lobby: nothing of one reaches who is not in it.
final class MembershipTest {
  private static final long LOBBY = TestConnection.LOBBY;
  private static final long DIRECT = 2;

  @RegisterExtension final TestServer server = TestServer.standard();

  private TestUser alice;
  private TestUser bob;
  private TestUser eve;

  @BeforeEach
  void aliceAndBobTalkAlone() {
    alice = server.signUp("alice");
    bob = server.signUp("bob");
    eve = server.signUp("eve");
    server.stop();
    Stores.change(
        server.data(),
        "INSERT INTO conversations (id, kind, title, people_key, members, created_at)"
            + " VALUES (2, 'direct', '', '%d,%d', 2, '2026-01-01T00:00:00Z')"
                .formatted(alice.id(), bob.id()),
        "INSERT INTO memberships (conversation, account, joined_at)"
            + " SELECT 2, id, '2026-01-01T00:00:00Z' FROM registered_users WHERE id IN (%d, %d)"
                .formatted(alice.id(), bob.id()));
    server.start();
  }

  @Test
  void welcomeListsOnesOwnConversationsOnly() {
    List<ConversationInfo> hers = alice.open().hello().conversations();
    assertEquals(new ConversationInfo(LOBBY, ConversationKind.ROOM, "Lobby", 0, 0, 3), hers.get(0));
    assertEquals(2, hers.size());
    assertEquals(ConversationKind.DIRECT, hers.get(1).kind());
    assertEquals(DIRECT, hers.get(1).id());
    assertEquals(
        List.of(alice.id(), bob.id()), hers.get(1).people().stream().map(AccountInfo::id).toList());
    assertEquals(1, eve.open().hello().conversations().size());
  }

  @Test
  void eachConversationCountsByItselfAndReachesItsMembersOnly() {
    TestConnection from = alice.connect();
    TestConnection to = bob.connect();
    TestConnection outside = eve.connect();
    from.post("for all");
    from.command(new SendMessage(1L, DIRECT, UUID.randomUUID().toString(), "for bob", null));
    assertEquals(1, from.awaits(Ack.class).seq());
    from.post("for all again");
    from.command(new SetTyping(null, DIRECT, true));
    from.command(new MarkRead(2L, DIRECT, 1));
    from.awaits(Ack.class);
    assertEquals(
        List.of("for all", "for bob", "for all again"),
        posted(to).stream().map(MessagePosted::body).toList());
    List<ServerEvent> leaked = outside.everythingSoFar();
    assertEquals(
        List.of("for all", "for all again"),
        leaked.stream()
            .filter(e -> e instanceof MessagePosted)
            .map(e -> ((MessagePosted) e).body())
            .toList());
    assertTrue(
        leaked.stream()
            .noneMatch(e -> e instanceof ServerEvent.Typing || e instanceof ServerEvent.ReadMoved));
  }

  @Test
  void outsiderIsRefusedEverywhere() {
    TestConnection outside = eve.connect();
    outside.command(new SendMessage(1L, DIRECT, UUID.randomUUID().toString(), "let me in", null));
    outside.command(new MarkRead(2L, DIRECT, 1));
    outside.command(new Sync(3L, DIRECT, 0, 10));
    outside.command(new SetTyping(4L, DIRECT, true));
    for (int i = 0; i < 4; i++) {
      assertEquals(RejectCode.NOT_MEMBER, outside.awaits(Rejected.class).code());
    }
    assertEquals(404, server.http().get("/api/conversations/2/messages", eve.token()).statusCode());
  }

  @Test
  void resumeReplaysEachConversationFromItsOwnCursor() {
    TestConnection from = alice.connect();
    String epoch = from.welcome().epoch();
    for (int i = 1; i <= 3; i++) {
      from.post("lobby " + i);
      from.command(new SendMessage(1L, DIRECT, UUID.randomUUID().toString(), "direct " + i, null));
      from.awaits(Ack.class);
    }
    List<String> replayed =
        bob.resume(epoch, Map.of(LOBBY, 1L, DIRECT, 2L)).upTo(Live.class).stream()
            .filter(e -> e instanceof MessagePosted)
            .map(e -> ((MessagePosted) e).body())
            .sorted()
            .toList();
    assertEquals(List.of("direct 3", "lobby 2", "lobby 3"), replayed);
    List<ServerEvent> outsider = eve.resume(epoch, Map.of(LOBBY, 3L, DIRECT, 0L)).upTo(Live.class);
    assertEquals(2, outsider.size(), outsider::toString);
  }

  @Test
  void replyToANumberOfAnotherConversationIsRefused() {
    TestConnection from = alice.connect();
    long lobby = from.post("only here").seq();
    from.command(new SendMessage(1L, DIRECT, UUID.randomUUID().toString(), "re", lobby));
    assertEquals(RejectCode.NOT_FOUND, from.awaits(Rejected.class).code());
  }

  private static List<MessagePosted> posted(TestConnection connection) {
    return connection.everythingSoFar().stream()
        .filter(e -> e instanceof MessagePosted)
        .map(e -> (MessagePosted) e)
        .toList();
  }
}
