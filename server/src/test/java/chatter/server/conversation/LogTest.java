package chatter.server.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.shared.api.ApiJson;
import chatter.shared.api.HistoryPage;
import chatter.shared.limits.Limits;
import chatter.shared.protocol.ClientCommand.Sync;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.Ack;
import chatter.shared.protocol.ServerEvent.Entry;
import chatter.shared.protocol.ServerEvent.Live;
import chatter.shared.protocol.ServerEvent.MessageDeleted;
import chatter.shared.protocol.ServerEvent.MessageEdited;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.ServerEvent.Reaction;
import chatter.shared.protocol.ServerEvent.Synced;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is read of a conversation in which more happened than messages: entries in their order, and
/// rows as they stand now.
final class LogTest {
  private static final long LOBBY = TestConnection.LOBBY;

  private final TestServer server =
      TestServer.standard()
          .without(Limit.SENDS_PER_SECOND, Limit.REACTIONS_PER_SECOND, Limit.FRAMES_PER_SECOND);

  private TestUser ada;
  private TestUser bernd;
  private TestConnection alice;
  private TestConnection bob;

  @BeforeEach
  void start() {
    server.start();
    ada = server.signUp("alice");
    bernd = server.signUp("bob");
    alice = ada.connect();
    bob = bernd.connect();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void replayAndSyncBringEveryEntryInOrder() {
    TestConnection claire = server.signUp("claire").connect();
    everythingHappens();
    List<Entry> live = entries(claire.everythingSoFar());
    assertEquals(LongStream.rangeClosed(1, 11).boxed().toList(), seqs(live));

    TestConnection back = ada.resume(alice.welcome().epoch(), Map.of(LOBBY, 0L));
    List<Entry> replayed = entries(back.upTo(Live.class));
    bob.command(new Sync(7L, LOBBY, 0, null));
    List<ServerEvent> synced = bob.upTo(Synced.class);
    assertEquals(11, assertInstanceOf(Synced.class, synced.getLast()).upto());
    List<Entry> filled = entries(synced.subList(bobs(synced), synced.size()));
    for (List<Entry> read : List.of(replayed, filled)) {
      assertEquals(LongStream.rangeClosed(1, 11).boxed().toList(), seqs(read));
      MessagePosted first = (MessagePosted) read.getFirst();
      assertTextAsNow(first);
      assertNull(first.reactions(), "they follow as entries");
      MessageEdited edited = assertInstanceOf(MessageEdited.class, read.get(3));
      assertEquals("one, twice edited", edited.body());
      assertEquals(List.of(bernd.id()), edited.mentions());
      // What cannot change is as it was told when it happened.
      for (int i : new int[] {4, 5, 6, 7, 8, 10}) {
        if (!(read.get(i) instanceof MessageEdited)) {
          assertEquals(live.get(i), read.get(i));
        }
      }
      MessagePosted gone = assertInstanceOf(MessagePosted.class, read.get(1));
      assertTrue(gone.wasDeleted());
      assertNull(gone.body());
      assertNull(gone.mentions());
      assertNull(gone.reactions());
    }
    // Its own commandId is its own only.
    assertNotNull(((MessagePosted) replayed.getFirst()).commandId());
    assertNull(((MessagePosted) filled.getFirst()).commandId());
  }

  /// Where the answer to the sync begins: before it came what happened.
  private static int bobs(List<ServerEvent> events) {
    int begin = 0;
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i) instanceof Entry entry && entry.seq() == 1) {
        begin = i;
      }
    }
    return begin;
  }

  @Test
  void editOfWhatWasDeletedSinceHasNoText() {
    long message = alice.post("a secret").seq();
    alice.edit(LOBBY, message, "another secret <@%d>".formatted(bernd.id()));
    alice.delete(LOBBY, message);
    TestConnection back = bernd.resume(alice.welcome().epoch(), Map.of(LOBBY, 0L));
    List<Entry> replayed = entries(back.upTo(Live.class));
    MessageEdited edited = assertInstanceOf(MessageEdited.class, replayed.get(1));
    assertNull(edited.body());
    assertEquals(List.of(), edited.mentions());
    assertInstanceOf(MessageDeleted.class, replayed.get(2));
    assertFalse(back.frames().toString().contains("secret"));
  }

  @Test
  void pageHasRowsAsTheyStandNow() {
    everythingHappens();
    HistoryPage page = page("limit=100", bernd);
    assertEquals(List.of(1L, 2L, 3L), page.messages().stream().map(MessagePosted::seq).toList());
    assertEquals(3, page.rows().size());
    assertEquals(11, page.upto());
    assertFalse(page.older());
    assertFalse(page.newer());
    assertTextAsNow(page.messages().getFirst());
    assertReactionsAsNow(page.messages().getFirst());
    MessagePosted gone = page.messages().get(1);
    assertTrue(gone.wasDeleted());
    assertEquals(bernd.id(), gone.sender().id());
    assertNull(gone.editedAt());
    assertNull(gone.pinned());
    assertEquals(List.of(0L, bernd.id()), page.messages().get(2).mentions());
    assertEquals(1, page.messages().get(2).replyTo());
    assertEquals(List.of(2L), seqs(page("before=3&limit=1", ada).rows()));
    assertEquals(List.of(2L, 3L), seqs(page("after=1&limit=5", ada).rows()));
    HistoryPage after = page("after=3", ada);
    assertEquals(List.of(), after.rows());
    assertTrue(after.older());
    assertFalse(after.newer());
  }

  private static void assertTextAsNow(MessagePosted first) {
    assertEquals("one, twice edited", first.body());
    assertNotNull(first.editedAt());
    assertNull(first.mentions());
    assertEquals(true, first.pinned());
  }

  private void assertReactionsAsNow(MessagePosted first) {
    List<Reaction> reactions = first.reactions();
    assertEquals(2, reactions.size());
    assertEquals("🎉", reactions.get(0).emoji());
    assertEquals(2, reactions.get(0).count());
    assertEquals(List.of(bernd.id(), ada.id()), reactions.get(0).accounts());
    assertEquals("👍", reactions.get(1).emoji());
    assertEquals(1, reactions.get(1).count());
    assertEquals(List.of(ada.id()), reactions.get(1).accounts());
  }

  /// Eleven entries, three of them messages.
  private void everythingHappens() {
    long one = alice.post("one").seq();
    long two = bob.post("two <@%d>".formatted(ada.id())).seq();
    alice.reply(LOBBY, one, "three <@all> <@%d>".formatted(bernd.id()));
    alice.edit(LOBBY, one, "one, edited <@%d>".formatted(bernd.id()));
    bob.react(LOBBY, one, "🎉", true);
    alice.react(LOBBY, one, "👍", true);
    alice.react(LOBBY, one, "🎉", true);
    bob.pin(LOBBY, one, true);
    alice.react(LOBBY, two, "😢", true);
    bob.delete(LOBBY, two);
    Ack last = alice.edit(LOBBY, one, "one, twice edited");
    assertEquals(11, last.seq());
  }

  @Test
  void mineIsTheReadersOwn() {
    long message = alice.post("who?").seq();
    bob.react(LOBBY, message, "👍", true);
    assertTrue(page("limit=1", bernd).messages().getFirst().reactions().getFirst().mine());
    assertFalse(page("limit=1", ada).messages().getFirst().reactions().getFirst().mine());
  }

  @Test
  void twentyOfThoseWhoReactedAreNamed() {
    long message = alice.post("everybody?").seq();
    List<TestUser> users = new ArrayList<>();
    for (int i = 0; i < Limits.REACTION_NAMES + 2; i++) {
      users.addFirst(server.signUp("user"));
    }
    for (TestUser user : users) {
      TestConnection connection = user.connect();
      connection.react(LOBBY, message, "👍", true);
      connection.close();
    }
    List<Long> reacted = users.stream().map(TestUser::id).toList();
    // In the order in which they reacted, not in that of their numbers.
    Reaction reaction = page("limit=1", ada).messages().getFirst().reactions().getFirst();
    assertEquals(reacted.size(), reaction.count());
    assertEquals(reacted.subList(0, Limits.REACTION_NAMES), reaction.accounts());
    assertFalse(reaction.mine());
    // In a replay they follow as entries.
    TestConnection back = ada.resume(alice.welcome().epoch(), Map.of(LOBBY, message - 1));
    List<Entry> replayed = entries(back.upTo(Live.class));
    assertNull(assertInstanceOf(MessagePosted.class, replayed.getFirst()).reactions());
    assertEquals(reacted.size() + 1, replayed.size());
  }

  /// Pages in both directions over a log in which rows are far from each other.
  @Test
  void pagesOverOtherEntriesHaveEveryRowOnce() {
    TreeSet<Long> messages = new TreeSet<>();
    for (int i = 0; i < 12; i++) {
      long message = alice.post("message " + i).seq();
      messages.add(message);
      for (int k = 0; k < i % 5; k++) {
        bob.react(LOBBY, message, "👍", k % 2 == 0);
      }
    }
    for (int limit : new int[] {1, 2, 5, 100}) {
      TreeSet<Long> back = new TreeSet<>();
      HistoryPage page = page("limit=" + limit, ada);
      while (true) {
        page.rows().forEach(row -> assertTrue(back.add(row.seq())));
        if (!page.older()) {
          break;
        }
        assertEquals(limit, page.rows().size());
        page = page("before=" + page.first() + "&limit=" + limit, ada);
        assertTrue(page.newer());
      }
      assertEquals(messages, back);
      TreeSet<Long> forth = new TreeSet<>();
      page = page("after=0&limit=" + limit, ada);
      while (true) {
        page.rows().forEach(row -> assertTrue(forth.add(row.seq())));
        if (!page.newer()) {
          break;
        }
        page = page("after=" + page.last() + "&limit=" + limit, ada);
        assertTrue(page.older());
      }
      assertEquals(messages, forth);
    }
    for (long seq = 1; seq <= messages.last(); seq++) {
      HistoryPage around = page("around=" + seq + "&limit=4", ada);
      assertEquals(4, around.rows().size());
      assertTrue(around.first() <= seq);
      assertEquals(
          List.copyOf(messages.subSet(around.first(), true, around.last(), true)),
          seqs(around.rows()));
      assertEquals(around.first() > messages.first(), around.older());
      assertEquals(around.last() < messages.last(), around.newer());
    }
  }

  private static List<Entry> entries(List<ServerEvent> events) {
    return events.stream().filter(Entry.class::isInstance).map(Entry.class::cast).toList();
  }

  private static List<Long> seqs(List<? extends Entry> entries) {
    return entries.stream().map(Entry::seq).toList();
  }

  private HistoryPage page(String query, TestUser reader) {
    HttpResponse<String> answer =
        server.http().get("/api/conversations/1/messages?" + query, reader.token());
    TestHttp.expect(200, answer);
    return ApiJson.MAPPER.readValue(answer.body(), HistoryPage.class);
  }
}
