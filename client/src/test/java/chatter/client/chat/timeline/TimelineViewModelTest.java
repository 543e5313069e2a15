package chatter.client.chat.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.ChatFixture;
import chatter.client.chat.FakeSession;
import chatter.client.chat.message.ChatMessage;
import chatter.client.net.SessionEvent;
import chatter.client.net.outbox.OutboxEntry;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.RejectCode;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Test;

/// What the timeline shows for what the session tells, without a window.
class TimelineViewModelTest {
  private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");

  private final ChatFixture fixture = new ChatFixture();
  private final FakeSession session = fixture.session;

  private TimelineViewModel open() {
    fixture.model();
    session.welcome();
    return timeline();
  }

  private TimelineViewModel timeline() {
    return fixture.timeline();
  }

  private void fill(int messages) {
    for (int i = session.stored.size(); i < messages; i++) {
      session.add(
          i % 2 == 0 ? FakeSession.LENA : FakeSession.OMAR,
          NINE.plusSeconds(i * 60L),
          "number " + i);
    }
    session.readSeq = session.stored.size();
  }

  private List<MessageRow> messages() {
    return timeline().rows().stream()
        .filter(MessageRow.class::isInstance)
        .map(MessageRow.class::cast)
        .toList();
  }

  private MessageRow last() {
    return messages().getLast();
  }

  private List<Long> seqs() {
    return messages().stream().map(MessageRow::seq).toList();
  }

  private void assertGapless() {
    List<Long> seqs = seqs();
    for (int i = 1; i < seqs.size(); i++) {
      assertEquals(seqs.get(i - 1) + 1, seqs.get(i));
    }
  }

  @Test
  void opensWithTheNewestPage() {
    fill(120);
    open();
    assertEquals(TimelinePages.PAGE, messages().size());
    assertEquals(120, last().seq());
    assertTrue(timeline().pages().isEndComplete());
    assertFalse(timeline().pages().isStartComplete());
    assertInstanceOf(ScrollTarget.ToEnd.class, timeline().position());
  }

  @Test
  void opensAtTheFirstUnreadMessage() {
    fill(500);
    session.readSeq = 300;
    open();
    int line = timeline().rows().indexOf(new TimelineRow.Unread());
    assertEquals(301, ((MessageRow) timeline().rows().get(line + 1)).seq());
    ScrollTarget.ToRow move = assertInstanceOf(ScrollTarget.ToRow.class, timeline().position());
    assertEquals(TimelineRow.Unread.KEY, move.key());
    assertFalse(timeline().pages().isEndComplete());
    assertEquals(200, timeline().readMark().unread());
  }

  @Test
  void ownMessagesAreNeverUnread() {
    fill(10);
    session.readSeq = 10;
    session.add(FakeSession.ME, NINE.plusSeconds(900), "from my other device");
    session.add(FakeSession.LENA, NINE.plusSeconds(960), "unread");
    open();
    int line = timeline().rows().indexOf(new TimelineRow.Unread());
    assertEquals(12, ((MessageRow) timeline().rows().get(line + 1)).seq());
  }

  @Test
  void olderPagesComeBeforeInOrderUntilTheFirst() {
    fill(230);
    open();
    while (!timeline().pages().isStartComplete()) {
      timeline().loadOlder();
    }
    assertEquals(230, messages().size());
    assertGapless();
  }

  @Test
  void theWindowStaysBoundedWhileReadingAllOfALongRoom() {
    fill(5_000);
    open();
    int most = 0;
    while (!timeline().pages().isStartComplete()) {
      timeline().loadOlder();
      most = Math.max(most, timeline().rows().size());
      assertGapless();
    }
    assertEquals(1, messages().getFirst().seq());
    assertFalse(timeline().pages().isEndComplete());
    while (!timeline().pages().isEndComplete()) {
      timeline().loadNewer();
      most = Math.max(most, timeline().rows().size());
      assertGapless();
    }
    assertEquals(5_000, last().seq());
    assertTrue(most <= 1_000, "rows " + most);
  }

  @Test
  void aMessageThatArrivesWhileThePageIsOnItsWayIsNotLost() {
    fill(60);
    session.hold = true;
    open();
    session.post(FakeSession.LENA, "meanwhile");
    session.post(FakeSession.LENA, "again");
    session.release();
    assertEquals(62, last().seq());
    assertGapless();
  }

  @Test
  void theSameMessageTwiceIsOneRow() {
    fill(10);
    open();
    MessagePosted again = session.stored.get(4);
    session.listener.accept(new SessionEvent.EntryApplied(again, true));
    assertEquals(10, messages().size());
  }

  @Test
  void whatComesOutOfOrderStandsInOrder() {
    fill(10);
    open();
    session.hold = true;
    MessagePosted eleventh = session.add(FakeSession.LENA, NINE, "eleven");
    MessagePosted twelfth = session.add(FakeSession.LENA, NINE, "twelve");
    session.listener.accept(new SessionEvent.EntryApplied(twelfth, true));
    session.listener.accept(new SessionEvent.EntryApplied(eleventh, true));
    assertGapless();
    assertEquals(12, last().seq());
  }

  @Test
  void aSentMessageKeepsItsRowFromPendingToStored() throws Exception {
    fill(10);
    open();
    String id = session.send(1, "hello", null);
    assertEquals(ChatMessage.Delivery.PENDING, last().message().delivery());
    assertEquals(id, last().key());
    AtomicInteger removed = new AtomicInteger();
    timeline()
        .rows()
        .addListener(
            (ListChangeListener<TimelineRow>)
                change -> {
                  while (change.next()) {
                    if (!change.wasReplaced()) {
                      removed.addAndGet(change.getRemovedSize());
                    }
                  }
                });
    session.acknowledge();
    assertEquals(ChatMessage.Delivery.STORED, last().message().delivery());
    assertEquals(id, last().key());
    assertEquals(11, messages().size());
    assertEquals(0, removed.get());
  }

  @Test
  void pendingMessagesStayBelowWhatArrives() throws Exception {
    fill(10);
    open();
    session.send(1, "mine", null);
    session.post(FakeSession.LENA, "hers");
    assertEquals("mine", last().message().content().body());
    session.acknowledge();
    assertEquals(List.of(11L, 12L), seqs().subList(10, 12));
  }

  @Test
  void anOutboxThatStillHoldsAStoredMessageShowsItOnce() throws Exception {
    fill(3);
    open();
    String id = session.send(1, "mine", null);
    OutboxEntry waiting = session.outbox.getFirst();
    session.acknowledge();
    session.listener.accept(new SessionEvent.OutboxChanged(List.of(waiting)));
    assertEquals(1, messages().stream().filter(row -> row.key().equals(id)).count());
  }

  @Test
  void aRefusedMessageSaysWhy() throws Exception {
    open();
    session.send(1, "too fast", null);
    session.refuse(RejectCode.RATE_LIMITED);
    assertEquals(ChatMessage.Delivery.FAILED, last().message().delivery());
    assertEquals(RejectCode.RATE_LIMITED, last().message().reason());
    session.discard(last().key().toString());
    assertTrue(messages().isEmpty());
  }

  @Test
  void everyReasonToRefuseHasWords() {
    for (RejectCode code : RejectCode.values()) {
      assertFalse(MessageCell.reason(fixture.texts, code).isBlank());
    }
  }

  @Test
  void runsBreakByPauseSenderDayAndReply() {
    session.add(FakeSession.LENA, NINE, "one");
    session.add(FakeSession.LENA, NINE.plus(Duration.ofMinutes(5)), "two");
    session.add(FakeSession.LENA, NINE.plus(Duration.ofMinutes(11)), "pause");
    session.add(FakeSession.OMAR, NINE.plus(Duration.ofMinutes(11)), "sender");
    session.add(FakeSession.OMAR, NINE.plus(Duration.ofMinutes(12)), "reply", 1L);
    session.add(FakeSession.OMAR, NINE.plus(Duration.ofMinutes(12)), "after the reply");
    session.readSeq = 6;
    open();
    assertEquals(
        List.of("first", "last", "first last", "first last", "first", "last"),
        messages().stream()
            .map(row -> (row.first() ? "first " : "") + (row.last() ? "last" : ""))
            .map(String::strip)
            .toList());
  }

  @Test
  void aNewMessageChangesNoRowButItsNeighbour() {
    fill(50);
    open();
    AtomicInteger touched = new AtomicInteger();
    timeline()
        .rows()
        .addListener(
            (ListChangeListener<TimelineRow>)
                change -> {
                  while (change.next()) {
                    touched.addAndGet(change.getAddedSize() + change.getRemovedSize());
                  }
                });
    session.post(FakeSession.OMAR, "one more");
    // The row itself, and its neighbour before and after, which is no longer the last of its run;
    // a day line comes above, as the clock says it is later today.
    assertTrue(touched.get() <= 4, "touched " + touched.get());
  }

  @Test
  void quotesShowWhatIsNotLoaded() {
    fill(200);
    session.add(FakeSession.OMAR, NINE.plusSeconds(20_000), "an answer", 3L);
    session.readSeq = 201;
    open();
    assertEquals("number 2", last().quote().text());
    assertEquals("Lena Koch", last().quote().name());
  }

  @Test
  void daysAreNamedAnewAtMidnight() {
    session.add(FakeSession.LENA, fixture.clock.instant(), "today");
    session.readSeq = 1;
    open();
    assertEquals("Today", ((TimelineRow.Day) timeline().rows().getFirst()).label());
    fixture.clock.advance(Duration.ofHours(13));
    fixture.chat.tick();
    assertEquals("Yesterday", ((TimelineRow.Day) timeline().rows().getFirst()).label());
    fixture.clock.advance(Duration.ofDays(2));
    fixture.chat.tick();
    assertEquals("Monday", ((TimelineRow.Day) timeline().rows().getFirst()).label());
    fixture.clock.advance(Duration.ofDays(9));
    fixture.chat.tick();
    assertEquals("Monday 23 November", ((TimelineRow.Day) timeline().rows().getFirst()).label());
  }

  private void sees(long first, long last) {
    if (timeline().readMark().shown(first, last)) {
      timeline().readMark().look();
    }
  }

  @Test
  void timesAndDaysFollowTheReaderIntoAnotherZone() {
    session.add(FakeSession.LENA, fixture.clock.instant(), "today");
    session.readSeq = 1;
    open();
    assertEquals("11:43", ((MessageRow) timeline().rows().getLast()).time());
    fixture.clock.travel(ZoneId.of("Asia/Tokyo"));
    fixture.chat.tick();
    assertEquals("20:43", ((MessageRow) timeline().rows().getLast()).time());
    fixture.clock.travel(ZoneId.of("Pacific/Kiritimati"));
    fixture.chat.tick();
    assertEquals("01:43", ((MessageRow) timeline().rows().getLast()).time());
    assertEquals("Today", ((TimelineRow.Day) timeline().rows().getFirst()).label());
  }

  @Test
  void theYearIsNotDroppedForAnotherOne() {
    open();
    String brief = fixture.chat.labels().brief(fixture.clock.instant().minus(Duration.ofDays(400)));
    assertTrue(brief.contains("2025"), brief);
  }

  @Test
  void readingMovesTheMarkButOnlyInFrontOfSomebody() {
    fill(10);
    session.readSeq = 5;
    open();
    assertEquals(5, timeline().readMark().unread());
    fixture.chat.setActive(false);
    sees(3, 8);
    fixture.chat.setActive(true);
    timeline().readMark().look();
    assertEquals(5, timeline().readMark().unread(), "shown to nobody");
    sees(3, 8);
    assertEquals(2, timeline().readMark().unread());
    assertTrue(session.calls.contains("read 8"));
  }

  @Test
  void aGlanceReadsNothing() {
    fill(10);
    session.readSeq = 5;
    open();
    timeline().readMark().shown(3, 10);
    fixture.chat.setActive(false);
    timeline().readMark().look();
    assertEquals(5, timeline().readMark().unread());
    fixture.chat.setActive(true);
    timeline().readMark().look();
    assertEquals(5, timeline().readMark().unread());
    assertTrue(session.calls.stream().noneMatch(call -> call.startsWith("read")));
  }

  @Test
  void whatCameWhileAwayIsNotReadByLookingAtItsEnd() {
    fill(10);
    open();
    fixture.chat.setActive(false);
    for (int i = 0; i < 300; i++) {
      session.post(FakeSession.LENA, "away");
    }
    fixture.chat.setActive(true);
    sees(295, 310);
    assertEquals(300, timeline().readMark().unread());
    assertEquals("(300) Lobby · Chatter", fixture.chat.unreadTitleProperty().get());
    sees(9, 20);
    assertEquals(290, timeline().readMark().unread());
    sees(15, 40);
    sees(41, 60);
    assertEquals(250, timeline().readMark().unread());
    sees(80, 100);
    assertEquals(250, timeline().readMark().unread(), "a gap was jumped over");
  }

  @Test
  void whoGoesToTheNewestOnPurposeHasReadWhatHePasses() {
    fill(10);
    open();
    fixture.chat.setActive(false);
    for (int i = 0; i < 300; i++) {
      session.post(FakeSession.LENA, "away");
    }
    fixture.chat.setActive(true);
    timeline().skipToNewest();
    sees(295, 310);
    assertEquals(0, timeline().readMark().unread());
    assertEquals("", fixture.chat.unreadTitleProperty().get());
    assertTrue(session.calls.contains("read 310"));
  }

  @Test
  void escapeReadsAllAndGoesToTheEnd() {
    fill(500);
    session.readSeq = 300;
    open();
    fixture.chat.readAll();
    assertEquals(0, timeline().readMark().unread());
    assertTrue(session.calls.contains("read 500"));
    assertInstanceOf(ScrollTarget.ToEnd.class, timeline().position());
  }

  @Test
  void whatComesUnderTheEyesIsNotCountedInTheTitle() {
    fill(10);
    open();
    sees(1, 10);
    session.post(FakeSession.LENA, "under your eyes");
    assertEquals("", fixture.chat.unreadTitleProperty().get());
    assertEquals(0, fixture.summary().unread());
    fixture.chat.setActive(false);
    assertEquals("(1) Lobby · Chatter", fixture.chat.unreadTitleProperty().get());
    assertEquals(1, fixture.summary().unread());
  }

  @Test
  void moreAtOnceThanFitsHasALineAndAWayToIt() {
    fill(10);
    open();
    sees(1, 10);
    for (int i = 0; i < 60; i++) {
      session.post(FakeSession.LENA, "burst");
    }
    sees(55, 70);
    assertEquals(60, timeline().readMark().unread());
    assertTrue(timeline().rows().contains(new TimelineRow.Unread()));
    assertEquals(60, timeline().readMark().unreadAtVisit());
    assertEquals("(60) Lobby · Chatter", fixture.chat.unreadTitleProperty().get());
  }

  @Test
  void whatWasReadElsewhereIsNotUnreadAfterASleep() {
    fill(10);
    open();
    session.stored.clear();
    fill(15);
    session.readSeq = 15;
    session.welcome();
    for (int i = 10; i < 15; i++) {
      session.listener.accept(new SessionEvent.EntryApplied(session.stored.get(i), false));
    }
    assertEquals(0, timeline().readMark().unread());
    assertEquals("", fixture.chat.unreadTitleProperty().get());
  }

  @Test
  void whatArrivesWhileAwayStandsBelowAnUnreadLine() {
    fill(10);
    open();
    sees(1, 10);
    fixture.chat.setActive(false);
    session.post(FakeSession.LENA, "away");
    session.post(FakeSession.LENA, "still away");
    int line = timeline().rows().indexOf(new TimelineRow.Unread());
    assertEquals(11, ((MessageRow) timeline().rows().get(line + 1)).seq());
    assertEquals(2, timeline().readMark().unreadAtVisit());
    fixture.chat.setActive(true);
    sees(5, 12);
    assertTrue(timeline().rows().contains(new TimelineRow.Unread()), "stays for the visit");
    fixture.chat.setActive(false);
    assertFalse(timeline().rows().contains(new TimelineRow.Unread()));
  }

  @Test
  void sendingTakesTheUnreadLineAwayAndGoesToTheEnd() {
    fill(500);
    session.readSeq = 300;
    open();
    var composer = fixture.composer();
    composer.draftProperty().set("here I am");
    composer.send();
    assertFalse(timeline().rows().contains(new TimelineRow.Unread()));
    assertInstanceOf(ScrollTarget.ToEnd.class, timeline().position());
    assertTrue(timeline().pages().isEndComplete());
    assertEquals("here I am", last().message().content().body());
  }

  @Test
  void aResetStartsOver() {
    fill(300);
    open();
    session.stored.subList(20, 300).clear();
    session.listener.accept(new SessionEvent.ConversationReset(1, 20, false));
    assertEquals(20, last().seq());
    assertGapless();
    session.post(FakeSession.LENA, "after the reset");
    assertEquals(21, last().seq());
  }

  @Test
  void aReaderFarUpKeepsHisRowsWhenTheRoomIsBusy() {
    fill(1_000);
    open();
    while (messages().size() < TimelinePages.WINDOW) {
      timeline().loadOlder();
    }
    timeline().pages().setFollowing(false);
    long first = messages().getFirst().seq();
    for (int i = 0; i < 100; i++) {
      session.post(FakeSession.LENA, "busy");
    }
    assertEquals(first, messages().getFirst().seq());
    assertEquals(TimelinePages.WINDOW, messages().size());
    assertEquals(100, timeline().readMark().unread());
    timeline().showNewest();
    assertEquals(1_100, last().seq());
  }

  @Test
  void aFollowedBusyRoomForgetsTheOldest() {
    fill(10);
    open();
    for (int i = 0; i < 3_000; i++) {
      session.post(FakeSession.LENA, "busy");
    }
    assertTrue(messages().size() <= TimelinePages.WINDOW);
    assertEquals(3_010, last().seq());
    assertFalse(timeline().pages().isStartComplete());
    assertGapless();
  }

  @Test
  void aFailedFirstPageCanBeTriedAgain() {
    fill(10);
    session.refuseHistory = true;
    open();
    assertEquals(TimelinePages.State.FAILED, timeline().pages().state());
    assertFalse(fixture.chat.noticeProperty().get().isEmpty());
    session.refuseHistory = false;
    timeline().reload();
    assertEquals(10, messages().size());
  }

  @Test
  void whatIsWrittenShowsThoughNoPageCouldBeFetched() throws Exception {
    fill(10);
    session.refuseHistory = true;
    open();
    String id = session.send(1, "written meanwhile", null);
    timeline().sending();
    assertEquals(List.of(id), messages().stream().map(MessageRow::key).toList());
    assertEquals(TimelinePages.State.FAILED, timeline().pages().state());
    session.refuseHistory = false;
    timeline().reload();
    assertEquals(11, messages().size());
    assertEquals(id, last().key());
    session.acknowledge();
    assertEquals(11, messages().size());
    assertEquals(ChatMessage.Delivery.STORED, last().message().delivery());
  }

  @Test
  void aFailedPageIsNotAskedForAgainAtOnce() {
    fill(200);
    open();
    session.refuseHistory = true;
    timeline().loadOlder();
    long asked = session.calls.stream().filter(call -> call.contains("Before")).count();
    timeline().loadOlder();
    assertEquals(asked, session.calls.stream().filter(call -> call.contains("Before")).count());
    session.refuseHistory = false;
    fixture.chat.tick();
    fixture.clock.advance(Duration.ofSeconds(6));
    fixture.chat.tick();
    timeline().loadOlder();
    assertEquals(100, messages().size());
  }

  @Test
  void aNewNameReachesRowsThatAreLoaded() {
    fill(4);
    open();
    session.listener.accept(
        new SessionEvent.AccountChanged(new AccountInfo(4, "Lena K.", null, "/api/avatars/x")));
    assertEquals("Lena K.", messages().getFirst().message().content().sender().name());
    assertNull(messages().get(1).message().content().sender().avatarUrl());
  }

  private List<String> bodies() {
    return messages().stream().map(row -> row.message().content().body()).toList();
  }

  @Test
  void whatFailedStaysWhereItWasWritten() throws Exception {
    fill(3);
    open();
    session.send(1, "mine", null);
    session.refuse(RejectCode.TOO_LARGE);
    session.post(FakeSession.LENA, "hers");
    session.send(1, "next", null);
    assertEquals(List.of("number 0", "number 1", "number 2", "mine", "hers", "next"), bodies());
    session.acknowledge();
    session.post(FakeSession.OMAR, "his");
    assertEquals(
        List.of("number 0", "number 1", "number 2", "mine", "hers", "next", "his"), bodies());
    String failed = messages().get(3).key().toString();
    session.listener.accept(new SessionEvent.OutboxChanged(List.copyOf(session.outbox)));
    assertEquals("mine", bodies().get(3));
    session.discard(failed);
    assertEquals(6, messages().size());
    assertGapless();
  }

  @Test
  void whatFailedComesAndGoesWithThePageItBelongsTo() throws Exception {
    fill(5);
    open();
    session.send(1, "failed long ago", null);
    session.refuse(RejectCode.TOO_LARGE);
    fill(400);
    session.listener.accept(new SessionEvent.ConversationReset(1, 400, false));
    assertFalse(bodies().contains("failed long ago"));
    while (!timeline().pages().isStartComplete()) {
      timeline().loadOlder();
    }
    assertEquals("failed long ago", bodies().get(5));
    assertEquals("number 5", bodies().get(6));
    timeline().showNewest();
    assertEquals(400, last().seq());
    assertEquals(1, bodies().stream().filter("failed long ago"::equals).count());
  }

  @Test
  void whatIsTriedAgainWaitsAtTheEnd() throws Exception {
    fill(3);
    open();
    String id = session.send(1, "mine", null);
    session.refuse(RejectCode.TOO_LARGE);
    session.post(FakeSession.LENA, "hers");
    session.outbox.clear();
    session.send(1, "mine", null);
    assertEquals("mine", bodies().getLast());
    assertEquals(5, messages().size());
    assertFalse(messages().stream().anyMatch(row -> row.key().equals(id)));
  }

  @Test
  void aQuoteThatCouldNotBeFetchedIsAskedForAgain() {
    fill(200);
    session.add(FakeSession.OMAR, NINE.plusSeconds(20_000), "an answer", 3L);
    session.readSeq = 201;
    fixture.model();
    session.refuseAround = true;
    session.welcome();
    assertEquals("", last().quote().text());
    session.refuseAround = false;
    fixture.chat.tick();
    fixture.clock.advance(Duration.ofSeconds(6));
    fixture.chat.tick();
    assertEquals("number 2", last().quote().text());
  }

  @Test
  void aQuoteThatCouldNotBeFetchedIsAskedForWhenConnectedAgain() {
    fill(200);
    session.add(FakeSession.OMAR, NINE.plusSeconds(20_000), "an answer", 3L);
    session.readSeq = 201;
    fixture.model();
    session.refuseAround = true;
    session.welcome();
    session.refuseAround = false;
    session.welcome();
    assertEquals("number 2", last().quote().text());
  }
}
