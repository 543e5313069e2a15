package chatter.shared.system;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryFoldersTest {
  private static final List<String> MOUNTS =
      List.of(
          "22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw",
          "30 22 0:30 / /tmp rw,nosuid,noexec,relatime shared:5 - tmpfs tmpfs rw",
          "31 30 0:31 / /tmp/open rw,relatime - tmpfs tmpfs rw",
          "32 22 0:32 / /mnt/two\\040words rw,noexec - tmpfs tmpfs rw",
          "33 22 0:33 / /over rw,noexec - tmpfs tmpfs rw",
          "34 33 0:34 / /over rw - tmpfs tmpfs rw");

  private static boolean noexec(String folder) {
    return LibraryFolders.isNoexec(Path.of(folder), MOUNTS);
  }

  @Test
  void nearestMountDecidesAndOfTwoAtOnePlaceTheLater() {
    assertTrue(noexec("/tmp"));
    assertTrue(noexec("/tmp/a/b"));
    assertFalse(noexec("/tmpfile"));
    assertFalse(noexec("/tmp/open/a"));
    assertFalse(noexec("/home/ana"));
    assertTrue(noexec("/mnt/two words/a"));
    assertFalse(noexec("/over"));
  }

  @Test
  void folderThatCannotBeMadeDoesNotFit(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertTrue(LibraryFolders.fits(folder.resolve("not").resolve("yet")));
    assertFalse(LibraryFolders.fits(file.resolve("below")));
  }
}
