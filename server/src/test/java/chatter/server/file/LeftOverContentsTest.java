package chatter.server.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.PinnedClock;
import chatter.server.limit.LimitSettings;
import chatter.server.store.Database;
import chatter.shared.crypto.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Contents that no row names, because a crash came between.
final class LeftOverContentsTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final PinnedClock clock = new PinnedClock();

  @TempDir private Path folder;

  private Database database;
  private Contents contents;
  private Examiner examiner;
  private Uploads uploads;

  @BeforeEach
  void open() {
    database = Database.open(folder);
    contents = new Contents(database, folder);
    examiner = new Examiner(false);
    uploads =
        new Uploads(
            database, folder, contents, examiner, FileLimits.of(LimitSettings.defaults()), clock);
  }

  @AfterEach
  void close() {
    uploads.close();
    examiner.close();
    contents.close();
    database.close();
  }

  @Test
  void theyGoWhenTheyAreOlderThanADay() throws IOException {
    Path old = left("old", Uploads.LIFE.plus(HOUR));
    Path young = left("young", Uploads.LIFE.minus(HOUR));
    Path other = Files.writeString(old.resolveSibling("notes"), "an administrator's");
    age(other, Uploads.LIFE.plus(HOUR));
    uploads.sweep();
    assertFalse(Files.exists(old));
    assertTrue(Files.exists(young));
    assertTrue(Files.exists(other));
  }

  @Test
  void whatTheLastCrashLeftGoesADayAfterTheStart() throws IOException {
    Path young = left("young", Duration.ZERO);
    uploads.sweep();
    clock.forward(Uploads.LIFE.minus(HOUR));
    uploads.sweep();
    assertTrue(Files.exists(young));
    clock.forward(HOUR.multipliedBy(2));
    uploads.sweep();
    assertFalse(Files.exists(young));
  }

  /// Somebody sends the same again: between its name and its row it must not go.
  @Test
  void oneThatIsBeingStoredStays() throws IOException {
    Path old = left("same", Uploads.LIFE.plus(HOUR));
    Path sent = Files.writeString(folder.resolve("sent"), "same");
    contents.store(
        hash("same"),
        sent,
        () -> {
          uploads.sweep();
          assertTrue(Files.exists(old));
        });
    assertEquals("same", Files.readString(sent));
  }

  private Path left(String content, Duration age) throws IOException {
    Path file = ContentFolder.in(folder).at(hash(content));
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    age(file, age);
    return file;
  }

  private void age(Path file, Duration age) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(clock.instant().minus(age)));
  }

  private static String hash(String content) {
    return Sha256.hex(content.getBytes(StandardCharsets.UTF_8));
  }
}
