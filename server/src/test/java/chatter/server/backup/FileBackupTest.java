package chatter.server.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.CommandRun;
import chatter.server.Sqlite;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.file.ContentFolder;
import chatter.server.file.NamedContents.Content;
import chatter.server.store.Findings;
import chatter.server.web.file.FileSender;
import chatter.shared.crypto.Sha256;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Backups of a chat with files, and what is restored of them.
final class FileBackupTest {
  private static final byte[] FIRST = FileSender.bytes(1_000_000);
  private static final byte[] SECOND = FileSender.bytes(2_000);

  @RegisterExtension final TestServer server = TestServer.standard();

  @TempDir private Path folder;
  private TestUser user;
  private FileSender alice;

  @BeforeEach
  void signUp() {
    user = server.signUp("alice");
    alice = new FileSender(server, user);
  }

  @Test
  void contentsLieBesideTheBackupOnceForAllAndAreCounted() throws IOException {
    alice.post("first.bin", FIRST);
    CommandRun run = CommandRun.of("backup", at("monday.db"), "--data", server.data());
    assertEquals(0, run.exitCode(), run::toString);
    assertTrue(run.out().contains("1 messages, 1 people, 1 files, checked"), run::out);
    assertTrue(Backup.take(server.data(), at("same.db")).bytes() > FIRST.length);
    assertArrayEquals(FIRST, Files.readAllBytes(content(FIRST)));

    // What is there already is not read again, only its length is looked at.
    Files.delete(content(FIRST));
    Files.write(content(FIRST), new byte[FIRST.length]);
    Backup.take(server.data(), at("unread.db"));
    assertArrayEquals(new byte[FIRST.length], Files.readAllBytes(content(FIRST)));
    Files.write(content(FIRST), new byte[9]);
    alice.post("second.bin", SECOND);
    assertEquals(List.of(), Backup.take(server.data(), at("tuesday.db")).faults());
    assertArrayEquals(FIRST, Files.readAllBytes(content(FIRST)));
    assertArrayEquals(SECOND, Files.readAllBytes(content(SECOND)));
    assertEquals(2, contents().size());
  }

  @Test
  void damagedAndMissingContentsAreFaultsAndDoNotGetIntoABackup() throws IOException {
    alice.post("first.bin", FIRST);
    alice.post("second.bin", SECOND);
    Path files = server.data().resolve("files");
    Files.write(FileSender.at(files, FIRST), new byte[FIRST.length]);
    Files.delete(FileSender.at(files, SECOND));
    CommandRun run = CommandRun.of("backup", at("monday.db"), "--data", server.data());
    assertEquals(1, run.exitCode(), run::toString);
    assertTrue(run.err().contains("the content of file 1 is damaged"), run::err);
    assertTrue(run.err().contains("the content of file 2 is missing"), run::err);
    assertTrue(Files.exists(at("monday.db")));
    assertEquals(List.of(), contents());
  }

  @Test
  void everythingIsThereOnAnEmptyMachine() throws IOException {
    alice.post("first.bin", FIRST);
    alice.post("second.bin", SECOND);
    Backup.take(server.data(), at("monday.db"));
    Path there = at("there");
    CommandRun run = CommandRun.of("restore", at("monday.db"), "--data", there);
    assertEquals(0, run.exitCode(), run::toString);
    assertTrue(run.out().contains("2 messages, 1 people, 2 files"), run::out);
    assertFalse(run.out().contains("not available"), run::out);
    assertArrayEquals(FIRST, Files.readAllBytes(FileSender.at(there.resolve("files"), FIRST)));
    CommandRun check = CommandRun.of("check", "--data", there);
    assertEquals(0, check.exitCode(), check::toString);
    assertTrue(check.out().contains("2 files"), check::out);
  }

  @Test
  void whatIsInNoBackupIsSaidAndWhatIsDamagedHereIsHealed() throws IOException {
    alice.post("first.bin", FIRST);
    alice.post("second.bin", SECOND);
    alice.post("third.bin", FileSender.bytes(3_000));
    Backup.take(server.data(), at("monday.db"));
    Files.delete(content(SECOND));
    Files.write(content(FileSender.bytes(3_000)), new byte[3_000]);
    server.stop();
    Path files = server.data().resolve("files");
    Path first = FileSender.at(files, FIRST);
    Files.delete(first);
    Files.write(first, new byte[FIRST.length]);
    Files.delete(FileSender.at(files, SECOND));
    Files.delete(FileSender.at(files, FileSender.bytes(3_000)));
    CommandRun run = CommandRun.of("restore", at("monday.db"), "--data", server.data());
    assertEquals(0, run.exitCode(), run::toString);
    assertTrue(
        run.out().contains("2 files are not in the backup; they are shown as not available"),
        run::out);
    assertArrayEquals(FIRST, Files.readAllBytes(first));
    server.start();
  }

  @Test
  void aDatabaseSetAsideByARestoreIsRestoredWithItsFiles() throws IOException {
    Backup.take(server.data(), at("empty.db"));
    alice.post("first.bin", FIRST);
    server.stop();
    assertEquals(0, CommandRun.of("restore", at("empty.db"), "--data", server.data()).exitCode());
    Path before;
    try (Stream<Path> all = Files.list(server.data())) {
      before = all.filter(f -> f.toString().contains(".before-restore-")).findFirst().orElseThrow();
    }
    CommandRun run = CommandRun.of("restore", before, "--data", server.data());
    assertFalse(run.out().contains("not available"), run::out);
    assertEquals(0, CommandRun.of("check", "--data", server.data()).exitCode());
  }

  @Test
  void aBackupsHashesLeadNowhereElse() throws IOException {
    alice.post("first.bin", FIRST);
    Backup.take(server.data(), at("monday.db"));
    Files.writeString(at("secret"), "secret");
    Sqlite.change(at("monday.db"), "UPDATE file_contents SET hash = '/../../secret', bytes = 6");
    CommandRun run = CommandRun.of("restore", at("monday.db"), "--data", at("there"));
    assertEquals(0, run.exitCode(), run::toString);
    assertFalse(Files.exists(at("there/files/secret")));
  }

  @Test
  void contentsGoWithTheLastBackupThatNamesThemAndNeverWhenOneCannotBeRead() throws IOException {
    BackupFolder shelf = new BackupFolder(at("shelf"));
    shelf.make();
    Instant now = Instant.parse("2026-11-29T12:00:00Z");
    long message = alice.post("first.bin", FIRST);
    Path old = shelf.fresh(now.minus(Duration.ofHours(2)), false);
    Backup.take(server.data(), old);
    alice.delete(message);
    alice.post("second.bin", SECOND);
    Path newest = shelf.fresh(now, false);
    Backup.take(server.data(), newest);
    Path first = FileSender.at(at("shelf/chatter-files"), FIRST);
    Path foreign = Files.writeString(at("shelf/chatter-files/ab.txt"), "mine");
    Path odd = first.resolveSibling("notes");
    Files.writeString(odd, "mine");
    Path half = at("shelf/chatter-files/" + first.getFileName() + ".0123abcd.part");
    Files.writeString(half, "half");

    shelf.thin(Retention.standard(), newest, now);
    assertTrue(Files.exists(first), "a backup names it");
    assertFalse(Files.exists(half), "half a copy stays for ever");

    // Somebody took it by another name, and it cannot be read.
    Files.move(old, at("shelf/my own.db"));
    byte[] whole = Files.readAllBytes(at("shelf/my own.db"));
    shelf.thin(Retention.standard(), newest, now);
    assertTrue(Files.exists(first), "one by hand names it");
    Files.write(at("shelf/my own.db"), java.util.Arrays.copyOf(whole, 1_000));
    shelf.thin(Retention.standard(), newest, now);
    assertTrue(Files.exists(first), "nobody knows what that backup names");

    Files.delete(at("shelf/my own.db"));
    shelf.thin(Retention.standard(), newest, now);
    assertFalse(Files.exists(first), "nobody names it any more");
    assertTrue(Files.exists(FileSender.at(at("shelf/chatter-files"), SECOND)));
    assertTrue(Files.exists(foreign) && Files.exists(odd), "what is no content was removed");
  }

  @Test
  void sizesIncludeFilesAndNothingCountsTwice() throws IOException {
    alice.post("first.bin", FIRST);
    Path beside = BackupShelf.beside(server.data());
    BackupShelf shelf = BackupShelf.in(beside);
    shelf.take(server.data());
    assertTrue(shelf.list().getFirst().bytes() > FIRST.length);
    DataSize size = DataSize.of(server.data());
    assertTrue(size.chat() > FIRST.length, size::toString);
    assertTrue(size.backups() < FIRST.length, size::toString);
    server.stop();
    // A backup whose rows are damaged is listed all the same.
    Path file = shelf.list().getFirst().file();
    Files.write(file, new byte[100]);
    assertEquals(100, shelf.list().getFirst().bytes());
  }

  @Test
  void aBackupThatComesToNothingLeavesNothing() throws IOException {
    alice.post("first.bin", FIRST);
    // The folder of this content is taken by a file.
    Files.createDirectories(at("chatter-files"));
    Path inTheWay = content(FIRST).getParent();
    Files.writeString(inTheWay, "in the way");
    FileTime then = Files.getLastModifiedTime(inTheWay);
    alice.post("second.bin", SECOND);
    CommandRun run = CommandRun.of("backup", at("monday.db"), "--data", server.data());
    assertEquals(1, run.exitCode(), run::toString);
    assertTrue(run.complaint().contains("cannot write " + at("monday.db")), run::err);
    assertFalse(Files.exists(at("monday.db")));
    assertFalse(Files.exists(content(SECOND)), "half a backup stays");
    assertEquals(then, Files.getLastModifiedTime(inTheWay));
  }

  @Test
  void aContentWhoseMessageIsDeletedMeanwhileIsANoteAndNoFault() throws IOException {
    byte[] first = FIRST;
    byte[] second = SECOND;
    // They are brought by their names.
    boolean inOrder = Sha256.hex(first).compareTo(Sha256.hex(second)) < 0;
    long one = alice.post("first.bin", first);
    long two = alice.post("second.bin", second);
    Path later = FileSender.at(server.data().resolve("files"), inOrder ? second : first);
    AtomicBoolean deleted = new AtomicBoolean();
    BackupContents.Taken taken =
        BackupContents.write(
                server.data(),
                at("monday.db"),
                null,
                DataCheck.ROWS,
                () -> {
                  if (deleted.compareAndSet(false, true)) {
                    alice.delete(inOrder ? two : one);
                    while (Files.exists(later)) {
                      LockSupport.parkNanos(1_000_000);
                    }
                  }
                  return false;
                })
            .orElseThrow();
    assertTrue(deleted.get());
    Findings found = taken.findings();
    assertEquals(List.of(), taken.missing());
    assertEquals(List.of(), found.faults());
    assertEquals(1, found.count(BackupContents.FILES));
    assertTrue(found.notes().getFirst().startsWith("1 files were deleted while"), found::toString);
    CommandRun run = CommandRun.of("restore", at("monday.db"), "--data", at("there"));
    assertTrue(run.out().contains("1 files are not in the backup"), run::out);
  }

  @Test
  void whatARestoreThatWasCutOffLeavesIsInNobodysWay() throws IOException {
    alice.post("first.bin", FIRST);
    Backup.take(server.data(), at("monday.db"));
    Path name = content(FIRST).getFileName();
    server.stop();
    Path files = server.data().resolve("files");
    Path half = Files.write(files.resolve(name + ".0123abcd.part"), new byte[10]);
    server.start();
    alice = new FileSender(server, server.signIn("alice"));
    alice.post("second.bin", SECOND);
    server.stop();
    assertEquals(0, CommandRun.of("restore", at("monday.db"), "--data", server.data()).exitCode());
    assertFalse(Files.exists(half));
  }

  @Test
  void whatIsBrokenOffLeavesNothingHalf() throws IOException {
    alice.post("first.bin", FIRST);
    Backup.take(server.data(), at("monday.db"));
    ContentFolder from = new ContentFolder(at("chatter-files"));
    Content content = new Content(Sha256.hex(FIRST), FIRST.length, 1);
    assertThrows(
        InterruptedIOException.class,
        () -> new ContentFolder(at("broken")).bring(content, from, () -> true));
    try (Stream<Path> all = Files.walk(at("broken"))) {
      assertFalse(all.anyMatch(Files::isRegularFile), "half a content was left");
    }
  }

  private Path at(String name) {
    return folder.resolve(name);
  }

  private Path content(byte[] bytes) {
    return FileSender.at(at("chatter-files"), bytes);
  }

  private List<Path> contents() throws IOException {
    if (Files.notExists(at("chatter-files"))) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(at("chatter-files"), 2)) {
      return all.filter(f -> f.getFileName().toString().matches("[0-9a-f]{64}.*")).toList();
    }
  }
}
