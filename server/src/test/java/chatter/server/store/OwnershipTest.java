package chatter.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chatter.server.ChatterServer;
import chatter.server.CommandRun;
import chatter.server.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What the administrator makes in somebody's folder is theirs, so that their server starts.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "files there have no such owners")
final class OwnershipTest {
  private static final String OWNER = "nobody";

  @TempDir private Path folder;

  @BeforeEach
  void beTheAdministrator() {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can give files away");
  }

  @Test
  void everythingMadeInAnothersFolderIsTheirs() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    UserPrincipal owner =
        data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(OWNER);
    Files.setOwner(folder, owner);
    Files.setOwner(data, owner);
    Path backup = folder.resolve("backup.db");

    ServerConfig config =
        ServerConfig.inFolder(data)
            .withHost("0.0.0.0")
            .withPort(0)
            .withBcryptCost(ServerConfig.MIN_BCRYPT_COST);
    try (ChatterServer server = new ChatterServer(config)) {
      server.start();
      assertEquals(List.of(), others(folder), "while it runs");
      assertEquals(0, CommandRun.of("backup", backup, "--data", data).exitCode());
    }
    assertEquals(0, CommandRun.of("restore", backup, "--data", data).exitCode());
    assertEquals(
        0, CommandRun.of("archive", folder.resolve("all.chatter"), "--data", data).exitCode());
    assertEquals(
        0, CommandRun.of("export", folder.resolve("room.html"), "--data", data).exitCode());

    assertEquals(List.of(), others(folder));
    assertTrue(Files.exists(data.resolve("tls/key.pem")));
  }

  @Test
  void aFileOfAnotherIsNamedWithTheLineThatMendsIt() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    Path file = Files.createFile(data.resolve("chatter.db"));
    Files.setOwner(
        data, data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(OWNER));

    String sentence = Ownership.trouble(data, OWNER).orElseThrow();

    assertTrue(sentence.contains(file + " belongs to root"), sentence);
    assertTrue(sentence.contains("sudo chown -R nobody: " + data), sentence);
  }

  private static List<Path> others(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> {
            try {
              return !Files.getOwner(file).getName().equals(OWNER);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          })
          .toList();
    }
  }
}
