package chatter.client.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.composer.Completion.Insertion;
import chatter.client.chat.composer.MentionCompletion;
import chatter.client.net.SessionEvent;
import chatter.client.net.http.Failures;
import chatter.shared.api.MemberInfo;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.Role;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whom an `@` offers, and what becomes of those who are not in the room.
class MentionedOutsidersTest {
  private static final long TEAM = 2;

  private final ChatFixture fixture = new ChatFixture();
  private final FakeSession session = fixture.session;
  private final ChatViewModel chat = fixture.model();

  @BeforeEach
  void enter() {
    session.rooms.members.add(new MemberInfo(FakeSession.ME, false, Role.MEMBER, false, null));
    session.rooms.members.add(new MemberInfo(FakeSession.LENA, false, Role.MEMBER, false, null));
    session.listener.accept(
        new SessionEvent.Welcomed(
            FakeSession.ME, List.of(session.lobby(), session.room(TEAM, "Field team", 0)), 8000));
    chat.heardOf(List.of(FakeSession.OMAR, FakeSession.ANA));
    chat.show(TEAM);
  }

  private List<MentionCompletion.Candidate> offered(String typed) {
    fixture.composer().draftProperty().set(typed);
    fixture.composer().completion().caretMoved(typed, typed.length());
    return fixture.composer().completion().candidates();
  }

  /// Mentions the first who goes by that, and sends it.
  private void mention(String typed) {
    offered(typed);
    Insertion insertion = fixture.composer().completion().accept(0);
    fixture.composer().draftProperty().set(insertion.text() + "look");
    fixture.composer().send();
  }

  private List<AccountInfo> missing() {
    return fixture.composer().missingProperty().get();
  }

  @Test
  void thoseOfTheRoomComeBeforeOthersAndEverybodyLast() {
    assertEquals(
        List.of("Ada Brandt", "Ana Silva", "all"),
        offered("@a").stream().map(MentionCompletion.Candidate::name).toList());
    assertEquals(
        List.of(true, false, true),
        offered("@a").stream().map(MentionCompletion.Candidate::member).toList());
  }

  @Test
  void whoeverIsNotInTheRoomCanBeAddedOnceTheMessageIsSent() {
    mention("@om");
    assertEquals("<@3> look", session.outbox.getFirst().body());
    assertEquals(List.of(FakeSession.OMAR), missing());
    fixture.composer().addMissing();
    assertTrue(session.rooms.calls.contains("addMembers 2 [3]"), session.rooms.calls::toString);
    assertEquals(List.of(), missing());
  }

  @Test
  void nothingIsOfferedForMembersNorWhereEverybodyIsIn() {
    mention("@le");
    assertEquals(List.of(), missing());
    mention("@ada");
    assertEquals(List.of(), missing());
    chat.show(ConversationInfo.LOBBY);
    mention("@om");
    assertEquals("<@3> look", session.outbox.getLast().body());
    assertEquals(List.of(), missing());
  }

  @Test
  void theNextMessageTakesTheOfferBack() {
    mention("@om");
    fixture.composer().draftProperty().set("never mind");
    fixture.composer().send();
    assertEquals(List.of(), missing());
  }

  @Test
  void whyNobodyWasAddedIsSaid() {
    mention("@om");
    session.rooms.failure = Failures.unreachable();
    fixture.composer().addMissing();
    assertFalse(chat.noticeProperty().get().isEmpty());
  }
}
