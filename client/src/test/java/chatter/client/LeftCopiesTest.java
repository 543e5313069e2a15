package chatter.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.client.prefs.ClientFolder;
import chatter.client.prefs.KnownServer;
import chatter.client.prefs.SavedLogin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is taken away at the start of what former logins left.
class LeftCopiesTest {
  @TempDir private Path data;

  private static KnownServer server(String name, String token) {
    return new KnownServer(
        name,
        name,
        List.of("https://" + name),
        "",
        new SavedLogin(name, token, 3, "Ada", ""),
        Instant.EPOCH);
  }

  @Test
  void whoIsSignedInKeepsTheirsAndNobodyElse() throws Exception {
    try (ClientFolder folder = ClientFolder.take(data).orElseThrow()) {
      for (String one : List.of("in", "out", "forgotten")) {
        Files.writeString(folder.account(one, 3).resolve("copy.db"), "what others wrote");
        Files.writeString(folder.account(one, 3).resolve("drafts"), "what Ada writes");
      }
      LeftCopies.erase(folder, List.of(server("in", "secret"), server("out", ""))).join();
      List<String> kept =
          folder.allAccounts().stream()
              .filter(one -> Files.exists(one.resolve("copy.db")))
              .map(one -> one.getParent().getFileName().toString())
              .toList();
      assertEquals(List.of("in"), kept);
      assertEquals(
          3,
          folder.allAccounts().stream().filter(one -> Files.exists(one.resolve("drafts"))).count());
    }
  }
}
