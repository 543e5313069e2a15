package chatter.server.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.limit.LimitSettings;
import chatter.shared.notification.NotificationSettings;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.Codec;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ConversationKind;
import chatter.shared.protocol.Level;
import chatter.shared.protocol.ServerEvent.ConversationAdded;
import chatter.shared.protocol.ServerEvent.ConversationRemoved;
import chatter.shared.protocol.ServerEvent.MembersChanged;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.ServerEvent.MineChanged;
import chatter.shared.protocol.ServerEvent.NotificationsChanged;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Joining and leaving while a connection resumes: the snapshot that its welcome is made of may be
/// before or after what the hub has come to, and what is shown is always what is heard.
final class JoinWhileResumingTest {
  private static final long LOBBY = 1;
  private static final long ROOM = 7;
  private static final long ACCOUNT = 3;
  private static final AccountInfo ADA = new AccountInfo(4, "Ada", null, null);
  private static final Instant NOW = Instant.parse("2026-11-25T09:00:00.000Z");

  private final Hub hub =
      new Hub(HubSettings.of(LimitSettings.defaults(), Clock.systemUTC()), () -> 0);
  private final ReceivingTransport transport = new ReceivingTransport();
  private Connection connection;

  @BeforeEach
  void adaIsInTheRoom() {
    hub.start(
        List.of(), new Hub.Belonging(LOBBY, each -> each.accept(ROOM, ADA.id())), (id, at) -> {});
    connection = connection();
    hub.opened(connection);
    hub.subscribe(connection).join();
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void roomThatWasJoinedBeforeTheSnapshotIsHeardAndNotToldAgain() {
    joined(3);
    posted(4);
    posted(5);
    live(Map.of(LOBBY, 0L, ROOM, 4L));
    posted(6);
    assertEquals(List.of("message 5", "message 6"), heard());
  }

  @Test
  void roomThatWasJoinedAfterTheSnapshotIsToldAndThenHeard() {
    joined(3);
    posted(4);
    live(Map.of(LOBBY, 0L));
    posted(5);
    assertEquals(List.of("added 3", "message 4", "message 5"), heard());
  }

  @Test
  void roomThatTheSnapshotShowsIsHeardAlsoIfTheHubComesToItLater() {
    live(Map.of(LOBBY, 0L, ROOM, 4L));
    joined(3);
    posted(4);
    posted(5);
    assertEquals(List.of("message 5"), heard());
  }

  @Test
  void roomThatWasJoinedAndLeftMeanwhileIsToldInThatOrder() {
    live(Map.of(LOBBY, 0L));
    joined(3);
    posted(4);
    left(5);
    posted(6);
    assertEquals(List.of("added 3", "message 4", "removed"), heard());
  }

  @Test
  void roomThatWasLeftBeforeTheSnapshotIsNeverHeardOf() {
    joined(3);
    Connection second = connection();
    hub.gone(connection);
    connection = second;
    hub.opened(connection);
    hub.subscribe(connection).join();
    posted(4);
    left(5);
    posted(6);
    live(Map.of(LOBBY, 0L));
    posted(7);
    assertEquals(List.of(), heard());
  }

  @Test
  void roomThatTheSnapshotDoesNotShowAnyMoreIsSilentBeforeTheHubComesToThat() {
    hub.joined(room(3), List.of(ACCOUNT));
    hub.groupCommitted();
    live(Map.of(LOBBY, 0L, ROOM, 3L));
    Connection other = connection();
    hub.opened(other);
    hub.subscribe(other).join();
    assertTrue(hub.live(other, List.of(), Map.of(LOBBY, 0L), Long.MAX_VALUE).join());
    posted(4);
    left(5);
    assertEquals(
        List.of("message 4", "removed"), heard(), "the other connection was not shown the room");
  }

  @Test
  void roomThatWasLeftAfterTheSnapshotIsHeardUpToThatAndNoFurther() {
    joined(3);
    posted(4);
    posted(5);
    left(6);
    posted(7);
    live(Map.of(LOBBY, 0L, ROOM, 4L));
    posted(8);
    assertEquals(List.of("message 5", "removed"), heard());
  }

  @Test
  void whoComesBackHearsOnlyWhatIsAfterThat() {
    joined(3);
    left(4);
    posted(5);
    joined(6);
    posted(7);
    live(Map.of(LOBBY, 0L, ROOM, 3L));
    posted(8);
    assertEquals(List.of("removed", "added 6", "message 7", "message 8"), heard());
  }

  @Test
  void snapshotOfAfterTheReturnMakesEverythingBeforeOldNews() {
    joined(3);
    left(4);
    joined(6);
    mine(6, 5);
    posted(7);
    live(Map.of(LOBBY, 0L, ROOM, 7L));
    posted(8);
    assertEquals(List.of("message 8"), heard());
  }

  @Test
  void lineOfBeforeTheReplayIsNotHandedToWhoWasRemovedMeanwhile() {
    joined(3);
    byte[] line = Codec.encodeUtf8(message(2));
    assertTrue(hub.deliver(connection, ROOM, 2, List.of(line)).join());
    left(4);
    assertTrue(!hub.deliver(connection, ROOM, 2, List.of(line)).join());
  }

  @Test
  void whatAnAnswerBroughtIsNotToldAgainWhenTheHubComesToIt() {
    joined(3);
    live(Map.of(LOBBY, 0L, ROOM, 3L));
    posted(4);
    byte[] line = Codec.encodeUtf8(message(6));
    assertTrue(hub.deliver(connection, ROOM, 6, List.of(line)).join());
    posted(5);
    posted(6);
    mine(6, 5);
    posted(7);
    assertEquals(List.of("message 4", "message 6", "mine 5", "message 7"), heard());
  }

  @Test
  void whatComesWhileItResumesIsNotToldAgainEither() {
    joined(3);
    byte[] line = Codec.encodeUtf8(message(5));
    assertTrue(hub.deliver(connection, ROOM, 5, List.of(line)).join());
    posted(4);
    posted(5);
    live(Map.of(LOBBY, 0L, ROOM, 3L));
    posted(6);
    assertEquals(List.of("message 5", "message 6"), heard());
  }

  @Test
  void replayReachesWhomTheSnapshotShowsInTheRoomBeforeTheHubComesToThat() {
    byte[] line = Codec.encodeUtf8(message(2));
    assertTrue(hub.replay(connection, ROOM, 4, List.of(line)).join());
    live(Map.of(LOBBY, 0L, ROOM, 4L));
    joined(4);
    posted(5);
    assertEquals(List.of("message 2", "message 5"), heard());
  }

  @Test
  void replayDoesNotReachWhoWasRemovedAfterTheSnapshot() {
    joined(3);
    byte[] line = Codec.encodeUtf8(message(2));
    assertTrue(hub.replay(connection, ROOM, 4, List.of(line)).join());
    left(5);
    assertTrue(!hub.replay(connection, ROOM, 4, List.of(line)).join());
    joined(6);
    assertTrue(
        !hub.replay(connection, ROOM, 4, List.of(line)).join(), "what follows is another stay");
    assertTrue(hub.replay(connection, ROOM, 6, List.of(line)).join());
  }

  @Test
  void whatIsOnesOwnComesInOrderWithWhatItCounts() {
    joined(3);
    live(Map.of(LOBBY, 0L, ROOM, 3L));
    posted(4);
    mine(4, 4);
    posted(5);
    assertEquals(List.of("message 4", "mine 4", "message 5"), heard());
  }

  @Test
  void whatWasShownIsForgottenWhenNothingOlderCanCome() {
    live(Map.of(LOBBY, 0L, ROOM, 4L));
    for (int look = 0; look < 60; look++) {
      connection.forgetCovered();
    }
    joined(3);
    posted(4);
    posted(5);
    assertEquals(List.of("message 5"), heard());
    joined(6);
    hub.connections().join();
    for (int look = 0; look <= 120; look++) {
      connection.forgetCovered();
    }
    posted(6);
    assertEquals(List.of("message 5", "added 6", "message 6"), heard());
  }

  @Test
  void entryOfJoiningIsForTheOthers() {
    live(Map.of(LOBBY, 0L));
    hub.joined(room(3), List.of(ACCOUNT));
    hub.stored(new MembersChanged(ROOM, 3, ADA, NOW, List.of(), List.of()));
    posted(4);
    assertEquals(List.of("added 3", "message 4"), heard());
  }

  @Test
  void whatTheAccountSaysAboutNotificationsIsNotMissedMeanwhile() {
    hub.notificationsChanged(ACCOUNT, NotificationSettings.USUAL.withWords(List.of("lunch")));
    hub.connections().join();
    assertEquals(List.of(), heard());
    live(Map.of(ROOM, 3L));
    assertEquals(List.of("words [lunch]"), heard());
  }

  private void joined(long seq) {
    hub.joined(room(seq), List.of(ACCOUNT));
    hub.groupCommitted();
  }

  private void left(long seq) {
    hub.left(ROOM, ACCOUNT, seq);
    hub.groupCommitted();
  }

  private void mine(long seq, long readSeq) {
    hub.mineChanged(ACCOUNT, new MineChanged(ROOM, false, Level.AUTO, readSeq, 0, 0, false), seq);
    hub.groupCommitted();
  }

  private void posted(long seq) {
    hub.stored(message(seq));
    hub.groupCommitted();
  }

  private static MessagePosted message(long seq) {
    return new MessagePosted(ROOM, seq, ADA, "text", NOW, null, null);
  }

  private static ConversationInfo room(long seq) {
    return new ConversationInfo(ROOM, ConversationKind.ROOM, "Room", seq, seq, 2);
  }

  private void live(Map<Long, Long> covered) {
    assertTrue(hub.live(connection, List.of(), covered, Long.MAX_VALUE).join());
  }

  /// What came about rooms, when the hub is through with everything.
  private List<String> heard() {
    hub.connections().join();
    return transport.received.stream()
        .map(event ->
            switch (event) {
              case MessagePosted message -> "message " + message.seq();
              case ConversationAdded added -> "added " + added.conversation().lastSeq();
              case ConversationRemoved removed -> "removed";
              case MineChanged mine -> "mine " + mine.readSeq();
              case NotificationsChanged told -> "words " + told.notifications().words();
              case MembersChanged members -> "members " + members.seq();
              default -> "";
            })
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private Connection connection() {
    return ReceivingTransport.connection(ACCOUNT, transport);
  }
}
