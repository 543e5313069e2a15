package chatter.server.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.ChatterServer;
import chatter.server.CommandRun;
import chatter.server.ServerConfig;
import chatter.server.ServerProcess;
import chatter.server.Sqlite;
import chatter.server.TestConnection;
import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.Version;
import chatter.server.limit.Limit;
import chatter.server.store.StorageException;
import chatter.server.web.file.FileSender;
import chatter.shared.api.Registration;
import chatter.shared.crypto.Sha256;
import chatter.shared.protocol.ServerEvent;
import chatter.shared.protocol.ServerEvent.Live;
import chatter.shared.protocol.ServerEvent.MessagePosted;
import chatter.shared.protocol.ServerEvent.Welcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A chat that moves to another computer in one file.
final class ArchiveTest {
  private static final long LOBBY = TestConnection.LOBBY;

  @RegisterExtension
  final TestServer server =
      TestServer.standard().without(Limit.SENDS_PER_SECOND, Limit.FRAMES_PER_SECOND);

  @TempDir private Path folder;

  @Test
  void movedChatHasEveryMessageLoginPictureAndTheKey() throws IOException {
    TestUser alice = server.signUp("alice");
    alice.connect().fill(50);
    server.stop();
    Files.createDirectories(server.data().resolve("tls"));
    Files.writeString(server.data().resolve("tls/key.pem"), "the key");
    Files.createDirectories(server.data().resolve("tls/folder"));
    CommandRun run = CommandRun.of("archive", at("chat.chatter"), "--data", server.data());
    assertEquals(0, run.exitCode(), run::toString);
    assertTrue(run.out().contains("50 messages, 1 people, 0 files, checked"), run::out);
    assertTrue(run.out().contains("key is in it"), run::out);
    assertEquals(List.of("chat.chatter"), names(folder));

    Archive opened = Archive.open(at("chat.chatter"), at("chat"));
    assertEquals(50, opened.messages());
    assertTrue(opened.withKey());
    Map<String, List<String>> here = Sqlite.everything(at("chat/chatter.db"));
    Map<String, List<String>> there = Sqlite.everything(server.data().resolve("chatter.db"));
    assertNotEquals(there.remove("meta"), here.remove("meta"));
    assertEquals(there, here);
    assertEquals("the key", Files.readString(at("chat/tls/key.pem")));
    for (String file : List.of("chat/chatter.db", "chat/tls/key.pem", "chat.chatter")) {
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(at(file))));
    }
    try (ChatterServer moved = start(at("chat"))) {
      TestServer other = TestServer.at(moved.port());
      TestHttp.expect(200, other.http().get("/api/session", alice.token()));
    }
  }

  @Test
  void serverStartsFromAnArchiveAndThenGoesOnFromItsFolder() throws IOException {
    server.signUp("alice").connect().post("one");
    Archive.write(server.data(), at("Ana's Chatter.chatter"));
    String option = "--data=" + at("Ana's Chatter.chatter");
    try (ServerProcess moved = ServerProcess.start(Map.of(), List.of(), option, "--port=0")) {
      TestServer.at(moved.port())
          .login("alice@example.org", TestServer.PASSWORD)
          .connect()
          .post("two");
      moved.askToEnd();
      assertEquals(0, moved.exitCode(Duration.ofSeconds(20)), () -> moved.output().toString());
    }
    try (ServerProcess again = ServerProcess.start(Map.of(), List.of(), option, "--port=0")) {
      TestServer.at(again.port()).login("alice@example.org", TestServer.PASSWORD);
      again.kill();
    }
    assertEquals(
        List.of("one", "two"),
        Sqlite.ask(at("Ana's Chatter/chatter.db"), "SELECT body FROM messages ORDER BY seq"));
    Files.delete(at("Ana's Chatter.chatter"));
    CommandRun gone = CommandRun.of(option, "--port=0");
    assertTrue(gone.complaint().contains("start from its folder with --data"), gone::err);
    assertFalse(Files.exists(at("Ana's Chatter.chatter")), "a folder was made for nothing");
  }

  @Test
  void whoWasToldMoreByTheOldServerStartsOverOnTheNew() throws IOException {
    TestUser alice = server.signUp("alice");
    TestConnection before = alice.connect();
    Welcome then = before.welcome();
    before.post("in both");
    Archive.write(server.data(), at("chat.chatter"));
    // The old computer goes on for a while, as it should not.
    before.post("only on the old one");
    before.post("only on the old one, too");
    server.stop();
    Archive.open(at("chat.chatter"), at("chat"));
    try (ChatterServer moved = start(at("chat"))) {
      TestServer there = TestServer.at(moved.port());
      TestUser bob = there.signUp("bob");
      for (String body : List.of("new two", "new three", "new four")) {
        bob.connect().post(body);
      }
      // With the epoch of before, a cursor at 3 would have missed "new two" and "new three".
      List<ServerEvent> events =
          alice.at(there).resume(then.epoch(), Map.of(LOBBY, 3L)).upTo(Live.class);
      Welcome welcome =
          events.stream()
              .filter(Welcome.class::isInstance)
              .map(Welcome.class::cast)
              .findFirst()
              .orElseThrow();
      assertNotEquals(then.epoch(), welcome.epoch());
      assertEquals(4, welcome.conversations().getFirst().lastSeq());
      assertFalse(events.stream().anyMatch(MessagePosted.class::isInstance), events::toString);
    }
  }

  @Test
  void fromAnArchiveThatLayInADrawerNoLoginComesBack() throws IOException {
    TestUser alice = server.signUp("alice");
    Archive.write(server.data(), at("chat.chatter"));
    String writtenAt = Archive.look(at("chat.chatter")).writtenAt().toString();
    String longAgo = Instant.parse(writtenAt).minus(Duration.ofHours(25)).toString();
    change(at("chat.chatter"), "manifest.json", text -> text.replace(writtenAt, longAgo));
    Archive.open(at("chat.chatter"), at("chat"));
    try (ChatterServer moved = start(at("chat"))) {
      TestServer there = TestServer.at(moved.port());
      TestHttp.expect(401, there.http().get("/api/session", alice.token()));
      there.login("alice@example.org", TestServer.PASSWORD);
    }
  }

  @Test
  void whatIsNotWholeIsRefusedInOneSentenceAndNothingIsChanged() throws IOException {
    server.signUp("alice").connect().fill(300);
    Files.createDirectories(server.data().resolve("tls"));
    Files.writeString(server.data().resolve("tls/key.pem"), "the key");
    Archive.write(server.data(), at("good.chatter"));
    byte[] whole = Files.readAllBytes(at("good.chatter"));
    Files.write(at("short.chatter"), Arrays.copyOf(whole, whole.length - 1));
    Files.write(at("half.chatter"), Arrays.copyOf(whole, whole.length / 2));
    byte[] altered = whole.clone();
    altered[whole.length / 2] ^= 1;
    Files.write(at("altered.chatter"), altered);
    for (String name :
        List.of("database", "key", "newer", "schema", "more", "less", "outside", "unreadable")) {
      Files.write(at(name + ".chatter"), whole);
    }
    change(at("database.chatter"), "chatter.db", text -> text.replace("SQLite", "SQLitf"));
    change(at("key.chatter"), "tls/key.pem", text -> "another");
    change(at("newer.chatter"), "manifest.json", t -> t.replace("\"version\":1", "\"version\":3"));
    change(
        at("schema.chatter"),
        "manifest.json",
        t -> t.replaceAll("\"schema\":\\d", "\"schema\":99"));
    change(at("more.chatter"), "tls/other.pem", text -> "smuggled in");
    change(at("less.chatter"), "manifest.json", text -> text.replace("tls/key.pem", "tls/yek.pem"));
    change(at("outside.chatter"), "manifest.json", t -> t.replace("tls/key.pem", "tls/../../x"));
    change(at("unreadable.chatter"), "manifest.json", text -> text.substring(0, 80));
    Files.writeString(at("text.chatter"), "this is no archive");
    Files.write(at("nothing.chatter"), new byte[0]);
    Files.createDirectory(at("good"));
    List<String> before = names(folder);
    refused("short", "short.chatter is cut short");
    refused("half", "half.chatter is cut short");
    refused(
        "altered", "altered.chatter was altered or damaged: chatter.db is not what was written");
    refused("database", "chatter.db is not what was written");
    refused("key", "tls/key.pem is not what was written");
    refused("newer", "was written by a newer Chatter (" + Version.current() + ")");
    refused("schema", "was written by a newer Chatter");
    refused("more", "tls/other.pem is not what was written");
    refused("less", "is not what was written");
    refused("outside", "tls/../../x is not what was written");
    refused("unreadable", "manifest.json is not what was written");
    refused("text", "is no archive of Chatter's");
    refused("nothing", "is no archive of Chatter's");
    refused("nowhere", "there is no file");
    refused("good", "the folder " + at("good") + " is there already");
    assertEquals(before, names(folder));
    assertEquals(List.of(), names(at("good")));
  }

  @Test
  void filesMoveWithTheChatAndTheFormSaysSo() throws IOException {
    FileSender alice = new FileSender(server, server.signUp("alice"));
    Archive.write(server.data(), at("without.chatter"));
    change(
        at("without.chatter"),
        "manifest.json",
        text -> {
          assertTrue(text.contains("\"version\":1"), text);
          return text;
        });
    byte[] first = FileSender.bytes(1_000_000);
    byte[] second = FileSender.bytes(2_000);
    alice.post("first.bin", first);
    alice.post("second.bin", second);
    CommandRun run = CommandRun.of("archive", at("chat.chatter"), "--data", server.data());
    assertEquals(0, run.exitCode(), run::toString);
    assertTrue(run.out().contains("2 messages, 1 people, 2 files, checked, 1."), run::out);
    change(
        at("chat.chatter"),
        "manifest.json",
        text -> {
          assertTrue(text.contains("\"version\":2"), text);
          return text;
        });
    assertEquals(2, Archive.open(at("chat.chatter"), at("chat")).files());
    Path there = FileSender.at(at("chat/files"), first);
    assertArrayEquals(first, Files.readAllBytes(there));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(there)));
    assertEquals(0, CommandRun.of("check", "--data", at("chat")).exitCode());

    byte[] whole = Files.readAllBytes(at("chat.chatter"));
    String hash = Sha256.hex(second);
    String name = "files/" + hash.substring(0, 2) + "/" + hash;
    for (String file : List.of("file", "renamed", "elsewhere")) {
      Files.write(at(file + ".chatter"), whole);
    }
    change(at("file.chatter"), name, text -> "another");
    change(at("renamed.chatter"), name, text -> "another");
    change(
        at("renamed.chatter"),
        "manifest.json",
        text ->
            text.replace(
                "\"bytes\":2000,\"sha256\":\"" + hash,
                "\"bytes\":7,\"sha256\":\"" + Sha256.hex("another")));
    change(at("elsewhere.chatter"), "manifest.json", t -> t.replace(name, "files/zz/" + hash));
    refused("file", name + " is not what was written");
    refused("renamed", name + " is not what was written");
    refused("elsewhere", "files/zz/" + hash + " is not what was written");
  }

  @Test
  void damagedAndMissingFilesAreLeftOutAndTold() throws IOException {
    FileSender alice = new FileSender(server, server.signUp("alice"));
    byte[] first = FileSender.bytes(1_000);
    byte[] second = FileSender.bytes(2_000);
    alice.post("first.bin", first);
    alice.post("second.bin", second);
    Path files = server.data().resolve("files");
    Files.write(FileSender.at(files, first), new byte[1_000]);
    Files.delete(FileSender.at(files, second));
    CommandRun run = CommandRun.of("archive", at("chat.chatter"), "--data", server.data());
    assertEquals(1, run.exitCode(), run::toString);
    assertTrue(run.err().contains("the content of file 1 is damaged"), run::err);
    assertTrue(run.err().contains("the content of file 2 is missing"), run::err);
    assertEquals(0, Archive.open(at("chat.chatter"), at("chat")).files());
  }

  @Test
  void archiveOverwritesNothingAndLeavesNothingHalf() throws IOException {
    Files.writeString(at("there.chatter"), "something else");
    refusedToWrite("is there already", at("there.chatter"));
    refusedToWrite("does not end in .chatter", at("there.zip"));
    refusedToWrite("there is no folder", at("no/where.chatter"));
    assertEquals("something else", Files.readString(at("there.chatter")));
    assertEquals(List.of("there.chatter"), names(folder));
  }

  private void refusedToWrite(String because, Path file) {
    CommandRun run = CommandRun.of("archive", file, "--data", server.data());
    assertEquals(1, run.exitCode(), run::toString);
    assertTrue(run.complaint().contains(because), run::err);
  }

  private void refused(String name, String because) {
    Path file = at(name + ".chatter");
    StorageException refused =
        assertThrows(
            StorageException.class, () -> Archive.open(file, Archive.folderOf(file)), name);
    assertTrue(refused.getMessage().contains(because), refused::getMessage);
    CommandRun run = CommandRun.of("--data", file, "--port=0");
    assertEquals(1, run.exitCode(), run::toString);
    assertTrue(run.complaint().contains("Chatter could not start: "), run::err);
  }

  private static ChatterServer start(Path data) throws IOException {
    return new ChatterServer(
            ServerConfig.inFolder(data)
                .withPort(0)
                .withBcryptCost(ServerConfig.MIN_BCRYPT_COST)
                .withRegistration(Registration.OPEN))
        .start();
  }

  /// Changes an entry as somebody with a program for such files would.
  private static void change(Path archive, String entry, UnaryOperator<String> how) {
    try (FileSystem zip = FileSystems.newFileSystem(archive)) {
      Path path = zip.getPath(entry);
      String text = Files.exists(path) ? Files.readString(path, StandardCharsets.ISO_8859_1) : "";
      Files.writeString(path, how.apply(text), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names(Path where) throws IOException {
    try (Stream<Path> files = Files.list(where)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Path at(String name) {
    return folder.resolve(name);
  }
}
