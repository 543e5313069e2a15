package chatter.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.ServerConfig;
import chatter.server.ServerProcess;
import chatter.server.tls.TestCertificates;
import chatter.shared.invite.Fingerprint;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
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
  void onANetworkItTellsItsOwnKeyAndWhatBrowsersWillSay() {
    String said = said("--host=0.0.0.0");
    // Whoever starts it is here, and needs no TLS.
    assertTrue(said.contains("is at http://localhost:"), said);
    assertTrue(said.contains("With others it speaks https"), said);
    assertTrue(
        said.lines().anyMatch(line -> line.length() == 53 && Fingerprint.parse(line).isPresent()),
        said);
    assertTrue(said.contains("Browsers warn"), said);
    assertTrue(said.contains("--tls-cert"), said);
    assertTrue(said.contains("--plain-http"), said);
    assertFalse(said.contains("WARNING"), said);
  }

  @Test
  void aDamagedKeyOfItsOwnEndsTheStartWithASentence() throws IOException {
    Path key = folder.resolve("data").resolve("tls").resolve("key.pem");
    var _ = said("--host=0.0.0.0");
    Files.writeString(key, "-----BEGIN PRIVATE KEY-----");
    StringWriter err = new StringWriter();
    int exitCode =
        new ServerRun(new PrintWriter(new StringWriter()), new PrintWriter(err))
            .untilToldToStop(
                ServerConfig.inFolder(folder.resolve("data"))
                    .withHost(ServerConfig.ANY_ADDRESS)
                    .withPort(0));
    assertEquals(1, exitCode);
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertTrue(err.toString().contains("key is damaged: " + key), err::toString);
    assertEquals("-----BEGIN PRIVATE KEY-----", Files.readString(key));
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
