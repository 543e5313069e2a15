package chatter.server.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.checker.FinalState.Whole;
import chatter.server.checker.History.Line;
import chatter.shared.api.HistoryPage;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ClientCommand.DeleteMessage;
import chatter.shared.protocol.ClientCommand.Durable;
import chatter.shared.protocol.ClientCommand.EditMessage;
import chatter.shared.protocol.ClientCommand.PinMessage;
import chatter.shared.protocol.ClientCommand.React;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ConversationKind;
import chatter.shared.protocol.FileInfo;
import chatter.shared.protocol.LastRow;
import chatter.shared.protocol.Level;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.MembersChanged;
import chatter.shared.protocol.ServerEvent.MessageDeleted;
import chatter.shared.protocol.ServerEvent.MessageEdited;
import chatter.shared.protocol.ServerEvent.MessagePinned;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.ServerEvent.Reaction;
import chatter.shared.protocol.ServerEvent.ReactionChanged;
import chatter.shared.protocol.Visibility;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Each check by itself: a small history in which all is well, and the same with one thing wrong.
final class ChecksTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final String THUMB = "👍";
  private static final long ROOM = 5;
  private static final long ADA = 3;
  private static final long BEN = 4;
  private static final int ADAS_MARK = 2;
  private static final String FILE = "5b0e7a52-3c1d-4e8b-9f06-6a5d1c2e4f21";
  private static final long FILE_BYTES = 3;

  /// Ada makes a room with Ben (1) and writes 2 and 4, Ben 3; the last try of 4 is a duplicate. Ben
  /// reacts to 2 (5), Ada edits 4 (6) and deletes 2 (7), Ben pins 4 (8).
  private final List<ServerEvent.Entry> log =
      new ArrayList<>(
          List.of(
              new MembersChanged(ROOM, 1, who(ADA), NOON, List.of(who(ADA), who(BEN)), List.of()),
              new MessagePosted(
                  ROOM, 2, who(ADA), null, NOON, null, null, null, null, true, null, null),
              posted(3, BEN, "body3"),
              new MessagePosted(
                  ROOM,
                  4,
                  who(ADA),
                  "better <@4>",
                  NOON,
                  null,
                  null,
                  List.of(BEN),
                  NOON,
                  null,
                  null,
                  true),
              new ReactionChanged(ROOM, 5, who(BEN), NOON, 2, THUMB, true),
              new MessageEdited(ROOM, 6, who(ADA), NOON, 4, "better <@4>", List.of(BEN)),
              new MessageDeleted(ROOM, 7, who(ADA), NOON, 2),
              new MessagePinned(ROOM, 8, who(BEN), NOON, 4, true)));

  private final List<Entry> happened =
      new ArrayList<>(
          List.of(
              new Entry.Joined("ada", ADA),
              new Entry.Joined("ben", BEN),
              new Entry.Began("ada", ROOM, 0, 1),
              new Entry.Shown("ada", ROOM, (ServerEvent) log.get(0)),
              new Entry.Began("ben", ROOM, 0, 1),
              new Entry.Shown("ben", ROOM, (ServerEvent) log.get(0))));

  private final Map<Long, ServerEvent.Entry> live = new TreeMap<>();
  private final Map<String, String> files = new HashMap<>();
  private final Set<Long> members = new HashSet<>(Set.of(ADA, BEN));
  private long adaHasRead = ADAS_MARK;
  private int benHasUnread = 1;
  private int benIsMentioned = 1;
  private long last = 8;

  ChecksTest() {
    done("ada", 2, new SendMessage(null, ROOM, id(2), "body2", null));
    done("ben", 3, new SendMessage(null, ROOM, id(3), "body3", null));
    SendMessage four = new SendMessage(null, ROOM, id(4), "body4", null);
    happened.add(new Entry.Tried("ada", four));
    happened.add(new Entry.Unknown("ada", ROOM, id(4), "cut"));
    happened.add(new Entry.Tried("ada", four));
    happened.add(new Entry.Acked("ada", ROOM, id(4), 4, NOON, true, null));
    done("ben", 5, new React(null, ROOM, id(5), 2, THUMB, true));
    done("ada", 6, new EditMessage(null, ROOM, id(6), 4, "better <@4>"));
    done("ada", 7, new DeleteMessage(null, ROOM, id(7), 2));
    done("ben", 8, new PinMessage(null, ROOM, id(8), 4, true));
    tried("ben", new React(null, ROOM, id(9), 4, THUMB, false));
    happened.add(new Entry.Acked("ben", ROOM, id(9), 8, NOON, false, false));
    live.put(2L, posted(2, ADA, "body2"));
    live.put(3L, posted(3, BEN, "body3"));
    live.put(4L, posted(4, ADA, "body4"));
    log.subList(4, 8).forEach(e -> live.put(e.seq(), e));
    live.values()
        .forEach(e -> {
          happened.add(applied("ada", e));
          happened.add(applied("ben", e));
        });
    happened.add(new Entry.Marked("ada", ROOM, ADAS_MARK));
    happened.add(new Entry.Marked("ben", ROOM, 3));
  }

  @Test
  void nothingIsFoundWhereNothingIsWrong() {
    assertEquals(Set.of(), red());
  }

  @Test
  void lostAckedMessageIsFound() {
    log.set(2, posted(3, 99, "another"));
    live.put(3L, log.get(2));
    assertEquals(Set.of(Check.ACKED_ONCE, Check.RECEIVED, Check.CONVERGED, Check.UNREAD), red());
  }

  @Test
  void doubledMessageIsFound() {
    extra(posted(9, BEN, "body3"));
    assertEquals(Set.of(Check.ACKED_ONCE), red());
  }

  @Test
  void doubledMessageOfWhichItWasUnknownIsFound() {
    replace(tried("ben", 3), List.of(tried("ben", 3), unknown("ben", 3), tried("ben", 3)));
    extra(posted(9, BEN, "body3"));
    assertEquals(Set.of(Check.UNKNOWN_ONCE), red());
  }

  @Test
  void commandThatWasNeverSettledIsFound() {
    happened.removeIf(e -> e instanceof Entry.Acked a && a.id().equals(id(8)));
    assertEquals(Set.of(Check.UNKNOWN_ONCE), red());
  }

  @Test
  void messageThatNobodySentIsFound() {
    extra(posted(9, BEN, "body9"));
    assertEquals(Set.of(Check.NOTHING_INVENTED), red());
  }

  @Test
  void reactionThatNobodyMadeIsFound() {
    extra(new ReactionChanged(ROOM, 9, who(ADA), NOON, 3, THUMB, true));
    log.set(
        2,
        new MessagePosted(
            ROOM,
            3,
            who(BEN),
            "body3",
            NOON,
            null,
            null,
            null,
            null,
            null,
            List.of(new Reaction(THUMB, 1, false, List.of(ADA))),
            null));
    assertEquals(Set.of(Check.NOTHING_INVENTED), red());
  }

  @Test
  void reactionThatIsAppliedTwiceIsFound() {
    extra(new MessagePinned(ROOM, 9, who(BEN), NOON, 4, true));
    assertEquals(Set.of(Check.ACKED_ONCE, Check.EFFECT), red());
  }

  @Test
  void entryWithoutAnEffectInTheHistoryIsFound() {
    done("ada", 9, new React(null, ROOM, id(10), 3, THUMB, true));
    extra(new ReactionChanged(ROOM, 9, who(ADA), NOON, 3, THUMB, true));
    assertEquals(Set.of(Check.EFFECT, Check.CONVERGED), red());
  }

  @Test
  void editThatIsNotInTheHistoryIsFound() {
    log.set(
        3,
        new MessagePosted(
            ROOM, 4, who(ADA), "body4", NOON, null, null, List.of(BEN), NOON, null, null, true));
    assertEquals(Set.of(Check.ACKED_ONCE, Check.CONVERGED), red());
  }

  @Test
  void missingSeqIsFound() {
    log.remove(7);
    last = 9;
    log.add(new MessagePinned(ROOM, 9, who(BEN), NOON, 4, true));
    assertEquals(Set.of(Check.DENSE, Check.ACK_SEQ, Check.RECEIVED), red());
  }

  @Test
  void welcomeThatCountsOtherwiseIsFound() {
    last = 9;
    assertEquals(Set.of(Check.DENSE), red());
  }

  @Test
  void receiverWithAHoleIsFound() {
    happened.remove(applied("ben", live.get(3L)));
    assertEquals(Set.of(Check.RECEIVED, Check.CONVERGED), red());
  }

  @Test
  void receiverThatAppliesTwiceIsFound() {
    happened.add(applied("ben", live.get(8L)));
    assertEquals(Set.of(Check.RECEIVED), red());
  }

  @Test
  void receiverThatMissesTheLastIsFound() {
    happened.remove(applied("ben", live.get(8L)));
    assertEquals(Set.of(Check.RECEIVED), red());
  }

  @Test
  void receiverThatWasToldAnotherTextIsFound() {
    replace(applied("ben", live.get(3L)), List.of(applied("ben", posted(3, BEN, "other"))));
    assertEquals(Set.of(Check.RECEIVED, Check.CONVERGED), red());
  }

  @Test
  void receiverThatWasToldAnEarlierTextIsFound() {
    replace(
        applied("ben", live.get(6L)),
        List.of(
            applied("ben", new MessageEdited(ROOM, 6, who(ADA), NOON, 4, "body4", List.of(BEN)))));
    assertEquals(Set.of(Check.RECEIVED, Check.CONVERGED), red());
  }

  @Test
  void receiverMayBeginLater() {
    happened.removeIf(
        e -> e instanceof Entry.Applied a && a.client().equals("ben") && seq(a.event()) < 8);
    replace(
        new Entry.Began("ben", ROOM, 0, 1),
        List.of(
            new Entry.Began("ben", ROOM, 0, 7),
            new Entry.Shown("ben", ROOM, (ServerEvent) log.get(1)),
            new Entry.Shown("ben", ROOM, (ServerEvent) log.get(2)),
            new Entry.Shown("ben", ROOM, (ServerEvent) log.get(3))));
    assertEquals(Set.of(), red());
  }

  @Test
  void holeOnAnOpenConnectionIsFound() {
    happened.add(new Entry.Skipped("ben", 1, ROOM, 2, 3));
    assertEquals(Set.of(Check.NO_HOLE), red());
  }

  @Test
  void ownCommandsInAnotherOrderAreFound() {
    Entry first = tried("ada", 2);
    happened.removeIf(e -> e.equals(first) || isAck(e, 2));
    int at = happened.indexOf(tried("ada", 6));
    happened.add(at, first);
    happened.add(at + 1, new Entry.Acked("ada", ROOM, id(2), 2, NOON, false, null));
    assertEquals(Set.of(Check.SENDER_ORDER), red());
  }

  @Test
  void ackOfAnotherSeqIsFound() {
    happened.replaceAll(
        e -> isAck(e, 3) ? new Entry.Acked("ben", ROOM, id(3), 4, NOON, false, null) : e);
    assertEquals(Set.of(Check.ACK_SEQ), red());
  }

  @Test
  void twoCommandsThatAreToldTheSameSeqAreFound() {
    done("ben", 3, new SendMessage(null, ROOM, id(10), "body3", null));
    assertEquals(Set.of(Check.ACKED_ONCE), red());
  }

  @Test
  void otherAnswerToADuplicateIsFound() {
    happened.add(new Entry.Acked("ada", ROOM, id(4), 5, NOON, true, null));
    assertEquals(Set.of(Check.ACK_SEQ), red());
  }

  @Test
  void firstTryThatIsCalledADuplicateIsFound() {
    happened.replaceAll(
        e -> isAck(e, 3) ? new Entry.Acked("ben", ROOM, id(3), 3, NOON, true, null) : e);
    assertEquals(Set.of(Check.DUPLICATE_FLAG), red());
  }

  @Test
  void changeThatIsCalledNoneIsFound() {
    tried("ben", new React(null, ROOM, id(10), 4, THUMB, true));
    happened.add(new Entry.Acked("ben", ROOM, id(10), 8, NOON, false, false));
    assertEquals(Set.of(Check.UNCHANGED), red());
  }

  @Test
  void refusalWithoutAReasonIsFound() {
    tried("ben", new React(null, ROOM, id(10), 4, THUMB, true));
    happened.add(new Entry.Refused("ben", ROOM, id(10), "not_member", false));
    assertEquals(Set.of(Check.REFUSED), red());
  }

  @Test
  void refusalOfAChangeOfADeletedMessageIsNoFault() {
    tried("ben", new React(null, ROOM, id(10), 2, THUMB, true));
    happened.add(new Entry.Refused("ben", ROOM, id(10), "not_found", false));
    assertEquals(Set.of(), red());
  }

  @Test
  void refusedCommandThatIsCarriedOutIsFound() {
    happened.replaceAll(
        e -> isAck(e, 5) ? new Entry.Refused("ben", ROOM, id(5), "not_found", false) : e);
    assertEquals(Set.of(Check.NOTHING_INVENTED), red());
  }

  @Test
  void timeThatGoesBackIsNoFault() {
    Instant later = NOON.plusMillis(1);
    MessagePosted three = new MessagePosted(ROOM, 3, who(BEN), "body3", later, null, null);
    log.set(2, three);
    happened.replaceAll(
        e -> isAck(e, 3) ? new Entry.Acked("ben", ROOM, id(3), 3, later, false, null) : e);
    replace(applied("ada", live.get(3L)), List.of(applied("ada", three)));
    replace(applied("ben", live.get(3L)), List.of(applied("ben", three)));
    assertEquals(Set.of(), red());
  }

  @Test
  void readMarkThatMovedByItselfIsFound() {
    adaHasRead = 3;
    assertEquals(Set.of(Check.UNREAD), red());
  }

  @Test
  void wrongCountOfUnreadMessagesIsFound() {
    benHasUnread = 2;
    assertEquals(Set.of(Check.UNREAD), red());
  }

  @Test
  void wrongCountOfMentionsIsFound() {
    benIsMentioned = 0;
    assertEquals(Set.of(Check.UNREAD), red());
  }

  @Test
  void mentionOfOneselfIsFound() {
    log.set(2, mentioning(3, BEN, "body3", BEN));
    assertEquals(Set.of(Check.MENTIONS), red());
  }

  @Test
  void editThatMentionsAgainWhomItMentionedIsFound() {
    done("ada", 9, new EditMessage(null, ROOM, id(10), 4, "best <@4>"));
    log.set(
        3,
        new MessagePosted(
            ROOM,
            4,
            who(ADA),
            "best <@4>",
            NOON,
            null,
            null,
            List.of(BEN),
            NOON,
            null,
            null,
            true));
    extra(new MessageEdited(ROOM, 9, who(ADA), NOON, 4, "best <@4>", List.of(BEN)));
    assertEquals(Set.of(Check.MENTIONS), red());
  }

  @Test
  void textOfADeletedMessageInALaterFrameIsFound() {
    happened.add(new Entry.Dropped("ben", 2, 8, 8, posted(2, ADA, "body2")));
    assertEquals(Set.of(Check.DELETED), red());
  }

  @Test
  void textOfADeletedMessageInTheHistoryIsFound() {
    log.set(1, posted(2, ADA, "body2"));
    assertEquals(Set.of(Check.DELETED, Check.EFFECT, Check.CONVERGED), red());
  }

  @Test
  void whatComesToSomebodyWhoIsNoMemberIsFound() {
    happened.add(new Entry.Dropped("ben", 2, -1, 0, live.get(8L)));
    assertEquals(Set.of(Check.MEMBERS_ONLY), red());
  }

  @Test
  void whatComesToSomebodyWhoWentIsFound() {
    benGoes();
    happened.add(new Entry.Dropped("ben", 1, 1, 9, posted(10, ADA, "body10")));
    done("ada", 10, new SendMessage(null, ROOM, id(10), "body10", null));
    extra(posted(10, ADA, "body10"), "ada");
    assertEquals(Set.of(Check.MEMBERS_ONLY), red());
  }

  @Test
  void whatComesToSomebodyWhoCameBackIsNoFault() {
    benGoes();
    happened.add(new Entry.Asked("ben", ROOM, "join", BEN));
    extra(new MembersChanged(ROOM, 10, who(BEN), NOON, List.of(who(BEN)), List.of()), "ada");
    happened.add(new Entry.Began("ben", ROOM, 8, 10));
    happened.add(new Entry.Shown("ben", ROOM, (ServerEvent) log.get(8)));
    happened.add(new Entry.Shown("ben", ROOM, (ServerEvent) log.get(9)));
    members.add(BEN);
    done("ada", 11, new SendMessage(null, ROOM, id(10), "body11", null));
    ServerEvent.Entry message = posted(11, ADA, "body11");
    extra(message, "ada");
    happened.add(new Entry.Applied("ben", 1, 10, 10, message));
    benHasUnread = 1;
    assertEquals(Set.of(), red());
  }

  @Test
  void goingThatNobodyAskedForIsFound() {
    benGoes();
    happened.removeIf(Entry.Asked.class::isInstance);
    assertEquals(Set.of(Check.NOTHING_INVENTED), red());
  }

  @Test
  void memberThatIsNoneByTheLogIsFound() {
    members.add(99L);
    assertEquals(Set.of(Check.EFFECT), red());
  }

  @Test
  void resetWithoutNeedIsFound() {
    happened.add(new Entry.Reset("ben", 2, ROOM, 3, 1_003, 1_000));
    assertEquals(Set.of(Check.RESET), red());
  }

  @Test
  void resetOverALargeGapIsNoFault() {
    happened.add(new Entry.Reset("ben", 2, ROOM, 3, 1_004, 1_001));
    happened.add(new Entry.Reset("ben", 2, ROOM, 3, 1_003, 4_001));
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

  @Test
  void messageWithAFileThatIsThereIsNoFault() {
    adaSendsAFile();
    assertEquals(Set.of(), red());
  }

  @Test
  void fileThatIsNotThereIsFound() {
    adaSendsAFile();
    files.clear();
    assertEquals(Set.of(Check.FILES), red());
  }

  @Test
  void fileWithOtherBytesIsFound() {
    adaSendsAFile();
    files.put(FILE, "other");
    assertEquals(Set.of(Check.FILES), red());
  }

  @Test
  void fileThatWasNeverToldToBeThereIsFound() {
    adaSendsAFile();
    happened.removeIf(Entry.Uploaded.class::isInstance);
    assertEquals(Set.of(Check.FILES), red());
  }

  @Test
  void messageThatLostItsFileIsFound() {
    adaSendsAFile();
    log.set(8, posted(9, ADA, ""));
    assertEquals(Set.of(Check.ACKED_ONCE, Check.NOTHING_INVENTED, Check.CONVERGED), red());
  }

  @Test
  void fileOfTwoMessagesIsFound() {
    adaSendsAFile();
    done("ada", 10, new SendMessage(null, ROOM, id(11), "again", null, List.of(FILE)));
    extra(withFile(10, "again"));
    assertEquals(Set.of(Check.FILES), red());
  }

  @Test
  void uploadThatGotShorterIsFound() {
    happened.add(new Entry.UploadResumed("ada", FILE, 100, 99));
    assertEquals(Set.of(Check.FILES), red());
  }

  @Test
  void uploadThatIsForgottenIsFound() {
    happened.add(new Entry.UploadLost("ada", FILE, 0));
    assertEquals(Set.of(Check.FILES), red());
  }

  private void adaSendsAFile() {
    happened.add(new Entry.UploadResumed("ada", FILE, 1, 2));
    happened.add(new Entry.Uploaded("ada", FILE, FILE_BYTES, "hash"));
    done("ada", 9, new SendMessage(null, ROOM, id(10), "", null, List.of(FILE)));
    files.put(FILE, "hash");
    extra(withFile(9, ""));
  }

  private static MessagePosted withFile(long seq, String body) {
    FileInfo file =
        new FileInfo(FILE, "noise", "application/octet-stream", FILE_BYTES, null, null, null);
    return new MessagePosted(
        ROOM, seq, who(ADA), body, NOON, null, null, null, null, null, null, null, List.of(file));
  }

  private void benGoes() {
    happened.add(new Entry.Asked("ben", ROOM, "leave", BEN));
    extra(new MembersChanged(ROOM, 9, who(BEN), NOON, List.of(), List.of(who(BEN))), "ada");
    happened.add(new Entry.Left("ben", ROOM));
    members.remove(BEN);
  }

  private Set<Check> red() {
    List<Line> lines = happened.stream().map(entry -> new Line(0, entry)).toList();
    ClientReports told = ClientReports.of(lines);
    Map<String, FinalState.Fresh> fresh = new HashMap<>();
    fresh.put("ada", fresh(adaHasRead, adaUnread(), 0));
    fresh.put(
        "ben",
        members.contains(BEN)
            ? fresh(mark(), benHasUnread, mark() > 4 ? 0 : benIsMentioned)
            : new FinalState.Fresh(Map.of(), Map.of()));
    FinalState truth = new FinalState(Map.of(ROOM, new Whole(log, rows(), members)), fresh, files);
    Set<Check> red = EnumSet.noneOf(Check.class);
    LogChecks checks = LogChecks.run(told, truth, (check, line) -> red.add(check));
    ReceiverChecks.run(told, truth, checks, (check, line) -> red.add(check));
    FileChecks.run(told, truth, checks, (check, line) -> red.add(check));
    return red;
  }

  /// Where Ben stands: at his mark, or where he came back.
  private long mark() {
    return log.stream()
        .filter(e -> e.seq() > 1 && e instanceof MembersChanged m && !m.joined().isEmpty())
        .mapToLong(ServerEvent.Entry::seq)
        .max()
        .orElse(3);
  }

  private int adaUnread() {
    return (int)
        log.stream()
            .filter(e ->
                e instanceof MessagePosted m
                    && m.seq() > adaHasRead
                    && m.sender().id() == BEN
                    && !m.wasDeleted())
            .count();
  }

  private List<ServerEvent.Row> rows() {
    return log.stream()
        .filter(ServerEvent.Row.class::isInstance)
        .map(ServerEvent.Row.class::cast)
        .toList();
  }

  private FinalState.Fresh fresh(long read, int unread, int mentions) {
    ServerEvent.Row newest = rows().getLast();
    boolean message = newest instanceof MessagePosted;
    ConversationInfo info =
        new ConversationInfo(
            ROOM,
            ConversationKind.ROOM,
            "Field team",
            "",
            Visibility.OPEN,
            false,
            false,
            last,
            read,
            unread,
            mentions,
            members.size(),
            false,
            Level.AUTO,
            null,
            new LastRow(
                newest.seq(),
                newest.actor().name(),
                message ? "text" : "",
                NOON,
                message ? LastRow.Kind.MESSAGE : LastRow.Kind.MEMBERS));
    HistoryPage page = new HistoryPage(rows(), last, false, false);
    return new FinalState.Fresh(Map.of(ROOM, info), Map.of(ROOM, page));
  }

  /// One entry more, which everybody gets.
  private void extra(ServerEvent.Entry entry) {
    extra(entry, "ada", "ben");
  }

  private void extra(ServerEvent.Entry entry, String... clients) {
    log.add(entry);
    last = entry.seq();
    for (String client : clients) {
      happened.add(applied(client, entry));
    }
    if (entry instanceof MessagePosted m && m.sender().id() == ADA) {
      benHasUnread++;
    }
  }

  private void done(String client, long seq, Durable command) {
    tried(client, command);
    happened.add(new Entry.Acked(client, ROOM, command.commandId(), seq, NOON, false, null));
  }

  private void tried(String client, Durable command) {
    happened.add(new Entry.Tried(client, command));
  }

  private Entry tried(String client, int id) {
    return happened.stream()
        .filter(e ->
            e instanceof Entry.Tried t
                && t.client().equals(client)
                && ((Durable) t.command()).commandId().equals(id(id)))
        .findFirst()
        .orElseThrow();
  }

  private static Entry unknown(String client, int id) {
    return new Entry.Unknown(client, ROOM, id(id), "cut");
  }

  private static boolean isAck(Entry entry, int id) {
    return entry instanceof Entry.Acked a && a.id().equals(id(id));
  }

  private void replace(Entry before, List<Entry> after) {
    int at = happened.indexOf(before);
    happened.remove(at);
    happened.addAll(at, after);
  }

  private static long seq(ServerEvent event) {
    return ((ServerEvent.Entry) event).seq();
  }

  private static MessagePosted posted(long seq, long sender, String body) {
    return new MessagePosted(ROOM, seq, who(sender), body, NOON, null, null);
  }

  private static MessagePosted mentioning(long seq, long sender, String body, long whom) {
    return new MessagePosted(
        ROOM, seq, who(sender), body, NOON, null, null, List.of(whom), null, null, null, null);
  }

  private static Entry applied(String client, ServerEvent.Entry entry) {
    return new Entry.Applied(client, 1, 1, entry.seq() - 1, entry);
  }

  private static String id(int number) {
    return "00000000-0000-0000-0000-%012d".formatted(number);
  }

  private static AccountInfo who(long id) {
    return new AccountInfo(id, "somebody", null, null);
  }
}
