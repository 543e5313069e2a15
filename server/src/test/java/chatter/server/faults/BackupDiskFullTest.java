package chatter.server.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.CommandRun;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.backup.Backup;
import chatter.server.backup.BackupPlan;
import chatter.server.backup.BackupShelf;
import chatter.server.web.file.FileSender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk for backups that somebody else fills, and makes room on again.
final class BackupDiskFullTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  @TempDir private Path folder;

  @Test
  void fullDiskOfBackupsIsToldCostsTheServerNothingAndIsTriedAgain() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 4);
        TestServer server =
            TestServer.pinned()
                .with(config -> config.withBackups(BackupPlan.hourly(disk.path())))
                .start()) {
      TestUser alice = server.signUp("alice");
      BackupShelf shelf = BackupShelf.in(disk.path());
      server.forward(Duration.ofMinutes(1));
      await(() -> shelf.list().size() == 1);
      disk.fill();
      alice.connect().post("one");
      server.forward(Duration.ofHours(1));
      await(() -> server.backups().trouble().isPresent());
      String trouble = server.backups().trouble().orElseThrow();
      assertTrue(trouble.contains("pace left"), trouble);
      assertEquals(1, shelf.list().size(), "half a backup was left, or the old one removed");
      assertEquals(2, alice.connect().post("two").seq());
      disk.makeRoom();
      server.forward(Duration.ofMinutes(1));
      await(() -> server.backups().trouble().isEmpty());
      assertEquals(2, shelf.look(shelf.newestGood().orElseThrow().file()).messages());
    }
  }

  @Test
  void contentsForWhichThereIsNoRoomLeaveNothingHalf() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 4);
        TestServer server = TestServer.standard().start()) {
      FileSender alice = new FileSender(server, server.signUp("alice"));
      byte[] small = FileSender.bytes(100_000);
      alice.post("small.bin", small);
      Path contents = disk.path().resolve("chatter-files");
      assertEquals(List.of(), Backup.take(server.data(), disk.path().resolve("good.db")).faults());
      for (int i = 1; i <= 4; i++) {
        alice.post("large.bin", FileSender.bytes(1_000_000 + i));
      }
      CommandRun run =
          CommandRun.of("backup", disk.path().resolve("full.db"), "--data", server.data());
      assertEquals(1, run.exitCode(), run::toString);
      assertTrue(run.complaint().contains("pace left"), run::err);
      assertFalse(Files.exists(disk.path().resolve("full.db")));
      assertTrue(Files.exists(FileSender.at(contents, small)), "another backup lost its files");
      try (Stream<Path> all = Files.walk(contents)) {
        assertEquals(
            List.of(FileSender.at(contents, small).getFileName()),
            all.map(Path::getFileName).filter(f -> f.toString().length() >= 64).toList());
      }
    }
  }

  private static void await(BooleanSupplier what) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!what.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "it did not happen");
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }
}
