package chatter.server.web;

import static chatter.server.web.Json.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.limit.LimitSettings;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Locale;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every answer carries, whoever wrote it, and what answers to nonsense look like.
class HeadersTest {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
          + " media-src 'self' blob:;"
          + " connect-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'";

  @TempDir Path folder;
  private WebFixture server;

  @BeforeEach
  void start() throws Exception {
    server = new WebFixture(folder, LimitSettings.defaults(), Breaking::new, context -> {});
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "200,GET,/api/health",
    "200,GET,/",
    "404,GET,/nothing",
    "404,GET,/api/nothing",
    "404,POST,/api/nothing",
    "404,GET,/api",
    "404,GET,/api/avatars/00",
    "401,GET,/api/session",
    "400,POST,/api/login",
    "405,GET,/api/login",
    "204,OPTIONS,/api/login",
    "500,GET,/broken"
  })
  void everyAnswerIsStrict(int status, String method, String path) {
    HttpResponse<String> response = server.call(method, path, "");

    assertEquals(status, response.statusCode(), response.body());
    assertHeader(POLICY, response, "Content-Security-Policy");
    assertHeader("nosniff", response, "X-Content-Type-Options");
    assertHeader("no-referrer", response, "Referrer-Policy");
    assertHeader("same-origin", response, "Cross-Origin-Opener-Policy");
    assertHeader("same-origin", response, "Cross-Origin-Resource-Policy");
    assertTrue(response.headers().firstValue("Permissions-Policy").isPresent());
    assertHeader(path.equals("/") ? "no-cache" : "no-store", response, "Cache-Control");
    assertTrue(response.headers().firstValue("Server").isEmpty());
    assertTrue(response.headers().firstValue("X-Powered-By").isEmpty());
    assertTrue(response.headers().firstValue("Set-Cookie").isEmpty());
    assertTrue(response.headers().firstValue("Access-Control-Allow-Origin").isEmpty());
  }

  @Test
  void healthNeedsNoLogin() {
    HttpResponse<String> response = server.get("/api/health");

    assertEquals("{\"status\":\"ok\",\"version\":\"1.2.3\"}", response.body());
    assertHeader("application/json", response, "Content-Type");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET    | /api/register                   | OPTIONS, POST
          PUT    | /api/login                      | OPTIONS, POST
          GET    | /api/logout                     | OPTIONS, POST
          POST   | /api/session                    | GET, HEAD, OPTIONS
          DELETE | /api/sessions                   | GET, HEAD, OPTIONS
          GET    | /api/sessions/1                 | DELETE, OPTIONS
          GET    | /api/account                    | OPTIONS, PATCH
          POST   | /api/account/password           | OPTIONS, PUT
          GET    | /api/account/avatar             | DELETE, OPTIONS, PUT
          PUT    | /api/avatars/00                 | GET, HEAD, OPTIONS
          POST   | /api/conversations/1/messages   | GET, HEAD, OPTIONS
          POST   | /api/health                     | GET, HEAD, OPTIONS
          POST   | /                               | GET, HEAD, OPTIONS
          BREW   | /api/login                      | OPTIONS, POST
          """)
  void aMethodThatIsNotThereIsNamedWithThoseThatAre(String method, String path, String allowed) {
    HttpResponse<String> response = server.call(method, path, "");

    assertProblem(405, "method_not_allowed", response);
    assertHeader(allowed, response, "Allow");
  }

  @Test
  void headAnswersLikeGetWithoutABody() {
    HttpResponse<String> response = server.call("HEAD", "/api/health", "");

    assertEquals(200, response.statusCode());
    assertHeader("application/json", response, "Content-Type");
    assertEquals("", response.body());
  }

  @Test
  void aFailureShowsNothingOfTheProgram() {
    HttpResponse<String> response = server.get("/broken?with=secret-in-the-address");

    assertProblem(500, "internal", response);
    assertFalse(response.body().contains("secret"), response.body());
    assertFalse(response.body().contains("Exception"), response.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /api/conversations//messages HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /ws/secret-token%00 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /ws/secret-token;x=%2f/../ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /ws/secret-token% HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /ws/secret-token HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET /ws/secret-token HTTP/9.9\r\nHost: a\r\n\r\n",
        "GET /ws/secret-token HTTP/1.1\r\nHost: a\r\nBad Header: secret-token\r\n\r\n",
        "POST /ws/secret-token HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
        "secret-token\r\n\r\n"
      })
  void whatIsNoGoodHttpIsRefusedWithoutQuotingIt(String request) throws Exception {
    String response = RawHttp.exchange(server.port(), request);

    int status = Integer.parseInt(response.split(" ", 3)[1]);
    assertTrue(status >= 400 && status < 600, response);
    assertNothingLeaks(response);
  }

  @Test
  void tooLongAddressesAndHeadersAreRefused() throws Exception {
    String address = "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n";
    String header = "GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(20_000) + "\r\n\r\n";

    String tooLongAddress = RawHttp.exchange(server.port(), address);
    String tooLongHeader = RawHttp.exchange(server.port(), header);

    assertTrue(tooLongAddress.startsWith("HTTP/1.1 414"), tooLongAddress);
    assertNothingLeaks(tooLongAddress);
    assertTrue(tooLongHeader.startsWith("HTTP/1.1 431"), tooLongHeader);
    assertNothingLeaks(tooLongHeader);
  }

  @Test
  void aBodyThatDoesNotComeIsNotWaitedForForEver() throws Exception {
    String response =
        RawHttp.exchangeAndStopSending(
            server.port(),
            "POST /api/login HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\n{\"email");

    assertTrue(response.startsWith("HTTP/1.1 4"), response);
    assertNothingLeaks(response);
  }

  private static void assertNothingLeaks(String response) {
    String lower = response.toLowerCase(Locale.ROOT);
    assertFalse(lower.contains("secret"), response);
    assertFalse(lower.contains("jetty"), response);
    assertFalse(lower.contains("exception"), response);
    assertTrue(lower.contains("content-security-policy: default-src 'none'"), response);
    assertTrue(lower.contains("cache-control: no-store"), response);
    assertTrue(lower.contains("content-type: application/problem+json"), response);
  }

  private static void assertHeader(String expected, HttpResponse<?> response, String name) {
    assertEquals(expected, response.headers().firstValue(name).orElse("absent"), name);
  }

  /// Stands where the websocket's guard does, and fails like a bug would.
  private static final class Breaking extends Handler.Wrapper {
    private Breaking(Handler next) {
      super(next);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      if (request.getHttpURI().getPath().equals("/broken")) {
        throw new IllegalStateException("secret-in-an-exception");
      }
      return super.handle(request, response, callback);
    }
  }
}
