package chatter.server.conversation;

import static chatter.server.TestHttp.body;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.Stores;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.shared.api.AccountsRequest;
import chatter.shared.api.ConversationResponse;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.ClientCommand;
import chatter.shared.protocol.ClientCommand.DeleteMessage;
import chatter.shared.protocol.ClientCommand.EditMessage;
import chatter.shared.protocol.ClientCommand.PinMessage;
import chatter.shared.protocol.ClientCommand.React;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent.Rejected;
import chatter.shared.protocol.Visibility;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Who may do what to whose message, by role and kind of conversation.
final class ChangeRightsTest {
  @RegisterExtension final TestServer server = TestServer.standard();

  private TestUser owner;
  private TestUser ada;
  private TestUser bob;
  private TestConnection boss;
  private TestConnection alice;
  private TestConnection bernd;

  @BeforeEach
  void people() {
    owner = server.signUp("owner");
    ada = server.signUp("ada");
    bob = server.signUp("bob");
    boss = owner.connect();
    alice = ada.connect();
    bernd = bob.connect();
  }

  @Test
  void hostsAndAdminsDeleteInRoomsWhatOthersWroteButEditNothingOfIt() {
    long room = room(ada);
    for (TestConnection each : List.of(alice, boss)) {
      long message = bernd.post(room, "bob's").seq();
      assertEquals(RejectCode.FORBIDDEN, refused(each, edit(each, room, message)).code());
      assertNull(each.delete(room, message).changed());
      assertEquals(false, each.delete(room, message).changed());
    }
    long hers = alice.post(room, "ada's").seq();
    assertEquals(RejectCode.FORBIDDEN, refused(bernd, delete(bernd, room, hers)).code());
    alice.delete(room, hers);
    // Also when there is nothing left to delete.
    assertEquals(RejectCode.FORBIDDEN, refused(bernd, delete(bernd, room, hers)).code());
  }

  @Test
  void inADirectNobodyDeletesWhatAnotherWrote() {
    long direct =
        body(
                201,
                ConversationResponse.class,
                server
                    .http()
                    .post("/api/directs", owner.token(), new AccountsRequest(List.of(bob.id()))))
            .conversation()
            .id();
    // It is there for the other with its first message.
    boss.post(direct, "hello");
    long message = bernd.post(direct, "bob's").seq();
    assertEquals(RejectCode.FORBIDDEN, refused(boss, delete(boss, direct, message)).code());
    assertNull(bernd.delete(direct, message).changed());
  }

  @Test
  void whoIsNotInItMayNothing() {
    long room = room(ada);
    TestConnection eve = server.signUp("eve").connect();
    long message = alice.post(room, "hello").seq();
    for (ClientCommand.Durable command : everything(eve, room, message)) {
      Rejected rejected = refused(eve, command);
      assertEquals(RejectCode.NOT_MEMBER, rejected.code());
      assertTrue(rejected.message().startsWith("conversation "), rejected.message());
    }
  }

  @Test
  void nothingChangesInAnArchivedRoom() {
    long room = room(ada);
    long message = alice.post(room, "hello").seq();
    server.stop();
    Stores.change(server.data(), "UPDATE conversations SET archived = 1 WHERE id = " + room);
    server.start();
    alice = server.signIn("ada").connect();
    for (ClientCommand.Durable command : everything(alice, room, message)) {
      Rejected rejected = refused(alice, command);
      assertEquals(RejectCode.FORBIDDEN, rejected.code());
      assertTrue(rejected.message().startsWith("conversation "), rejected.message());
    }
    server.stop();
    Stores.change(server.data(), "UPDATE conversations SET archived = 0 WHERE id = " + room);
    server.start();
    // What was refused took no number.
    TestConnection later = server.signIn("bob").connect();
    assertEquals(message + 1, later.react(room, message, "👍", true).seq());
  }

  @Test
  void inALargeRoomOnlyHostsMentionEverybody() {
    long room = room(ada);
    bernd.post(room, "<@all>");
    server.stop();
    Stores.change(
        server.data(),
        "UPDATE conversations SET members = "
            + (Limits.MENTION_ALL_PEOPLE + 1)
            + " WHERE id = "
            + room);
    server.start();
    alice = server.signIn("ada").connect();
    bernd = server.signIn("bob").connect();
    Rejected rejected =
        refused(
            bernd,
            new SendMessage(bernd.nextId(), room, TestConnection.newCommandId(), "<@all>!", null));
    assertEquals(RejectCode.FORBIDDEN, rejected.code());
    assertTrue(rejected.message().startsWith("body "), rejected.message());
    long message = bernd.post(room, "nobody").seq();
    assertEquals(
        RejectCode.FORBIDDEN,
        refused(
                bernd,
                new EditMessage(
                    bernd.nextId(), room, TestConnection.newCommandId(), message, "<@all>?"))
            .code());
    alice.post(room, "<@all>");
  }

  private static List<ClientCommand.Durable> everything(
      TestConnection by, long room, long message) {
    return List.of(
        new SendMessage(by.nextId(), room, TestConnection.newCommandId(), "hi", null),
        edit(by, room, message),
        delete(by, room, message),
        new React(by.nextId(), room, TestConnection.newCommandId(), message, "👍", true),
        new PinMessage(by.nextId(), room, TestConnection.newCommandId(), message, true));
  }

  private static EditMessage edit(TestConnection by, long room, long message) {
    return new EditMessage(by.nextId(), room, TestConnection.newCommandId(), message, "other");
  }

  private static DeleteMessage delete(TestConnection by, long room, long message) {
    return new DeleteMessage(by.nextId(), room, TestConnection.newCommandId(), message);
  }

  private static Rejected refused(TestConnection by, ClientCommand command) {
    return by.refused(command);
  }

  /// A private room of that host, with the others in it.
  private long room(TestUser host) {
    return host.makeRoom("room", Visibility.PRIVATE, owner, bob).id();
  }
}
