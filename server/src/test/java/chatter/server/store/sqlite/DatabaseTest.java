package chatter.server.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertFalse;

import chatter.server.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The file of a database that is opened and closed.
final class DatabaseTest {
  @TempDir private Path folder;

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a file that is open cannot be deleted")
  void whereTheFileIsGoneClosingMakesNone() throws IOException {
    Database database = SqliteDatabase.open(folder);
    Files.delete(folder.resolve("chatter.db"));
    database.close();
    assertFalse(Files.exists(folder.resolve("chatter.db")));
  }
}
