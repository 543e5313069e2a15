package chatter.server.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.checker.History.Line;
import chatter.shared.api.HistoryPage;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ConversationKind;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Each check by itself: a small history in which all is well, and the same with one thing wrong.
final class ChecksTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final long ADA = 3;
  private static final long BEN = 4;

  /// Ada writes 1 and 3, Ben 2; the last try of 3 is a duplicate.
  private final List<MessagePosted> stored =
      new ArrayList<>(List.of(row(1, ADA), row(2, BEN), row(3, ADA)));

  private final List<Entry> happened =
      new ArrayList<>(
          List.of(
              new Entry.Joined("ada", ADA),
              new Entry.Joined("ben", BEN),
              new Entry.Began("ada", 1, 0),
              new Entry.Began("ben", 1, 0),
              new Entry.Tried("ada", 1, "id1", "body1"),
              new Entry.Acked("ada", 1, "id1", 1, NOON, false),
              new Entry.Tried("ben", 1, "id2", "body2"),
              new Entry.Acked("ben", 1, "id2", 2, NOON, false),
              new Entry.Tried("ada", 1, "id3", "body3"),
              new Entry.Unknown("ada", 1, "id3", "cut"),
              new Entry.Tried("ada", 1, "id3", "body3"),
              new Entry.Acked("ada", 1, "id3", 3, NOON, true),
              applied("ada", 1, ADA),
              applied("ada", 2, BEN),
              applied("ada", 3, ADA),
              applied("ben", 1, ADA),
              applied("ben", 2, BEN),
              applied("ben", 3, ADA),
              new Entry.Marked("ada", 1, 1),
              new Entry.Marked("ben", 1, 2)));

  private long adaHasRead = 1;
  private long last = 3;

  @Test
  void nothingIsFoundWhereNothingIsWrong() {
    assertEquals(Set.of(), red());
  }

  @Test
  void lostAckedMessageIsFound() {
    stored.set(0, new MessagePosted(1, 1, sender(99), "another", NOON, null, null));
    assertEquals(Set.of(Check.ACKED_ONCE, Check.RECEIVED, Check.CONVERGED), red());
  }

  @Test
  void doubledMessageIsFound() {
    stored.add(new MessagePosted(1, 4, sender(ADA), "body1", NOON, null, null));
    happened.add(new Entry.Applied("ada", 1, 1, 4, ADA, "body1", NOON));
    happened.add(new Entry.Applied("ben", 1, 1, 4, ADA, "body1", NOON));
    last = 4;
    assertEquals(Set.of(Check.ACKED_ONCE), red());
  }

  @Test
  void doubledMessageOfWhichItWasUnknownIsFound() {
    stored.add(new MessagePosted(1, 4, sender(ADA), "body3", NOON, null, null));
    happened.add(new Entry.Applied("ada", 1, 1, 4, ADA, "body3", NOON));
    happened.add(new Entry.Applied("ben", 1, 1, 4, ADA, "body3", NOON));
    last = 4;
    assertEquals(Set.of(Check.UNKNOWN_ONCE), red());
  }

  @Test
  void messageThatWasNeverSettledIsFound() {
    happened.remove(11);
    assertEquals(Set.of(Check.UNKNOWN_ONCE), red());
  }

  @Test
  void messageThatNobodySentIsFound() {
    stored.add(row(4, BEN));
    happened.add(applied("ada", 4, BEN));
    happened.add(applied("ben", 4, BEN));
    last = 4;
    assertEquals(Set.of(Check.NOTHING_INVENTED), red());
  }

  @Test
  void messageUnderAnotherNameIsFound() {
    stored.set(1, new MessagePosted(1, 2, sender(ADA), "body2", NOON, null, null));
    assertEquals(
        Set.of(Check.NOTHING_INVENTED, Check.RECEIVED, Check.CONVERGED, Check.UNREAD), red());
  }

  @Test
  void missingSeqIsFound() {
    stored.set(2, new MessagePosted(1, 4, sender(ADA), "body3", NOON, null, null));
    assertEquals(Set.of(Check.DENSE, Check.ACK_SEQ, Check.RECEIVED), red());
  }

  @Test
  void welcomeThatCountsOtherwiseIsFound() {
    last = 4;
    assertEquals(Set.of(Check.DENSE), red());
  }

  @Test
  void receiverWithAHoleIsFound() {
    happened.remove(applied("ben", 2, BEN));
    assertEquals(Set.of(Check.RECEIVED, Check.CONVERGED), red());
  }

  @Test
  void receiverThatAppliesTwiceIsFound() {
    happened.add(applied("ben", 3, ADA));
    assertEquals(Set.of(Check.RECEIVED, Check.UNREAD), red());
  }

  @Test
  void receiverThatMissesTheLastIsFound() {
    happened.remove(applied("ben", 3, ADA));
    assertEquals(Set.of(Check.RECEIVED), red());
  }

  @Test
  void receiverThatWasToldAnotherTextIsFound() {
    replace(applied("ben", 2, BEN), new Entry.Applied("ben", 1, 1, 2, BEN, "other", NOON));
    assertEquals(Set.of(Check.RECEIVED, Check.CONVERGED), red());
  }

  @Test
  void receiverMayBeginLater() {
    replace(new Entry.Began("ben", 1, 0), new Entry.Began("ben", 1, 1));
    happened.remove(applied("ben", 1, ADA));
    assertEquals(Set.of(), red());
  }

  @Test
  void holeOnAnOpenConnectionIsFound() {
    happened.add(new Entry.Skipped("ben", 1, 1, 2, 3));
    assertEquals(Set.of(Check.NO_HOLE), red());
  }

  @Test
  void ownMessagesInAnotherOrderAreFound() {
    Entry first = happened.remove(4);
    happened.add(11, first);
    happened.add(12, happened.remove(4));
    assertEquals(Set.of(Check.SENDER_ORDER), red());
  }

  @Test
  void ackOfAnotherSeqIsFound() {
    replace(happened.get(7), new Entry.Acked("ben", 1, "id2", 3, NOON, false));
    assertEquals(Set.of(Check.ACK_SEQ), red());
  }

  @Test
  void firstTryThatIsCalledADuplicateIsFound() {
    replace(happened.get(7), new Entry.Acked("ben", 1, "id2", 2, NOON, true));
    assertEquals(Set.of(Check.DUPLICATE_FLAG), red());
  }

  @Test
  void timeThatGoesBackIsNoFault() {
    Instant later = NOON.plusMillis(1);
    stored.set(0, new MessagePosted(1, 1, sender(ADA), "body1", later, null, null));
    replace(happened.get(5), new Entry.Acked("ada", 1, "id1", 1, later, false));
    replace(applied("ada", 1, ADA), new Entry.Applied("ada", 1, 1, 1, ADA, "body1", later));
    replace(applied("ben", 1, ADA), new Entry.Applied("ben", 1, 1, 1, ADA, "body1", later));
    assertEquals(Set.of(), red());
  }

  @Test
  void readMarkThatMovedByItselfIsFound() {
    adaHasRead = 2;
    assertEquals(Set.of(Check.UNREAD), red());
  }

  @Test
  void resetWithoutNeedIsFound() {
    happened.add(new Entry.Reset("ben", 2, 1, 3, 1_003));
    assertEquals(Set.of(Check.RESET), red());
  }

  @Test
  void resetOverALargeGapIsNoFault() {
    happened.add(new Entry.Reset("ben", 2, 1, 3, 1_004));
    assertEquals(Set.of(), red());
  }

  @Test
  void otherDatabaseAndALostLoginAreFound() {
    happened.add(new Entry.EpochChanged("ben", "one", "other"));
    happened.add(new Entry.Closed("ada", 2, 4501, "session ended"));
    happened.add(new Entry.Closed("ada", 3, ClientSocket.UNAUTHORIZED, "status 401"));
    happened.add(new Entry.Closed("ada", 4, 4001, "slow"));
    assertEquals(Set.of(Check.EPOCH, Check.SIGNED_IN), red());
  }

  private Set<Check> red() {
    List<Line> lines = happened.stream().map(entry -> new Line(0, entry)).toList();
    ClientReports told = ClientReports.of(lines);
    Map<Long, List<MessagePosted>> conversations = new TreeMap<>(Map.of(1L, stored));
    FinalState truth =
        new FinalState(conversations, Map.of("ada", fresh(adaHasRead), "ben", fresh(2)));
    Set<Check> red = EnumSet.noneOf(Check.class);
    MessageChecks.run(told, truth, (check, line) -> red.add(check));
    ReceiverChecks.run(told, truth, (check, line) -> red.add(check));
    return red;
  }

  private FinalState.Fresh fresh(long read) {
    ConversationInfo info = new ConversationInfo(1, ConversationKind.ROOM, "Lobby", last, read, 2);
    HistoryPage page = new HistoryPage(List.copyOf(stored), last, false, false);
    return new FinalState.Fresh(Map.of(1L, info), Map.of(1L, page));
  }

  private void replace(Entry before, Entry after) {
    UnaryOperator<Entry> change = entry -> entry.equals(before) ? after : entry;
    happened.replaceAll(change);
  }

  private static MessagePosted row(long seq, long sender) {
    return new MessagePosted(1, seq, sender(sender), "body" + seq, NOON, null, null);
  }

  private static Entry applied(String client, long seq, long sender) {
    return new Entry.Applied(client, 1, 1, seq, sender, "body" + seq, NOON);
  }

  private static AccountInfo sender(long id) {
    return new AccountInfo(id, "somebody", null, null);
  }
}
