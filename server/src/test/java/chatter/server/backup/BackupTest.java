package chatter.server.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.ChatterServer;
import chatter.server.CommandRun;
import chatter.server.ServerConfig;
import chatter.server.Sqlite;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.limit.Limit;
import chatter.server.store.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// `chatter-server backup`.
final class BackupTest {
  @RegisterExtension
  final TestServer server =
      TestServer.standard().without(Limit.SENDS_PER_SECOND, Limit.FRAMES_PER_SECOND);

  @TempDir private Path folder;

  @Test
  void runningServersBackupHoldsEverythingAndTheServerGoesOn() {
    TestConnection alice = server.signUp("alice").connect();
    server.signUp("bob");
    alice.fill(50);
    Path file = folder.resolve("chat.backup");
    CommandRun run = CommandRun.of("backup", file, "--data", server.data());
    assertEquals(0, run.exitCode(), run::toString);
    assertTrue(run.out().contains(file.toString()), run::out);
    assertTrue(run.out().contains("50 messages, 2 people, 0 files, checked"), run::out);
    assertTrue(run.out().matches("(?s).*\\d\\.\\d MB.* in \\d+\\.\\d s\\R"), run::out);
    alice.post("afterwards");
    assertEquals("ok", Sqlite.ask(file, "PRAGMA integrity_check").getFirst());
    assertEquals("50", Sqlite.ask(file, "SELECT max(seq) FROM messages").getFirst());

    server.stop();
    Path database = server.data().resolve("chatter.db");
    Sqlite.change(
        database,
        "INSERT INTO avatars VALUES ('abc', 'image/png', x'00ff00')",
        "UPDATE registered_users SET avatar_hash = 'abc' WHERE id = 1");
    Path second = folder.resolve("second.backup");
    assertEquals(51, Backup.take(server.data(), second).messages());
    assertEquals(Sqlite.everything(database), Sqlite.everything(second));
  }

  @Test
  void stoppedServersFolderIsBackedUpAndTheProgramsOwnServerBacksItselfUp() throws IOException {
    server.signUp("alice").connect().fill(3);
    server.stop();
    assertEquals(0, CommandRun.of("--data", server.data(), "backup", at("stopped")).exitCode());
    assertEquals("3", Sqlite.ask(at("stopped"), "SELECT count(*) FROM messages").getFirst());
    try (ChatterServer own =
        new ChatterServer(ServerConfig.inFolder(server.data()).withPort(0)).start()) {
      assertEquals(3, own.backup(at("own")).messages());
      StorageException refused =
          Assertions.assertThrows(StorageException.class, () -> own.backup(at("own")));
      assertTrue(refused.getMessage().contains("is there already"), refused::getMessage);
    }
  }

  @Test
  void messagesThatAreOnlyInTheLogOfAServerThatCrashedAreInTheBackup() throws IOException {
    server.signUp("alice").connect().fill(20);
    Path crashed = Files.createDirectories(at("crashed"));
    for (String name : List.of("chatter.db", "chatter.db-wal")) {
      Files.copy(server.data().resolve(name), crashed.resolve(name));
    }
    assertTrue(Files.size(crashed.resolve("chatter.db-wal")) > 0, "there is no log");
    assertEquals(0, CommandRun.of("backup", at("file"), "--data", crashed).exitCode());
    assertEquals("20", Sqlite.ask(at("file"), "SELECT count(*) FROM messages").getFirst());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no such permissions")
  void onlyItsOwnerCanReadIt() throws IOException {
    Backup.take(server.data(), at("file"));
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(at("file"))));
  }

  @Test
  void nothingIsOverwrittenAndNothingHalfIsLeft() throws IOException {
    Files.writeString(at("there"), "something else");
    Files.writeString(folder.resolve("nothing.db"), "");
    Path empty = Files.createDirectories(at("empty"));
    Path foreign = Files.createDirectories(at("foreign"));
    Files.writeString(foreign.resolve("chatter.db"), "this is no database, but long enough");
    Path other = Files.createDirectories(at("other"));
    Sqlite.change(other.resolve("chatter.db"), "CREATE TABLE t (x)");
    List<Path> before = files();
    refused("is there already", "backup", at("there"), "--data", server.data());
    refused("is a folder", "backup", folder, "--data", server.data());
    refused("there is no folder", "backup", at("no/where"), "--data", server.data());
    refused("there is no folder", "backup", at("new"), "--data", at("nowhere"));
    refused("is not a folder", "backup", at("new"), "--data", at("there"));
    refused("there is no database in the folder", "backup", at("new"), "--data", empty);
    refused("it is not a database", "backup", at("new"), "--data", foreign);
    refused("not one of Chatter's", "backup", at("new"), "--data", other);
    assertEquals("something else", Files.readString(at("there")));
    assertEquals(before, files());
  }

  @Test
  void damagedDataMakesNoBackup() throws IOException {
    server.signUp("alice").connect().fill(300);
    server.stop();
    Path database = server.data().resolve("chatter.db");
    byte[] bytes = Files.readAllBytes(database);
    for (int i = bytes.length / 2; i < bytes.length / 2 + 20_000; i++) {
      bytes[i] = (byte) (i * 31);
    }
    Files.write(database, bytes);
    refused("", "backup", at("new"), "--data", server.data());
    assertFalse(Files.exists(at("new")));
  }

  @Test
  void missingFileNameIsOneClearLine() {
    CommandRun run = CommandRun.of("backup");
    assertEquals(2, run.exitCode());
    assertTrue(run.complaint().startsWith("chatter-server backup: Missing"), run::err);
    CommandRun help = CommandRun.of("--help");
    for (String command : List.of("backup", "restore", "check")) {
      assertTrue(help.out().contains("  " + command + " "), help::out);
      assertTrue(CommandRun.of(command, "--help").out().contains("--data"), command);
    }
  }

  private Path at(String name) {
    return folder.resolve(name);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      // Looking at a database of another program may leave SQLite's empty helpers.
      return all.filter(f -> !f.toString().matches(".*-(shm|wal)")).sorted().toList();
    }
  }

  private static void refused(String because, Object... arguments) {
    CommandRun run = CommandRun.of(arguments);
    assertEquals(1, run.exitCode(), run::toString);
    assertTrue(run.complaint().contains(because), run::err);
    assertEquals("", run.out());
  }
}
