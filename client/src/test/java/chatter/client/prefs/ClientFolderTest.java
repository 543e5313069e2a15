package chatter.client.prefs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientFolderTest {
  @TempDir private Path folder;

  private static void assertMode(String mode, Path path) throws IOException {
    assertEquals(mode, PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
  }

  @Test
  void everythingIsKeptWhereOnlyItsOwnerCanReadIt() throws IOException {
    Assumptions.assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path path = folder.resolve("a").resolve("b");
    try (ClientFolder client = ClientFolder.take(path).orElseThrow()) {
      new DraftsFile(client.path()).save(1, "half a thought");
      assertMode("rw-------", path.resolve("drafts.properties"));
      assertMode("rwx------", path);
      assertMode("rwx------", client.account("office.local:8080", 3));
    }
  }

  @Test
  void draftsArePerConversationAndOutliveTheProgram() throws IOException {
    DraftsFile drafts = new DraftsFile(folder);
    drafts.save(1, "line one\n  line = two \\ ü 😀");
    drafts.save(2, "other");
    drafts.save(2, "");
    DraftsFile again = new DraftsFile(folder);
    assertEquals("line one\n  line = two \\ ü 😀", again.load(1));
    assertEquals("", again.load(2));
  }

  @Test
  void onlyOneProgramHasTheFolder() throws IOException {
    try (ClientFolder first = ClientFolder.take(folder).orElseThrow()) {
      assertTrue(ClientFolder.take(first.path()).isEmpty());
    }
    ClientFolder.take(folder).orElseThrow().close();
  }

  @Test
  void accountsHaveFoldersOfTheirOwn() throws IOException {
    try (ClientFolder client = ClientFolder.take(folder).orElseThrow()) {
      Path one = client.account("a:1", 3);
      assertNotEquals(one, client.account("a:2", 3));
      assertNotEquals(one, client.account("a:1", 4));
      assertTrue(client.account("https://[::1]:9", 3).startsWith(folder));
      assertTrue(client.hasAccounts("a:1"));
      assertFalse(client.hasAccounts("a:3"));
    }
  }

  @Test
  void everySystemHasItsOwnPlace() {
    assertEquals(
        Path.of("/home/ada/.local/share/chatter/desktop"),
        ClientFolder.standard("Linux", "/home/ada", Map.of()));
    assertEquals(
        Path.of("/data/chatter/desktop"),
        ClientFolder.standard("Linux", "/home/ada", Map.of("XDG_DATA_HOME", "/data")));
    assertEquals(
        Path.of("/home/ada/.local/share/chatter/desktop"),
        ClientFolder.standard("Linux", "/home/ada", Map.of("XDG_DATA_HOME", "relative")));
    assertEquals(
        Path.of("/Users/ada/Library/Application Support/Chatter/desktop"),
        ClientFolder.standard("Mac OS X", "/Users/ada", Map.of()));
    assertEquals(
        Path.of("/local/Chatter/desktop"),
        ClientFolder.standard("Windows 11", "/u", Map.of("LOCALAPPDATA", "/local")));
    assertEquals(
        Path.of("/elsewhere"),
        ClientFolder.standard(
            "Linux", "/home/ada", Map.of(ClientFolder.ENVIRONMENT, "/elsewhere")));
  }
}
