package chatter.client.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.message.ChatMessage;
import chatter.client.net.ConnectionState;
import chatter.client.net.HistoryCopy.Kept;
import chatter.client.net.HistoryCopy.Missing;
import chatter.client.net.SessionEvent;
import chatter.client.net.http.HistoryQuery;
import chatter.shared.api.HistoryPage;
import chatter.shared.notification.NotificationSettings;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ConversationKind;
import chatter.shared.protocol.LastRow;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a copy asks for by itself, and how much of it there is.
class CopyFillTest {
  private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");
  private static final AccountInfo ME = new AccountInfo(3, "Ada", "ada@example.org", null);
  private static final AccountInfo OMAR = new AccountInfo(4, "Omar", null, null);
  private static final long USUAL = 500_000_000;
  private static final HistoryQuery NEWEST = new HistoryQuery.Newest(50);

  @TempDir private Path folder;
  private final Map<Long, TreeMap<Long, ServerEvent.Row>> server = new LinkedHashMap<>();
  private final Map<Long, Long> newest = new LinkedHashMap<>();
  private final List<String> asked = new ArrayList<>();
  private Instant now = NINE;
  private long usable = Long.MAX_VALUE;
  private MessageCopy copy;

  @BeforeEach
  void open() {
    open(USUAL);
  }

  private void open(long mostBytes) {
    InstantSource time = () -> now;
    copy =
        new MessageCopy(
            folder,
            ME.id(),
            ChatMessage::folded,
            time.withZone(ZoneOffset.UTC),
            mostBytes,
            () -> usable);
    copy.known().join();
  }

  @AfterEach
  void close() {
    copy.close();
  }

  /// A room of so many messages, a second apart, the last one so long after nine o'clock.
  private void room(long id, int messages, Duration last) {
    TreeMap<Long, ServerEvent.Row> rows = new TreeMap<>();
    for (long seq = 1; seq <= messages; seq++) {
      rows.put(seq, message(id, seq, NINE.plus(last).minusSeconds(messages - seq)));
    }
    server.put(id, rows);
    newest.put(id, (long) messages);
  }

  private static MessagePosted message(long room, long seq, Instant at) {
    return new MessagePosted(room, seq, OMAR, body(room, seq), at, null, null);
  }

  private static String body(long room, long seq) {
    return ("said " + room + "/" + seq + ". ").repeat((int) (1 + seq * 7 % 20));
  }

  private ConversationInfo info(long id) {
    ServerEvent.Row last = server.get(id).lastEntry().getValue();
    return new ConversationInfo(id, ConversationKind.ROOM, "Room " + id, newest.get(id), 0, 2)
        .withLast(new LastRow(last.seq(), "Omar", "", last.at(), LastRow.Kind.MESSAGE));
  }

  private void welcome() {
    welcome("e1");
  }

  private void welcome(String epoch) {
    copy.heard(new SessionEvent.ConnectionChanged(ConnectionState.CATCHING_UP, null));
    copy.heard(
        new SessionEvent.Welcomed(
            ME,
            server.keySet().stream().map(this::info).toList(),
            8000,
            null,
            NotificationSettings.USUAL,
            epoch));
  }

  private HistoryPage answer(Missing wanted) {
    TreeMap<Long, ServerEvent.Row> rows = server.get(wanted.conversation());
    int limit = wanted.query().limit();
    List<ServerEvent.Row> page =
        switch (wanted.query()) {
          case HistoryQuery.Newest _ ->
              rows.descendingMap().values().stream().limit(limit).toList().reversed();
          case HistoryQuery.Before before ->
              rows.headMap(before.seq(), false).descendingMap().values().stream()
                  .limit(limit)
                  .toList()
                  .reversed();
          case HistoryQuery.After _, HistoryQuery.Around _ ->
              throw new AssertionError("asked for " + wanted);
        };
    return new HistoryPage(
        page,
        newest.get(wanted.conversation()),
        !page.isEmpty() && page.getFirst().seq() > rows.firstKey(),
        !page.isEmpty() && page.getLast().seq() < rows.lastKey());
  }

  private Optional<Missing> next() {
    return copy.missing(Set.of()).join();
  }

  private void fetch(Missing wanted) {
    copy.fetched("e1", wanted.conversation(), wanted.query(), answer(wanted));
  }

  /// Asks for one page as it wants.
  private boolean fill() {
    Optional<Missing> wanted = next();
    wanted.ifPresent(page -> {
      String query =
          switch (page.query()) {
            case HistoryQuery.Newest newestPage -> "newest " + newestPage.limit();
            case HistoryQuery.Before before -> "before " + before.seq() + " " + before.limit();
            default -> throw new AssertionError("asked for " + page);
          };
      asked.add(page.conversation() + " " + query);
      fetch(page);
    });
    return wanted.isPresent();
  }

  private void fillAll() {
    while (fill()) {
      assertTrue(asked.size() < 1_000, "it asks in circles: " + asked);
    }
  }

  private List<Long> kept(long room) {
    List<Long> all = new ArrayList<>();
    for (long seq = 1; seq <= newest.get(room); seq++) {
      long wanted = seq;
      if (copy.page(room, new HistoryQuery.Around(seq, 1), true).join().stream()
          .flatMap(found -> found.page().rows().stream())
          .anyMatch(row -> row.seq() == wanted)) {
        all.add(seq);
      }
    }
    return all;
  }

  /// Where that begins which is kept without a hole to the newest.
  private long firstKept(long room) {
    long first = newest.get(room) + 1;
    for (Optional<Kept> page = older(room, first); page.isPresent(); page = older(room, first)) {
      first = page.get().page().first();
    }
    return first;
  }

  private Optional<Kept> older(long room, long before) {
    return copy.page(room, new HistoryQuery.Before(before, 100), true)
        .join()
        .filter(kept -> !kept.page().rows().isEmpty());
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  @Test
  void theNewestPageOfEachComesFirstAndThenTheOlderOnesInTurn() {
    room(1, 350, Duration.ofMinutes(1));
    room(2, 250, Duration.ofMinutes(3));
    room(3, 30, Duration.ofMinutes(2));
    welcome();
    fillAll();
    assertEquals(
        List.of(
            "2 newest 100",
            "3 newest 30",
            "1 newest 100",
            "2 before 151 100",
            "1 before 251 100",
            "2 before 51 50",
            "1 before 151 100",
            "1 before 51 50"),
        asked);
    for (long id : server.keySet()) {
      assertEquals(range(1, newest.get(id)), kept(id));
      assertFalse(copy.page(id, NEWEST, false).join().orElseThrow().stale());
    }
  }

  @Test
  void nothingIsAskedForThatIsThere() {
    room(1, 400, Duration.ZERO);
    welcome();
    fetch(new Missing(1, new HistoryQuery.Newest(100)));
    fetch(new Missing(1, new HistoryQuery.Before(181, 100)));
    fillAll();
    assertEquals(List.of("1 before 301 100", "1 before 201 20", "1 before 81 80"), asked);
    copy.close();
    open();
    welcome();
    fillAll();
    assertEquals(3, asked.size(), "and not after a restart either");
  }

  @Test
  void aPageOfWhichOnlyTheEndCameByItselfIsStillANewestPage() {
    room(1, 200, Duration.ZERO);
    room(2, 200, Duration.ofMinutes(-5));
    welcome();
    comes(1, message(1, 201, NINE));
    assertTrue(fill());
    assertTrue(fill());
    assertTrue(fill());
    assertEquals(List.of("1 before 201 100", "2 newest 100", "1 before 101 100"), asked);
  }

  private void comes(long room, ServerEvent.Entry entry) {
    newest.put(room, entry.seq());
    if (entry instanceof ServerEvent.Row row) {
      server.get(room).put(entry.seq(), row);
    }
    copy.heard(new SessionEvent.EntryApplied(entry, true));
  }

  @Test
  void itStopsBeforeSomethingWouldHaveToGo() {
    copy.close();
    open(1_500_000);
    room(1, 9_000, Duration.ZERO);
    room(2, 9_000, Duration.ofMinutes(1));
    welcome();
    fillAll();
    long full = copy.bytes().join();
    assertTrue(full > 1_200_000 && full < 1_500_000, "it takes " + full);
    long first = firstKept(1);
    int pages = asked.size();
    // What is new has its place, until there is too much: then the oldest go, and nothing is
    // fetched in their place.
    for (int i = 1; i <= 1_000; i++) {
      comes(1, message(1, 9_000 + i, NINE.plusSeconds(i)));
      if (i % 100 == 0) {
        fillAll();
      }
    }
    assertEquals(pages, asked.size());
    assertTrue(copy.bytes().join() <= 1_600_000);
    assertTrue(firstKept(1) > first);
    assertTrue(firstKept(1) <= 9_001);
  }

  @Test
  void nothingIsFetchedOntoADiskThatIsNearlyFull() {
    room(1, 300, Duration.ZERO);
    welcome();
    assertTrue(fill());
    usable = 100_000_000;
    assertTrue(next().isEmpty());
    comes(1, message(1, 301, NINE));
    assertEquals(range(201, 301), kept(1), "what comes is kept all the same");
    usable = Long.MAX_VALUE;
    fillAll();
    assertEquals(range(1, 301), kept(1));
  }

  @Test
  void whatWasDeletedUnheardOfIsNowhereOnceThatPageWasAskedForAgain() throws IOException {
    room(1, 250, Duration.ZERO);
    room(2, 100, Duration.ofMinutes(1));
    welcome();
    fillAll();
    asked.clear();
    assertTrue(onDisk("said 1/20."));
    // One was deleted, and of another nobody knows any more; 2,000 entries were missed.
    newest.put(1L, 2_250L);
    server
        .get(1L)
        .put(
            20L,
            ChatMessage.folded(
                (MessagePosted) server.get(1L).get(20L),
                new ServerEvent.MessageDeleted(1, 300, OMAR, NINE, 20),
                ME.id()));
    server.get(1L).remove(230L);
    for (long seq = 2_001; seq <= 2_250; seq++) {
      server.get(1L).put(seq, message(1, seq, NINE.plusSeconds(seq)));
    }
    copy.heard(new SessionEvent.ConversationReset(1, 2_250, false));
    copy.heard(new SessionEvent.ConversationReset(2, 100, false));
    // The person looks at the newest page.
    fetch(new Missing(1, new HistoryQuery.Newest(50)));
    assertEquals(range(1, 250), kept(1).subList(0, 250), "it can be read meanwhile");

    assertTrue(fill());
    assertEquals(List.of("2 before 101 100"), asked);
    assertTrue(onDisk("said 1/230."));
    assertTrue(fill());
    assertFalse(onDisk("said 1/230."));
    assertTrue(onDisk("said 1/20."));
    assertTrue(fill());
    assertTrue(fill());
    assertFalse(onDisk("said 1/20."));
    // Two hundred and fifty entries were known, of which one is no row any more.
    assertEquals(
        List.of("2 before 101 100", "1 before 251 100", "1 before 150 100", "1 before 50 49"),
        asked);
    fillAll();
    assertEquals(
        "1 before 2201 100", asked.get(4), "what was not there comes after what was not sure");
    assertFalse(copy.page(1, new HistoryQuery.Around(20, 4), false).join().orElseThrow().stale());
  }

  @Test
  void whatCouldNotBeAskedForAgainInADayIsDropped() throws IOException {
    room(1, 50, Duration.ZERO);
    room(2, 50, Duration.ofMinutes(1));
    welcome();
    fillAll();
    copy.heard(new SessionEvent.ConversationReset(1, 50, false));
    assertTrue(copy.missing(Set.of(1L)).join().isEmpty());
    now = NINE.plus(Duration.ofHours(23));
    copy.close();
    open();
    welcome();
    assertTrue(copy.missing(Set.of(1L)).join().isEmpty());
    assertTrue(onDisk("said 1/20."));
    now = NINE.plus(Duration.ofHours(24));
    assertTrue(onDisk("said 1/20."), "the server has not been there since");
    assertTrue(copy.missing(Set.of(1L)).join().isEmpty());
    assertFalse(onDisk("said 1/20."));
    assertTrue(onDisk("said 2/20."));
    fillAll();
    assertTrue(onDisk("said 1/20."));
    // It has a day of its own.
    copy.heard(new SessionEvent.ConversationReset(2, 50, false));
    assertTrue(copy.missing(Set.of(2L)).join().isEmpty());
    assertTrue(onDisk("said 2/20."));
  }

  @Test
  void aRoomThatOneIsTakenOutOfIsNotAskedForAgain() throws IOException {
    room(1, 300, Duration.ZERO);
    room(2, 10, Duration.ofMinutes(-1));
    welcome();
    assertTrue(fill());
    Missing wanted = next().orElseThrow();
    Missing older = new Missing(1, new HistoryQuery.Before(201, 100));
    assertEquals(new Missing(2, new HistoryQuery.Newest(10)), wanted);
    copy.heard(new SessionEvent.ConversationRemoved(1));
    fetch(older);
    fillAll();
    assertEquals(List.of("1 newest 100", "2 newest 10"), asked);
    assertFalse(onDisk("said 1/"));
  }

  @Test
  void whatWasAskedForInAnotherEpochIsNothing() throws IOException {
    room(1, 300, Duration.ZERO);
    welcome();
    assertTrue(fill());
    Missing wanted = next().orElseThrow();
    welcome("e2");
    fetch(wanted);
    assertTrue(kept(1).isEmpty());
    assertFalse(onDisk("said 1/250."));
    assertEquals(Optional.of(new Missing(1, new HistoryQuery.Newest(100))), next());
  }

  @Test
  void aSmallerSizeHoldsAtOnceAndTheOldestGo() throws IOException {
    room(1, 8_000, Duration.ZERO);
    room(2, 100, Duration.ofHours(-9));
    welcome();
    fillAll();
    copy.heard(new SessionEvent.ConnectionChanged(ConnectionState.LIVE, null));
    long all = copy.bytes().join();
    assertTrue(all > 2_000_000, "it takes " + all);
    copy.setMostBytes(1_500_000);
    assertTrue(copy.bytes().join() <= 1_500_000);
    assertTrue(onDisk("said 1/8000."));
    assertFalse(onDisk("said 1/100."));
    assertFalse(onDisk("said 2/100."));
    assertTrue(Files.size(folder.resolve("copy.db")) <= 1_500_000);
    assertEquals(Optional.empty(), next());
    copy.setMostBytes(USUAL);
    fillAll();
    assertTrue(Math.abs(all - copy.bytes().join()) < all / 10);
  }

  @Test
  void nothingIsKeptIfNothingIsWantedAndItBeginsAnewIfSomethingIs() throws IOException {
    room(1, 150, Duration.ZERO);
    welcome();
    fillAll();
    copy.setMostBytes(0);
    assertEquals(0, copy.bytes().join());
    assertEquals(List.of(), files());
    assertTrue(copy.page(1, NEWEST, true).join().isEmpty());
    assertTrue(next().isEmpty());
    comes(1, message(1, 151, NINE));
    fetch(new Missing(1, new HistoryQuery.Newest(100)));
    assertEquals(0, copy.bytes().join());
    assertEquals(List.of(), files());

    copy.setMostBytes(USUAL);
    assertTrue(copy.page(1, NEWEST, true).join().isEmpty());
    comes(1, message(1, 152, NINE));
    assertEquals(List.of(152L), kept(1));
    asked.clear();
    fillAll();
    assertEquals(List.of("1 before 152 100", "1 before 52 51"), asked);
    assertEquals(range(1, 152), kept(1));
    copy.close();
    open();
    assertEquals(Map.of(1L, 152L), copy.standing().cursors());
  }

  @Test
  void whatWasKeptBeforeIsTakenAwayAtAStartWithNothing() throws IOException {
    room(1, 150, Duration.ZERO);
    welcome();
    fillAll();
    copy.close();
    open(0);
    assertEquals(List.of(), files());
    assertEquals(Map.of(), copy.standing().cursors());
    assertEquals(MessageCopy.Known.NOTHING, copy.known().join());
  }

  @Test
  void aSizeThatWasMadeSmallerMeanwhileHoldsAtTheNextStart() throws IOException {
    room(1, 8_000, Duration.ZERO);
    welcome();
    fillAll();
    copy.close();
    open(1_500_000);
    assertTrue(copy.bytes().join() <= 1_500_000);
    assertTrue(Files.size(folder.resolve("copy.db")) <= 1_500_000);
    assertTrue(firstKept(1) > 100);
    assertTrue(firstKept(1) < 7_900);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  private boolean onDisk(String words) throws IOException {
    // Nothing else is to be done, so what was done is written before the answer.
    copy.bytes().join();
    for (Path file : files()) {
      String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      if (bytes.contains(words)) {
        return true;
      }
    }
    return false;
  }
}
