package chatter.server.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.limit.LimitSettings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where a token and a password must never turn up.
class SecretsTest {
  @TempDir Path folder;
  private final PrintStream realErr = System.err;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private WebFixture server;

  @BeforeEach
  void start() throws Exception {
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    server =
        new WebFixture(
            folder, LimitSettings.defaults(), FailingGuard::new, SecretsTest::addFailingFilter);
  }

  @AfterEach
  void stop() {
    server.close();
    System.setErr(realErr);
  }

  @Test
  void noErrorAnswerHoldsTheToken() {
    String token = server.signIn("ada");
    for (String path :
        new String[] {
          "/api/nothing/" + token,
          "/" + token,
          "/ws/" + token,
          "/broken/guard/" + token,
          "/broken/filter/" + token,
          "/api/avatars/" + token,
          "/api/sessions/" + token,
          "/api/session?token=" + token
        }) {
      for (String method : new String[] {"GET", "POST", "DELETE"}) {
        HttpResponse<String> response = server.call(method, path, "{", token);
        if (response.statusCode() >= 400) {
          assertFalse(response.body().contains(token), response.body());
          assertFalse(response.headers().map().toString().contains(token));
        }
      }
    }
  }

  @Test
  void noLogLineHoldsTheTokenOrThePassword() throws Exception {
    String token = server.signIn("ada");
    server.login("ada", "mistaken horse");
    server.call("POST", "/api/login", "{\"password\":\"mistaken horse\",", token);
    server.call("POST", "/api/register", "{\"password\":[\"mistaken horse\"]}", token);
    assertEquals(500, server.get("/broken/guard/" + token).statusCode());
    assertEquals(500, server.get("/broken/filter/" + token).statusCode());
    assertEquals(500, server.get("/broken/callback/" + token).statusCode());
    assertEquals(404, server.get("/ws/" + token).statusCode());
    RawHttp.exchange(server.port(), "GET /ws/" + token + "%zz HTTP/1.1\r\nHost: a\r\n\r\n");
    RawHttp.exchange(server.port(), "GET /ws/" + token + " HTTP/7\r\nHost: a\r\n\r\n");
    hangUpInTheMiddle(token);
    server.database.writeAndWait(h -> h.execute("DROP TABLE memberships"));
    assertEquals(500, server.get("/api/conversations/1/messages", token).statusCode());
    server.close();

    String lines = log.toString(StandardCharsets.UTF_8);
    assertTrue(lines.contains("a request failed"), "nothing was captured: " + lines);
    assertFalse(lines.contains(token), lines);
    assertFalse(lines.contains("horse"), lines);
    server = new WebFixture(folder.resolve("next"));
  }

  @Test
  void whatIsDoneToAccountsIsInTheLogAndNothingThatSomebodyTyped() throws Exception {
    String evil = "eve\\n2026-01-01 [INFO] forged \\u001b[31mhorse";
    String owner = server.signIn("olga");
    String mia = server.signIn("mia");
    server.call("POST", "/api/login", "{\"email\":\"%s@x.y\",\"password\":\"p\"}".formatted(evil));
    server.call("POST", "/api/login", "{\"email\":\"forged@x.y\",\"password\":\"horse\"}");
    server.login("mia", "mistaken horse");
    server.call("PATCH", "/api/accounts/2", "{\"role\":\"admin\"}", owner);
    server.call("PATCH", "/api/accounts/2", "{\"role\":\"member\"}", owner);
    server.call("PATCH", "/api/account", "{\"name\":\"forged\"}", owner);
    HttpResponse<String> invite = server.call("POST", "/api/invites", "{}", owner);
    server.call("DELETE", "/api/invites/1", "", owner);
    server.call("DELETE", "/api/invites", "", owner);
    HttpResponse<String> reset = server.call("POST", "/api/accounts/2/password-reset", "", owner);
    String code = Json.of(reset).path("code").asString();
    server.call(
        "POST",
        "/api/password-resets",
        "{\"code\":\"%s\",\"newPassword\":\"staple horse\"}".formatted(code));
    server.call(
        "POST",
        "/api/password-resets",
        "{\"code\":\"forged\\nhorse\",\"newPassword\":\"staple horse\"}");
    server.call("DELETE", "/api/accounts/2/sessions", "", owner);
    server.call("PATCH", "/api/accounts/2", "{\"disabled\":true}", owner);
    server.login("mia", "staple horse");
    server.call("PATCH", "/api/accounts/2", "{\"disabled\":false}", owner);
    server.call("PATCH", "/api/server", "{\"name\":\"forged\",\"registration\":\"closed\"}", owner);
    server.call("POST", "/api/owner", "{\"account\":2}", owner);
    for (int i = 0; i < 10; i++) {
      server.login("olga", "mistaken horse");
    }
    server.login("olga", "mistaken horse");
    server.close();

    String lines = log.toString(StandardCharsets.UTF_8);
    for (String said :
        new String[] {
          "account 2 from 127.0.0.1: joined",
          "account 2 from 127.0.0.1: signed in, session 2",
          "from 127.0.0.1: a wrong password for no account",
          "from 127.0.0.1: a wrong password for account 2",
          "account 1 from 127.0.0.1: made account 2 ADMIN",
          "account 1 from 127.0.0.1: made account 2 MEMBER",
          "account 1 from 127.0.0.1: made invite 1",
          "account 1 from 127.0.0.1: ended invite 1",
          "account 1 from 127.0.0.1: ended all invites",
          "account 1 from 127.0.0.1: made a code for another password of account 2",
          "account 2 from 127.0.0.1: got another password by a code",
          "from 127.0.0.1: a code for another password was refused: UNKNOWN",
          "account 1 from 127.0.0.1: ended all sessions of account 2",
          "account 1 from 127.0.0.1: disabled account 2",
          "from 127.0.0.1: a disabled account: 2",
          "account 1 from 127.0.0.1: enabled account 2",
          "account 1 from 127.0.0.1: changed the server's settings; who may join: CLOSED",
          "account 1 from 127.0.0.1: handed the server over to account 2",
          "from 127.0.0.1: locked out for a while",
        }) {
      assertTrue(lines.contains(said), () -> "not in the log: " + said + "\n" + lines);
    }
    for (String typed :
        new String[] {"forged", "horse", "\u001b", owner, mia, code, "example.org", "olga"}) {
      assertFalse(lines.contains(typed), () -> typed + " is in the log:\n" + lines);
    }
    assertFalse(lines.contains(Json.of(invite).path("invite").path("code").asString()), lines);
    server = new WebFixture(folder.resolve("next"));
  }

  @Test
  void whoHangsUpInTheMiddleIsNoNewsForTheLog() throws Exception {
    for (int i = 0; i < 5; i++) {
      hangUpInTheMiddle("0b9f1c1e-0000-4000-8000-000000000000");
    }
    server.close();

    String lines = log.toString(StandardCharsets.UTF_8);
    assertFalse(lines.contains("ERROR"), lines);
    assertFalse(lines.contains("Exception"), lines);
    server = new WebFixture(folder.resolve("next"));
  }

  @Test
  void neitherTokenNorPasswordIsInTheDataFolder() throws Exception {
    String token = server.signIn("ada");
    server.awaitWrites();

    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertFalse(content.contains(token), file.toString());
        assertFalse(content.contains(WebFixture.PASSWORD), file.toString());
      }
    }
  }

  private void hangUpInTheMiddle(String token) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write(
              ("POST /api/login?token="
                      + token
                      + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                      + token
                      + "\r\nContent-Length: 100\r\n\r\n{\"password\":\"mistaken horse")
                  .getBytes(StandardCharsets.US_ASCII));
    }
    // An answer on another connection shows that the server has gone on.
    assertEquals(200, server.get("/api/health").statusCode());
  }

  private static void addFailingFilter(ServletContextHandler context) {
    Filter failing =
        (request, response, chain) -> {
          throw new IllegalStateException("a bug");
        };
    context.addFilter(
        new FilterHolder(failing), "/broken/filter/*", EnumSet.of(DispatcherType.REQUEST));
  }

  /// A bug in what stands before the websocket.
  private static final class FailingGuard extends Handler.Wrapper {
    private FailingGuard(Handler next) {
      super(next);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      String path = request.getHttpURI().getPath();
      if (path.startsWith("/broken/guard/")) {
        throw new IllegalStateException("a bug");
      }
      if (path.startsWith("/broken/callback/")) {
        callback.failed(new IllegalStateException("a bug"));
        return true;
      }
      return super.handle(request, response, callback);
    }
  }
}
