package chatter.server.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.PinnedClock;
import chatter.shared.invite.Fingerprint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import okhttp3.tls.HeldCertificate;
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
  void itsCertificateIsForServersAndForLessThanItsLimit() throws Exception {
    TlsIdentity identity = open(NAMES);
    X509Certificate made = certificate(Files.readString(certificate));

    made.verify(made.getPublicKey());
    assertEquals(List.of("1.3.6.1.5.5.7.3.1"), made.getExtendedKeyUsage());
    assertTrue(identity.isForServers());
    Duration lasts = Duration.between(identity.validity().from(), identity.validity().until());
    assertTrue(lasts.compareTo(Duration.ofDays(825)) <= 0, lasts::toString);
    assertTrue(identity.validity().holdsAt(clock.instant().plus(Duration.ofDays(700))));
  }

  @Test
  void itsCertificateSaysWhatThatOfALibrarySays() throws Exception {
    KeyPair keys = madeKeys();
    List<String> names =
        List.of(
            "localhost", "office.example.org", "127.0.0.1", "192.0.2.7", "2001:db8:0:0:0:0:0:7");
    Instant from = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    // Times after 2049 are written in another form.
    for (Instant until :
        List.of(from.plus(Duration.ofDays(800)), from.plus(Duration.ofDays(15_000)))) {
      HeldCertificate.Builder theirs =
          new HeldCertificate.Builder()
              .keyPair(keys)
              .commonName("Chatter")
              .validityInterval(from.toEpochMilli(), until.toEpochMilli());
      names.forEach(theirs::addSubjectAlternativeName);
      X509Certificate expected = theirs.build().certificate();

      X509Certificate made = certificate(SelfSigned.certificate(keys, names, from, until));

      assertEquals(expected.getVersion(), made.getVersion());
      assertEquals(expected.getSubjectX500Principal(), made.getSubjectX500Principal());
      assertEquals(expected.getIssuerX500Principal(), made.getIssuerX500Principal());
      assertEquals(expected.getNotBefore(), made.getNotBefore());
      assertEquals(expected.getNotAfter(), made.getNotAfter());
      assertEquals(expected.getSigAlgOID(), made.getSigAlgOID());
      assertEquals(expected.getPublicKey(), made.getPublicKey());
      assertEquals(
          List.copyOf(expected.getSubjectAlternativeNames()),
          List.copyOf(made.getSubjectAlternativeNames()));
      assertEquals(expected.getCriticalExtensionOIDs(), made.getCriticalExtensionOIDs());
      made.verify(keys.getPublic());
    }
  }

  @Test
  void noTwoCertificatesOfAKeyHaveOneNumber() throws Exception {
    KeyPair keys = madeKeys();
    Set<BigInteger> numbers = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      String made =
          SelfSigned.certificate(
              keys, List.of("localhost"), clock.instant(), clock.instant().plusSeconds(60));
      BigInteger number = certificate(made).getSerialNumber();
      assertEquals(1, number.signum());
      assertTrue(numbers.add(number));
    }
  }

  private KeyPair madeKeys() throws TlsException, IOException {
    var _ = open(NAMES);
    return TlsIdentity.keys(key, Files.readString(key));
  }

  /// As made by versions before: for ten years, and for nothing in particular.
  @Test
  void anOldCertificateIsMadeAnewForTheSameKey() throws Exception {
    Fingerprint made = fingerprint();
    KeyPair keys = TlsIdentity.keys(key, Files.readString(key));
    HeldCertificate.Builder old =
        new HeldCertificate.Builder()
            .keyPair(keys)
            .commonName("Chatter")
            .validityInterval(
                clock.instant().minus(Duration.ofDays(400)).toEpochMilli(),
                clock.instant().plus(Duration.ofDays(3_250)).toEpochMilli());
    NAMES.forEach(old::addSubjectAlternativeName);
    Files.writeString(certificate, old.build().certificatePem());

    TlsIdentity identity = open(NAMES);

    assertTrue(identity.isForServers());
    assertEquals(made, identity.fingerprint());
    assertFalse(identity.validity().holdsAt(clock.instant().plus(Duration.ofDays(825))));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no such permissions")
  void aKeyThatOthersCouldReadIsItsOwnersAloneAgain() throws Exception {
    Fingerprint made = fingerprint();
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

    assertEquals(made, fingerprint());
    assertEquals("rw-------", permissions(key));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no such permissions")
  void aGivenKeyThatEverybodyMayReadIsWarnedOfWithTheLineToType() throws Exception {
    var _ = open(NAMES);
    TlsFiles given = new TlsFiles(certificate, key);
    assertEquals(List.of(), warningsOfKeys(given));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

    assertTrue(warningsOfKeys(given).getFirst().contains("chmod o-rwx " + key));
  }

  private static List<String> warningsOfKeys(TlsFiles files) throws TlsException {
    return TlsIdentity.read(files).warnings().stream()
        .filter(warning -> warning.startsWith("the key"))
        .toList();
  }

  private static X509Certificate certificate(String pem) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
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
  @CsvSource({"720", "5000", "-3"})
  void oneOutOfItsTimeIsMadeAnewForTheSameKey(int days) throws Exception {
    Fingerprint made = fingerprint();
    clock.forward(Duration.ofDays(days));

    TlsIdentity identity = open(NAMES);

    assertEquals(made, identity.fingerprint());
    assertTrue(identity.validity().holdsAt(clock.instant()));
    assertTrue(identity.validity().holdsAt(clock.instant().plus(Duration.ofDays(700))));
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
