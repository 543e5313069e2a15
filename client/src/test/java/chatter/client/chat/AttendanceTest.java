package chatter.client.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import chatter.client.net.SessionEvent;
import chatter.client.net.http.Failures;
import chatter.server.Examples;
import chatter.shared.api.MemberInfo;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.PresenceInfo;
import chatter.shared.protocol.Role;
import chatter.shared.protocol.ServerEvent;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// How many of those in a conversation are here.
class AttendanceTest {
  private static final long ROOM = 2;

  private final ChatFixture fixture = new ChatFixture();
  private final FakeSession session = fixture.session;
  private final ChatViewModel chat = fixture.model();

  @TestFactory
  Stream<DynamicTest> theyAreCountedAsOnThePage() throws IOException {
    return Examples.tests(
        "online.json",
        example -> {
          Set<Long> here = numbers(example.get("here"));
          assertEquals(
              example.get("online").asInt(),
              Attendance.online(
                  example.path("lobby").asBoolean(false),
                  example.get("members").asInt(),
                  example.get("ids").isNull() ? null : numbers(example.get("ids")),
                  here::contains,
                  example.get("everybody").asInt()));
        });
  }

  private static Set<Long> numbers(JsonNode list) {
    return list.valueStream().map(JsonNode::asLong).collect(Collectors.toSet());
  }

  private void member(AccountInfo account) {
    session.rooms.members.add(new MemberInfo(account, false, Role.MEMBER, false, null));
  }

  private void here(long account, boolean on) {
    chat.on(
        new SessionEvent.Presence(
            false,
            5,
            null,
            List.of(
                new PresenceInfo(
                    account,
                    "P" + account,
                    null,
                    on ? PresenceInfo.State.ONLINE : PresenceInfo.State.OFFLINE,
                    null))));
  }

  private void welcome() {
    chat.on(
        new SessionEvent.Welcomed(
            FakeSession.ME, List.of(session.lobby(), session.room(ROOM, "Two", 0)), 8000));
  }

  private String head() {
    return chat.headCount().textProperty().get();
  }

  private void change(long seq, List<AccountInfo> joined, List<AccountInfo> left) {
    session.comes(
        new ServerEvent.MembersChanged(ROOM, seq, FakeSession.ME, ChatFixture.NINE, joined, left));
  }

  @Test
  void thoseOfARoomAreCountedAndNobodyElse() {
    member(FakeSession.ME);
    member(FakeSession.LENA);
    welcome();
    chat.show(ROOM);
    assertEquals("14 members", head());
    here(FakeSession.LENA.id(), true);
    here(FakeSession.OMAR.id(), true);
    assertEquals("14 members, 1 online", head());
    here(FakeSession.ME.id(), true);
    assertEquals("14 members, 2 online", head());
    change(1, List.of(FakeSession.OMAR), List.of());
    assertEquals("15 members, 3 online", head());
    change(2, List.of(), List.of(FakeSession.LENA));
    assertEquals("14 members, 2 online", head());
    assertFalse(chat.headCount().aloneProperty().get());
  }

  @Test
  void allPagesAreAskedFor() {
    LongStream.rangeClosed(1, 150).forEach(id -> member(new AccountInfo(id, "P" + id, null, null)));
    welcome();
    session.rooms.calls.clear();
    chat.show(ROOM);
    here(150, true);
    assertEquals("14 members, 1 online", head());
    assertEquals(List.of("members 2 ", "members 2 "), session.rooms.calls.subList(0, 2));
  }

  @Test
  void whoComesWhileTheAnswerIsOnItsWayIsCountedAndAFailureIsMadeGoodByTheNextWelcome() {
    member(FakeSession.ME);
    session.rooms.failure = Failures.unreachable();
    welcome();
    chat.show(ROOM);
    here(FakeSession.LENA.id(), true);
    assertEquals("14 members", head());
    session.rooms.failure = null;
    member(FakeSession.LENA);
    change(1, List.of(FakeSession.LENA), List.of());
    assertEquals("15 members, 1 online", head());
    session.rooms.failure = Failures.unreachable();
    chat.on(new SessionEvent.ConversationReset(ROOM, 9, false));
    assertEquals("15 members", head());
    session.rooms.failure = null;
    welcome();
    assertEquals("14 members, 1 online", head());
  }

  @Test
  void oneAloneInARoomIsNotAloneInTheChat() {
    member(FakeSession.ME);
    chat.on(new SessionEvent.Welcomed(FakeSession.ME, List.of(session.lobby(), alone()), 8000));
    here(FakeSession.ME.id(), true);
    chat.show(ROOM);
    assertEquals("1 member, 1 online", head());
    assertFalse(chat.headCount().aloneProperty().get());
  }

  private ConversationInfo alone() {
    ConversationInfo room = session.room(ROOM, "Two", 0);
    return new ConversationInfo(
        room.id(),
        room.kind(),
        room.title(),
        room.topic(),
        room.visibility(),
        room.archived(),
        room.host(),
        room.lastSeq(),
        room.readSeq(),
        room.unread(),
        room.mentions(),
        1,
        room.starred(),
        room.level(),
        room.people(),
        room.last());
  }
}
