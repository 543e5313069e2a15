package chatter.server.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.ServerProcess;
import chatter.server.store.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
final class SqliteLibraryTest {
  private static final Path TEMPORARY = Path.of("/tmp");
  private static final Path DATA = Path.of("/srv/chat");

  private static final List<Path> ALL =
      SqliteLibrary.candidates("/tmp", Map.of("XDG_RUNTIME_DIR", "/run/user/7"), DATA);

  @TempDir private Path folder;

  @Test
  void firstFolderFromWhichLibrariesCanBeLoadedIsTaken() {
    assertEquals(TEMPORARY, SqliteLibrary.chosen(ALL, folder -> true));
    assertEquals(
        Path.of("/run/user/7"), SqliteLibrary.chosen(ALL, folder -> !folder.equals(TEMPORARY)));
    assertEquals(DATA, SqliteLibrary.chosen(ALL, DATA::equals));
    assertEquals(
        List.of(TEMPORARY, Path.of("/var/tmp"), DATA),
        SqliteLibrary.candidates("/tmp", Map.of("XDG_RUNTIME_DIR", "relative"), DATA));
  }

  @Test
  void thatThereIsNoneIsSaidWithWhatToDo() {
    StorageException none =
        assertThrows(StorageException.class, () -> SqliteLibrary.chosen(ALL, folder -> false));

    assertTrue(
        none.getMessage().contains("/tmp, /run/user/7, /var/tmp, /srv/chat"), none::getMessage);
    assertTrue(none.getMessage().contains("-Dorg.sqlite.tmpdir=DIR"), none::getMessage);
  }

  @Test
  void serverStartsWhereTheSystemsFolderForPassingFilesIsOfNoUse() throws Exception {
    Path none = Files.createFile(folder.resolve("file"));
    try (ServerProcess process =
        ServerProcess.start(
            Map.of("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + none),
            List.of(),
            "--port=0",
            "--data=" + folder.resolve("data"))) {
      assertTrue(process.port() > 0);
      process.kill();
    }
  }
}
