package chatter.server.web.account;

import static chatter.server.web.Json.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.web.Json;
import chatter.server.web.WebFixture;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What people change about themselves.
class AccountTest {
  @TempDir Path folder;
  private WebFixture server;
  private String token;

  @BeforeEach
  void start() throws Exception {
    server = new WebFixture(folder);
    token = server.signIn("ada");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aNewNameIsAnsweredStoredAndTold() {
    HttpResponse<String> response =
        server.call("PATCH", "/api/account", "{\"name\":\" Ada Lovelace \"}", token);

    assertEquals(200, response.statusCode(), response.body());
    JsonNode account = Json.of(response).path("account");
    assertEquals("Ada Lovelace", account.path("name").asString());
    assertEquals("ada@example.org", account.path("email").asString());
    assertEquals("Ada Lovelace", server.changedAccounts.getLast().name());
    JsonNode session = Json.of(server.get("/api/session", token));
    assertEquals("Ada Lovelace", session.path("account").path("name").asString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"name\":\"\"}", "{\"name\":\"a\\u0000\"}", "{\"name\":7}"})
  void aNameThatIsNoneIsRefused(String body) {
    JsonNode problem =
        assertProblem(422, "invalid", server.call("PATCH", "/api/account", body, token));

    assertEquals("name", problem.path("field").asString());
    assertEquals(0, server.changedAccounts.size());
  }

  @Test
  void aNewPasswordEndsEveryOtherSession() {
    String other = server.signIn("ada");
    String bob = server.signIn("bob");

    assertEquals(204, changePassword(WebFixture.PASSWORD, "battery staple").statusCode());

    assertEquals(1, server.endedSessions.size());
    assertEquals(200, server.get("/api/session", token).statusCode());
    assertEquals(200, server.get("/api/session", bob).statusCode());
    assertProblem(401, "unauthorized", server.get("/api/session", other));
    assertProblem(401, "bad_credentials", server.login("ada", WebFixture.PASSWORD));
    assertEquals(200, server.login("ada", "battery staple").statusCode());
  }

  @Test
  void aWrongOldPasswordChangesNothing() {
    String other = server.signIn("ada");

    JsonNode problem =
        assertProblem(403, "wrong_password", changePassword("wrong horse", "battery staple"));

    assertEquals("oldPassword", problem.path("field").asString());
    assertEquals(200, server.get("/api/session", other).statusCode());
    assertEquals(200, server.login("ada", WebFixture.PASSWORD).statusCode());
  }

  @ParameterizedTest
  @CsvSource({"short,newPassword", "password1,newPassword", ",newPassword"})
  void aNewPasswordThatBreaksTheRulesIsRefused(String password, String field) {
    String body =
        password == null
            ? "{\"oldPassword\":\"correct horse\"}"
            : "{\"oldPassword\":\"correct horse\",\"newPassword\":\"" + password + "\"}";

    JsonNode problem =
        assertProblem(422, "invalid", server.call("PUT", "/api/account/password", body, token));

    assertEquals(field, problem.path("field").asString());
  }

  @Test
  void guessingTheOldPasswordIsThrottledLikeSigningIn() {
    for (int i = 0; i < 10; i++) {
      assertProblem(403, "wrong_password", changePassword("wrong horse", "battery staple"));
    }
    assertProblem(429, "rate_limited", changePassword("wrong horse", "battery staple"));
    assertEquals(204, changePassword(WebFixture.PASSWORD, "battery staple").statusCode());
  }

  @Test
  void whatStrangersGuessKeepsNobodyFromChangingTheirPassword() {
    for (int i = 0; i < 101; i++) {
      var _ = server.login("ada", "wrong horse " + i);
    }
    assertProblem(429, "rate_limited", server.login("ada", WebFixture.PASSWORD));
    assertEquals(204, changePassword(WebFixture.PASSWORD, "battery staple").statusCode());
  }

  private HttpResponse<String> changePassword(String before, String after) {
    return server.call(
        "PUT",
        "/api/account/password",
        """
        {"oldPassword":"%s","newPassword":"%s"}\
        """
            .formatted(before, after),
        token);
  }
}
