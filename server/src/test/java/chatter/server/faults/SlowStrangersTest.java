package chatter.server.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestConnection;
import chatter.server.TestServer;
import chatter.server.TestUser;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Strangers who are slow on purpose, more of them than requests are worked on at once: others must
/// not notice, and the slow ones are cut off in time. Time passes only by `forward`.
class SlowStrangersTest {
  /// More than the server works on at once.
  private static final int MANY = 530;

  private static final Duration TOO_LONG = Duration.ofSeconds(31);
  private static final String LOGIN_HEAD =
      "POST /api/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 200\r\n\r\n";

  @RegisterExtension static final TestServer server = TestServer.pinned();

  private TestUser member;

  @BeforeEach
  void signUp() {
    member = server.signUp("Ana");
  }

  @Test
  void bodiesThatComeByteByByteHoldUpNobody() {
    try (Strangers slow = new Strangers(server, MANY)) {
      slow.send(LOGIN_HEAD + "{");

      assertOthersAreServed();

      for (int i = 0; i < 3; i++) {
        server.forward(TOO_LONG.dividedBy(3));
        slow.send(" ");
      }
      server.forward(TOO_LONG.dividedBy(3));
      List<String> answers = slow.readToTheEnd();

      assertEquals(
          MANY, answers.stream().filter(a -> a.startsWith("HTTP/1.1 408")).count(), answers.get(0));
      assertTrue(answers.getFirst().contains("\"incomplete\""), answers.getFirst());
    }
  }

  @Test
  void readingNothingHoldsUpNobody() {
    try (Strangers slow = new Strangers(server, MANY)) {
      String font = "GET /fonts/inter-latin-ext.woff2 HTTP/1.1\r\nHost: localhost\r\n\r\n";
      slow.send(font.repeat(60));

      assertOthersAreServed();

      // What the system took for them counts as read.
      server.forward(Duration.ofMinutes(11));
      assertEquals(MANY, slow.readToTheEnd().size());
    }
  }

  @Test
  void headersThatDoNotComeToAnEndAreCutOff() {
    try (Strangers slow = new Strangers(server, MANY)) {
      slow.send("GET / HTTP/1.1\r\nHost: localhost\r\n");
      assertOthersAreServed();

      for (int i = 0; i < 3; i++) {
        server.forward(TOO_LONG.dividedBy(3));
        slow.send("X: y\r\n");
      }
      server.forward(TOO_LONG.dividedBy(3));

      assertEquals(MANY, slow.readToTheEnd().size());
    }
  }

  @Test
  void connectionsOnWhichNothingIsSaidAreCutOff() {
    try (Strangers silent = new Strangers(server, MANY)) {
      assertOthersAreServed();

      server.forward(TOO_LONG);

      assertEquals(MANY, silent.readToTheEnd().size());
    }
  }

  private void assertOthersAreServed() {
    assertEquals(200, server.http().get("/api/health", null).statusCode());
    assertEquals(200, server.http().get("/api/session", member.token()).statusCode());
    TestConnection connection = member.connect();
    var _ = connection.post("hello");
    connection.close();
  }
}
