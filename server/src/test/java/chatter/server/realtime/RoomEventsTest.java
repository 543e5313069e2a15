package chatter.server.realtime;

import static chatter.server.TestHttp.body;
import static chatter.server.TestHttp.expect;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.shared.api.AccountsRequest;
import chatter.shared.api.ChangeMineRequest;
import chatter.shared.api.ChangeRoomRequest;
import chatter.shared.api.ConversationResponse;
import chatter.shared.api.MineResponse;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ClientCommand.MarkRead;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.ClientCommand.SetTyping;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ConversationKind;
import chatter.shared.protocol.LastRow;
import chatter.shared.protocol.Level;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.ConversationAdded;
import chatter.shared.protocol.ServerEvent.ConversationChanged;
import chatter.shared.protocol.ServerEvent.ConversationRemoved;
import chatter.shared.protocol.ServerEvent.Entry;
import chatter.shared.protocol.ServerEvent.MembersChanged;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.ServerEvent.MineChanged;
import chatter.shared.protocol.ServerEvent.ReadMoved;
import chatter.shared.protocol.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What those who are connected hear of rooms, directs and members.
final class RoomEventsTest {
  @RegisterExtension
  final TestServer server =
      TestServer.standard()
          .without(
              Limit.REGISTRATIONS_PER_MINUTE,
              Limit.LOGINS_PER_MINUTE,
              Limit.ROOM_CHANGES_PER_MINUTE,
              Limit.SENDS_PER_SECOND,
              Limit.REQUESTS_PER_SECOND);

  private TestUser alice;
  private TestUser bob;
  private TestUser eve;

  @BeforeEach
  void threePeople() {
    alice = server.signUp("alice");
    bob = server.signUp("bob");
    eve = server.signUp("eve");
  }

  @Test
  void whoIsInANewRoomSeesItWithItsFirstEntryAndHearsWhatFollows() {
    TestConnection hers = alice.connect();
    TestConnection his = bob.connect();
    TestConnection outside = eve.connect();
    ConversationInfo made = room(Visibility.PRIVATE, bob);
    ConversationInfo hersAdded = hers.awaits(ConversationAdded.class).conversation();
    assertEquals(made, hersAdded);
    assertTrue(made.host());
    assertEquals(2, made.members());
    assertEquals(1, made.lastSeq());
    assertEquals(1, made.readSeq());
    assertEquals(0, made.unread());
    assertEquals(LastRow.Kind.MEMBERS, made.last().kind());
    ConversationInfo hisAdded = his.awaits(ConversationAdded.class).conversation();
    assertFalse(hisAdded.host());
    assertEquals(2, post(hers, made.id(), "hello"));
    MessagePosted heard = his.awaits(MessagePosted.class);
    assertEquals("hello", heard.body());
    assertEquals(2, heard.seq());
    assertTrue(outside.everythingSoFar().stream().noneMatch(e -> about(e, made.id())));
    assertEquals(
        List.of(1L, made.id()),
        bob.open().hello().conversations().stream().map(ConversationInfo::id).toList());
  }

  @Test
  void whoJoinsIsToldTheRoomAndTheOthersAreToldWho() {
    ConversationInfo made = room(Visibility.OPEN, bob);
    TestConnection his = bob.connect();
    TestConnection joiner = eve.connect();
    post(his, made.id(), "before");
    expect(
        200,
        server
            .http()
            .post(
                "/api/conversations/" + made.id() + "/members",
                eve.token(),
                new AccountsRequest(List.of(eve.id()))));
    ConversationInfo added = joiner.awaits(ConversationAdded.class).conversation();
    assertEquals(3, added.lastSeq());
    assertEquals(0, added.unread(), "what was before is read");
    assertEquals(3, added.members());
    MembersChanged told = his.awaits(MembersChanged.class);
    assertEquals(3, told.seq());
    assertEquals(List.of(eve.id()), told.joined().stream().map(AccountInfo::id).toList());
    post(his, made.id(), "after");
    List<ServerEvent> heard = joiner.everythingSoFar();
    assertEquals(
        List.of(4L),
        heard.stream()
            .filter(e -> e instanceof Entry entry && entry.conversation() == made.id())
            .map(e -> ((Entry) e).seq())
            .toList());
  }

  @Test
  void whoIsRemovedHearsItAndNothingMore() {
    ConversationInfo made = room(Visibility.OPEN, bob, eve);
    TestConnection hers = alice.connect();
    TestConnection his = bob.connect();
    TestConnection removed = eve.connect();
    post(hers, made.id(), "for all three");
    expect(204, server.http().call("DELETE", members(made, eve), alice.token(), null));
    post(hers, made.id(), "for two");
    hers.command(new SetTyping(null, made.id(), true));
    hers.command(new MarkRead(null, made.id(), 4));
    hers.awaits(ReadMoved.class);
    List<ServerEvent> heard =
        removed.everythingSoFar().stream().filter(e -> about(e, made.id())).toList();
    assertEquals(
        List.of(MessagePosted.class, ConversationRemoved.class),
        heard.stream().map(Object::getClass).toList());
    removed.command(
        new SendMessage(5L, made.id(), UUID.randomUUID().toString(), "let me in", null));
    assertEquals(RejectCode.NOT_MEMBER, removed.awaits(ServerEvent.Rejected.class).code());
    assertEquals(
        List.of(eve.id()),
        his.awaits(MembersChanged.class).left().stream().map(AccountInfo::id).toList());
  }

  @Test
  void lastHostWhoLeavesMakesTheLongestMemberOne() {
    ConversationInfo made = room(Visibility.PRIVATE, bob, eve);
    TestConnection his = bob.connect();
    expect(204, server.http().call("DELETE", members(made, alice), alice.token(), null));
    MineChanged mine = his.awaits(MineChanged.class);
    assertEquals(true, mine.host());
    assertTrue(find(bob, made.id()).host());
    assertFalse(find(eve, made.id()).host());
  }

  @Test
  void changesAreEntriesForMembers() {
    ConversationInfo made = room(Visibility.PRIVATE, bob);
    TestConnection his = bob.connect();
    ConversationInfo changed =
        body(
                200,
                ConversationResponse.class,
                server
                    .http()
                    .call(
                        "PATCH",
                        "/api/conversations/" + made.id(),
                        alice.token(),
                        new ChangeRoomRequest("Other", " what  it is about ", null, true, null)))
            .conversation();
    assertEquals("Other", changed.title());
    assertEquals("what it is about", changed.topic());
    assertTrue(changed.archived());
    ConversationChanged told = his.awaits(ConversationChanged.class);
    assertEquals(2, told.seq());
    assertEquals("Other", told.title());
    assertEquals("what it is about", told.topic());
    assertEquals(true, told.archived());
    assertEquals(null, told.visibility());
  }

  @Test
  void directAppearsToTheOthersWithItsFirstMessage() {
    TestConnection hers = alice.connect();
    TestConnection his = bob.connect();
    ConversationInfo direct = direct(201, alice, bob);
    assertEquals(ConversationKind.DIRECT, direct.kind());
    assertEquals(2, direct.members());
    assertEquals(
        List.of(alice.id(), bob.id()), direct.people().stream().map(AccountInfo::id).toList());
    assertEquals(direct, hers.awaits(ConversationAdded.class).conversation());
    assertEquals(direct, direct(200, alice, bob));
    assertEquals(1, bob.open().hello().conversations().size());
    assertEquals(
        404, server.http().get("/api/conversations/" + direct.id(), bob.token()).statusCode());
    assertTrue(his.everythingSoFar().stream().noneMatch(e -> about(e, direct.id())));
    assertEquals(1, post(hers, direct.id(), "only for you"));
    List<ServerEvent> heard =
        his.upTo(MessagePosted.class).stream().filter(e -> about(e, direct.id())).toList();
    assertEquals(
        List.of(ConversationAdded.class, MessagePosted.class),
        heard.stream().map(Object::getClass).toList());
    assertEquals(0, ((ConversationAdded) heard.getFirst()).conversation().unread());
    ConversationInfo known = find(bob, direct.id());
    assertEquals(1, known.unread());
    assertEquals("only for you", known.last().text());
    assertEquals(direct.id(), direct(200, bob, alice).id());
    post(his, direct.id(), "and for you");
    assertEquals(
        "and for you", hers.awaits(MessagePosted.class, m -> m.sender().id() == bob.id()).body());
  }

  @Test
  void notesAreForOneselfAlone() {
    ConversationInfo notes = direct(201, alice);
    assertEquals(1, notes.members());
    assertEquals(notes.id(), direct(200, alice, alice).id());
    assertFalse(notes.id() == direct(201, bob).id());
  }

  @Test
  void markedUnreadIsToldToOwnConnectionsAlone() {
    TestConnection laptop = alice.connect();
    TestConnection phone = alice.elsewhere().connect();
    TestConnection his = bob.connect();
    his.fill(5);
    laptop.command(new MarkRead(1L, 1, 5));
    his.awaits(ReadMoved.class);
    laptop.everythingSoFar();
    phone.everythingSoFar();
    MineResponse answer =
        body(
            200,
            MineResponse.class,
            server
                .http()
                .call(
                    "PUT",
                    "/api/conversations/1/mine",
                    alice.token(),
                    new ChangeMineRequest(true, Level.MENTIONS, 3L)));
    assertEquals(2, answer.mine().readSeq());
    assertEquals(3, answer.mine().unread());
    for (TestConnection own : List.of(laptop, phone)) {
      MineChanged told = own.awaits(MineChanged.class);
      assertEquals(2, told.readSeq());
      assertEquals(3, told.unread());
      assertTrue(told.starred());
      assertEquals(Level.MENTIONS, told.level());
      assertTrue(own.everythingSoFar().stream().noneMatch(ReadMoved.class::isInstance));
    }
    assertTrue(
        his.everythingSoFar().stream()
            .noneMatch(e -> e instanceof ReadMoved || e instanceof MineChanged));
    ConversationInfo lobby = alice.open().hello().conversations().getFirst();
    assertEquals(2, lobby.readSeq());
    assertEquals(3, lobby.unread());
    assertTrue(lobby.starred());
    assertEquals(Level.MENTIONS, lobby.level());
    laptop.command(new MarkRead(2L, 1, 4));
    assertEquals(4, his.awaits(ReadMoved.class).seq());
  }

  @Test
  void hundredsJoinOneByOneWhileItIsWrittenIn() {
    int joining = 300;
    ConversationInfo made = room(Visibility.OPEN, bob);
    TestConnection hers = alice.connect();
    TestConnection his = bob.connect();
    TestConnection joined = null;
    for (int i = 0; i < joining; i++) {
      TestUser user = server.signUp("p" + i);
      if (i == joining / 2) {
        joined = user.connect();
      }
      expect(
          200,
          server
              .http()
              .post(
                  "/api/conversations/" + made.id() + "/members",
                  user.token(),
                  new AccountsRequest(List.of(user.id()))));
      if (i % 10 == 0) {
        hers.command(
            new SendMessage(
                (long) i, made.id(), UUID.randomUUID().toString(), "message " + i, null));
      }
    }
    long last = 1L + joining + joining / 10;
    assertEquals(LongStream.rangeClosed(2, last).boxed().toList(), entries(his, made.id(), last));
    long added = joined.awaits(ConversationAdded.class).conversation().lastSeq();
    assertEquals(
        LongStream.rangeClosed(added + 1, last).boxed().toList(), entries(joined, made.id(), last));
    assertEquals(2 + joining, find(bob, made.id()).members());
  }

  private static List<Long> entries(TestConnection connection, long conversation, long last) {
    List<Long> seen = new ArrayList<>();
    while (seen.isEmpty() || seen.getLast() < last) {
      Entry entry =
          (Entry)
              connection.awaits(
                  e -> e instanceof Entry some && some.conversation() == conversation);
      seen.add(entry.seq());
    }
    return seen;
  }

  private ConversationInfo room(Visibility visibility, TestUser... members) {
    return alice.makeRoom("Field team", visibility, members);
  }

  private ConversationInfo direct(int status, TestUser caller, TestUser... others) {
    return body(
            status,
            ConversationResponse.class,
            server
                .http()
                .post(
                    "/api/directs",
                    caller.token(),
                    new AccountsRequest(List.of(others).stream().map(TestUser::id).toList())))
        .conversation();
  }

  private ConversationInfo find(TestUser user, long id) {
    return body(
            200,
            ConversationResponse.class,
            server.http().get("/api/conversations/" + id, user.token()))
        .conversation();
  }

  private static String members(ConversationInfo room, TestUser user) {
    return "/api/conversations/" + room.id() + "/members/" + user.id();
  }

  private static long post(TestConnection from, long conversation, String text) {
    return from.post(conversation, text).seq();
  }

  private static boolean about(ServerEvent event, long conversation) {
    return switch (event) {
      case Entry entry -> entry.conversation() == conversation;
      case ConversationAdded added -> added.conversation().id() == conversation;
      case ConversationRemoved removed -> removed.conversation() == conversation;
      case MineChanged mine -> mine.conversation() == conversation;
      case ReadMoved moved -> moved.conversation() == conversation;
      case ServerEvent.Typing typing -> typing.conversation() == conversation;
      default -> false;
    };
  }
}
