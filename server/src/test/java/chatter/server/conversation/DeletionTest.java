package chatter.server.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.CommandRun;
import chatter.server.Sqlite;
import chatter.server.SqliteOnly;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What is deleted is gone.
@SqliteOnly("it is about the file")
final class DeletionTest {
  private static final long LOBBY = TestConnection.LOBBY;
  private static final String SECRET = "hush-";

  @RegisterExtension
  final TestServer server =
      TestServer.standard()
          .without(Limit.SENDS_PER_SECOND, Limit.REACTIONS_PER_SECOND, Limit.FRAMES_PER_SECOND);

  /// Texts of all lengths, among others that stay, edited and not, so that pages are split, filled
  /// and freed.
  @Test
  void deletedTextIsNowhereInTheFile() throws IOException {
    Random random = new Random(13);
    TestUser ada = server.signUp("alice");
    TestConnection alice = ada.connect();
    TestConnection bob = server.signUp("bob").connect();
    List<Long> gone = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      String secret = SECRET + i + "-";
      long message = alice.post(text(secret, random)).seq();
      bob.post(text("kept-", random));
      if (i % 3 == 0) {
        alice.edit(LOBBY, message, "<@2> " + text(secret, random));
        alice.edit(LOBBY, message, text(secret, random));
      }
      bob.react(LOBBY, message, "👍", true);
      if (i % 30 == 0) {
        alice.pin(LOBBY, message, true);
      }
      gone.add(message);
    }
    Path file = server.data().resolve("chatter.db");
    checkpoint(file);
    assertTrue(contains(file, SECRET));
    for (long message : gone) {
      alice.delete(LOBBY, message);
    }
    checkpoint(file);
    assertFalse(contains(file, SECRET));
    assertTrue(contains(file, "kept-"));
    for (String table : List.of("versions", "reactions", "mentions")) {
      assertEquals(List.of("0"), Sqlite.ask(file, "SELECT count(*) FROM " + table), table);
    }
    assertEquals(
        List.of("0"),
        Sqlite.ask(file, "SELECT count(*) FROM changes WHERE kind = 'edit' AND value NOT NULL"));
    CommandRun check = CommandRun.of("check", "--data", server.data());
    assertEquals(0, check.exitCode(), check::toString);
  }

  /// As an answer to a command that comes again, too.
  @Test
  void textIsNotKeptWithCommands() throws IOException {
    TestConnection alice = server.signUp("alice").connect();
    long message = alice.post("hello").seq();
    alice.edit(LOBBY, message, SECRET);
    alice.edit(LOBBY, message, SECRET);
    Path file = server.data().resolve("chatter.db");
    List<String> values =
        Sqlite.ask(file, "SELECT value FROM changes WHERE kind = 'edit' AND value NOT NULL");
    assertEquals(2, values.size());
    assertFalse(values.toString().contains(SECRET));
    alice.delete(LOBBY, message);
    assertEquals(
        List.of(),
        Sqlite.ask(file, "SELECT value FROM changes WHERE kind = 'edit' AND value NOT NULL"));
  }

  private static String text(String word, Random random) {
    int repeat = random.nextInt(10) == 0 ? 600 : 1 + random.nextInt(12);
    return word.repeat(repeat);
  }

  private static void checkpoint(Path file) {
    assertEquals(List.of("0"), Sqlite.ask(file, "PRAGMA wal_checkpoint(TRUNCATE)"));
  }

  private static boolean contains(Path file, String text) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
  }
}
