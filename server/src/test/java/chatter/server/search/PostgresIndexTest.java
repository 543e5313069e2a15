package chatter.server.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.Postgres;
import chatter.server.conversation.CommandResult;
import chatter.server.conversation.Conversations;
import chatter.server.conversation.SilentPublisher;
import chatter.server.store.TransactionStep;
import chatter.server.store.postgres.PostgresAddress;
import chatter.server.store.postgres.PostgresDatabase;
import chatter.shared.protocol.ClientCommand.DeleteMessage;
import chatter.shared.protocol.ClientCommand.Durable;
import chatter.shared.protocol.ClientCommand.EditMessage;
import chatter.shared.protocol.ClientCommand.SendMessage;
import chatter.shared.search.SearchQuery.Term;
import chatter.shared.search.SearchTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The index in tables follows what happens, whoever was there when it did, and keeps nothing of
/// what was deleted.
final class PostgresIndexTest {
  private static final long LOBBY = 1;
  private static final long ADA = 1;
  private static final int STEPS = 200;

  @TempDir private Path folder;

  private PostgresAddress address;
  private PostgresDatabase database;
  private Conversations conversations;
  private SearchIndex index;

  @BeforeAll
  static void mustBeHere() {
    Postgres.mustBeHere();
  }

  @BeforeEach
  void open() {
    address = address == null ? Postgres.newDatabase() : address;
    database = PostgresDatabase.open(address, folder, TransactionStep.NOTHING);
    conversations = new Conversations(database, new SilentPublisher(), Clock.systemUTC());
    index = SearchIndex.of(database, folder);
    conversations.open().join();
    database.writeAndWait(handle -> {
      handle.execute(
          "INSERT INTO registered_users (id, name, email, email_key, password_hash, created_at)"
              + " VALUES (1, 'Ada', 'a', 'a', 'x', 'now') ON CONFLICT DO NOTHING");
      return handle.execute(
          "INSERT INTO memberships (conversation, account, joined_at) VALUES (1, 1, 'now')"
              + " ON CONFLICT DO NOTHING");
    });
  }

  @AfterEach
  void close() {
    index.close();
    database.close();
  }

  private void start() {
    database.afterGroup(index::stored);
    index.start();
  }

  @Test
  void anIndexThatFollowedIsTheSameAsOneThatIsMadeNow() {
    start();
    Random random = new Random(1);
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
    }
    index.current().join();
    List<String> followed = entries();
    close();
    open();
    // Of a program that folds texts in another way.
    change("UPDATE search_state SET version = version - 1");
    change("INSERT INTO search_entries (message, sequences) VALUES (99999, '{1,2,3}')");
    start();
    index.current().join();
    assertEquals(entries(), followed);
    assertEquals(there.size(), followed.size());
    assertTrue(index.filledFrom().isEmpty());
  }

  @Test
  void whatHappenedWhileNoIndexWasThereReachesItAtTheNextStart() {
    start();
    long edited = post("porcupine");
    long deleted = post("rhinoceros");
    post("crocodile");
    index.current().join();
    assertEquals(1, find("rhinoceros").size());
    close();
    open();
    edit(edited, "hedgehog");
    delete(deleted);
    post("armadillo");
    start();
    index.current().join();
    assertEquals(List.of(), find("porcupine"));
    assertEquals(List.of(), find("rhinoceros"));
    assertEquals(1, find("hedgehog").size());
    assertEquals(1, find("crocodile").size());
    assertEquals(1, find("armadillo").size());
    assertEquals(3, entries().size());
    assertEquals(List.of(), strings("SELECT CAST(message AS text) FROM search_due"));
  }

  @Test
  void theFileFromBeforeGoes() throws IOException {
    Path file =
        Files.writeString(folder.resolve(SqliteIndex.FILE), "of texts that are deleted later");
    start();
    assertFalse(Files.exists(file));
  }

  /// Another server has a newer program: its index is asked, and not made anew in turn.
  @Test
  void theIndexOfANewerProgramStays() {
    start();
    post("porcupine");
    index.current().join();
    close();
    open();
    change("UPDATE search_state SET version = version + 1");
    start();
    post("hedgehog");
    index.current().join();
    assertEquals(1, find("porcupine").size());
    assertEquals(List.of(), find("hedgehog"));
    assertEquals(1, strings("SELECT CAST(message AS text) FROM search_due").size());
  }

  private List<Long> find(String word) {
    SearchTable.Expression expression =
        new SearchTable.Expression().with(new Term(word, false)).in(List.of(LOBBY));
    return index.ask(asked -> asked.find(expression, Long.MAX_VALUE, 0, 1_000));
  }

  private List<String> entries() {
    return strings(
        "SELECT message || ' ' || CAST(sequences AS text) FROM search_entries ORDER BY message");
  }

  private List<String> strings(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }

  private void change(String sql) {
    database.writeAndWait(handle -> handle.execute(sql));
  }

  private static String words(Random random) {
    StringBuilder words = new StringBuilder();
    for (int i = 1 + random.nextInt(8); i > 0; i--) {
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
