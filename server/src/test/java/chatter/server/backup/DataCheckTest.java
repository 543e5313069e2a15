package chatter.server.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.CommandRun;
import chatter.server.Sqlite;
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
        "DELETE FROM messages WHERE seq = 4; conversation 1 has a hole between 3 and 5",
        "DELETE FROM messages WHERE seq = 1; conversation 1 has a hole between 0 and 2",
        "DELETE FROM messages WHERE seq = 10; counts up to 10, but its newest message is 9",
        "UPDATE conversations SET last_seq = 12; counts up to 12, but its newest message is 10",
        "UPDATE messages SET sent_at = '2001-01-01T00:00:00.000Z' WHERE seq = 7; ''",
        "UPDATE conversations SET last_sent_at = '2001-01-01T00:00:00.000Z'; its newest message is of 2001",
        "UPDATE memberships SET read_seq = 11 WHERE account = 2; account 2 has read conversation 1",
        "UPDATE memberships SET read_seq = -1 WHERE account = 2; up to -1",
        "UPDATE messages SET sender = 77 WHERE seq = 2; a row of messages, number 2, belongs to",
        "UPDATE registered_users SET role = 'member'; none of them is the owner",
        "DELETE FROM server_settings WHERE key = 'registration'; who may join is none",
        "DROP INDEX active_users_expiry; active_users_expiry is missing",
        "UPDATE messages SET sent_at = 'at noon' WHERE seq = 7; message 7 has no time",
        "CREATE TABLE meta2 AS SELECT * FROM meta; the table meta2 is none of Chatter's",
      })
  void whatIsBrokenIsNamed(String damage, String named) throws IOException {
    Files.copy(shared.resolve("chatter.db"), folder.resolve("chatter.db"));
    Sqlite.change(folder.resolve("chatter.db"), damage);
    CommandRun run = CommandRun.of("check", "--data", folder);
    assertTrue(run.err().contains(named), run::toString);
    assertEquals(named.isEmpty() ? 0 : 1, run.exitCode(), run::toString);
  }

  @Test
  void messagesPostedTwiceAreFoundEvenWithoutTheIndexThatForbidsThem() throws IOException {
    Files.copy(shared.resolve("chatter.db"), folder.resolve("chatter.db"));
    Sqlite.change(
        folder.resolve("chatter.db"),
        "CREATE TABLE copies AS SELECT * FROM messages",
        "UPDATE copies SET command_id = (SELECT upper(command_id) FROM copies"
            + " WHERE seq = 1), seq = 1 WHERE seq = 2",
        "DROP TABLE messages",
        "ALTER TABLE copies RENAME TO messages");
    CommandRun run = CommandRun.of("check", "--data", folder);
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains("account 1 has 2 messages with one client id"), run::err);
    assertTrue(run.err().contains("2 messages with the number 1"), run::err);
    assertTrue(run.err().contains("messages is not as this program makes it"), run::err);
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
        "UPDATE messages SET sent_at = '2999-01-01T00:00:00.000Z' WHERE seq = 10",
        "UPDATE conversations SET last_sent_at = '2999-01-01T00:00:00.000Z'");
    assertEquals(0, CommandRun.of("check", "--data", folder).exitCode());

    List<Doctor.Finding> found = new ArrayList<>();
    new DataFolderCheck(folder, found::add).run();

    Doctor.Finding last = found.getLast();
    assertEquals(Doctor.Result.WARN, last.result());
    assertTrue(last.sentence().contains("2999-01-01"), last::toString);
  }
}
