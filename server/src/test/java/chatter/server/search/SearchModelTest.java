package chatter.server.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.Stores;
import chatter.server.conversation.CommandResult;
import chatter.server.conversation.Conversations;
import chatter.server.conversation.SilentPublisher;
import chatter.server.store.Database;
import chatter.shared.api.SearchResponse;
import chatter.shared.protocol.ClientCommand.DeleteMessage;
import chatter.shared.protocol.ClientCommand.EditMessage;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.search.SearchQuery;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random queries in a random chat find what a scan of all of it finds: each message that has every
/// piece, by a folding that is written here once more and more simply.
final class SearchModelTest {
  private static final int MESSAGES = 250;
  private static final int QUERIES = 400;
  private static final String LETTERS = "abAB\u00e9e\u00dfs\u0451\u0435\uff21\u6771\u4eac\u3042 ";

  @TempDir private Path folder;

  /// A message as it is now; null when it was deleted.
  private final List<Said> chat = new ArrayList<>();

  private record Said(long sender, long room, long seq, String text) {}

  @Test
  void whatIsFoundIsWhatAScanFinds() {
    Random random = new Random(77);
    try (Database database = Stores.open(folder)) {
      Conversations conversations =
          new Conversations(database, new SilentPublisher(), Clock.systemUTC());
      SearchIndex index = SearchIndex.of(database, folder);
      try (index) {
        database.afterGroup(index::stored);
        conversations.whenErased(index::erased);
        index.start();
        people(database, conversations);
        Search search = new Search(database, conversations, index, Clock.systemUTC());
        for (int i = 0; i < MESSAGES; i++) {
          happen(conversations, random);
        }
        index.current().join();
        int found = 0;
        for (int i = 0; i < QUERIES; i++) {
          found += compare(search, random);
        }
        assertTrue(found > QUERIES, "something was found: " + found);
      }
    }
  }

  private static void people(Database database, Conversations conversations) {
    conversations.open().join();
    database.writeAndWait(handle -> {
      for (int id = 1; id <= 3; id++) {
        handle.execute(
            "INSERT INTO registered_users (id, name, email, email_key, password_hash, created_at)"
                + " VALUES (?, ?, ?, ?, 'x', 'now')",
            id,
            "p" + id,
            id,
            id);
      }
      handle.execute(
          "INSERT INTO conversations (id, kind, title, created_at) VALUES (2, 'room', 'two', 'now')");
      // The third is in the first alone.
      for (int[] member : new int[][] {{1, 1}, {1, 2}, {1, 3}, {2, 1}, {2, 2}}) {
        handle.execute(
            "INSERT INTO memberships (conversation, account, joined_at) VALUES (?, ?, 'now')",
            member[0],
            member[1]);
      }
      return null;
    });
  }

  private void happen(Conversations conversations, Random random) {
    int what = chat.isEmpty() ? 0 : random.nextInt(10);
    int which = chat.isEmpty() ? 0 : random.nextInt(chat.size());
    Said said = chat.isEmpty() ? null : chat.get(which);
    if (what < 7 || said.text == null) {
      long sender = 1L + random.nextInt(2);
      long room = 1L + random.nextInt(2);
      String text = text(random, 12);
      CommandResult.Stored stored =
          (CommandResult.Stored)
              conversations
                  .carryOut(sender, new SendMessage(null, room, id(), text, null), s -> {})
                  .join();
      chat.add(new Said(sender, room, stored.seq(), text));
    } else if (what < 9) {
      String text = text(random, 12);
      conversations
          .carryOut(said.sender, new EditMessage(null, said.room, id(), said.seq, text), s -> {})
          .join();
      chat.set(which, new Said(said.sender, said.room, said.seq, text));
    } else {
      conversations
          .carryOut(said.sender, new DeleteMessage(null, said.room, id(), said.seq), s -> {})
          .join();
      chat.set(which, new Said(said.sender, said.room, said.seq, null));
    }
  }

  private int compare(Search search, Random random) {
    List<String> pieces = new ArrayList<>();
    List<String> not = new ArrayList<>();
    StringBuilder query = new StringBuilder();
    for (int i = random.nextInt(3); i >= 0; i--) {
      boolean without = random.nextInt(4) == 0;
      String piece = text(random, 1 + random.nextInt(5));
      (without ? not : pieces).add(piece);
      query.append(without ? "-\"" : "\"").append(piece).append("\" ");
    }
    long sender = random.nextInt(3);
    if (sender > 0) {
      query.append("from:p").append(sender).append(' ');
    }
    long reader = random.nextInt(3) == 0 ? 3 : 1;
    List<String> meant = new ArrayList<>();
    for (Said said : chat.reversed()) {
      if (said.text != null
          && (said.room == 1 || reader == 1)
          && (sender == 0 || said.sender == sender)
          && pieces.stream().allMatch(piece -> folded(said.text).contains(folded(piece)))
          && not.stream().noneMatch(piece -> folded(said.text).contains(folded(piece)))) {
        meant.add(said.room + ":" + said.seq);
      }
    }
    List<String> found = new ArrayList<>();
    String cursor = null;
    do {
      SearchResponse page =
          search.page(
              reader,
              new Search.Request(
                  SearchQuery.of(query.toString()),
                  Set.of(),
                  Set.of(),
                  ZoneOffset.UTC,
                  Search.Request.below(cursor).orElseThrow(),
                  1 + random.nextInt(30)));
      page.hits().forEach(hit -> found.add(hit.conversation() + ":" + hit.row().seq()));
      cursor = page.next();
    } while (cursor != null);
    assertEquals(meant, found, query + "for " + reader);
    return meant.size();
  }

  /// Not blank, and without blanks at its ends.
  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString().isBlank() ? "a" : text.toString().strip();
  }

  private static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .replaceAll("\\p{M}", "")
        .toLowerCase(java.util.Locale.ROOT)
        .replace("\u00df", "ss")
        .replaceAll(" +", " ");
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }
}
