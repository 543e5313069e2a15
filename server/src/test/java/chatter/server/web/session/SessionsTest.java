package chatter.server.web.session;

import static chatter.server.web.Json.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.web.Json;
import chatter.server.web.WebFixture;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Logins over HTTP: what a token opens, and what ends it.
class SessionsTest {
  @TempDir Path folder;
  private WebFixture server;

  @BeforeEach
  void start() throws Exception {
    server = new WebFixture(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/api/session",
    "GET,/api/sessions",
    "DELETE,/api/sessions/1",
    "POST,/api/logout",
    "PATCH,/api/account",
    "PUT,/api/account/password",
    "PUT,/api/account/avatar",
    "DELETE,/api/account/avatar",
    "GET,/api/conversations/1/messages"
  })
  void everythingOfAnAccountNeedsAToken(String method, String path) {
    HttpResponse<String> response = server.call(method, path, "{}");

    assertProblem(401, "unauthorized", response);
    assertEquals("Bearer", response.headers().firstValue("WWW-Authenticate").orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer nonsense",
        "Bearer 0b9f1c1e-0000-1000-8000-000000000000",
        "Bearer 0b9f1c1e-0000-4000-8000-000000000000",
        "Basic YWRhOnNlY3JldA==",
        "Bearer ' OR 1=1 --"
      })
  void whatIsNoTokenOpensNothing(String header) {
    server.signIn("ada");

    assertProblem(
        401,
        "unauthorized",
        server.send(server.request("/api/session").header("Authorization", header)));
  }

  @Test
  void aTokenInTheAddressOpensNothing() {
    String token = server.signIn("ada");

    assertProblem(401, "unauthorized", server.get("/api/session?token=" + token));
    assertProblem(401, "unauthorized", server.get("/api/session?access_token=" + token));
  }

  @Test
  void theWordBearerMayBeWrittenInAnyCase() {
    String token = server.signIn("ada");

    assertEquals(
        200,
        server
            .send(server.request("/api/session").header("Authorization", "bearer " + token))
            .statusCode());
  }

  @Test
  void logoutEndsThatSessionAndNoOther() {
    String one = server.signIn("ada");
    String two = server.signIn("ada");
    long id = currentId(one);

    assertEquals(204, server.call("POST", "/api/logout", "", one).statusCode());

    assertEquals(List.of(id), server.endedSessions);
    assertProblem(401, "unauthorized", server.get("/api/session", one));
    assertProblem(401, "unauthorized", server.call("POST", "/api/logout", "", one));
    assertEquals(200, server.get("/api/session", two).statusCode());
  }

  @Test
  void theListShowsEveryDeviceAndWhichOneAsks() {
    server.register("ada");
    server.call(
        "POST",
        "/api/login",
        """
        {"email":"ada@example.org","password":"correct horse","device":"My\\u202e laptop\\n"}\
        """);
    server.clock.forward(Duration.ofMinutes(5));
    String token = server.signIn("ada");
    server.signIn("bob");

    JsonNode sessions = Json.of(server.get("/api/sessions", token)).path("sessions");

    assertEquals(2, sessions.size());
    assertTrue(sessions.get(0).path("current").asBoolean());
    assertTrue(sessions.get(0).path("device").asString().startsWith("Java"));
    assertEquals("2026-11-23T10:05:00.000Z", sessions.get(0).path("createdAt").asString());
    assertFalse(sessions.get(1).path("current").asBoolean());
    assertEquals("My  laptop", sessions.get(1).path("device").asString());
    assertEquals("2026-11-23T10:00:00.000Z", sessions.get(1).path("lastSeenAt").asString());
    assertEquals("2026-12-07T10:00:00.000Z", sessions.get(1).path("expiresAt").asString());
  }

  @Test
  void oneDeviceCanEndAnother() {
    String one = server.signIn("ada");
    String two = server.signIn("ada");
    long id = currentId(one);

    assertEquals(204, server.call("DELETE", "/api/sessions/" + id, "", two).statusCode());

    assertEquals(List.of(id), server.endedSessions);
    assertProblem(401, "unauthorized", server.get("/api/session", one));
    assertProblem(404, "not_found", server.call("DELETE", "/api/sessions/" + id, "", two));
  }

  @Test
  void aDeviceMayEndItself() {
    String token = server.signIn("ada");

    assertEquals(
        204, server.call("DELETE", "/api/sessions/" + currentId(token), "", token).statusCode());

    assertProblem(401, "unauthorized", server.get("/api/session", token));
  }

  @Test
  void nobodyCanEndAnotherPersonsSession() {
    String ada = server.signIn("ada");
    String bob = server.signIn("bob");

    assertProblem(
        404, "not_found", server.call("DELETE", "/api/sessions/" + currentId(ada), "", bob));

    assertEquals(200, server.get("/api/session", ada).statusCode());
    assertEquals(List.of(), server.endedSessions);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "", "-1", "1.5", "99999999999999999999", "1/2", "1%00"})
  void aNumberThatIsNoneNamesNoSession(String id) {
    String token = server.signIn("ada");

    int status = server.call("DELETE", "/api/sessions/" + id, "", token).statusCode();

    assertTrue(status == 404 || status == 400, "answered " + status);
    assertEquals(200, server.get("/api/session", token).statusCode());
  }

  @Test
  void aSessionEndsAfterFourteenIdleDays() {
    String token = server.signIn("ada");
    server.clock.forward(Duration.ofDays(14).minusSeconds(1));
    assertEquals(200, server.get("/api/session", token).statusCode());
    server.awaitWrites();
    server.clock.forward(Duration.ofDays(14));

    assertProblem(401, "unauthorized", server.get("/api/session", token));

    assertEquals(List.of(), server.endedSessions);
    server.sessions.endOverdue();
    assertEquals(1, server.endedSessions.size());
  }

  @Test
  void usingASessionPutsItsEndOffButNotBeyondNinetyDays() {
    String token = server.signIn("ada");
    for (int day = 0; day < 80; day += 10) {
      assertEquals(200, server.get("/api/session", token).statusCode());
      server.awaitWrites();
      server.clock.forward(Duration.ofDays(10));
    }

    JsonNode session = Json.of(server.get("/api/session", token));
    assertEquals("2027-02-21T10:00:00.000Z", session.path("expiresAt").asString());
    server.awaitWrites();
    server.clock.forward(Duration.ofDays(10).minusSeconds(1));
    assertEquals(200, server.get("/api/session", token).statusCode());
    server.clock.forward(Duration.ofSeconds(1));
    assertProblem(401, "unauthorized", server.get("/api/session", token));
  }

  @Test
  void aDisabledAccountsSessionsAndPasswordOpenNothing() {
    String token = server.signIn("ada");
    server.database.writeAndWait(h -> h.execute("UPDATE registered_users SET disabled = 1"));

    assertProblem(401, "unauthorized", server.get("/api/session", token));
    assertProblem(403, "account_disabled", server.login("ada", WebFixture.PASSWORD));
    assertProblem(401, "bad_credentials", server.login("ada", "wrong horse"));
  }

  @Test
  void whoAsksTooOftenHasToWait() {
    String token = server.signIn("ada");
    for (int i = 0; i < 100; i++) {
      assertEquals(200, server.get("/api/session", token).statusCode());
    }

    assertProblem(429, "rate_limited", server.get("/api/session", token));

    server.clock.forward(Duration.ofSeconds(1));
    assertEquals(200, server.get("/api/session", token).statusCode());
  }

  private long currentId(String token) {
    for (JsonNode session : Json.of(server.get("/api/sessions", token)).path("sessions")) {
      if (session.path("current").asBoolean()) {
        return session.path("id").asLong();
      }
    }
    throw new AssertionError("the asking session is not in the list");
  }
}
