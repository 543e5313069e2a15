package chatter.client.prefs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownServersFileTest {
  private static final KnownServer OFFICE =
      new KnownServer(
          "5f2b",
          "Büro = “Ana’s” \\ Chatter",
          List.of("https://192.168.1.20:8080", "https://10.0.0.7:8080"),
          "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
          new SavedLogin("office.local:8080", "0b9f2f6e-58b0", 3, "Ada Brandt", "ada@example.org"),
          Instant.parse("2026-11-25T09:00:00Z"));
  private static final KnownServer CLUB =
      new KnownServer(
          "77aa",
          "",
          List.of("club.local:8080"),
          "",
          SavedLogin.nobody("77aa"),
          Instant.parse("2026-11-25T10:00:00Z"));

  @TempDir private Path folder;

  private void write(String file, String... lines) throws IOException {
    Files.write(folder.resolve(file), List.of(lines));
  }

  private List<KnownServer> load() throws IOException {
    return new KnownServersFile(folder).load();
  }

  @Test
  void everyServerComesBackTheOneUsedLastFirst() throws IOException {
    assertEquals(List.of(), load());
    new KnownServersFile(folder).save(List.of(OFFICE, CLUB));
    assertEquals(List.of(CLUB, OFFICE), load());
    assertEquals("club.local:8080", CLUB.title());
  }

  @Test
  void tokensAreWhereOnlyTheirOwnerCanReadThemAndNeverPrinted() throws IOException {
    Assumptions.assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    new KnownServersFile(folder).save(List.of(OFFICE));
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(folder.resolve("servers.properties"))));
    assertFalse(OFFICE.toString().contains(OFFICE.account().token()));
  }

  @Test
  void loginOfTheFirstVersionIsTakenOver() throws IOException {
    write(
        "login.properties",
        "server=office.local\\:8080",
        "token=0b9f",
        "account=3",
        "name=Ada",
        "email=ada@example.org");
    KnownServer taken = load().getFirst();
    assertEquals(List.of("office.local:8080"), taken.addresses());
    assertEquals(
        new SavedLogin("office.local:8080", "0b9f", 3, "Ada", "ada@example.org"), taken.account());
    assertFalse(Files.exists(folder.resolve("login.properties")));
    assertEquals(List.of(taken), load());
  }

  @Test
  void hostedChatOfTheFirstVersionKeepsItsFolder() throws IOException {
    write("preferences.properties", "hosting.port=8081");
    write("login.properties", "server=127.0.0.1\\:8081", "token=t", "account=1", "name=Ada");
    assertEquals("hosted", load().getFirst().account().folder());
  }

  @Test
  void serverOfSomebodyWhoSignedOutIsTakenOver() throws IOException {
    write("preferences.properties", "server=office.local\\:8080");
    KnownServer taken = load().getFirst();
    assertEquals(List.of("office.local:8080"), taken.addresses());
    assertFalse(taken.account().signedIn());
    assertEquals("office.local:8080", taken.account().folder());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server.0.id=a",
        "server.0.id=a\nserver.0.addresses=b\nserver.0.account.folder=a\nserver.0.lastUsed=soon",
        "server.0.id=a\nserver.0.addresses=b\nserver.0.account.folder=a\n"
            + "server.0.lastUsed=2026-11-25T09:00:00Z\nserver.0.fingerprint=q83v",
        "server.0.id=a\nserver.0.addresses=b\nserver.0.account.folder=a\n"
            + "server.0.lastUsed=2026-11-25T09:00:00Z\nserver.0.account.number=three",
        "server.0.id=\\uZZZZ"
      })
  void damagedFileIsKeptAside(String content) throws IOException {
    write("servers.properties", content);
    assertEquals(List.of(), load());
    assertTrue(Files.exists(folder.resolve("servers.properties.damaged")));
  }
}
