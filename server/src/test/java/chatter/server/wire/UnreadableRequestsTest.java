package chatter.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that cannot be read, wherever in them: each gets a clear refusal, and none leaves an
/// error in the log. Written byte for byte; `\u00ff` is the one byte FF.
class UnreadableRequestsTest {
  @RegisterExtension static final TestServer server = TestServer.standard();

  private static String token;

  @BeforeAll
  static void signUp() {
    token = server.signUp("Ana").token();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=%ff",
        "limit=%c3%28",
        "limit=%",
        "limit=%f",
        "limit=%zz",
        "limit=%u0031",
        "limit=%00",
        "limit=\u00ff",
        "limit=%ed%a0%80",
        "limit=1&before=%ff",
        "limit=1&%ff=1",
        "limit=1&x=%ff",
        "limit=1&limit=%ff",
        "limit=1&limit=2",
        "limit=1&after=%80&before=1",
        "%ff",
        "&%=&limit=%fe",
        "limit=-1",
        "limit=1.5",
        "limit=99999999999999999999",
        "limit=",
        "limit=%ef%bc%91"
      })
  void aQueryThatCannotBeDecodedIsRefused(String query) throws IOException {
    refused(400, get("/api/conversations/1/messages?" + query, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/server",
        "/api/health",
        "/",
        "/api/session",
        "/api/invites/K7QM2X9P",
        "/api/avatars/00"
      })
  void aQueryThatNobodyReadsDoesNoHarm(String path) throws IOException {
    String answer = get(path + "?a=%ff&%=%zz", "");

    assertTrue(answer.matches("(?s)HTTP/1.1 (200|400|404) .*"), answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/conversations/%ff/messages",
        "/api/conversations/1%00/messages",
        "/api/avatars/%ff",
        "/api/avatars/%c3%28",
        "/api/invites/%ff",
        "/api/invites/%ed%a0%80",
        "/%ff",
        "/js/%ff.js",
        "/js/%",
        "/js/%u002e",
        "/js/\u00ff",
        "/ws/%ff",
        "/ws/%",
        "/..",
        "/%2e%2e/",
        "/a;b=%ff",
        "*"
      })
  void aPathThatCannotBeDecodedIsRefused(String path) throws IOException {
    String answer = get(path, "");

    assertTrue(answer.matches("(?s)HTTP/1.1 4(00|04|26) .*"), answer);
    assertTrue(answer.contains("application/problem+json"), answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Bearer \u00ff",
        "Authorization: Bearer ",
        "Authorization: \u00ff\u00fe",
        "Authorization:"
      })
  void aLoginThatCannotBeReadOpensNothing(String header) throws IOException {
    String answer =
        exchange("GET /api/session HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n");

    assertTrue(answer.matches("(?s)HTTP/1.1 40[01] .*"), answer);
    assertTrue(answer.contains("application/problem+json"), answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bad\u00ffName: x",
        "X: a\u0000b",
        " folded: x",
        "X : y",
        ": y",
        "Content-Length: 99999999999999999999",
        "Content-Length: -1",
        "Content-Length: 1\r\nContent-Length: 2",
        "Content-Length: 0x1",
        "Transfer-Encoding: gzip",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: chunked\r\nContent-Length: 3",
        "Expect: nonsense"
      })
  void aHeaderThatCannotBeReadIsRefused(String header) throws IOException {
    String answer =
        exchange("POST /api/login HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n");

    assertTrue(answer.matches("(?s)HTTP/1.1 4\\d\\d .*"), answer);
    assertTrue(answer.contains("application/problem+json"), answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "If-None-Match: \u00ff",
        "If-None-Match: \"",
        "Accept-Encoding: \u00ff;q=x",
        "Accept-Encoding: gzip;q=",
        "User-Agent: \u00ff\u00fe",
        "Cookie: \u00ff=; =; $Version=\"",
        "Range: bytes=9999999999999999999-",
        "Sec-Fetch-Site: \u00ff",
        "X-Forwarded-For: \u00ff, ,",
        "Forwarded: for=\"[",
        "X-Forwarded-Port: x",
        "Accept-Language: \u00ff",
        "Content-Type: \u00ff",
        "Connection: \u00ff"
      })
  void aHeaderThatNobodyNeedsDoesNoHarm(String header) throws IOException {
    String answer = get("/", header + "\r\n");

    assertTrue(answer.matches("(?s)HTTP/1.1 (200|304) .*"), answer);
  }

  static List<String> bodies() {
    return List.of(
        "",
        "\u00ff",
        "\u00ff\u00fe{\u0000}\u0000",
        "{",
        "[]",
        "null",
        "1",
        "\"a\"",
        "{\"email\":\"\u00ff\"}",
        "{\"email\":\"a\u00c3(\"}",
        "{\"email\":\"\\ud800\"}",
        "{\"email\":\"\\udc00@a\",\"password\":\"\\ud800\"}",
        "{\"email\":\"a@b\",\"password\":\"\\u0000\"}",
        "{\"email\":1}",
        "{\"email\":{}}",
        "{\"email\":1e999999999}",
        "{\"email\":" + "9".repeat(5_000) + "}",
        "{\"email\":\"a@b\",\"email\":\"c@d\"}",
        "[".repeat(5_000),
        "{\"a\":".repeat(2_000),
        "{\"email\":NaN}",
        "{}{}",
        "{} x",
        "\u00ef\u00bb\u00bf{}");
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void aBodyThatCannotBeReadIsRefused(String body) throws IOException {
    for (String path : List.of("/api/login", "/api/register", "/api/password-resets")) {
      String answer =
          exchange(
              "POST "
                  + path
                  + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                  + body.length()
                  + "\r\n\r\n"
                  + body);

      assertTrue(answer.matches("(?s)HTTP/1.1 4(00|01|04|22|29) .*"), path + answer);
      assertTrue(answer.contains("application/problem+json"), answer);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x\r\n", "-1\r\n\r\n", "fffffffffffffffff\r\n", "2\r\n{}x", "1;\u00ff\r\n{\r\n"})
  void aBodyInBrokenChunksIsRefused(String chunks) throws IOException {
    String answer =
        exchange(
            "POST /api/login HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                + chunks);

    assertTrue(answer.matches("(?s)HTTP/1.1 4\\d\\d .*"), answer);
    assertTrue(answer.contains("application/problem+json"), answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /",
        "GET / HTTP/0.9\r\nHost: localhost\r\n",
        "GET / HTTP/2.0\r\nHost: localhost\r\n",
        "GET / HTTP/1.7\r\nHost: localhost\r\n",
        "get / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n",
        "PRI * HTTP/2.0\r\n",
        "GET /\u00ff HTTP/1.1",
        "\u0016\u0003\u0001\u0000\u0005hello"
      })
  void whatIsNotHttp11IsRefused(String head) throws IOException {
    String answer = exchange(head + "\r\n\r\n");

    assertTrue(answer.isEmpty() || answer.matches("(?s)HTTP/1\\.\\d (4|5)\\d\\d .*"), answer);
    assertFalse(answer.contains("<html"), answer);
  }

  @Test
  void theNameOfAHostMayHaveAnUnderscore() throws IOException {
    String answer = exchange("GET / HTTP/1.1\r\nHost: my_server:8080\r\nConnection: close\r\n\r\n");

    assertTrue(answer.startsWith("HTTP/1.1 421"), answer);
  }

  private static void refused(int status, String answer) {
    assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
    assertTrue(answer.contains("application/problem+json"), answer);
    assertEquals(1, answer.split("\"code\":\"bad_request\"", -1).length - 1, answer);
  }

  private static String get(String path, String headers) throws IOException {
    return exchange(
        "GET "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + token
            + "\r\n"
            + headers
            + (headers.startsWith("Connection") ? "" : "Connection: close\r\n")
            + "\r\n");
  }

  /// Sends it, and nothing more, and reads to the end.
  private static String exchange(String request) throws IOException {
    try (ServerLog log = ServerLog.caught();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      log.holdsNoTrouble();
      return answer;
    }
  }
}
