package chatter.server.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.ChatterServer;
import chatter.server.CommandRun;
import chatter.server.ServerConfig;
import chatter.server.TestServer;
import chatter.server.Version;
import chatter.server.doctor.Doctor.Finding;
import chatter.server.doctor.Doctor.Result;
import chatter.server.network.LocalAddresses;
import chatter.server.tls.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `chatter-server doctor`.
@Tag("story")
final class DoctorTest {
  @TempDir private Path folder;

  private static URI at(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  private static Finding of(List<Finding> findings, String check) {
    return findings.stream()
        .filter(finding -> finding.check().equals(check))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing about " + check + ": " + findings));
  }

  private static void assertFound(
      List<Finding> findings, String check, Result result, String part) {
    Finding finding = of(findings, check);
    assertEquals(result, finding.result(), finding::toString);
    assertTrue(finding.sentence().contains(part), finding::toString);
    assertEquals(result == Result.OK, finding.whatToDo().isEmpty(), "says what to do: " + finding);
  }

  @Test
  void aHealthyServerIsWellAtTheCommandLine() {
    try (TestServer server = TestServer.standard().start()) {
      server.signUp("ada").connect().fill(5);
      CommandRun run = CommandRun.of("doctor", "--data", server.data(), at(server.port()));
      assertEquals(0, run.exitCode(), run::toString);
      assertTrue(run.out().contains("Chatter " + Version.current() + " answers"), run::out);
      assertTrue(run.out().contains("5 messages of 1 people, all well"), run::out);
      assertTrue(run.out().contains("Websockets come through."), run::out);
      assertFalse(run.out().contains("BAD"), run::out);
    }
  }

  @Test
  void aServerForThisComputerAloneIsToldFromOneForEverybody() {
    List<URI> others = List.of(URI.create("http://127.0.0.2:1"));
    try (TestServer server = TestServer.standard().start()) {
      List<Finding> alone =
          Doctor.examine(new Subject(at(server.port()), true, others, null, server.data()));
      assertFound(alone, "Network", Result.WARN, "listens to this computer only");
      assertTrue(of(alone, "Network").whatToDo().contains("--host 0.0.0.0"));
      assertFound(alone, "Encryption", Result.OK, "does not leave this computer");
      assertFound(
          Doctor.examine(new Subject(at(server.port()), true, List.of(), null, null)),
          "Network",
          Result.SKIPPED,
          "in no network");
      // As if this were another address of the computer.
      List<URI> reached = List.of(URI.create("http://localhost:" + server.port()));
      List<Finding> open =
          Doctor.examine(new Subject(at(server.port()), true, reached, null, null));
      assertFound(open, "Network", Result.OK, "answers, asked from this computer");
      assertFound(open, "Firewall", Result.SKIPPED, "cannot be seen from the computer it protects");
      assertFound(open, "Encryption", Result.WARN, "plain http");
    }
  }

  @Test
  void everyAddressOfThisComputerIsLookedAt() throws IOException {
    try (ServerSocket elsewhere = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CommandRun run =
          CommandRun.of("doctor", "--data", folder, "localhost:" + elsewhere.getLocalPort());
      assertEquals(1, run.exitCode(), run::toString);
    }
    assertEquals(
        LocalAddresses.list().size(), Subject.others(at(8080)).size(), "each is looked at");
  }

  @Test
  void anAddressThatDoesNotAnswerNamesTheFirewall() throws IOException {
    try (TestServer server = TestServer.standard().start();
        ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Crowd _ = Crowd.before(full)) {
      List<URI> others =
          List.of(at(full.getLocalPort()), URI.create("http://localhost:" + server.port()));
      List<Finding> findings =
          Doctor.examine(new Subject(at(server.port()), true, others, null, null));
      assertFound(findings, "Network", Result.BAD, "does not answer, not even to this computer");
      assertTrue(of(findings, "Network").whatToDo().contains("firewall"));
    }
  }

  /// Those who wait at a door that nobody opens, until there is no room for one more.
  private record Crowd(List<Socket> waiting) implements AutoCloseable {
    static Crowd before(ServerSocket door) throws IOException {
      List<Socket> waiting = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Socket one = new Socket();
        waiting.add(one);
        try {
          one.connect(door.getLocalSocketAddress(), 200);
        } catch (java.net.SocketTimeoutException full) {
          break;
        }
      }
      return new Crowd(waiting);
    }

    @Override
    public void close() throws IOException {
      for (Socket one : waiting) {
        one.close();
      }
    }
  }

  @Test
  void aPortThatNobodyOrSomebodyElseHasIsToldApart() throws IOException {
    int free;
    try (ServerSocket taken = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      free = taken.getLocalPort();
      assertFound(
          Doctor.examine(Subject.elsewhere(at(free))),
          "Server",
          Result.BAD,
          "takes connections at http://127.0.0.1:" + free + ", but does not answer");
    }
    assertFound(
        Doctor.examine(Subject.elsewhere(at(free))), "Server", Result.BAD, "Nothing listens");
    try (FakeHealth router = new FakeHealth("<html>router</html>", Duration.ZERO)) {
      List<Finding> findings =
          Doctor.examine(new Subject(at(router.port()), true, List.of(), null, null));
      assertFound(findings, "Server", Result.BAD, "it is not Chatter");
      assertTrue(of(findings, "Server").whatToDo().contains("" + router.port()));
    }
    assertFound(
        Doctor.examine(Subject.elsewhere(URI.create("http://no.such.computer.invalid:8080"))),
        "Server",
        Result.BAD,
        "Nobody knows a computer called no.such.computer.invalid");
  }

  @ParameterizedTest
  @CsvSource({
    "0,     OK,   agree",
    "-60,   WARN, 60 seconds behind this",
    "615,   BAD,  10 minutes ahead of this",
    "-259300, BAD, 3 days behind this"
  })
  void clocksThatDifferAreFound(long seconds, Result result, String part) throws Exception {
    // Early in a second: a server says no fractions, and late in one it would be told as the next.
    long fraction = System.currentTimeMillis() % 1_000;
    if (fraction > 300) {
      Thread.sleep(1_000 - fraction);
    }
    try (FakeHealth server =
        new FakeHealth("{\"status\":\"ok\",\"version\":\"9\"}", Duration.ofSeconds(seconds))) {
      List<Finding> findings = Doctor.examine(Subject.elsewhere(at(server.port())));
      assertFound(findings, "Clock", result, part);
      assertFound(findings, "Websocket", Result.BAD, "status 200");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ec,        OK,  good until 2125-12-31",
    "expired,   BAD, expired on 2020-01-31",
    "early,     BAD, not good before 2120-01-01"
  })
  void certificatesAreLookedAt(String kind, Result result, String part) throws IOException {
    ServerConfig config =
        ServerConfig.inFolder(folder).withPort(0).withTls(TestCertificates.of(kind));
    try (ChatterServer server = new ChatterServer(config).start()) {
      URI secure = URI.create("https://127.0.0.1:" + server.port());
      Subject subject = Subject.elsewhere(secure);
      assertFound(Doctor.examine(subject), "Encryption", result, part);
      String other = "A".repeat(43);
      assertFound(
          Doctor.examine(subject.withFingerprint(other)),
          "Encryption",
          Result.BAD,
          "another key than it should");
      CommandRun run = CommandRun.of("doctor", "127.0.0.1:" + server.port(), "--data", folder);
      assertTrue(run.out().contains("answers at " + secure), run::toString);
      assertEquals(result == Result.OK ? 0 : 1, run.exitCode(), run::toString);
    }
  }

  @Test
  void httpsIsNotLookedForWhereThereIsNone() {
    try (TestServer plain = TestServer.standard().start()) {
      assertFound(
          Doctor.examine(Subject.elsewhere(URI.create("https://127.0.0.1:" + plain.port()))),
          "Server",
          Result.BAD,
          "does not speak https");
    }
  }

  @Test
  void whatIsWrongWithTheFolderIsSaid() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertFound(look(file), "Folder", Result.BAD, "is not a folder");
    Path nowhere = folder.resolve("nowhere");
    assertFound(look(nowhere), "Folder", Result.WARN, "There is no folder");
    assertFalse(Files.exists(nowhere), "looking makes none");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertFound(look(empty), "Database", Result.WARN, "There is no chat in");
    assertEquals(0, empty.toFile().list().length, "the trial is taken away");
    Path broken = Files.createDirectory(folder.resolve("broken"));
    Files.writeString(broken.resolve("chatter.db"), "no database");
    assertFound(look(broken), "Database", Result.BAD, "cannot be looked at");
  }

  private static List<Finding> look(Path data) {
    List<Finding> findings = new ArrayList<>();
    new DataFolderCheck(data, findings::add).run();
    return findings;
  }

  @ParameterizedTest
  @CsvSource({"'', 2", "ftp://example.org, 2", "http://, 2", "'a b', 2"})
  void whatIsNoAddressIsAWrongOption(String typed, int exitCode) {
    CommandRun run = CommandRun.of("doctor", typed);
    assertEquals(exitCode, run.exitCode(), run::toString);
    assertTrue(run.complaint().contains("is no address"), run::err);
  }

  @Test
  void theAdviceIsForTheSystemAtHand() throws IOException {
    assertTrue(FirewallAdvice.of("Windows 11", folder, 8080).command().contains("netsh"));
    assertTrue(FirewallAdvice.of("Mac OS X", folder, 8080).command().contains("Firewall"));
    FirewallAdvice unknown = FirewallAdvice.of("Linux", folder, 8080);
    assertEquals("", unknown.seen());
    assertTrue(unknown.command().contains("ufw allow 8080/tcp"), unknown::command);
    assertTrue(unknown.command().contains("--add-port=8080/tcp"), unknown::command);
    Files.createDirectories(folder.resolve("usr/bin"));
    Files.createFile(folder.resolve("usr/bin/firewall-cmd"));
    assertTrue(FirewallAdvice.of("Linux", folder, 8080).seen().contains("firewalld"));
    Files.createDirectories(folder.resolve("etc/ufw"));
    Files.writeString(folder.resolve("etc/ufw/ufw.conf"), "# on\nENABLED=yes\n");
    FirewallAdvice ufw = FirewallAdvice.of("Linux", folder, 8080);
    assertTrue(ufw.seen().contains("ufw is on"), ufw::seen);
    assertFalse(ufw.command().contains("firewall-cmd"), ufw::command);
  }

  /// Something that answers every question the same, with the time of another place.
  private static final class FakeHealth implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
    private final String answer;

    FakeHealth(String body, Duration ahead) throws IOException {
      String date =
          DateTimeFormatter.RFC_1123_DATE_TIME.format(
              ZonedDateTime.now(ZoneOffset.UTC).plus(ahead));
      answer =
          "HTTP/1.1 200 OK\r\nDate: "
              + date
              + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      Thread.ofVirtual().start(this::serve);
    }

    private void serve() {
      while (!listening.isClosed()) {
        try (Socket socket = listening.accept()) {
          byte[] question = new byte[4_096];
          if (socket.getInputStream().read(question) > 0) {
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
          }
        } catch (IOException gone) {
          // Whoever asked is, or the test is over: the loop sees to it.
        }
      }
    }

    int port() {
      return listening.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      listening.close();
    }
  }
}
