package chatter.server.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.limit.Limit;
import chatter.server.store.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Backups somebody looks at before they restore one.
final class BackupShelfTest {
  @RegisterExtension
  final TestServer server =
      TestServer.standard().without(Limit.SENDS_PER_SECOND, Limit.FRAMES_PER_SECOND);

  @TempDir private Path folder;

  @Test
  void lookingInsideShowsNothingThatWasSaidAmongFewOrDeleted() {
    TestUser alice = server.signUp("Alice");
    TestUser bob = server.signUp("Bob");
    TestConnection writer = alice.connect();
    writer.post("for all");
    writer.delete(TestConnection.LOBBY, writer.post("a mistake").seq());
    Map<String, List<Long>> both = Map.of("accounts", List.of(bob.id()));
    TestHttp.expect(201, server.http().post("/api/directs", alice.token(), both));
    writer.post(2, "for Bob alone");

    BackupShelf shelf = BackupShelf.in(folder.resolve("shelf"));
    BackupShelf.Contents contents = shelf.look(shelf.take(server.data()).file());
    assertEquals(
        List.of("for all"), contents.newest().stream().map(BackupShelf.Line::body).toList());
  }

  @Test
  void lookingInsideShowsHowMuchThereIsAndTheLastMessages() throws IOException {
    TestConnection alice = server.signUp("Alice").connect();
    TestConnection bob = server.signUp("Bob").connect();
    alice.post("the first");
    alice.fill(30);
    bob.post("the last");
    BackupShelf shelf = BackupShelf.in(folder.resolve("new/shelf"));
    Path file = shelf.take(server.data()).file();
    byte[] before = Files.readAllBytes(file);
    alice.post("after the backup");

    BackupShelf.Contents contents = shelf.look(file);
    assertEquals(2, contents.people());
    assertEquals(1, contents.rooms());
    assertEquals(32, contents.messages());
    assertEquals(20, contents.newest().size());
    assertEquals("the last", contents.newest().getLast().body());
    assertEquals("Bob", contents.newest().getLast().name());
    assertEquals("Alice", contents.newest().getFirst().name());
    assertEquals(contents.last().orElseThrow(), contents.newest().getLast().sentAt());
    assertTrue(contents.first().orElseThrow().isBefore(contents.last().orElseThrow()));
    assertTrue(Arrays.equals(before, Files.readAllBytes(file)), "looking changed it");

    assertEquals(1, shelf.list().size());
    BackupShelf.Item item = shelf.newest().orElseThrow();
    assertEquals(file, item.file());
    assertEquals(before.length, item.bytes());
    assertTrue(item.byHand());
  }

  @Test
  void backupOfAChatInWhichNobodyWroteCanBeLookedAt() {
    BackupShelf shelf = BackupShelf.in(folder);
    BackupShelf.Contents contents = shelf.look(shelf.take(server.data()).file());
    assertEquals(
        new BackupShelf.Contents(0, 1, 0, Optional.empty(), Optional.empty(), List.of()), contents);
  }

  @Test
  void severalInOneSecondHaveNamesOfTheirOwnAndTheNewestComesFirst() {
    BackupShelf shelf = BackupShelf.in(folder);
    List<Path> files =
        List.of(
            shelf.take(server.data()).file(),
            shelf.take(server.data()).file(),
            shelf.take(server.data()).file());
    assertEquals(files.reversed(), shelf.list().stream().map(BackupShelf.Item::file).toList());
  }

  @Test
  void newestGoodOnePassesOverTheDamaged() throws IOException {
    server.signUp("alice").connect().fill(300);
    BackupShelf shelf = BackupShelf.in(folder);
    Path good = shelf.take(server.data()).file();
    byte[] bytes = Files.readAllBytes(good);
    Files.write(
        folder.resolve("chatter-2099-01-01T000000Z.db"), Arrays.copyOf(bytes, bytes.length / 2));
    Files.writeString(folder.resolve("chatter-2099-01-01T000001Z.db"), "no database at all, no");
    Files.writeString(folder.resolve("chatter-2099-99-99T000000Z.db"), "of no day");
    assertEquals(3, shelf.list().size());
    assertEquals(good, shelf.newestGood().orElseThrow().file());
    StorageException refused =
        assertThrows(
            StorageException.class,
            () -> shelf.look(folder.resolve("chatter-2099-01-01T000001Z.db")));
    assertTrue(refused.getMessage().contains("it is not a database"), refused::getMessage);
  }

  @Test
  void folderThatIsNotThereIsAnEmptyShelf() {
    assertEquals(List.of(), BackupShelf.in(folder.resolve("nowhere")).list());
    assertTrue(BackupShelf.in(folder.resolve("nowhere")).newestGood().isEmpty());
  }
}
