package chatter.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.tls.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What a start says about who can listen in, and what it loads for that.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGTERM")
final class TlsStartTest {
  @TempDir private Path folder;

  @Test
  void onThisComputerAloneNobodyNeedsToBeWarned() {
    String said = said("--host=localhost");
    assertTrue(said.contains("is at http://localhost:"), said);
    assertTrue(said.contains("Only this computer can reach it"), said);
    assertFalse(said.contains("WARNING"), said);
  }

  @Test
  void plainHttpOnANetworkIsWarnedOf() {
    String said = said("--host=0.0.0.0");
    assertTrue(said.contains("is at http://localhost:"), said);
    assertTrue(said.contains("WARNING: it speaks plain http."), said);
    assertTrue(said.contains("read passwords and messages"), said);
    assertTrue(said.contains("no notifications"), said);
    assertTrue(said.contains("--tls-cert"), said);
  }

  @Test
  void plainHttpThatIsMeantIsToldAndNotWarnedOf() {
    String said = said("--host=0.0.0.0", "--plain-http");
    assertTrue(said.contains("plain http, as told to"), said);
    assertFalse(said.contains("WARNING"), said);
  }

  @Test
  void tlsIsToldByTheAddress() {
    String said =
        said(
            "--host=0.0.0.0",
            "--tls-cert=" + TestCertificates.file("expired.pem").toAbsolutePath(),
            "--tls-key=" + TestCertificates.file("expired.key.pem").toAbsolutePath());
    assertTrue(said.contains("is at https://localhost:"), said);
    assertFalse(said.contains("plain http"), said);
    assertTrue(said.contains("has expired"), said);
  }

  @Test
  void aPlainStartLoadsNothingOfTls() throws IOException {
    Path loaded = folder.resolve("loaded");
    String said =
        said(Map.of("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + loaded), "--host=127.0.0.1");
    assertFalse(said.contains("WARNING"), said);
    // Jetty's connector itself looks for an SslConnectionFactory, so that one is not in the list.
    try (Stream<String> lines = Files.lines(loaded)) {
      assertEquals(
          List.of(),
          lines
              .filter(line ->
                  line.contains(" chatter.server.tls.")
                      || line.contains(" chatter.server.web.Tls")
                      || line.contains(".SslContextFactory")
                      || line.contains(" sun.security.ssl.")
                      || line.contains(" picocli."))
              .toList());
    }
  }

  private String said(String... arguments) {
    return said(Map.of(), arguments);
  }

  private String said(Map<String, String> environment, String... arguments) {
    List<String> all =
        new ArrayList<>(List.of("--port=0", "--data=" + folder.resolve("data"), "--bcrypt-cost=4"));
    all.addAll(List.of(arguments));
    try (ServerProcess process =
        ServerProcess.start(environment, List.of(), all.toArray(String[]::new))) {
      process.askToEnd();
      assertEquals(0, process.exitCode(Duration.ofSeconds(20)));
      return String.join("\n", process.output());
    }
  }
}
