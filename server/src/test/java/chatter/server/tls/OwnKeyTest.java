package chatter.server.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.PinnedClock;
import chatter.shared.invite.Fingerprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The key a server makes for itself is made once; nothing but its certificate ever changes.
final class OwnKeyTest {
  private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "192.0.2.7");

  @TempDir private Path data;
  private final PinnedClock clock = new PinnedClock();
  private Path folder;
  private Path key;
  private Path certificate;

  @BeforeEach
  void name() {
    folder = data.resolve("tls");
    key = folder.resolve("key.pem");
    certificate = folder.resolve("certificate.pem");
  }

  private TlsIdentity open(Set<String> names) throws TlsException {
    return new OwnKey(folder, clock).open(names);
  }

  private Fingerprint fingerprint() throws TlsException {
    return open(NAMES).fingerprint();
  }

  @Test
  void itIsMadeOnceAndIsTheSameEverAfter() throws Exception {
    Fingerprint made = fingerprint();
    byte[] keyThen = Files.readAllBytes(key);
    byte[] certificateThen = Files.readAllBytes(certificate);
    clock.forward(Duration.ofDays(300));

    assertEquals(made, fingerprint());
    assertArrayEquals(keyThen, Files.readAllBytes(key));
    assertArrayEquals(certificateThen, Files.readAllBytes(certificate));
    assertTrue(open(NAMES).isSelfSigned());
    assertEquals(NAMES, Set.copyOf(open(NAMES).names()));
    assertEquals(2, contents().size(), "nothing else is left");
  }

  @Test
  void eachServerHasAnother() throws Exception {
    assertNotEquals(
        fingerprint(), new OwnKey(data.resolve("other"), clock).open(NAMES).fingerprint());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no such permissions")
  void onlyItsOwnerMayReadIt() throws Exception {
    var _ = open(NAMES);
    assertEquals("rwx------", permissions(folder));
    assertEquals("rw-------", permissions(key));
    assertEquals("rw-------", permissions(certificate));
  }

  @Test
  void aNewNameMakesANewCertificateForTheSameKey() throws Exception {
    Fingerprint made = fingerprint();
    byte[] keyThen = Files.readAllBytes(key);
    Set<String> moved = Set.of("localhost", "127.0.0.1", "198.51.100.3", "box.local");

    TlsIdentity identity = open(moved);

    assertEquals(moved, Set.copyOf(identity.names()));
    assertEquals(made, identity.fingerprint());
    assertArrayEquals(keyThen, Files.readAllBytes(key));
  }

  @Test
  void aNameLessIsNoReasonForAnother() throws Exception {
    var _ = open(NAMES);
    byte[] then = Files.readAllBytes(certificate);
    var _ = open(Set.of("localhost"));
    assertArrayEquals(then, Files.readAllBytes(certificate));
  }

  @ParameterizedTest
  // Near its end, after it, and before its begin, as after a start with a clock that was ahead.
  @CsvSource({"3600", "5000", "-3"})
  void oneOutOfItsTimeIsMadeAnewForTheSameKey(int days) throws Exception {
    Fingerprint made = fingerprint();
    clock.forward(Duration.ofDays(days));

    TlsIdentity identity = open(NAMES);

    assertEquals(made, identity.fingerprint());
    assertTrue(identity.validity().holdsAt(clock.instant()));
    assertTrue(identity.validity().holdsAt(clock.instant().plus(Duration.ofDays(3_000))));
  }

  @Test
  void aLostCertificateIsMadeAnewForTheSameKey() throws Exception {
    Fingerprint made = fingerprint();
    Files.delete(certificate);
    assertEquals(made, fingerprint());
  }

  @Test
  void whatACrashLeftBehindIsNoObstacle() throws Exception {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("key.pem.new"), "half of a k");
    Fingerprint made = fingerprint();
    Files.writeString(folder.resolve("certificate.pem.new"), "half of a c");
    Files.delete(certificate);
    assertEquals(made, fingerprint());
  }

  @Test
  void aLostKeyIsSaidAndNotReplaced() throws Exception {
    var _ = open(NAMES);
    Files.delete(key);
    String said = refusedWithNothingChanged();
    assertTrue(said.contains(key + " is gone"), said);
    assertTrue(said.contains("put " + folder + " back from a backup"), said);
    assertFalse(Files.exists(key));
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "40", "150", "240", "300"})
  void aKeyCutShortIsSaidAndNotReplaced(int bytes) throws Exception {
    var _ = open(NAMES);
    Files.write(key, Arrays.copyOf(Files.readAllBytes(key), bytes));
    String said = refusedWithNothingChanged();
    assertTrue(said.contains("key is damaged"), said);
    assertTrue(said.contains(key.toString()), said);
    assertTrue(said.contains("needs a new one"), said);
  }

  @Test
  void anotherServersKeyIsSaidAndNotPutToUse() throws Exception {
    var _ = open(NAMES);
    var _ = new OwnKey(data.resolve("other"), clock).open(NAMES);
    Files.delete(key);
    Files.copy(data.resolve("other").resolve("key.pem"), key);
    String said = refusedWithNothingChanged();
    assertTrue(said.contains("does not belong to the certificate"), said);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "40", "300"})
  void aCertificateCutShortIsSaidAndNotReplaced(int bytes) throws Exception {
    Fingerprint made = fingerprint();
    Files.write(certificate, Arrays.copyOf(Files.readAllBytes(certificate), bytes));
    String said = refusedWithNothingChanged();
    assertTrue(said.contains("remove " + certificate), said);
    Files.delete(certificate);
    assertEquals(made, fingerprint(), "what it says to do helps");
  }

  @Test
  void aFolderThatCannotBeMadeIsSaid() throws IOException {
    Files.writeString(folder, "a file");
    String said = assertThrows(TlsException.class, () -> open(NAMES)).getMessage();
    assertTrue(said.contains("cannot be kept in " + folder), said);
    assertEquals("a file", Files.readString(folder));
  }

  private String refusedWithNothingChanged() throws IOException {
    List<String> before = contents();
    String said = assertThrows(TlsException.class, () -> open(NAMES)).getMessage();
    assertEquals(before, contents());
    assertEquals(1, said.lines().count(), said);
    return said;
  }

  private List<String> contents() throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .sorted()
          .map(file -> {
            try {
              return file + " " + Files.readString(file);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          })
          .toList();
    }
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
