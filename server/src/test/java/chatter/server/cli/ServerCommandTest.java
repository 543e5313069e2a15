package chatter.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.ChatterServer;
import chatter.server.ServerConfig;
import chatter.server.limit.Limit;
import chatter.server.tls.TestCertificates;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The headless server's command line, as far as it ends by itself.
final class ServerCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void versionIsOneLine() {
    assertEquals(0, run("--version"));
    assertTrue(out.toString().matches("Chatter \\d+\\.\\d+\\.\\d+\\R"), out::toString);
  }

  @Test
  void helpListsEveryOptionAndEveryLimitWithItsDefault() {
    assertEquals(0, run("--help"));
    String help = out.toString();
    for (ServerOption option : ServerOption.ALL) {
      assertTrue(help.contains(" " + option.name()), option.name());
      assertTrue(help.contains(option.variable()), option.variable());
    }
    for (Limit limit : Limit.values()) {
      String line =
          help.lines()
              .filter(l -> l.strip().startsWith(limit.limitName() + " "))
              .findFirst()
              .orElseThrow(() -> new AssertionError(limit.limitName() + " is not in the help"));
      assertTrue(line.contains(String.valueOf(limit.defaultValue())), line);
      assertTrue(help.replaceAll("\\s+", " ").contains(limit.description()), help);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--port=abc,            --port",
    "--port=70000,          65535",
    "--port=-1,             65535",
    "--limit=nonsense=1,    nonsense",
    "--limit=sends-per-second=many, whole number",
    "--limit=sends-per-second=-1, 0 (no limit)",
    "--limit=sends-per-second, sends-per-second=VALUE",
    "--bcrypt-cost=3,       4 to 14",
    "--bcrypt-cost=15,      4 to 14",
    "--session-grace=soon,  soon",
    "--session-grace=-5s,   grace",
    "--tls-cert=a.pem,      --tls-key is missing",
    "--tls-key=a.pem,       --tls-cert is missing",
    "--plain-http --tls-cert=a.pem --tls-key=a.pem, choose one",
    "--plain-http=maybe,    --plain-http",
    "--registration=maybe,  --registration is open",
    "--nonsense,            --nonsense",
    "stray,                 stray",
  })
  void wrongOptionIsOneClearLine(String option, String named) {
    assertEquals(2, run(option.split(" ", -1)));
    assertOneLineAbout(named);
  }

  @Test
  void takenPortIsOneClearLineAndLetsGoOfTheFolder() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertEquals(1, run("--port=" + taken.getLocalPort(), "--data=" + folder));
      assertOneLineAbout("port " + taken.getLocalPort() + ": Address already in use");
    }
    new ChatterServer(ServerConfig.inFolder(folder).withPort(0)).start().close();
  }

  /// A name that nobody knows yet is waited for, see `ServiceAdviceTest`; these never are known.
  @ParameterizedTest
  @ValueSource(strings = {"no where", "127.0.0.1:8080", "http://localhost", "1.2.3.4.5"})
  void whatCanBeNoAddressIsOneClearLine(String host) {
    assertEquals(1, run("--port=0", "--host=" + host, "--data=" + folder));
    assertOneLineAbout(host + " port 0: that is neither an address nor a name of a computer");
  }

  @Test
  void dataFolderOfARunningServerIsOneClearLine() throws IOException {
    try (ChatterServer running =
        new ChatterServer(ServerConfig.inFolder(folder).withPort(0)).start()) {
      assertEquals(1, run("--port=0", "--data=" + folder));
      assertOneLineAbout("another Chatter server is using the data folder " + folder);
      assertTrue(running.port() > 0);
    }
  }

  @Test
  void dataFolderThatIsAFileIsOneClearLine() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertEquals(1, run("--port=0", "--data=" + file));
    assertOneLineAbout(file + ": it is not a folder");
  }

  @Test
  void databaseThatIsNoneIsOneClearLine() throws IOException {
    Files.writeString(folder.resolve("chatter.db"), "this is no database, but long enough");
    assertEquals(1, run("--port=0", "--data=" + folder));
    assertOneLineAbout("not a database");
  }

  @Test
  void certificateThatCannotBeUsedIsOneClearLineAndLeavesTheFolderAlone() {
    Path data = folder.resolve("data");
    assertEquals(
        1,
        run(
            "--port=0",
            "--data=" + data,
            "--tls-cert=" + TestCertificates.file("rsa.pem"),
            "--tls-key=" + TestCertificates.file("ec.key.pem")));
    assertOneLineAbout("Chatter could not start: the key in ");
    assertFalse(Files.exists(data));
  }

  private int run(String... arguments) {
    return Program.run(new PrintWriter(out), new PrintWriter(err), arguments);
  }

  private void assertOneLineAbout(String part) {
    String said = err.toString();
    assertEquals(1, said.lines().count(), said);
    assertTrue(said.contains(part), said);
    assertEquals("", out.toString());
  }
}
