package chatter.server.file;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.store.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A folder that several servers have.
final class SharedFilesTest extends SharedFilesContract {
  @TempDir private Path folder;

  @Override
  FilePlace place(Path own) {
    return FilePlace.shared(folder, database);
  }

  @Override
  FilePlace empty(Path own) {
    return FilePlace.shared(data.resolve("not-mounted"), database);
  }

  @Override
  void mark(String chat) throws IOException {
    Files.writeString(folder.resolve(FilePlace.MARKER), chat + "\n");
  }

  @Test
  void onlyWhatIsOldIsTidiedAtAStart() throws IOException {
    Path uploads = Files.createDirectories(folder.resolve("uploads"));
    Path another = Files.writeString(uploads.resolve("x.0.clean"), "of a server that is at it");
    Path old = Files.writeString(uploads.resolve("y.0.clean"), "of one that was killed");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    Server.of(database, place(data)).close();
    assertTrue(Files.exists(another));
    assertFalse(Files.exists(old));
  }

  @Test
  void filesThatWereMovedThereAreItsOwn() throws IOException {
    Upload upload = one.announce("hello");
    one.send(upload, 0, "hello").close();
    one.uploads().finish(upload);
    Path elsewhere = data.resolve("not-mounted");
    assertThrows(StorageException.class, () -> empty(data));
    assertFalse(Files.exists(elsewhere.resolve(FilePlace.MARKER)));
    Files.move(folder.resolve("files"), elsewhere.resolve("files"));
    assertTrue(empty(data).arriving(database).shared());
  }
}
