package chatter.server.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.CommandRun;
import chatter.server.Sqlite;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.doctor.DataFolderCheck;
import chatter.server.doctor.Doctor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `chatter-server check`.
final class DataCheckTest {
  @RegisterExtension static final TestServer SERVER = TestServer.standard();

  @TempDir private static Path shared;

  @TempDir private Path folder;

  @BeforeAll
  static void write() {
    SERVER.signUp("alice").connect().fill(5);
    SERVER.signUp("bob").connect().fill(5);
    // Entries 11 to 18.
    TestConnection bob = SERVER.signIn("bob").connect();
    bob.edit(1, 6, "edited <@1>");
    bob.react(1, 6, "👍", true);
    bob.react(1, 7, "👍", true);
    bob.react(1, 7, "👍", false);
    bob.pin(1, 6, true);
    bob.delete(1, 8);
    bob.react(1, 9, "🎉", true);
    bob.delete(1, 9);
    Backup.take(SERVER.data(), shared.resolve("chatter.db"));
  }

  @Test
  void allIsWellWhileItRunsAndAfterwards() {
    CommandRun running = CommandRun.of("check", "--data", SERVER.data());
    assertEquals(0, running.exitCode(), running::toString);
    assertTrue(running.out().contains("1 conversations, 10 messages, 2 people"), running::out);
    assertTrue(running.out().contains("all well"), running::out);
    assertEquals(0, CommandRun.of("check", "--data", shared).exitCode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "DELETE FROM message_rows WHERE seq = 4; conversation 1 has a hole between 3 and 5",
        "DELETE FROM message_rows WHERE seq = 1; conversation 1 has a hole between 0 and 2",
        "DELETE FROM changes WHERE seq = 18; counts up to 18, but its newest entry is 17",
        "DELETE FROM changes WHERE seq = 13; conversation 1 has a hole between 12 and 14",
        "UPDATE conversations SET last_seq = 20; counts up to 20, but its newest entry is 18",
        "UPDATE message_rows SET sent_at = '2001-01-01T00:00:00.000Z' WHERE seq = 7; ''",
        "UPDATE conversations SET last_sent_at = '2001-01-01T00:00:00.000Z'; its newest entry is of 2001",
        "UPDATE memberships SET read_seq = 19 WHERE account = 2; account 2 has read conversation 1",
        "UPDATE memberships SET read_seq = -1 WHERE account = 2; up to -1",
        "UPDATE message_rows SET sender = 77 WHERE seq = 2; a row of message_rows, number 2, belongs to",
        "UPDATE registered_users SET role = 'member'; none of them is the owner",
        "DELETE FROM server_settings WHERE key = 'registration'; who may join is none",
        "DROP INDEX active_users_expiry; active_users_expiry is missing",
        "UPDATE message_rows SET sent_at = 'at noon' WHERE seq = 7; entry 7 has no time",
        "UPDATE conversations SET members = 3; says that it has 3 members, but there are 2",
        "UPDATE registered_users SET disabled = 1 WHERE id = 2; says that it has 2 members, but there are 1",
        "UPDATE message_rows SET body = 'there' WHERE seq = 8; of the deleted message 8 there is still its text",
        "UPDATE message_rows SET pinned = 1 WHERE seq = 8; message 8 is marked otherwise than its state says",
        "UPDATE message_states SET pinned_seq = 3 WHERE message = 8; message 8 is marked otherwise than",
        "UPDATE message_rows SET pinned = 1 WHERE seq = 8 & UPDATE message_states SET pinned_seq = 3; 8 there is still its pin",
        "INSERT INTO edits VALUES (NULL, 8, 1, 'x', 'y'); message 8 there is still another of its texts",
        "INSERT INTO edits VALUES (NULL, 77, 1, 'x', 'y'); there is a text of message row 77, which is none",
        "INSERT INTO mentions VALUES (1, 1, 8); message 8 there is still whom it mentions",
        "INSERT INTO reactions VALUES (1, 9, 'x', 1, 17, 17); message 9 there is still a reaction",
        "UPDATE changes SET message = 8 WHERE seq = 11; message 8 there is still what an edit made of it",
        "UPDATE message_rows SET deleted = 1 WHERE seq = 10; message 10 is marked otherwise than its state says",
        "UPDATE message_rows SET deleted = 1 WHERE seq = 10 & INSERT INTO message_states VALUES (10, 'x', NULL); message 10 is deleted, but no entry says so",
        "UPDATE message_rows SET deleted = 0 WHERE seq = 8; entry 16 deletes message 8, which is there",
        "UPDATE changes SET message = 11 WHERE seq = 12; entry 12 is about message 11, which is none",
        "DELETE FROM reactions; account 2 reacted to message 6 with entry 12",
        "UPDATE reactions SET emoji = 'x'; message 6 shows a reaction of account 2, but no entry brought it",
        "INSERT INTO reactions VALUES (1, 7, '👍', 2, 13, 13); message 7 shows a reaction of account 2",
        "UPDATE message_rows SET pinned = 0; message 6 is not pinned, but the log says otherwise",
        "UPDATE message_rows SET pinned = 1 WHERE seq = 5 & INSERT INTO message_states VALUES (5, NULL, 15); message 5 is pinned, but the log says",
        "DELETE FROM edits; message 6 was edited 1 times and has 0 other texts",
        "UPDATE mentions SET account = 2; message 6 mentions account 2, who wrote it",
        "UPDATE mentions SET message = 12; message 12 mentions account 1, but there is no such message",
        "CREATE TABLE meta2 AS SELECT * FROM meta; the table meta2 is none of Chatter's",
      })
  void whatIsBrokenIsNamed(String damage, String named) throws IOException {
    Files.copy(shared.resolve("chatter.db"), folder.resolve("chatter.db"));
    Sqlite.change(folder.resolve("chatter.db"), damage.split(" & "));
    CommandRun run = CommandRun.of("check", "--data", folder);
    assertTrue(run.err().contains(named), run::toString);
    assertEquals(named.isEmpty() ? 0 : 1, run.exitCode(), run::toString);
  }

  @Test
  void messagesPostedTwiceAreFoundEvenWithoutTheIndexThatForbidsThem() throws IOException {
    Files.copy(shared.resolve("chatter.db"), folder.resolve("chatter.db"));
    Sqlite.change(
        folder.resolve("chatter.db"),
        "CREATE TABLE copies AS SELECT * FROM message_rows",
        "UPDATE copies SET command_id = (SELECT upper(command_id) FROM copies"
            + " WHERE seq = 1), seq = 1 WHERE seq = 2",
        "DROP TABLE message_rows",
        "PRAGMA legacy_alter_table = ON",
        "ALTER TABLE copies RENAME TO message_rows");
    CommandRun run = CommandRun.of("check", "--data", folder);
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains("account 1 has 2 commands with one id"), run::err);
    assertTrue(run.err().contains("2 entries with the number 1"), run::err);
    assertTrue(run.err().contains("message_rows is not as this program makes it"), run::err);
  }

  @Test
  void aNewersDatabaseAndAnEmptyFolderAreOneClearLine() throws IOException {
    assertTrue(
        CommandRun.of("check", "--data", folder).complaint().contains("there is no database in"));
    Files.copy(shared.resolve("chatter.db"), folder.resolve("chatter.db"));
    Sqlite.change(folder.resolve("chatter.db"), "PRAGMA user_version = 99");
    CommandRun run = CommandRun.of("check", "--data", folder);
    assertEquals(1, run.exitCode());
    assertTrue(run.complaint().contains("newer Chatter"), run::err);
  }

  @Test
  void aFileThatIsCutShortIsFound() throws IOException {
    byte[] whole = Files.readAllBytes(shared.resolve("chatter.db"));
    Files.write(folder.resolve("chatter.db"), java.util.Arrays.copyOf(whole, whole.length / 2));
    CommandRun run = CommandRun.of("check", "--data", folder);
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains("damaged"), run::err);
  }

  @Test
  void aMessageFromTheFutureIsNoFaultButDoctorAsksForTheClock() throws IOException {
    Files.copy(shared.resolve("chatter.db"), folder.resolve("chatter.db"));
    Sqlite.change(
        folder.resolve("chatter.db"),
        "UPDATE message_rows SET sent_at = '2999-01-01T00:00:00.000Z' WHERE seq = 10",
        "UPDATE changes SET at = '2999-01-01T00:00:00.000Z' WHERE seq = 18",
        "UPDATE conversations SET last_sent_at = '2999-01-01T00:00:00.000Z'");
    assertEquals(0, CommandRun.of("check", "--data", folder).exitCode());

    List<Doctor.Finding> found = new ArrayList<>();
    new DataFolderCheck(folder, found::add).run();

    Doctor.Finding last = found.getLast();
    assertEquals(Doctor.Result.WARN, last.result());
    assertTrue(last.sentence().contains("2999-01-01"), last::toString);
  }
}
