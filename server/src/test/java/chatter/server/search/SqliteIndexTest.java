package chatter.server.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.Sqlite;
import chatter.server.SqliteOnly;
import chatter.server.Stores;
import chatter.server.conversation.CommandResult;
import chatter.server.conversation.Conversations;
import chatter.server.conversation.SilentPublisher;
import chatter.server.store.Database;
import chatter.shared.protocol.ClientCommand.DeleteMessage;
import chatter.shared.protocol.ClientCommand.Durable;
import chatter.shared.protocol.ClientCommand.EditMessage;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.search.SearchQuery.Term;
import chatter.shared.search.SearchTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The index follows what happens, is made again when it is of no use, and keeps nothing of what
/// was deleted.
@SqliteOnly("PostgreSQL has its index in tables: PostgresIndexTest")
final class SqliteIndexTest {
  private static final long LOBBY = 1;
  private static final long ADA = 1;
  private static final int STEPS = 600;
  private static final Pattern GOTHIC = Pattern.compile("\u00f0\u0090[\u008c\u008d]");

  @TempDir private Path folder;

  private Database database;
  private Conversations conversations;
  private SearchIndex index;

  @BeforeEach
  void open() {
    database = Stores.open(folder);
    conversations = new Conversations(database, new SilentPublisher(), Clock.systemUTC());
    index = SearchIndex.of(database, folder);
    database.afterGroup(index::stored);
    conversations.whenErased(index::erased);
    index.start();
    conversations.open().join();
    database.writeAndWait(handle ->
        handle.execute(
            "INSERT INTO registered_users"
                + " (id, name, email, email_key, password_hash, created_at)"
                + " VALUES (1, 'Ada', 'a', 'a', 'x', 'now') ON CONFLICT DO NOTHING"));
    database.writeAndWait(handle ->
        handle.execute(
            "INSERT INTO memberships (conversation, account, joined_at)"
                + " VALUES (1, 1, 'now') ON CONFLICT DO NOTHING"));
  }

  @AfterEach
  void close() {
    if (database != null) {
      index.close();
      database.close();
      database = null;
    }
  }

  private void restart() {
    close();
    open();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void anIndexThatFollowedIsTheSameAsOneThatIsMadeNow(int seed) throws IOException {
    Random random = new Random(seed);
    List<Long> there = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      int what = there.isEmpty() ? 0 : random.nextInt(20);
      if (what < 10) {
        there.add(post(words(random)));
      } else if (what < 15) {
        edit(there.get(random.nextInt(there.size())), words(random));
      } else if (what < 19) {
        delete(there.remove(random.nextInt(there.size())));
      } else {
        index.current().join();
      }
      if (i == STEPS / 2) {
        restart();
      }
    }
    index.current().join();
    Map<String, Integer> followed = terms();
    close();
    Files.delete(folder.resolve(SqliteIndex.FILE));
    open();
    index.current().join();
    assertEquals(terms(), followed);
    assertTrue(followed.size() > 100, "there is something in it");
  }

  /// A database gives numbers away, and takes none back when what they were for is undone.
  @Test
  void numbersThatNoMessageHasAreGoneOver() throws Exception {
    post("before");
    index.current().join();
    database.writeAndWait(handle ->
        handle.execute(
            "INSERT INTO message_rows (id, conversation, seq, sender, command_id, sent_at, body)"
                + " SELECT 200000, conversation, seq + 1, sender, 'c', sent_at, 'beyond'"
                + " FROM message_rows"));
    index.current().get(60, TimeUnit.SECONDS);
    assertTrue(terms().containsKey("bey"), terms().toString());
  }

  @Test
  void nothingIsLeftOfWhatWasDeletedOrEditedAway() {
    long deleted = post("\ud800\udf30\ud800\udf31\ud800\udf32 gone");
    long edited = post("\ud800\udf33\ud800\udf34\ud800\udf35 first");
    post("still here");
    index.current().join();
    assertTrue(terms().keySet().stream().anyMatch(SqliteIndexTest::isGothic));
    delete(deleted);
    edit(edited, "second");
    index.current().join();
    assertFalse(terms().keySet().stream().anyMatch(SqliteIndexTest::isGothic));
    assertFalse(terms().containsKey("gon"));
    assertTrue(terms().containsKey("sec"));
    assertTrue(terms().containsKey("her"));
  }

  @Test
  void noByteOfTheFileHasWhatWasDeletedAmongMuchElse() throws IOException {
    Random random = new Random(11);
    List<Long> secrets = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      if (random.nextInt(4) == 0) {
        secrets.add(post(gothic(random) + " and " + words(random)));
      } else if (random.nextInt(4) == 0 && !secrets.isEmpty()) {
        edit(secrets.get(random.nextInt(secrets.size())), gothic(random));
      } else {
        post(words(random));
      }
      if (random.nextInt(30) == 0) {
        index.current().join();
      }
    }
    index.current().join();
    assertTrue(gothicInFiles() > secrets.size(), "it is there before");
    Collections.shuffle(secrets, random);
    for (long secret : secrets) {
      delete(secret);
      post(words(random));
    }
    index.current().join();
    assertEquals(gothicInTheTableOfContents(), gothicInFiles());
  }

  private int gothicInFiles() throws IOException {
    int found = 0;
    for (String ending : List.of("", "-wal")) {
      byte[] bytes = Files.readAllBytes(folder.resolve(SqliteIndex.FILE + ending));
      found += gothicIn(new String(bytes, StandardCharsets.ISO_8859_1));
    }
    return found;
  }

  /// What a page of the index begins with is said in its table of contents too, where it stays when
  /// it is taken out of the page: at most one sequence for each page, and not of which message.
  private int gothicInTheTableOfContents() {
    int found = 0;
    for (String term :
        Sqlite.ask(folder.resolve(SqliteIndex.FILE), "SELECT hex(term) FROM found_idx")) {
      byte[] bytes = HexFormat.of().parseHex(term);
      assertTrue(bytes.length <= 1 + SearchTable.SHORTEST * 4, "one sequence at the most");
      found += gothicIn(new String(bytes, StandardCharsets.ISO_8859_1));
    }
    return found;
  }

  private static int gothicIn(String bytes) {
    return (int) GOTHIC.matcher(bytes).results().count();
  }

  /// Letters of a script that nothing else is written in, in an order of their own.
  private static String gothic(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 3 + random.nextInt(20); i > 0; i--) {
      text.appendCodePoint(0x10330 + random.nextInt(26));
    }
    return text.toString();
  }

  @Test
  void aDeletionThatDidNotReachTheIndexBeforeTheEndReachesItAtTheNextStart() throws IOException {
    long deleted = post("\ud800\udf30\ud800\udf31\ud800\udf32 gone");
    post("still here");
    index.current().join();
    close();
    Path before = folder.resolve("before");
    Files.copy(folder.resolve(SqliteIndex.FILE), before);
    open();
    delete(deleted);
    close();
    // What a killed process leaves: the deletion is stored, and the index was not told.
    Files.move(before, folder.resolve(SqliteIndex.FILE), StandardCopyOption.REPLACE_EXISTING);
    assertTrue(terms().keySet().stream().anyMatch(SqliteIndexTest::isGothic));
    open();
    index.current().join();
    assertFalse(terms().keySet().stream().anyMatch(SqliteIndexTest::isGothic));
    assertEquals(1, find("here").size());
  }

  @Test
  void anEditThatDidNotReachTheIndexBeforeTheEndReachesItAtTheNextStart() throws IOException {
    long edited = post("porcupine");
    index.current().join();
    close();
    Path before = folder.resolve("before");
    Files.copy(folder.resolve(SqliteIndex.FILE), before);
    open();
    edit(edited, "armadillo");
    edit(edited, "hedgehog");
    post("later");
    close();
    Files.move(before, folder.resolve(SqliteIndex.FILE), StandardCopyOption.REPLACE_EXISTING);
    open();
    index.current().join();
    assertFalse(terms().containsKey("por"));
    assertFalse(terms().containsKey("arm"));
    assertEquals(1, find("hedgehog").size());
    assertEquals(1, find("later").size());
  }

  @Test
  void anIndexThatIsOfNoUseIsMadeAgain() throws IOException {
    post("porcupine");
    index.current().join();
    close();
    Files.write(folder.resolve(SqliteIndex.FILE), new byte[10_000]);
    open();
    index.current().join();
    assertEquals(1, find("porcupine").size());
    close();
    Sqlite.change(
        folder.resolve(SqliteIndex.FILE), "UPDATE state SET epoch = 'of another database'");
    Sqlite.change(folder.resolve(SqliteIndex.FILE), "INSERT INTO times VALUES (77, 'a', 'b')");
    open();
    index.current().join();
    assertEquals(1, find("porcupine").size());
    assertEquals(
        List.of(),
        Sqlite.ask(folder.resolve(SqliteIndex.FILE), "SELECT * FROM times WHERE bucket = 77"));
    close();
    Sqlite.change(folder.resolve(SqliteIndex.FILE), "UPDATE state SET high = 1000");
    open();
    index.current().join();
    assertEquals(1, find("porcupine").size());
  }

  @Test
  void whatIsThereFromBeforeIsPutInFromTheNewestOn() throws IOException {
    for (int i = 0; i < 30; i++) {
      post("number " + i + " of many");
    }
    close();
    Files.delete(folder.resolve(SqliteIndex.FILE));
    open();
    post("and one more of many");
    index.current().join();
    assertTrue(index.filledFrom().isEmpty());
    List<Long> found = find("many");
    assertEquals(31, found.size());
    assertEquals(found.stream().sorted((a, b) -> Long.compare(b, a)).toList(), found);
  }

  @Test
  void onlyItsOwnerCanReadTheFile() throws IOException {
    index.current().join();
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(folder.resolve(SqliteIndex.FILE))));
    assertNotEquals(0, Files.size(folder.resolve(SqliteIndex.FILE)));
  }

  private List<Long> find(String word) {
    SearchTable.Expression expression =
        new SearchTable.Expression().with(new Term(word, false)).in(List.of(LOBBY));
    return index.ask(asked -> asked.find(expression, Long.MAX_VALUE, 0, 1_000));
  }

  /// Every term of the index, and of how many messages.
  private Map<String, Integer> terms() {
    Map<String, Integer> terms = new TreeMap<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(SqliteIndex.FILE));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, found, row)");
      try (ResultSet rows = statement.executeQuery("SELECT term, doc FROM temp.terms")) {
        while (rows.next()) {
          terms.put(rows.getString(1), rows.getInt(2));
        }
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return terms;
  }

  private static boolean isGothic(String term) {
    return term.codePoints()
        .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.GOTHIC);
  }

  private static String words(Random random) {
    StringBuilder words = new StringBuilder();
    for (int i = 1 + random.nextInt(random.nextInt(30) == 0 ? 200 : 8); i > 0; i--) {
      words.append(Integer.toString(random.nextInt(100_000), 36)).append(' ');
    }
    return words.toString();
  }

  private long post(String body) {
    return ((CommandResult.Stored) carryOut(new SendMessage(null, LOBBY, id(), body, null))).seq();
  }

  private void edit(long message, String body) {
    var _ = carryOut(new EditMessage(null, LOBBY, id(), message, body));
  }

  private void delete(long message) {
    var _ = carryOut(new DeleteMessage(null, LOBBY, id(), message));
  }

  private CommandResult carryOut(Durable command) {
    return conversations.carryOut(ADA, command, stored -> {}).join();
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }
}
