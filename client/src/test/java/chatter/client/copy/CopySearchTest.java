package chatter.client.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.client.chat.message.ChatMessage;
import chatter.client.net.ConnectionState;
import chatter.client.net.SearchRequest;
import chatter.client.net.SessionEvent;
import chatter.server.Examples;
import chatter.shared.api.SearchHit;
import chatter.shared.api.SearchResponse;
import chatter.shared.notification.NotificationSettings;
import chatter.shared.protocol.AccountInfo;
import chatter.shared.protocol.ConversationInfo;
import chatter.shared.protocol.ConversationKind;
import chatter.shared.protocol.FileInfo;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.search.Mark;
import chatter.shared.search.SearchException;
import chatter.shared.search.SearchScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What is found in a copy, which is what the server finds.
class CopySearchTest {
  private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");
  private static final AccountInfo ME = new AccountInfo(3, "Ada", "ada@example.org", null);
  private static final AccountInfo OMAR = new AccountInfo(4, "Omar", null, null);

  @TempDir private Path folder;
  private final CountDownLatch folds = new CountDownLatch(1);
  private MessageCopy copy;

  @BeforeEach
  void open() {
    copy = copy(folder, ME, ChatMessage::folded);
  }

  @AfterEach
  void close() {
    copy.close();
  }

  private static MessageCopy copy(Path folder, AccountInfo me, RowFold fold) {
    return new MessageCopy(
        folder, me.id(), fold, Clock.fixed(NINE, ZoneOffset.UTC), Long.MAX_VALUE);
  }

  private static ConversationInfo room(long id, String title) {
    return new ConversationInfo(id, ConversationKind.ROOM, title, 0, 0, 2);
  }

  private static void welcome(MessageCopy copy, AccountInfo me, ConversationInfo... rooms) {
    copy.heard(new SessionEvent.ConnectionChanged(ConnectionState.CATCHING_UP, null));
    copy.heard(
        new SessionEvent.Welcomed(
            me, List.of(rooms), 8000, null, NotificationSettings.USUAL, "e1"));
  }

  private void comes(ServerEvent.Entry entry) {
    copy.heard(new SessionEvent.EntryApplied(entry, true));
  }

  private static MessagePosted message(long room, long seq, long second, String body) {
    return new MessagePosted(room, seq, OMAR, body, NINE.plusSeconds(second), null, null);
  }

  private static SearchRequest request(String text, Long here, String cursor) {
    return new SearchRequest(text, here, ZoneOffset.UTC, cursor);
  }

  private static SearchResponse page(MessageCopy in, String text, Long here, String cursor) {
    return in.search(request(text, here, cursor)).join().orElseThrow();
  }

  /// All pages together; a page may be cut short anywhere.
  private static List<SearchHit> all(MessageCopy in, String text, Long here) {
    List<SearchHit> hits = new ArrayList<>();
    String cursor = null;
    do {
      SearchResponse page = page(in, text, here, cursor);
      hits.addAll(page.hits());
      cursor = page.next();
    } while (cursor != null);
    return hits;
  }

  private List<String> find(String text) {
    return all(copy, text, null).stream().map(CopySearchTest::place).toList();
  }

  private static String place(SearchHit hit) {
    return hit.conversation() + ":" + hit.row().seq();
  }

  @Test
  void whatIsFoundIsWhatTheServerFinds() throws IOException {
    JsonNode examples = Examples.file("search.json");
    Map<String, AccountInfo> people = new HashMap<>();
    Map<String, MessageCopy> copies = new HashMap<>();
    Map<String, Long> ids = new HashMap<>();
    Map<String, List<ConversationInfo>> rooms = new HashMap<>();
    for (JsonNode room : examples.get("rooms")) {
      String title = room.get("title").asString();
      ids.put(title, ids.size() + 1L);
      for (JsonNode member : room.get("members")) {
        String name = member.asString();
        people.putIfAbsent(name, new AccountInfo(people.size() + 1L, name, null, null));
        rooms.computeIfAbsent(name, _ -> new ArrayList<>()).add(room(ids.get(title), title));
      }
    }
    for (Map.Entry<String, AccountInfo> one : people.entrySet()) {
      Path own = Files.createDirectory(folder.resolve("of" + one.getValue().id()));
      MessageCopy made = copy(own, one.getValue(), ChatMessage::folded);
      welcome(made, one.getValue(), rooms.get(one.getKey()).toArray(ConversationInfo[]::new));
      copies.put(one.getKey(), made);
    }
    Map<String, Integer> numbers = new HashMap<>();
    Map<Long, Long> seqs = new HashMap<>();
    for (JsonNode message : examples.get("messages")) {
      long room = ids.get(message.get("room").asString());
      long seq = seqs.merge(room, 1L, Long::sum);
      int number = message.get("id").asInt();
      numbers.put(room + ":" + seq, number);
      MessagePosted posted = posted(message, people, room, seq, number);
      copies.forEach((name, one) -> {
        if (rooms.get(name).stream().anyMatch(info -> info.id() == room)) {
          one.heard(new SessionEvent.EntryApplied(posted, true));
        }
      });
    }
    List<String> wrong = new ArrayList<>();
    for (JsonNode query : examples.get("queries")) {
      List<Integer> meant = new ArrayList<>();
      query.get("ids").forEach(id -> meant.add(id.asInt()));
      MessageCopy in = copies.get(query.path("as").asString("Ana"));
      List<Integer> found =
          all(in, query.get("q").asString(), null).stream()
              .map(hit -> numbers.get(place(hit)))
              .toList();
      if (!meant.equals(found)) {
        wrong.add(query.get("q").asString() + " finds " + found + ", not " + meant);
      }
    }
    copies.values().forEach(MessageCopy::close);
    assertEquals(List.of(), wrong);
    assertTrue(examples.get("queries").size() >= 200, "there are some");
  }

  /// Those of a day follow each other by seconds.
  private static MessagePosted posted(
      JsonNode message, Map<String, AccountInfo> people, long room, long seq, int number) {
    List<FileInfo> files = new ArrayList<>();
    for (JsonNode file : message.get("files")) {
      String name = file.asString();
      boolean picture = name.endsWith(".png") || name.endsWith(".jpg");
      files.add(
          new FileInfo(
              "f" + number,
              name,
              picture ? "image/png" : "application/octet-stream",
              3,
              picture ? 8 : null,
              picture ? 8 : null,
              null));
    }
    Instant at =
        LocalDate.parse(message.get("day").asString())
            .atTime(9, 0)
            .toInstant(ZoneOffset.UTC)
            .plusSeconds(number);
    return new MessagePosted(
        room,
        seq,
        people.get(message.get("from").asString()),
        Pattern.compile("<@([^>]+)>")
            .matcher(message.get("text").asString())
            .replaceAll(name -> "<@" + people.get(name.group(1)).id() + ">"),
        at,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        files.isEmpty() ? null : files);
  }

  @Test
  void theNewestComeFirstPageByPage() {
    welcome(copy, ME, room(1, "Lobby"), room(2, "Other"));
    LongStream.rangeClosed(1, 30)
        .forEach(i -> {
          comes(message(1, i, 2 * i, "cable " + i));
          comes(message(2, i, 2 * i + 1, "cable " + i));
        });
    SearchResponse first = page(copy, "cable", null, null);
    assertEquals(20, first.hits().size());
    assertEquals(
        List.of("2:30", "1:30", "2:29"),
        first.hits().stream().map(CopySearchTest::place).limit(3).toList());
    assertEquals(List.of(new Mark(0, 5)), first.hits().getFirst().marks());
    // What comes meanwhile moves nothing.
    comes(message(1, 31, 99, "cable 31"));
    SearchResponse second = page(copy, "cable", null, first.next());
    assertEquals("2:20", place(second.hits().getFirst()));
    SearchResponse third = page(copy, "cable", null, second.next());
    assertEquals("1:1", place(third.hits().getLast()));
    assertNull(third.next());
    assertEquals(31, all(copy, "cable", 1L).size(), "in one conversation");
    assertEquals(List.of(), all(copy, "cable", 77L));
  }

  @Test
  void whatWasDeletedEditedOrLeftIsNotFound() {
    welcome(copy, ME, room(1, "Lobby"), room(2, "Other"));
    comes(message(1, 1, 1, "the first cable"));
    comes(message(1, 2, 2, "the second cable"));
    comes(message(2, 1, 3, "the third cable"));
    assertEquals(List.of("2:1", "1:2", "1:1"), find("cable"));
    comes(new ServerEvent.MessageDeleted(1, 3, OMAR, NINE, 1));
    comes(new ServerEvent.MessageEdited(1, 4, OMAR, NINE, 2, "a rope", List.of()));
    assertEquals(List.of("2:1"), find("cable"));
    assertEquals(List.of("1:2"), find("rope"));
    assertEquals(List.of("2:1", "1:2"), find("from:Omar"));
    copy.heard(new SessionEvent.ConversationRemoved(2));
    assertEquals(List.of(), find("cable"));
  }

  @Test
  void whatTooMuchHappenedToIsFoundAfterARestartToo() {
    welcome(copy, ME, room(1, "Lobby"));
    comes(message(1, 1, 1, "a cable of <@4>"));
    copy.heard(new SessionEvent.ConversationReset(1, 5_000, false));
    copy.close();
    open();
    SearchHit hit = all(copy, "cable in:lobby from:omar", null).getFirst();
    assertEquals("a cable of @Omar", hit.text());
    assertEquals(OMAR, hit.row().sender());
  }

  @Test
  void aQueryThatMeansNothingIsRefusedAndTheCopyGoesOn() {
    welcome(copy, ME, room(1, "Lobby"));
    comes(message(1, 1, 1, "a cable"));
    assertEquals(SearchException.Reason.UNKNOWN_PERSON, refusal("from:Nobody"));
    assertEquals(SearchException.Reason.UNKNOWN_CONVERSATION, refusal("in:Nowhere"));
    assertEquals(SearchException.Reason.BAD_DAY, refusal("on:2026-02-30"));
    assertEquals(SearchException.Reason.EMPTY, refusal(" "));
    assertEquals(List.of("1:1"), find("cable"));
  }

  private SearchException.Reason refusal(String text) {
    CompletionException failure =
        assertThrows(
            CompletionException.class, () -> copy.search(request(text, null, null)).join());
    return assertInstanceOf(SearchException.class, failure.getCause()).reason();
  }

  @Test
  void whoTypesOnDoesNotWaitForWhatWasTypedBefore() {
    copy.close();
    copy =
        copy(
            folder,
            ME,
            (row, change, me) -> {
              try {
                folds.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return ChatMessage.folded(row, change, me);
            });
    welcome(copy, ME, room(1, "Lobby"));
    comes(message(1, 1, 1, "a cable"));
    // The copy's thread stands still.
    comes(new ServerEvent.MessagePinned(1, 2, OMAR, NINE, 1, true));
    CompletableFuture<SearchResponse> before =
        copy.search(request("c", null, null)).thenApply(found -> found.orElseThrow());
    CompletableFuture<SearchResponse> last =
        copy.search(request("ca", null, null)).thenApply(found -> found.orElseThrow());
    assertFalse(last.isDone());
    folds.countDown();
    assertEquals(1, last.join().hits().size());
    assertEquals(List.of(), before.join().hits());
    assertEquals("1:1", place(page(copy, "c", null, before.join().next()).hits().getFirst()));
  }

  @Test
  void aPageEndsWhenItsTimeIsOverAndTheNextGoesOnThere() throws Exception {
    Path own = Files.createDirectory(folder.resolve("slow"));
    try (CopyStore store = new CopyFile(own).open()) {
      LongStream.rangeClosed(1, 200).forEach(seq -> put(store, seq));
      List<List<String>> pages = slowPages(store, "x", CopySearch.PIECE);
      assertEquals(List.of(0, 11, 1, 0), pages.stream().map(List::size).toList());
      assertEquals(12, pages.stream().flatMap(List::stream).distinct().count());
    }
  }

  /// However few may have what is sought: a large copy takes a while to be gone through.
  @Test
  void aPageEndsInTimeAlsoWhereNothingIsLookedAt() throws Exception {
    Path own = Files.createDirectory(folder.resolve("pieces"));
    try (CopyStore store = new CopyFile(own).open()) {
      store.putRow(message(1, 1, 1, "a cable"));
      for (int seq = 2; seq <= 50; seq++) {
        store.putRow(message(1, seq, seq, "o"));
      }
      List<List<String>> pages = slowPages(store, "cable", 10);
      assertEquals(List.of("1:1"), pages.stream().flatMap(List::stream).toList());
      assertEquals(6, pages.size());
    }
  }

  /// All pages of one conversation, where a second passes at each look at the clock.
  private static List<List<String>> slowPages(CopyStore store, String text, int piece)
      throws SQLException {
    List<List<String>> pages = new ArrayList<>();
    String cursor = null;
    do {
      AtomicLong nanos = new AtomicLong();
      SearchResponse page =
          new CopySearch(
                  store,
                  List.of(new SearchScope.Conversation(1, "Lobby")),
                  request(text, null, cursor),
                  () -> false,
                  () -> nanos.addAndGet(1_000_000_000),
                  piece)
              .page();
      pages.add(page.hits().stream().map(CopySearchTest::place).toList());
      cursor = page.next();
    } while (cursor != null);
    return pages;
  }

  @Test
  void onlyTheIndexIsGoneThroughInItsOrder() throws Exception {
    Path own = Files.createDirectory(folder.resolve("plan"));
    List<String> plan = new ArrayList<>();
    try (Connection file = new CopyFile(own).connect(false);
        Statement statement = file.createStatement();
        ResultSet steps = statement.executeQuery("EXPLAIN QUERY PLAN " + CopyStore.NEWEST_FIRST)) {
      while (steps.next()) {
        plan.add(steps.getString("detail"));
      }
    }
    assertTrue(plan.getFirst().contains("USING COVERING INDEX rows_by_time"), plan.toString());
    assertTrue(plan.stream().noneMatch(step -> step.contains("B-TREE")), plan.toString());
  }

  private static void put(CopyStore store, long seq) {
    try {
      // One character is in no signature, so all of them are looked at.
      store.putRow(message(1, seq, seq, (seq >= 100 && seq <= 110) || seq == 10 ? "x" : "o"));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
