package chatter.server.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.Sqlite;
import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.web.file.FileSender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A server that backs itself up.
@Tag("story")
final class BackupScheduleTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @RegisterExtension
  final TestServer server =
      TestServer.pinned().with(config -> config.withBackups(BackupPlan.hourly(shelf())));

  @TempDir private Path folder;
  private Path shelf;
  private TestUser alice;

  @BeforeEach
  void somebodyIsThere() {
    shelf = shelf();
    alice = server.signUp("alice");
  }

  @Test
  void eachHourInWhichSomethingChangedHasItsBackup() {
    post("one");
    aMinuteLater();
    awaitBackups(1);
    assertEquals(1, BackupShelf.in(shelf).look(items().getFirst().file()).messages());

    server.forward(HOUR);
    awaitTurn();
    post("two");
    server.forward(HOUR);
    awaitBackups(2);
    List<BackupShelf.Item> items = items();
    assertEquals(2, items.size());
    assertEquals(
        Duration.ofHours(2),
        Duration.between(items.getLast().takenAt(), items.getFirst().takenAt()),
        "an hour without a change had a backup");
    assertEquals(2, BackupShelf.in(shelf).look(items.getFirst().file()).messages());
  }

  @Test
  void filesAreInTheBackupOfTheirHourAndGoWithTheLastThatHasThem() throws IOException {
    byte[] bytes = FileSender.bytes(5_000);
    long message = new FileSender(server, alice).post("file.bin", bytes);
    server.forward(MINUTE);
    awaitBackups(1);
    Path content = FileSender.at(shelf.resolve("chatter-files"), bytes);
    assertTrue(Files.exists(content));
    assertTrue(items().getFirst().bytes() > 5_000 + Files.size(items().getFirst().file()) - 1);
    // Whoever was connected is long away.
    new FileSender(server, alice).delete(message);
    server.forward(HOUR);
    awaitBackups(2);
    assertTrue(Files.exists(content), "an older backup has it");
    Files.delete(items().getLast().file());
    post("another hour");
    server.forward(HOUR);
    awaitBackups(2);
    await(() -> Files.notExists(content));
  }

  @Test
  void aFileThatIsLostForGoodKeepsNoOldBackups() throws IOException {
    byte[] bytes = FileSender.bytes(5_000);
    new FileSender(server, alice).post("file.bin", bytes);
    Files.delete(FileSender.at(server.data().resolve("files"), bytes));
    server.forward(MINUTE);
    awaitBackups(1);
    Path older = stamped(items().getFirst().takenAt().minusSeconds(1));
    post("another hour");
    server.forward(HOUR);
    await(() -> !Files.exists(older));
  }

  @Test
  void restartAloneIsNoReasonForAnother() {
    post("one");
    aMinuteLater();
    awaitBackups(1);
    server.restart();
    server.forward(HOUR);
    awaitTurn();
    assertEquals(1, items().size());
  }

  @Test
  void folderThatGoesAwayIsToldOnceTriedAgainAndStopsNobody() throws IOException {
    server.forward(MINUTE);
    awaitBackups(1);
    Files.delete(items().getFirst().file());
    Files.delete(shelf);
    post("one");
    server.forward(HOUR);
    await(() -> server.backups().trouble().isPresent());
    assertTrue(
        server.backups().trouble().orElseThrow().contains("there is no folder " + shelf),
        () -> server.backups().trouble().toString());
    assertFalse(Files.exists(shelf), "the folder of a stick that is out was made on the disk");
    post("two");
    Files.createDirectory(shelf);
    server.forward(MINUTE);
    awaitBackups(1);
    await(() -> server.backups().trouble().isEmpty());
  }

  @Test
  void oldOnesGoAndThoseOfOtherProgramsAndByHandStay() throws IOException {
    server.forward(MINUTE);
    awaitBackups(1);
    BackupShelf.Item first = items().getFirst();
    Path byHand = BackupShelf.in(shelf).take(server.data()).file();
    Path older = stamped(first.takenAt().minusSeconds(1));
    Path ofAnotherHour = stamped(first.takenAt().minus(Duration.ofHours(3)));
    Path foreign = Files.writeString(shelf.resolve("chatter-2026.db"), "mine");
    post("one");
    server.forward(HOUR);
    await(() -> !Files.exists(older));
    assertTrue(Files.exists(byHand), "one by hand was removed");
    assertTrue(Files.exists(ofAnotherHour), "an hour lost its only backup");
    assertTrue(Files.exists(foreign), "a foreign file was removed");
  }

  @Test
  void nothingIsRemovedForABackupThatHasFaults() throws IOException {
    server.forward(MINUTE);
    awaitBackups(1);
    Path older = stamped(items().getFirst().takenAt().minusSeconds(1));
    server.stop();
    Sqlite.change(server.data().resolve("chatter.db"), "UPDATE conversations SET last_seq = 9");
    server.start();
    server.forward(HOUR);
    awaitBackups(3);
    assertTrue(Files.exists(older), "an old one was removed for one with faults");
  }

  @Test
  void halfCopiesOfBeforeAPowerCutAreRemoved() throws IOException {
    server.stop();
    Path half = Files.writeString(shelf.resolve("chatter-2026-01-01T000000Z.db.0123abcd.part"), "");
    Path beingMade =
        Files.writeString(shelf.resolve("chatter-2026-01-01T000000Z.db.0123abce.part"), "");
    Instant now = server.clock().instant();
    Files.setLastModifiedTime(half, FileTime.from(now.minus(Duration.ofDays(2))));
    Files.setLastModifiedTime(beingMade, FileTime.from(now));
    server.start();
    await(() -> !Files.exists(half));
    assertTrue(Files.exists(beingMade));
  }

  @Test
  void folderWithBackupsOfAnotherChatIsLeftAlone() {
    server.forward(MINUTE);
    awaitBackups(1);
    server.stop();
    try (TestServer another = TestServer.pinned().with(c -> c.withBackups(plan())).start()) {
      another.forward(HOUR.plus(MINUTE));
      await(() -> another.backups().trouble().isPresent());
      assertTrue(
          another.backups().trouble().orElseThrow().contains("holds backups of another chat"),
          () -> another.backups().toString());
      assertEquals(1, items().size());
    }
  }

  /// A minute, in the middle of which it is noted that whoever wrote has left: a change like any
  /// other, which must not come behind the backup.
  private void aMinuteLater() {
    Duration half = MINUTE.dividedBy(2);
    server.forward(half);
    String notNoted = "SELECT count(*) FROM registered_users WHERE last_seen_at IS NULL";
    Path database = server.data().resolve("chatter.db");
    await(() -> Sqlite.ask(database, notNoted).equals(List.of("0")));
    server.forward(half);
  }

  private BackupPlan plan() {
    return BackupPlan.hourly(shelf);
  }

  private Path shelf() {
    return folder.resolve("shelf");
  }

  private Path stamped(Instant at) throws IOException {
    String name = "chatter-" + at.toString().replace(":", "") + ".db";
    return Files.copy(items().getLast().file(), shelf.resolve(name));
  }

  private void post(String body) {
    TestConnection connection = alice.connect();
    connection.post(body);
    connection.close();
    server.awaitConnections(0);
  }

  private List<BackupShelf.Item> items() {
    return BackupShelf.in(shelf).list();
  }

  private void awaitBackups(int count) {
    await(() -> items().size() == count);
    // It is there before the old ones are removed.
    awaitTurn();
  }

  /// Waits until the schedule has done what was due.
  private void awaitTurn() {
    await(() -> server.backups().next().isAfter(server.clock().instant()));
  }

  private static void await(BooleanSupplier what) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!what.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "it did not happen");
      // The schedule needs the processor more than this does.
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }
}
