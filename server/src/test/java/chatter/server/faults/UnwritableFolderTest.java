package chatter.server.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.ChatterServer;
import chatter.server.ServerConfig;
import chatter.server.store.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A data folder on a disk that can only be read.
final class UnwritableFolderTest {
  @TempDir private Path folder;

  @Test
  void startSaysThatTheFolderCannotBeWrittenAndWhatToDo() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 8)) {
      Path data = disk.path().resolve("data");
      start(data).close();
      Tools.run("mount", "-o", "remount,ro", disk.path().toString());
      for (Path unwritable : new Path[] {data, disk.path().resolve("new")}) {
        StorageException refused =
            assertThrows(StorageException.class, () -> start(unwritable).close());
        assertEquals(StorageException.Kind.UNUSABLE, refused.kind());
        assertTrue(
            refused
                .getMessage()
                .matches(
                    "cannot write to the data folder "
                        + unwritable
                        + ": .*[Rr]ead-only file system; choose another folder with --data"),
            refused::getMessage);
      }
    }
  }

  private static ChatterServer start(Path data) throws IOException {
    return new ChatterServer(ServerConfig.inFolder(data).withPort(0)).start();
  }
}
