package chatter.server.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import chatter.server.figures.Figures;
import chatter.server.tls.TestCertificates;
import chatter.server.tls.TlsFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Strangers who are slow on purpose, more of them than requests are worked on at once: others must
/// not notice, and the slow ones are cut off in time. Time passes only by `forward`.
class SlowStrangersTest {
  /// More than the server works on at once.
  private static final int MANY = Form.of(530, 3_000);

  private static final int CALLS = Form.of(20, 1_000);
  private static final long SLOWER_MILLIS = 20;
  private static final Duration A_SECOND = Duration.ofSeconds(1);
  private static final String LOGIN_HEAD =
      String.join(
          "\r\n",
          "POST /api/login HTTP/1.1",
          "Host: localhost",
          "Expect: 100-continue",
          "Content-Length: 15000",
          "",
          "");

  @RegisterExtension static final TestServer server = TestServer.pinned();

  private TestUser member;

  @BeforeEach
  void signUp() {
    member = server.signUp("Ana");
  }

  @Test
  void bodiesThatComeByteByByteHoldUpNobody() {
    long without = slowestMillis();
    try (Strangers slow = new Strangers(server, MANY)) {
      slow.send(LOGIN_HEAD);
      // Now each body is waited for.
      slow.readUpTo("100 Continue");
      slow.send("{");

      assertOthersAreServed();
      long with = slowestMillis();
      Figures.record(
          MANY + " strangers who send slowly",
          "others are served as without them",
          "the slowest of " + CALLS + " calls: " + with + " ms, " + without + " ms without",
          !Form.isFull() || with <= without + SLOWER_MILLIS);

      List<String> answers =
          slow.readToTheEnd(() -> {
            slow.send(" ");
            server.forward(A_SECOND);
          });

      String first = answers.getFirst();
      assertEquals(MANY, answers.stream().filter(a -> a.startsWith("HTTP/1.1 408")).count(), first);
      assertTrue(first.contains("\"incomplete\""), first);
    }
  }

  @Test
  void readingNothingHoldsUpNobody() {
    try (Strangers slow = new Strangers(server, MANY)) {
      String font = "GET /fonts/inter-latin-ext.woff2 HTTP/1.1\r\nHost: localhost\r\n\r\n";
      slow.send(font.repeat(60));

      assertOthersAreServed();

      slow.awaitCutOff(() -> server.forward(A_SECOND));
      assertOthersAreServed();
    }
  }

  @Test
  void headersThatDoNotComeToAnEndAreCutOff() {
    try (Strangers slow = new Strangers(server, MANY)) {
      slow.send("GET / HTTP/1.1\r\nHost: localhost\r\n");

      assertOthersAreServed();

      List<String> answers =
          slow.readToTheEnd(() -> {
            slow.send("X: y\r\n");
            server.forward(A_SECOND);
          });
      assertEquals(MANY, answers.stream().filter(a -> !a.contains(" 200 ")).count());
    }
  }

  @Test
  void connectionsOnWhichNothingIsSaidAreCutOff() {
    try (Strangers silent = new Strangers(server, MANY)) {
      assertOthersAreServed();

      List<String> answers = silent.readToTheEnd(() -> server.forward(A_SECOND));

      assertEquals(List.of(""), answers.stream().distinct().toList());
    }
  }

  @Test
  void handshakesThatDoNotComeToAnEndAreCutOff(@TempDir Path folder) throws IOException {
    TlsFiles files = new TlsFiles(folder.resolve("server.pem"), folder.resolve("server.key"));
    TestCertificates.put(files, "ec", "ec");
    TestServer encrypted = TestServer.pinned().with(config -> config.withTls(files)).start();
    try (encrypted;
        Strangers slow = new Strangers(encrypted, MANY)) {
      // The beginning of a greeting.
      slow.send("\u0016\u0003\u0001\u0002");

      assertOthersAreServed(encrypted, encrypted.signUp("Ana"));

      List<String> answers = slow.readToTheEnd(() -> encrypted.forward(A_SECOND));
      assertEquals(List.of(""), answers.stream().distinct().toList());
    }
  }

  /// What others feel: the longest of some calls.
  private long slowestMillis() {
    long slowest = 0;
    for (int i = 0; i < CALLS; i++) {
      long began = System.nanoTime();
      assertEquals(200, server.http().get("/api/server", null).statusCode());
      slowest = Math.max(slowest, System.nanoTime() - began);
    }
    return TimeUnit.NANOSECONDS.toMillis(slowest);
  }

  private void assertOthersAreServed() {
    assertOthersAreServed(server, member);
  }

  private static void assertOthersAreServed(TestServer server, TestUser member) {
    assertEquals(200, server.http().get("/api/health", null).statusCode());
    assertEquals(200, server.http().get("/api/session", member.token()).statusCode());
    TestConnection connection = member.connect();
    var _ = connection.post("hello");
    connection.close();
  }
}
