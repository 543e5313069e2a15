package chatter.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A renewed certificate is noticed, and a broken one is not taken.
final class IdentityWatchTest {
  private static final Duration EVERY = Duration.ofMillis(20);

  @TempDir private Path folder;
  private final BlockingQueue<TlsIdentity> renewed = new LinkedBlockingQueue<>();
  private TlsFiles files;
  private IdentityWatch watch;

  @BeforeEach
  void start() throws IOException {
    files = new TlsFiles(folder.resolve("server.pem"), folder.resolve("server.key"));
    TestCertificates.put(files, "rsa", "rsa");
    watch = new IdentityWatch(files, TlsIdentity.read(files), EVERY, renewed::add);
  }

  @AfterEach
  void stop() {
    watch.close();
  }

  @Test
  void aRenewedCertificateIsTakenOnce() throws Exception {
    TestCertificates.put(files, "ec", "ec");

    assertTrue(next().description().contains("server.pem"));
    assertNull(renewed.poll(20 * EVERY.toMillis(), TimeUnit.MILLISECONDS));
  }

  @Test
  void aPairThatDoesNotFitIsNotTakenAndTheNextOneIs() throws Exception {
    TestCertificates.put(files, "ec", "rsa");
    assertNull(renewed.poll(20 * EVERY.toMillis(), TimeUnit.MILLISECONDS));
    Files.delete(files.key());
    assertNull(renewed.poll(20 * EVERY.toMillis(), TimeUnit.MILLISECONDS));

    TestCertificates.put(files, "ec", "ec");

    assertEquals(TlsTexts.read(TestCertificates.of("ec")), next().texts());
  }

  @Test
  void aSymbolicLinkThatPointsElsewhereIsARenewal() throws Exception {
    Files.delete(files.certificate());
    Files.delete(files.key());
    TlsFiles ec = TestCertificates.of("ec");
    Files.createSymbolicLink(files.certificate(), ec.certificate().toAbsolutePath());
    Files.createSymbolicLink(files.key(), ec.key().toAbsolutePath());

    assertEquals(TlsTexts.read(ec), next().texts());
  }

  @Test
  void whoCannotTakeOneIsAskedAgainAtTheNext() throws Exception {
    watch.close();
    watch =
        new IdentityWatch(
            files,
            TlsIdentity.read(files),
            EVERY,
            identity -> {
              renewed.add(identity);
              throw new IllegalStateException("cannot");
            });
    TestCertificates.put(files, "ec", "ec");
    var _ = next();
    TestCertificates.put(files, "elsewhere", "elsewhere");
    assertEquals(TlsTexts.read(TestCertificates.of("elsewhere")), next().texts());
  }

  private TlsIdentity next() throws InterruptedException {
    TlsIdentity next = renewed.poll(60, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing was renewed");
    }
    return next;
  }
}
