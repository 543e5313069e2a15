package chatter.client.copy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.FakeSession;
import chatter.client.chat.message.ChatMessage;
import chatter.client.net.ConnectionState;
import chatter.client.net.HistoryCopy.Kept;
import chatter.client.net.HistoryCopy.Standing;
import chatter.client.net.PictureCache;
import chatter.client.net.SessionEvent;
import chatter.client.net.http.HistoryQuery;
import chatter.shared.api.HistoryPage;
import chatter.shared.notification.NotificationSettings;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ConversationKind;
import chatter.shared.protocol.FileInfo;
import chatter.shared.protocol.LastRow;
import chatter.shared.protocol.PresenceInfo;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is kept of the conversations: how it is filled, brought up to date, answered and taken
/// away.
class MessageCopyTest {
  private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");
  private static final AccountInfo ME = new AccountInfo(3, "Ada", "ada@example.org", null);
  private static final AccountInfo OMAR = new AccountInfo(4, "Omar", null, null);

  @TempDir private Path folder;
  private MessageCopy copy;

  @BeforeEach
  void open() {
    open(500_000_000);
  }

  private void open(long mostBytes) {
    copy =
        new MessageCopy(
            folder, ME.id(), ChatMessage::folded, Clock.fixed(NINE, ZoneOffset.UTC), mostBytes);
    // What takes its time is to load SQLite, once.
    copy.known().join();
  }

  @AfterEach
  void close() {
    copy.close();
  }

  private void restart() {
    copy.close();
    open();
  }

  private static ConversationInfo room(long id, long lastSeq) {
    return new ConversationInfo(id, ConversationKind.ROOM, "Room " + id, lastSeq, 0, 2);
  }

  private void welcome(String epoch, ConversationInfo... rooms) {
    copy.heard(new SessionEvent.ConnectionChanged(ConnectionState.CATCHING_UP, null));
    copy.heard(
        new SessionEvent.Welcomed(
            ME, List.of(rooms), 8000, null, NotificationSettings.USUAL, epoch));
  }

  private static MessagePosted message(long seq, String body) {
    return new MessagePosted(1, seq, OMAR, body, NINE.plusSeconds(seq), null, null);
  }

  private static MessagePosted message(long seq) {
    return message(seq, "message " + seq);
  }

  private void comes(ServerEvent.Entry entry) {
    copy.heard(new SessionEvent.EntryApplied(entry, true));
  }

  /// A page of the server's in which every entry is a message.
  private static HistoryPage page(long first, long last, long upto) {
    List<ServerEvent.Row> rows =
        LongStream.rangeClosed(first, last)
            .mapToObj(seq -> (ServerEvent.Row) message(seq))
            .toList();
    return new HistoryPage(rows, upto, first > 1, last < upto);
  }

  private void fetched(HistoryQuery query, HistoryPage page) {
    copy.fetched("e1", 1, query, page);
  }

  private Optional<Kept> ask(HistoryQuery query, boolean away) {
    return copy.page(1, query, away).join();
  }

  private static List<Long> seqs(Optional<Kept> kept) {
    return kept.orElseThrow().page().rows().stream().map(ServerEvent.Row::seq).toList();
  }

  private String body(long seq) {
    return ask(new HistoryQuery.Around(seq, 1), true).orElseThrow().page().messages().stream()
        .filter(message -> message.seq() == seq)
        .findFirst()
        .orElseThrow()
        .body();
  }

  private String senderOf(long seq) {
    return ask(new HistoryQuery.Around(seq, 1), true).orElseThrow().page().messages().stream()
        .filter(message -> message.seq() == seq)
        .findFirst()
        .orElseThrow()
        .sender()
        .name();
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  @Test
  void aPageOfTheServerIsAnsweredAgain() {
    welcome("e1", room(1, 100));
    fetched(new HistoryQuery.Newest(50), page(51, 100, 100));
    Kept kept = ask(new HistoryQuery.Newest(50), false).orElseThrow();
    assertEquals(page(51, 100, 100), kept.page());
    assertFalse(kept.stale());
    assertEquals(range(51, 60), seqs(ask(new HistoryQuery.Before(61, 10), false)));
    assertEquals(range(91, 100), seqs(ask(new HistoryQuery.After(90, 50), false)));
    assertEquals(range(55, 64), seqs(ask(new HistoryQuery.Around(60, 10), false)));
  }

  @Test
  void whatIsNotWholeIsAskedOfTheServerAndShownWhileThatIsAway() {
    welcome("e1", room(1, 100));
    fetched(new HistoryQuery.Newest(50), page(51, 100, 100));
    HistoryQuery older = new HistoryQuery.Before(61, 50);
    assertTrue(ask(older, false).isEmpty());
    Kept kept = ask(older, true).orElseThrow();
    assertEquals(range(51, 60), seqs(Optional.of(kept)));
    assertTrue(kept.page().older(), "there are older ones, though not here");
    assertTrue(kept.page().newer());
    assertTrue(ask(new HistoryQuery.Before(51, 50), true).isEmpty());
    assertTrue(ask(new HistoryQuery.Around(20, 50), true).isEmpty());
  }

  @Test
  void pagesThatTouchAreOne() {
    welcome("e1", room(1, 100));
    fetched(new HistoryQuery.Newest(50), page(51, 100, 100));
    fetched(new HistoryQuery.Around(20, 20), page(10, 29, 100));
    assertTrue(ask(new HistoryQuery.After(25, 50), false).isEmpty(), "there is a hole");
    fetched(new HistoryQuery.Before(51, 30), page(21, 50, 100));
    assertEquals(range(26, 75), seqs(ask(new HistoryQuery.After(25, 50), false)));
    assertTrue(ask(new HistoryQuery.Before(20, 50), false).isEmpty());
    fetched(new HistoryQuery.After(0, 10), page(1, 10, 100));
    Kept first = ask(new HistoryQuery.Before(20, 50), false).orElseThrow();
    assertEquals(range(1, 19), seqs(Optional.of(first)));
    assertFalse(first.page().older());
  }

  @Test
  void holesWhereEntriesOnlyChangedRowsAreKnownToo() {
    welcome("e1", room(1, 9));
    HistoryPage rows = new HistoryPage(List.of(message(3), message(5)), 9, true, false);
    fetched(new HistoryQuery.Newest(2), rows);
    HistoryPage before = new HistoryPage(List.of(message(1)), 9, false, true);
    fetched(new HistoryQuery.Before(3, 2), before);
    assertEquals(List.of(1L, 3L, 5L), seqs(ask(new HistoryQuery.Newest(50), false)));
  }

  @Test
  void entriesAreAddedBehindWhatIsKnown() {
    welcome("e1", room(1, 100));
    fetched(new HistoryQuery.Newest(50), page(51, 100, 100));
    comes(message(101));
    comes(message(102));
    Kept kept = ask(new HistoryQuery.Newest(50), false).orElseThrow();
    assertEquals(range(53, 102), seqs(Optional.of(kept)));
    assertEquals(102, kept.page().upto());
    comes(message(102, "again"));
    assertEquals("message 102", body(102));
  }

  @Test
  void changesFollowAndALaterPageHasThemOnce() {
    welcome("e1", room(1, 3));
    HistoryPage asked = page(1, 3, 3);
    comes(new ServerEvent.ReactionChanged(1, 4, OMAR, NINE, 2, "👍", true));
    comes(new ServerEvent.MessageEdited(1, 5, OMAR, NINE, 3, "better", List.of()));
    // As of before those two.
    fetched(new HistoryQuery.Newest(50), asked);
    comes(new ServerEvent.MessagePinned(1, 6, OMAR, NINE, 1, true));
    List<MessagePosted> rows =
        ask(new HistoryQuery.Newest(50), false).orElseThrow().page().messages();
    assertTrue(rows.get(0).pinned());
    assertEquals(1, rows.get(1).reactions().getFirst().count());
    assertEquals("better", rows.get(2).body());
    // As of after all of them.
    fetched(new HistoryQuery.Newest(50), new HistoryPage(List.copyOf(rows), 6, false, false));
    assertEquals(rows, ask(new HistoryQuery.Newest(50), false).orElseThrow().page().messages());
  }

  @Test
  void aPageFromTheFutureWaitsForTheEntriesBeforeIt() {
    welcome("e1", room(1, 3));
    HistoryPage ahead =
        new HistoryPage(
            List.of(message(1), message(2), message(3, "edited by the fifth"), message(4)),
            5,
            false,
            false);
    fetched(new HistoryQuery.Newest(50), ahead);
    assertTrue(ask(new HistoryQuery.Newest(50), true).isEmpty());
    comes(message(4));
    comes(new ServerEvent.MessageEdited(1, 5, OMAR, NINE, 3, "edited by the fifth", List.of()));
    assertEquals(range(1, 4), seqs(ask(new HistoryQuery.Newest(50), false)));
    assertEquals("edited by the fifth", body(3));
  }

  @Test
  void aPageThatNobodyCanBringUpToDateIsNotKept() {
    welcome("e1", room(1, 3), room(2, 0));
    HistoryPage asked = page(1, 3, 3);
    comes(message(4));
    IntStream.rangeClosed(1, 1_000)
        .forEach(seq -> comes(new MessagePosted(2, seq, OMAR, "elsewhere", NINE, null, null)));
    fetched(new HistoryQuery.Newest(50), asked);
    assertEquals(List.of(4L), seqs(ask(new HistoryQuery.Newest(50), true)));
  }

  @Test
  void theSessionGoesOnWhereItWasAfterARestart() {
    assertEquals(new Standing(null, Map.of()), copy.standing());
    welcome("e1", room(1, 100), room(2, 7));
    fetched(new HistoryQuery.Newest(50), page(51, 100, 100));
    comes(message(101));
    copy.keep(List.of(room(1, 101), room(2, 7)), 1);
    restart();
    assertEquals(
        new Standing("e1", Map.of(1L, 101L)), copy.standing(), "of the other nothing is known");
    assertEquals(
        new MessageCopy.Known(List.of(room(1, 101), room(2, 7)), 1, NINE), copy.known().join());
    assertEquals(range(52, 101), seqs(ask(new HistoryQuery.Newest(50), true)));

    welcome("e1", room(1, 103), room(2, 9));
    assertTrue(ask(new HistoryQuery.Newest(50), false).isEmpty(), "the server knows more");
    comes(message(102));
    comes(new ServerEvent.MessageDeleted(1, 103, OMAR, NINE, 60));
    Kept kept = ask(new HistoryQuery.Around(60, 4), false).orElseThrow();
    assertEquals(103, kept.page().upto());
    assertTrue(kept.page().messages().get(2).wasDeleted());
    comes(new MessagePosted(2, 10, OMAR, "in the other", NINE, null, null));
    assertEquals(List.of(10L), seqs(copy.page(2, new HistoryQuery.Newest(50), true).join()));
  }

  @Test
  void whatTooMuchHappenedToIsReadWhileAwayAndAskedForAgain() {
    welcome("e1", room(1, 100));
    fetched(new HistoryQuery.Newest(50), page(51, 100, 100));
    copy.heard(new SessionEvent.ConversationReset(1, 5_000, false));
    assertTrue(ask(new HistoryQuery.Newest(50), false).isEmpty());
    Kept kept = ask(new HistoryQuery.Newest(50), true).orElseThrow();
    assertEquals(range(51, 100), seqs(Optional.of(kept)));
    assertTrue(kept.stale());
    fetched(new HistoryQuery.Newest(50), page(4_951, 5_000, 5_000));
    assertEquals(range(4_951, 5_000), seqs(ask(new HistoryQuery.Newest(50), false)));
    fetched(new HistoryQuery.Around(80, 20), page(70, 89, 5_000));
    assertFalse(ask(new HistoryQuery.Around(80, 4), false).orElseThrow().stale());
    assertTrue(ask(new HistoryQuery.Around(80, 30), true).orElseThrow().stale());
  }

  @Test
  void anotherEpochLeavesNothing() throws IOException {
    welcome("e1", room(1, 3));
    fetched(new HistoryQuery.Newest(50), page(1, 3, 3));
    assertTrue(onDisk("message 2"));
    welcome("e2", room(1, 3));
    assertTrue(ask(new HistoryQuery.Newest(50), true).isEmpty());
    fetched(new HistoryQuery.Newest(50), page(1, 3, 3));
    assertTrue(ask(new HistoryQuery.Newest(50), true).isEmpty(), "asked in the epoch before");
    assertFalse(onDisk("message 2"));
  }

  @Test
  void whoDoesNotBelongToAConversationAnyMoreHasNothingOfIt() throws IOException {
    welcome("e1", room(1, 3), room(2, 0));
    fetched(new HistoryQuery.Newest(50), page(1, 3, 3));
    assertTrue(onDisk("message 2"));
    copy.heard(new SessionEvent.ConversationRemoved(1));
    fetched(new HistoryQuery.Newest(50), page(1, 3, 3));
    assertTrue(ask(new HistoryQuery.Newest(50), true).isEmpty());
    assertFalse(onDisk("message 2"));
    restart();
    assertEquals(List.of(room(2, 0)), copy.known().join().conversations());
    welcome("e1");
    restart();
    assertEquals(List.of(), copy.known().join().conversations());
  }

  @Test
  void whatWasDeletedOrEditedIsInNoFileAnyMore() throws IOException {
    welcome("e1", room(1, 2));
    fetched(
        new HistoryQuery.Newest(50),
        new HistoryPage(
            List.of(message(1, "a secret of Omar"), message(2, "a mistake of Omar")),
            2,
            false,
            false));
    assertTrue(onDisk("a secret of Omar"));
    comes(new ServerEvent.MessageDeleted(1, 3, OMAR, NINE, 1));
    comes(new ServerEvent.MessageEdited(1, 4, OMAR, NINE, 2, "put right", List.of()));
    assertNull(body(1));
    assertEquals("put right", body(2));
    assertFalse(onDisk("a secret of Omar"));
    assertFalse(onDisk("a mistake of Omar"));
  }

  @Test
  void aRowIsByTheNameThatItsSenderHasNow() {
    welcome("e1", room(1, 2));
    fetched(new HistoryQuery.Newest(50), page(1, 2, 2));
    copy.heard(new SessionEvent.AccountChanged(new AccountInfo(4, "Omar B.", null, "/a/1")));
    restart();
    MessagePosted row =
        ask(new HistoryQuery.Newest(50), true).orElseThrow().page().messages().getFirst();
    assertEquals(new AccountInfo(4, "Omar B.", null, "/a/1"), row.sender());
  }

  @Test
  void onlyItsOwnerCanReadIt() throws IOException {
    welcome("e1", room(1, 2));
    fetched(new HistoryQuery.Newest(50), page(1, 2, 2));
    assertTrue(onDisk("message 2"));
    for (Path file : files()) {
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
          file.toString());
    }
  }

  @Test
  void nothingIsLeftOfWhatIsTakenAway() throws IOException {
    welcome("e1", room(1, 2));
    fetched(new HistoryQuery.Newest(50), page(1, 2, 2));
    copy.discard();
    assertTrue(ask(new HistoryQuery.Newest(50), true).isEmpty());
    assertEquals(List.of(), files());
    comes(message(3));
    assertTrue(ask(new HistoryQuery.Newest(50), true).isEmpty());
    restart();
    assertEquals(MessageCopy.Known.NOTHING, copy.known().join());
    copy.close();
    MessageCopy.erase(folder);
    assertEquals(List.of(), files());
  }

  @Test
  void whoSignsInAgainFindsNothingOfTheLoginThatEndedAMomentAgo() throws IOException {
    welcome("e1", room(1, 2));
    fetched(new HistoryQuery.Newest(50), page(1, 2, 2));
    copy.discardAndClose();
    open();
    assertEquals(MessageCopy.Known.NOTHING, copy.known().join());
    assertFalse(onDisk("message 2"));
    welcome("e1", room(1, 2));
    fetched(new HistoryQuery.Newest(50), page(1, 2, 2));
    MessageCopy.erase(folder);
    restart();
    assertEquals(
        List.of(1L, 2L),
        seqs(ask(new HistoryQuery.Newest(50), true)),
        "what is in use is not taken away");
  }

  @Test
  void whatIsDeletedIsNotLeftInWhatIsKnownOfTheConversation() throws IOException {
    LastRow last = new LastRow(2, "Omar", "said by mistake", NINE, LastRow.Kind.MESSAGE);
    welcome("e1", room(1, 2).withLast(last));
    assertTrue(onDisk("said by mistake"));
    comes(new ServerEvent.MessageDeleted(1, 3, OMAR, NINE, 2));
    assertFalse(onDisk("said by mistake"));
    welcome("e1", room(1, 3).withLast(last));
    assertTrue(onDisk("said by mistake"));
    copy.keep(
        List.of(room(1, 3).withLast(new LastRow(2, "Omar", "", NINE, LastRow.Kind.DELETED))), 1);
    assertFalse(onDisk("said by mistake"));
  }

  @Test
  void whatAPageSaysWasDeletedIsOnTheDiskNoMore() throws IOException {
    welcome("e1", room(1, 2));
    fetched(new HistoryQuery.Newest(50), page(1, 2, 2));
    copy.heard(new SessionEvent.ConversationReset(1, 9, false));
    assertTrue(onDisk("message 2"));
    MessagePosted gone =
        (MessagePosted)
            ChatMessage.folded(
                message(2), new ServerEvent.MessageDeleted(1, 3, OMAR, NINE, 2), ME.id());
    fetched(
        new HistoryQuery.Newest(50), new HistoryPage(List.of(message(1), gone), 9, false, false));
    assertFalse(onDisk("message 2"));
  }

  @Test
  void whoeverIsCalledOtherwiseMeanwhileIsCalledSoInWhatWasKept() {
    welcome("e1", room(1, 2));
    fetched(new HistoryQuery.Newest(50), page(1, 2, 2));
    copy.heard(
        new SessionEvent.Presence(
            true,
            1,
            null,
            List.of(
                new PresenceInfo(OMAR.id(), "Omar B.", null, PresenceInfo.State.ONLINE, null))));
    assertEquals("Omar B.", senderOf(2));
    AccountInfo again = new AccountInfo(OMAR.id(), "Omar C.", null, null);
    welcome("e1", room(1, 2), FakeSession.direct(7, again));
    assertEquals("Omar C.", senderOf(2));
  }

  @Test
  void aPageOnItsWayBringsNoOlderNameBack() {
    welcome("e1", room(1, 2));
    HistoryPage asked = page(1, 2, 2);
    copy.heard(new SessionEvent.AccountChanged(new AccountInfo(OMAR.id(), "Omar B.", null, null)));
    fetched(new HistoryQuery.Newest(50), asked);
    assertEquals("Omar B.", senderOf(2));
  }

  @Test
  void whatWasTheLastMessageIsNotLeftWhenNobodyWouldTellOfItsDeletion() throws IOException {
    LastRow last = new LastRow(2, "Omar", "said by mistake", NINE, LastRow.Kind.MESSAGE);
    welcome("e1", room(1, 2).withLast(last));
    restart();
    assertTrue(onDisk("said by mistake"));
    welcome(
        "e1", room(1, 4).withLast(new LastRow(4, "Omar", "and later", NINE, LastRow.Kind.MESSAGE)));
    assertFalse(onDisk("said by mistake"));
  }

  @Test
  void theOldestGoFirstWhenThereIsTooMuch() throws IOException {
    copy.close();
    open(300_000);
    welcome("e1", room(1, 0), room(2, 0));
    for (int seq = 1; seq <= 2_000; seq++) {
      comes(message(seq, "long ".repeat(100) + seq));
    }
    comes(new MessagePosted(2, 1, OMAR, "later", NINE.plusSeconds(9_999), null, null));
    assertEquals(range(1_951, 2_000), seqs(ask(new HistoryQuery.Newest(50), false)));
    assertTrue(ask(new HistoryQuery.Around(1_000, 50), true).isEmpty());
    assertTrue(ask(new HistoryQuery.After(0, 50), true).isEmpty());
    Kept oldest = ask(new HistoryQuery.Before(1_951, 100), true).orElseThrow();
    assertTrue(oldest.page().older());
    assertEquals(List.of(1L), seqs(copy.page(2, new HistoryQuery.Newest(50), false).join()));
    assertTrue(Files.size(folder.resolve("copy.db")) < 1_000_000);
  }

  @Test
  void aDamagedFileIsBegunAnew() throws IOException {
    copy.close();
    Files.writeString(
        folder.resolve("copy.db"), "this is no database, but long enough ".repeat(99));
    open();
    assertEquals(MessageCopy.Known.NOTHING, copy.known().join());
    welcome("e1", room(1, 2));
    fetched(new HistoryQuery.Newest(50), page(1, 2, 2));
    restart();
    assertEquals(List.of(1L, 2L), seqs(ask(new HistoryQuery.Newest(50), true)));
  }

  @Test
  void aFileOfAnotherVersionIsBegunAnew() throws Exception {
    welcome("e1", room(1, 2));
    fetched(new HistoryQuery.Newest(50), page(1, 2, 2));
    copy.close();
    try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("copy.db"));
        Statement statement = file.createStatement()) {
      statement.execute("PRAGMA user_version = 1000");
    }
    open();
    assertEquals(MessageCopy.Known.NOTHING, copy.known().join());
    assertFalse(onDisk("message 2"));
  }

  @Test
  void whatEarlierVersionsKeptIsTakenAway() throws IOException {
    copy.close();
    Files.writeString(folder.resolve("recent.json"), "what others wrote");
    open();
    copy.known().join();
    assertFalse(Files.exists(folder.resolve("recent.json")));
  }

  /// So long that it does not fit on a page of the file.
  private static byte[] picture(String words, int length) {
    return words.repeat(length / words.length() + 1).substring(0, length).getBytes(UTF_8);
  }

  private static PictureCache.Key small(String file) {
    return new PictureCache.Key(file, PictureCache.Kind.SMALL);
  }

  private static PictureCache.Key avatar(String url) {
    return new PictureCache.Key(url, PictureCache.Kind.AVATAR);
  }

  private static MessagePosted withFile(long conversation, long seq, String file) {
    return new MessagePosted(
        conversation,
        seq,
        OMAR,
        "",
        NINE.plusSeconds(seq),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(new FileInfo(file, "a.jpg", "image/jpeg", 3_000_000, 4_000, 3_000, null)));
  }

  private static SessionEvent present(PresenceInfo one) {
    return new SessionEvent.Presence(true, 1, null, List.of(one));
  }

  private boolean hasPicture(PictureCache.Key key) {
    return copy.find(key).join().isPresent();
  }

  @Test
  void picturesOfWhatIsKeptAreThereAfterARestart() {
    byte[] bytes = picture("a photo ", 60_000);
    welcome("e1", room(1, 0));
    comes(withFile(1, 1, "f1"));
    copy.heard(new SessionEvent.AccountChanged(new AccountInfo(4, "Omar", null, "/a/1")));
    copy.keep(small("f1"), bytes);
    copy.keep(small("f2"), bytes);
    copy.keep(avatar("/a/1"), bytes);
    copy.keep(avatar("/a/2"), bytes);
    restart();
    assertArrayEquals(bytes, copy.find(small("f1")).join().orElseThrow());
    assertArrayEquals(bytes, copy.find(avatar("/a/1")).join().orElseThrow());
    assertFalse(hasPicture(new PictureCache.Key("f1", PictureCache.Kind.LARGE)));
    assertFalse(hasPicture(small("f2")), "no message here has it");
    assertFalse(hasPicture(avatar("/a/2")), "nobody has it");
    copy.keep(
        new PictureCache.Key("f1", PictureCache.Kind.LARGE), picture("large ", 256 * 1024 + 1));
    assertFalse(hasPicture(new PictureCache.Key("f1", PictureCache.Kind.LARGE)), "it is too long");
  }

  @Test
  void aPictureOfSomebodyWhoHasWrittenNothingIsKeptAsLongAsItIsTheirs() throws IOException {
    welcome("e1", room(1, 0));
    copy.heard(present(new PresenceInfo(9, "Pia", "/a/9", PresenceInfo.State.ONLINE, null)));
    copy.keep(avatar("/a/9"), picture("the face of Pia ", 60_000));
    assertTrue(onDisk("the face of Pia"));
    restart();
    assertTrue(hasPicture(avatar("/a/9")));
    welcome("e1", room(1, 0));
    copy.heard(present(new PresenceInfo(9, "Pia", "/a/10", PresenceInfo.State.ONLINE, null)));
    assertFalse(onDisk("the face of Pia"));
    assertFalse(hasPicture(avatar("/a/9")));
  }

  @Test
  void aPictureGoesWithItsMessage() throws IOException {
    welcome("e1", room(1, 0), room(2, 0));
    for (long seq = 1; seq <= 3; seq++) {
      comes(withFile(1, seq, "f" + seq));
      copy.keep(small("f" + seq), picture("photo no. " + seq + " ", 100_000));
    }
    comes(withFile(2, 1, "g"));
    copy.keep(small("g"), picture("of the other room ", 100_000));
    assertTrue(onDisk("photo no. 1"));
    // Another change of the message takes nothing.
    comes(new ServerEvent.ReactionChanged(1, 4, OMAR, NINE, 1, "👍", true));
    assertTrue(hasPicture(small("f1")));
    comes(new ServerEvent.MessageDeleted(1, 5, OMAR, NINE, 1));
    assertFalse(onDisk("photo no. 1"));
    assertFalse(hasPicture(small("f1")));
    // A page that was asked for later says the same of the second, and of the third nothing new.
    fetched(
        new HistoryQuery.Newest(2),
        new HistoryPage(List.of(message(2, "no picture"), withFile(1, 3, "f3")), 5, true, false));
    assertFalse(onDisk("photo no. 2"));
    assertFalse(hasPicture(small("f2")));
    assertTrue(hasPicture(small("f3")));
    copy.heard(new SessionEvent.ConversationRemoved(2));
    assertFalse(onDisk("of the other room"));
    assertFalse(hasPicture(small("g")));
    welcome("e2", room(1, 0));
    assertFalse(onDisk("photo no. 3"));
    assertFalse(hasPicture(small("f3")));
  }

  @Test
  void picturesTakeAQuarterAndThoseUsedLongestAgoGoFirst() {
    copy.close();
    open(2_000_000);
    welcome("e1", room(1, 0));
    for (long seq = 1; seq <= 6; seq++) {
      comes(withFile(1, seq, "f" + seq));
      if (seq == 6) {
        assertTrue(hasPicture(small("f1")));
      }
      copy.keep(small("f" + seq), picture("photo ", 100_000));
    }
    assertFalse(hasPicture(small("f2")));
    assertFalse(hasPicture(small("f3")), "there is no room for the next one");
    for (long seq : List.of(1L, 4L, 5L, 6L)) {
      assertTrue(hasPicture(small("f" + seq)), "picture " + seq);
    }
    copy.setMostBytes(1_000_000);
    copy.bytes().join();
    assertFalse(hasPicture(small("f4")));
    assertTrue(hasPicture(small("f5")));
    assertTrue(hasPicture(small("f6")));
    assertEquals(range(1, 6), seqs(ask(new HistoryQuery.Newest(50), true)));
  }

  @Test
  void noWordsGoForPictures() {
    welcome("e1", room(1, 0));
    comes(withFile(1, 1, "f"));
    comes(withFile(1, 2, "g"));
    for (long seq = 3; seq <= 512; seq++) {
      comes(message(seq, "long ".repeat(100)));
    }
    copy.setMostBytes(copy.bytes().join() + 100_000);
    // Until what was set is done, it makes room in steps of its own.
    copy.bytes().join();
    copy.keep(small("f"), picture("photo ", 110_000));
    assertFalse(hasPicture(small("f")), "there is no room for it");
    copy.keep(small("g"), picture("photo ", 50_000));
    assertTrue(hasPicture(small("g")));
    for (long seq = 513; seq <= 768; seq++) {
      comes(message(seq));
    }
    assertFalse(hasPicture(small("g")), "its room is needed");
    assertEquals(List.of(1L, 2L), seqs(ask(new HistoryQuery.Before(3, 9), true)));
  }

  /// Short ones are moved about with the pages that they share, long ones have pages of their own.
  @Test
  void nothingOfADeletedPictureIsInTheBytesOfTheFile() throws IOException {
    Random random = new Random(1);
    welcome("e1", room(1, 0));
    int pictures = 80;
    for (int seq = 1; seq <= pictures; seq++) {
      comes(withFile(1, seq, "f" + seq));
    }
    for (int seq : shuffled(pictures, random)) {
      copy.keep(small("f" + seq), picture(mark(seq), 200 + random.nextInt(12_000)));
    }
    long entry = pictures;
    List<Integer> order = shuffled(pictures, random);
    List<Integer> gone = order.subList(0, pictures / 2);
    for (int seq : gone) {
      comes(new ServerEvent.MessageDeleted(1, ++entry, OMAR, NINE, seq));
      hasPicture(small("f" + order.getLast()));
    }
    restart();
    for (int seq = 1; seq <= pictures; seq++) {
      assertEquals(!gone.contains(seq), onDisk(mark(seq)), "picture " + seq);
    }
  }

  private static String mark(int picture) {
    return "photo %03d ".formatted(picture);
  }

  private static List<Integer> shuffled(int count, Random random) {
    List<Integer> all = new ArrayList<>(IntStream.rangeClosed(1, count).boxed().toList());
    Collections.shuffle(all, random);
    return all;
  }

  @Test
  void noPictureIsLeftWhenNothingIsToBeKept() throws IOException {
    welcome("e1", room(1, 0));
    comes(withFile(1, 1, "f"));
    copy.keep(small("f"), picture("a photo ", 60_000));
    assertTrue(onDisk("a photo"));
    copy.setMostBytes(0);
    assertFalse(hasPicture(small("f")));
    copy.keep(small("f"), picture("a photo ", 60_000));
    copy.setMostBytes(500_000_000);
    assertFalse(hasPicture(small("f")));
    assertFalse(onDisk("a photo"));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  private boolean onDisk(String words) throws IOException {
    // Nothing else is to be done, so what was done is written before the answer.
    ask(new HistoryQuery.Newest(1), true);
    for (Path file : files()) {
      String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      if (bytes.contains(words)) {
        return true;
      }
    }
    return false;
  }
}
