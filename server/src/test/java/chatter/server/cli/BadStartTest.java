package chatter.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.CommandRun;
import chatter.server.Sqlite;
import chatter.server.SqliteOnly;
import chatter.server.TestServer;
import chatter.server.backup.BackupShelf;
import chatter.server.limit.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a server says that cannot work with its data folder: one sentence about what happened and
/// what to do, and nothing is changed.
@SqliteOnly("it is about starts with a damaged or foreign file")
final class BadStartTest {
  private static final Pattern COMMAND = Pattern.compile("put it back with: chatter-server (.*)");

  @RegisterExtension
  final TestServer server =
      TestServer.standard().without(Limit.SENDS_PER_SECOND, Limit.FRAMES_PER_SECOND);

  @TempDir private Path folder;
  private Path database;

  /// Ways in which a file comes to harm.
  enum Harm {
    CUT_SHORT {
      @Override
      byte[] done(byte[] whole) {
        return Arrays.copyOf(whole, whole.length / 2);
      }
    },
    NO_HEADER {
      @Override
      byte[] done(byte[] whole) {
        Arrays.fill(whole, 0, 100, (byte) 0);
        return whole;
      }
    },
    SCHEMA_GONE {
      @Override
      byte[] done(byte[] whole) {
        Arrays.fill(whole, 100, 4_096, (byte) 0x55);
        return whole;
      }
    },
    ZEROS_AFTER_THE_FIRST_PAGE {
      @Override
      byte[] done(byte[] whole) {
        Arrays.fill(whole, 4_096, whole.length, (byte) 0);
        return whole;
      }
    },
    NOISE_AFTER_THE_FIRST_PAGE {
      @Override
      byte[] done(byte[] whole) {
        for (int i = 4_096; i < whole.length; i++) {
          whole[i] = (byte) (i * 31);
        }
        return whole;
      }
    };

    abstract byte[] done(byte[] whole);
  }

  @BeforeEach
  void somethingIsThere() {
    server.signUp("alice").connect().fill(300);
    database = server.data().resolve("chatter.db");
  }

  @ParameterizedTest
  @EnumSource
  void damagedDatabaseNamesTheNewestGoodBackupAndTheCommandThatPutsItBack(Harm harm)
      throws IOException {
    Path shelf = folder.resolve("a shelf");
    Path good = BackupShelf.in(shelf).take(server.data()).file();
    server.stop();
    byte[] whole = Files.readAllBytes(database);
    Files.write(
        shelf.resolve("chatter-2099-01-01T000000Z.db"), Arrays.copyOf(whole, whole.length / 2));
    Files.write(database, harm.done(whole));
    byte[] before = Files.readAllBytes(database);

    String sentence = refused("--backups=" + shelf, "--data=" + server.data());
    assertTrue(sentence.contains("cannot open the database in " + server.data()), sentence);
    assertTrue(sentence.contains("Nothing was changed."), sentence);
    assertTrue(Arrays.equals(before, Files.readAllBytes(database)), "the database was changed");
    Matcher command = COMMAND.matcher(sentence);
    assertTrue(command.find(), sentence);
    assertTrue(command.group(1).contains("\"" + good + "\""), sentence);
    CommandRun restore =
        CommandRun.of("restore", good, "--data", command.group(1).replaceAll(".* --data ", ""));
    assertEquals(0, restore.exitCode(), restore::toString);
    server.start();
    assertEquals("300", Sqlite.ask(database, "SELECT count(*) FROM messages").getFirst());
  }

  @Test
  void damagedDatabaseWithoutABackupSaysWhereNoneWas() throws IOException {
    server.stop();
    Files.write(database, Harm.CUT_SHORT.done(Files.readAllBytes(database)));
    String sentence = refused("--data=" + server.data());
    assertTrue(sentence.contains("no good backup was found in " + server.data()), sentence);
    assertTrue(sentence.contains("chatter-server restore FILE --data " + server.data()), sentence);
  }

  @Test
  void emptiedDatabaseIsNotTakenForANewChat() throws IOException {
    server.stop();
    Files.write(database, new byte[0]);
    String sentence = refused("--data=" + server.data());
    assertTrue(sentence.contains("chatter.db is empty"), sentence);
    assertTrue(sentence.contains("remove that file and start again"), sentence);
  }

  @Test
  void newersDatabaseSaysToInstallTheNewerVersionAgain() {
    server.stop();
    Sqlite.change(database, "PRAGMA user_version = 99");
    String sentence = refused("--data=" + server.data());
    assertTrue(sentence.contains("was written by a newer Chatter (schema 99"), sentence);
    assertTrue(sentence.contains("install the newer version again"), sentence);
    assertEquals("99", Sqlite.ask(database, "PRAGMA user_version").getFirst());
  }

  @Test
  void aDatabaseThatSomethingElseChangedIsLeftAlone() throws IOException {
    server.stop();
    byte[] own = Files.readAllBytes(database);
    changed(own, "CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM messages; END");
    assertTrue(refused("--data=" + server.data()).contains("the trigger t is none of Chatter's"));
    CommandRun check = CommandRun.of("check", "--data", server.data());
    assertEquals(1, check.exitCode());
    assertTrue(check.complaint().contains("the trigger t is none of Chatter's"), check::err);
    changed(own, "PRAGMA user_version = -3");
    assertTrue(refused("--data=" + server.data()).contains("of version -3, which no Chatter has"));
    changed(own, "PRAGMA application_id = 7");
    assertTrue(refused("--data=" + server.data()).contains("as another program's"));
    changed(own, "PRAGMA journal_mode = DELETE");
    server.start();
  }

  private void changed(byte[] own, String change) throws IOException {
    Files.write(database, own);
    Sqlite.change(database, change);
  }

  @Test
  void anotherProgramsDatabaseIsLeftAlone() throws IOException {
    Path foreign = Files.createDirectories(folder.resolve("foreign"));
    Sqlite.change(foreign.resolve("chatter.db"), "CREATE TABLE t (x)");
    String sentence = refused("--data=" + foreign);
    assertTrue(sentence.contains("is not one of Chatter's"), sentence);
    assertTrue(sentence.contains("choose another folder with --data"), sentence);
    assertEquals(
        List.of("t"), Sqlite.ask(foreign.resolve("chatter.db"), "SELECT name FROM sqlite_schema"));
  }

  @Test
  void secondServerOnAFolderSaysSo() {
    String sentence = refused("--data=" + server.data());
    assertTrue(sentence.contains("another Chatter server is using the data folder"), sentence);
    assertTrue(sentence.contains("stop it, or choose another folder with --data"), sentence);
  }

  @Test
  void folderThatCannotBeMadeSaysWhyAndWhatToDo() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    String sentence = refused("--data=" + file.resolve("data"));
    assertTrue(sentence.contains("cannot write to the data folder " + file), sentence);
    assertTrue(sentence.contains("choose another folder with --data"), sentence);
  }

  private static String refused(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = "--port=0";
    CommandRun run = CommandRun.of((Object[]) all);
    assertEquals(1, run.exitCode(), run::toString);
    assertTrue(run.complaint().startsWith("Chatter could not start: "), run::err);
    assertFalse(run.err().contains("Exception"), run::err);
    return run.complaint();
  }
}
