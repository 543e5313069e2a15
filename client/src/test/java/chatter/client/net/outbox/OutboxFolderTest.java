package chatter.client.net.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxFolderTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

  @TempDir private Path folder;

  private List<String> onDisk() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    return names.stream().sorted().toList();
  }

  private List<String> bodies() throws IOException {
    return Outbox.open(folder).entries().stream().map(OutboxEntry::body).toList();
  }

  private void add(String... bodies) throws Exception {
    Outbox outbox = Outbox.open(folder);
    for (String body : bodies) {
      outbox.add(1, body, null, null, NOW);
    }
  }

  /// Makes a write fail, or a read, for root too: a folder stands where the file should be.
  private void block(String name) throws IOException {
    Files.createDirectories(folder.resolve(name).resolve("x"));
  }

  private void unblock(String name) throws IOException {
    Files.delete(folder.resolve(name).resolve("x"));
    Files.delete(folder.resolve(name));
  }

  @Test
  void orderOutlivesTheTenthMessage() throws Exception {
    add("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
    assertEquals(List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"), bodies());
  }

  @Test
  void fileCutShortCostsNoOther() throws Exception {
    add("first", "second", "third");
    byte[] whole = Files.readAllBytes(folder.resolve("2.json"));
    for (int length = 0; length < whole.length; length++) {
      Files.write(folder.resolve("2.json"), java.util.Arrays.copyOf(whole, length));
      assertEquals(List.of("first", "third"), bodies(), "cut to " + length);
      Files.delete(folder.resolve("2.json.damaged"));
    }
  }

  @Test
  void fileOfZeroesCostsNoOther() throws Exception {
    add("first", "second");
    Files.write(folder.resolve("1.json"), new byte[200]);
    assertEquals(List.of("second"), bodies());
  }

  @Test
  void damagedFilesAreKeptAsideAndNoneInPlaceOfAnother() throws Exception {
    Files.writeString(folder.resolve("1.json"), "{\"conversation\":1,");
    Files.writeString(folder.resolve("2.json"), "null");
    Files.writeString(folder.resolve("3.tmp"), "half");
    Files.writeString(folder.resolve("mine.json"), "{}");
    assertEquals(List.of(), bodies());
    Files.writeString(folder.resolve("1.json"), "another");
    assertEquals(List.of(), bodies());
    assertEquals(
        List.of("1.json.2.damaged", "1.json.damaged", "2.json.damaged", "mine.json.damaged"),
        onDisk());
    assertEquals("another", Files.readString(folder.resolve("1.json.2.damaged")));
  }

  @Test
  void fileTheDiskDoesNotGiveStaysAndCostsNoOther() throws Exception {
    add("first", "second");
    Files.delete(folder.resolve("2.json"));
    block("2.json");
    block("3.tmp");
    assertEquals(List.of("first"), bodies());
    add("later");
    assertEquals(List.of("first", "later"), bodies());
    assertTrue(Files.isDirectory(folder.resolve("2.json")), "written over");
  }

  @Test
  void refusedMessageIsNotThereAfterARestart() throws Exception {
    Outbox outbox = Outbox.open(folder);
    block("1.json");
    assertThrows(OutboxException.class, () -> outbox.add(1, "hello", null, null, NOW));
    unblock("1.json");
    assertEquals(List.of(), onDisk());
    outbox.add(1, "hello", null, null, NOW);
    assertEquals(List.of("hello"), bodies());
  }

  @Test
  void messageIsTakenAgainOnceTheDiskAllows() throws Exception {
    Outbox outbox = Outbox.open(folder);
    block("1.tmp");
    assertThrows(OutboxException.class, () -> outbox.add(1, "hello", null, null, NOW));
    assertEquals(List.of(), outbox.entries());
    unblock("1.tmp");
    outbox.add(1, "hello", null, null, NOW);
    assertEquals(List.of("hello"), bodies());
  }
}
