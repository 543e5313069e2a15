package chatter.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which certificates and keys are taken, and what is said about the others.
final class TlsIdentityTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "ec"})
  void aCertificateAndItsKeyAreTaken(String name) throws Exception {
    TlsIdentity identity = TlsIdentity.read(ownersOnly(TestCertificates.of(name)));

    assertEquals(2, identity.keyStore("x").getCertificateChain("chatter").length);
    assertEquals(List.of(), identity.warnings());
    assertTrue(
        identity.description().endsWith(name + ".pem, which is for localhost, 127.0.0.1"),
        identity::description);
  }

  @Test
  void bothMayBeInOneFile() throws Exception {
    Path both = folder.resolve("both.pem");
    Files.writeString(both, text("rsa.key.pem") + "some words between\n" + text("rsa.pem"));

    assertEquals(List.of(), TlsIdentity.read(ownersOnly(new TlsFiles(both, both))).warnings());
  }

  @Test
  void windowsLineEndsAreTaken() throws Exception {
    Path certificate = folder.resolve("rsa.pem");
    Files.writeString(certificate, text("rsa.pem").replace("\n", "\r\n"));

    assertEquals(
        List.of(),
        TlsIdentity.read(
                ownersOnly(new TlsFiles(certificate, TestCertificates.file("rsa.key.pem"))))
            .warnings());
  }

  @ParameterizedTest
  @CsvSource({
    "rsa.pem,       ec.key.pem,            does not belong to the certificate",
    "ec.pem,        elsewhere.key.pem,     does not belong to the certificate",
    "rsa.pem,       encrypted.key.pem,     is encrypted",
    "rsa.pem,       old-encrypted.key.pem, is encrypted",
    "rsa.pem,       old-rsa.key.pem,       openssl pkcs8 -topk8 -nocrypt",
    "ec.pem,        old-ec.key.pem,        openssl pkcs8 -topk8 -nocrypt",
    "rsa.pem,       ed25519.key.pem,       neither an RSA nor an EC key",
    "rsa.pem,       rsa.pem,               holds no private key",
    "rsa.key.pem,   rsa.key.pem,           holds no certificate",
    "rsa.der,       rsa.key.pem,           holds no certificate",
    "make.sh,       rsa.key.pem,           holds no certificate",
  })
  void whatDoesNotFitIsNamedWithWhatToDo(String certificate, String key, String said) {
    String complaint =
        complaint(new TlsFiles(TestCertificates.file(certificate), TestCertificates.file(key)));

    assertTrue(complaint.contains(said), complaint);
    assertTrue(complaint.contains(certificate) || complaint.contains(key), complaint);
    assertEquals(1, complaint.lines().count(), complaint);
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = folder.resolve("missing.pem");

    assertEquals(
        "there is no file " + missing + "; check --tls-cert and --tls-key",
        complaint(new TlsFiles(missing, TestCertificates.file("rsa.key.pem"))));
    assertEquals(
        "there is no file " + missing + "; check --tls-cert and --tls-key",
        complaint(new TlsFiles(TestCertificates.file("rsa.pem"), missing)));
  }

  @Test
  void aFolderIsNoFile() {
    String complaint = complaint(new TlsFiles(folder, folder));
    assertTrue(complaint.contains("is a folder"), complaint);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no such permissions")
  void aFileThatMayNotBeReadIsNamed() throws IOException {
    Path closed = Files.copy(TestCertificates.file("rsa.key.pem"), folder.resolve("closed.pem"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("-w-------"));
    assumeFalse(Files.isReadable(closed), "SKIPPED: root may read everything");

    String complaint = complaint(new TlsFiles(TestCertificates.file("rsa.pem"), closed));
    assertTrue(complaint.contains("may not read " + closed), complaint);
  }

  @Test
  void aDamagedCertificateIsNamed() throws IOException {
    Path damaged = folder.resolve("damaged.pem");
    Files.writeString(damaged, text("rsa.pem").replaceFirst("MII", "AAA"));

    String complaint = complaint(new TlsFiles(damaged, TestCertificates.file("rsa.key.pem")));
    assertTrue(complaint.contains("a certificate in " + damaged + " is damaged"), complaint);
  }

  @Test
  void theServersOwnCertificateComesFirst() throws IOException {
    Path turned = folder.resolve("turned.pem");
    String server = text("rsa.pem").substring(0, text("rsa.pem").indexOf("-----END") + 26);
    Files.writeString(turned, text("authority.pem") + server);

    String complaint = complaint(new TlsFiles(turned, TestCertificates.file("rsa.key.pem")));
    assertTrue(complaint.contains("put the server's own first"), complaint);
  }

  @ParameterizedTest
  @CsvSource({"expired, has expired", "early, is not valid yet"})
  void oneOutOfItsTimeIsUsedWithAWarning(String name, String said) throws IOException {
    List<String> warnings = TlsIdentity.read(ownersOnly(TestCertificates.of(name))).warnings();

    assertEquals(1, warnings.size(), warnings::toString);
    assertTrue(warnings.getFirst().contains(said), warnings::toString);
  }

  @Test
  void oneForNoNameIsUsedWithAWarning() throws IOException {
    List<String> warnings =
        TlsIdentity.read(ownersOnly(TestCertificates.of("nameless"))).warnings();

    assertEquals(1, warnings.size(), warnings::toString);
    assertTrue(warnings.getFirst().contains("no subject alternative name"), warnings::toString);
  }

  @Test
  void keyGetsIntoNoText() throws IOException {
    TlsTexts texts = TlsTexts.read(TestCertificates.of("rsa"));

    assertFalse(texts.toString().contains("PRIVATE"), texts::toString);
    assertEquals("[PRIVATE KEY]", Pem.in(texts.key()).toString());
  }

  /// The same with a key that nobody else may read, which a checked-out file is not.
  private TlsFiles ownersOnly(TlsFiles files) throws IOException {
    Path key = Files.createDirectories(folder.resolve("own")).resolve(files.key().getFileName());
    Files.copy(files.key(), key);
    if (key.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }
    return new TlsFiles(files.certificate(), key);
  }

  private static String complaint(TlsFiles files) {
    return assertThrows(TlsException.class, () -> TlsIdentity.read(files)).getMessage();
  }

  private static String text(String name) throws IOException {
    return Files.readString(TestCertificates.file(name));
  }
}
