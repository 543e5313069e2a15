package chatter.server.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.CommandRun;
import chatter.server.Sqlite;
import chatter.server.TestServer;
import chatter.server.web.file.FileSender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `chatter-server check` of a chat with files.
final class FileCheckTest {
  private static final byte[] FIRST = FileSender.bytes(200_000);
  private static final byte[] SECOND = FileSender.bytes(100);
  private static final byte[] DELETED = FileSender.bytes(300);

  @RegisterExtension static final TestServer SERVER = TestServer.standard();

  @TempDir private static Path shared;

  @TempDir private Path folder;

  /// Files 1 and 2, and 3 that is gone with message 3.
  @BeforeAll
  static void send() throws IOException {
    FileSender alice = new FileSender(SERVER, SERVER.signUp("alice"));
    alice.post("secret name.bin", FIRST);
    alice.post("second.bin", SECOND);
    alice.delete(alice.post("gone.bin", DELETED));
    CommandRun running = CommandRun.of("check", "--data", SERVER.data());
    assertEquals(0, running.exitCode(), running::toString);
    SERVER.stop();
    FileSender.copy(SERVER.data(), shared);
  }

  @BeforeEach
  void copy() throws IOException {
    FileSender.copy(shared, folder);
  }

  @Test
  void allIsWellAndCounted() {
    CommandRun run = check();
    assertEquals(0, run.exitCode(), run::toString);
    assertTrue(run.out().contains("2 files, 0.2 MB"), run::out);
    assertFalse(run.out().contains("belong to no file of this chat"), run::out);
  }

  @Test
  void contentsThatAreMissingShortOrDamagedAreNamedByTheirNumbers() throws IOException {
    Path files = folder.resolve("files");
    Files.write(FileSender.at(files, FIRST), new byte[FIRST.length]);
    Files.delete(FileSender.at(files, SECOND));
    CommandRun run = check();
    assertEquals(1, run.exitCode(), run::toString);
    assertTrue(run.err().contains("the content of file 1 is damaged"), run::err);
    assertTrue(run.err().contains("the content of file 2 is missing"), run::err);
    assertFalse(run.err().contains("secret"), run::err);

    Files.write(FileSender.at(files, FIRST), new byte[7]);
    assertTrue(check().err().contains("file 1 has 7 bytes instead of 200000"));
  }

  @Test
  void contentsThatNobodyNamesAreANoteAndNoFault() throws IOException {
    for (byte[] left : new byte[][] {FileSender.bytes(1_000_000), FileSender.bytes(500_000)}) {
      Path place = FileSender.at(folder.resolve("files"), left);
      Files.createDirectories(place.getParent());
      Files.write(place, left);
    }
    CommandRun run = check();
    assertEquals(0, run.exitCode(), run::toString);
    assertTrue(run.out().contains("2 contents of 1.5 MB belong to no file of this chat"), run::out);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "UPDATE files SET gone = 1, name = '' WHERE id = 1; message 1 has file 1, which is gone",
        "DELETE FROM file_contents WHERE file = 1; message 1 has file 1, which has no content",
        "INSERT INTO message_files VALUES (1, 3, 0, 3); deleted message 3 there is still file 3",
        "UPDATE message_files SET message = 77 WHERE file = 1; message 77 has file 1, but there is no such message",
        "UPDATE files SET name = 'x' WHERE id = 3; of file 3, which is gone, there is still its name",
        "UPDATE file_contents SET thumb = 'x' WHERE file = 3; of file 3, which is gone, there is still how it looks",
        "UPDATE file_contents SET hash = (SELECT hash FROM file_contents WHERE file = 1), bytes = 200000 WHERE file = 3; of file 3, which is gone, there is still what is in it",
        "UPDATE file_contents SET hash = '../../chatter.db' WHERE file = 1; file 1 names a content that is none",
        "UPDATE file_contents SET hash = (SELECT hash FROM file_contents WHERE file = 1) WHERE file = 2; file 2 has a length that another of the same content has not",
        "INSERT INTO released_contents SELECT hash FROM file_contents WHERE file = 1; ''",
      })
  void whatIsBrokenIsNamed(String damage, String named) {
    Sqlite.change(folder.resolve("chatter.db"), damage);
    CommandRun run = check();
    assertTrue(run.err().contains(named), run::toString);
    assertEquals(named.isEmpty() ? 0 : 1, run.exitCode(), run::toString);
  }

  private CommandRun check() {
    return CommandRun.of("check", "--data", folder);
  }
}
