package chatter.server.checker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.ServerProcess;
import chatter.server.TestHttp;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.backup.DataCheck;
import chatter.server.file.ContentFolder;
import chatter.server.web.file.TestUpload;
import chatter.shared.crypto.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that dies with the content of a file on the disk, and no row that names it yet.
final class CrashWhileStoringTest {
  private static final int BYTES = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  private final byte[] bytes = new byte[BYTES];
  private TestUser ada;
  private String id;

  @BeforeEach
  void dieWhileStoring() throws IOException {
    new Random(1).nextBytes(bytes);
    Mutant dying =
        new Mutant()
            .replace("file/Contents.java", "stored.run();", "Runtime.getRuntime().halt(9);");
    try (ServerProcess process = start(List.of(dying.into(folder.resolve("mutant"))))) {
      TestServer server = TestServer.at(process.port());
      ada = server.signUp("ada");
      TestUpload upload = new TestUpload(server, ada);
      id = upload.created("a", BYTES);
      try {
        var _ = upload.patch(id, 0, bytes);
      } catch (UncheckedIOException e) {
        // It is dead.
      }
      assertEquals(9, process.exitCode(PATIENCE));
    }
    assertTrue(Files.exists(content()));
  }

  @Test
  void whatCameIsStillThereAndItsUploadEnds() throws IOException {
    try (ServerProcess process = start(List.of())) {
      TestUpload upload = new TestUpload(TestServer.at(process.port()), ada);
      assertEquals(BYTES, upload.offset(id));
    }
    assertArrayEquals(bytes, Files.readAllBytes(content()));
    assertEquals(List.of(), DataCheck.withFiles(data()).notes());
  }

  @Test
  void whatNobodyGoesOnWithIsGone() throws IOException {
    try (ServerProcess process = start(List.of())) {
      TestUpload upload = new TestUpload(TestServer.at(process.port()), ada);
      TestHttp.expect(204, upload.terminate(id));
    }
    assertFalse(Files.exists(content()));
    assertEquals(List.of(), DataCheck.withFiles(data()).notes());
  }

  private Path data() {
    return folder.resolve("data");
  }

  private Path content() {
    return ContentFolder.in(data()).at(Sha256.hex(bytes));
  }

  private ServerProcess start(List<Path> first) {
    return ServerProcess.start(
        first, Map.of(), List.of(), "--port=0", "--data=" + data(), "--bcrypt-cost=4");
  }
}
