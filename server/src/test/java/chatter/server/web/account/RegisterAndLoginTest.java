package chatter.server.web.account;

import static chatter.server.web.Json.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chatter.server.session.SessionToken;
import chatter.server.web.Json;
import chatter.server.web.WebFixture;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Registering and signing in, with what people and programs get wrong.
class RegisterAndLoginTest {
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

  @Test
  void registeringAnswersTheAccount() {
    HttpResponse<String> response =
        server.call(
            "POST",
            "/api/register",
            """
            {"name":"  Ada  ","email":" Ada@Example.org ","password":"correct horse","extra":1}\
            """);

    assertEquals(201, response.statusCode(), response.body());
    JsonNode account = Json.of(response).path("account");
    assertTrue(account.path("id").asLong() > 0);
    assertEquals("Ada", account.path("name").asString());
    assertEquals("Ada@Example.org", account.path("email").asString());
    assertTrue(account.has("avatarUrl"));
    assertTrue(account.path("avatarUrl").isNull());
    assertFalse(response.body().contains("correct"));
  }

  @Test
  void everyNewAccountIsInTheLobby() {
    String token = server.signIn("ada");

    assertEquals(200, server.get("/api/conversations/1/messages", token).statusCode());
  }

  @Test
  void anEmailAddressIsTakenWhateverItsCase() {
    server.register("ada");

    JsonNode problem =
        assertProblem(
            409,
            "email_taken",
            server.call(
                "POST",
                "/api/register",
                """
                {"name":"Eve","email":"ADA@example.ORG","password":"correct horse"}\
                """));

    assertEquals("email", problem.path("field").asString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"email":"a@b","password":"correct horse"}                           | name
          {"name":null,"email":"a@b","password":"correct horse"}               | name
          {"name":"  ","email":"a@b","password":"correct horse"}               | name
          {"name":"a\\u202eb","email":"a@b","password":"correct horse"}        | name
          {"name":"a\\nb","email":"a@b","password":"correct horse"}            | name
          {"name":"Ada","password":"correct horse"}                            | email
          {"name":"Ada","email":"ada","password":"correct horse"}              | email
          {"name":"Ada","email":"a@b@c","password":"correct horse"}            | email
          {"name":"Ada","email":"a b@c","password":"correct horse"}            | email
          {"name":"Ada","email":"a@b"}                                         | password
          {"name":"Ada","email":"a@b","password":"7 chars"}                    | password
          {"name":"Ada","email":"a@b","password":"PassWord"}                   | password
          {"name":"Ada","email":"a@b","password":"qwertyuiop"}                 | password
          """)
  void aWrongFieldIsNamed(String body, String field) {
    JsonNode problem = assertProblem(422, "invalid", server.call("POST", "/api/register", body));

    assertEquals(field, problem.path("field").asString());
  }

  @Test
  void namesAndPasswordsAreBoundedInCodePoints() {
    String longName = "\uD83D\uDE00".repeat(64);
    String longPassword = "\uD83D\uDE00".repeat(256);
    String body =
        """
        {"name":"%s","email":"%s@b","password":"%s"}\
        """;

    assertEquals(
        201,
        server
            .call("POST", "/api/register", body.formatted(longName, "a", longPassword))
            .statusCode());
    assertProblem(
        422,
        "invalid",
        server.call("POST", "/api/register", body.formatted(longName + "x", "b", longPassword)));
    assertProblem(
        422,
        "invalid",
        server.call("POST", "/api/register", body.formatted("Ada", "c", longPassword + "x")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "\"text\"",
        "{\"name\":",
        "{\"name\":\"a\"} {}",
        "{'name':'a'}"
      })
  void whatIsNoJsonObjectIsABadRequest(String body) {
    assertProblem(400, "bad_request", server.call("POST", "/api/register", body));
    assertProblem(
        400, "bad_request", server.call("POST", "/api/login", body.replace("name", "email")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "true", "1.5", "{}", "[\"a\"]"})
  void aFieldOfTheWrongTypeIsNamed(String value) {
    JsonNode problem =
        assertProblem(
            422, "invalid", server.call("POST", "/api/register", "{\"name\":" + value + "}"));

    assertEquals("name", problem.path("field").asString());
  }

  @Test
  void deeplyNestedJsonIsABadRequest() {
    String nested = "{\"x\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}";

    assertProblem(400, "bad_request", server.call("POST", "/api/register", nested));
  }

  @Test
  void aTooLargeBodyIsRefused() {
    String large = "{\"name\":\"" + "x".repeat(20_000) + "\"}";

    assertProblem(413, "too_large", server.call("POST", "/api/register", large));
    assertProblem(
        413,
        "too_large",
        server.send(
            server
                .request("/api/register")
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.fromPublisher(
                        BodyPublishers.ofByteArrays(
                            java.util.Collections.nCopies(30, new byte[1_000]))))));
  }

  @Test
  void aBodyThatSaysItIsNoJsonIsRefused() {
    assertProblem(
        415,
        "unsupported_media_type",
        server.send(
            server
                .request("/api/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("email=a%40b"))));
  }

  @Test
  void contentTypeMayCarryACharset() {
    server.register("ada");

    assertEquals(
        200,
        server
            .send(
                server
                    .request("/api/login")
                    .header("Content-Type", "Application/JSON; charset=UTF-8")
                    .POST(
                        BodyPublishers.ofString(
                            """
                            {"email":"ada@example.org","password":"correct horse"}\
                            """)))
            .statusCode());
  }

  @Test
  void loginAnswersATokenThatOpensTheSession() {
    server.register("ada");

    JsonNode login = Json.of(server.login("ada", WebFixture.PASSWORD));

    String token = login.path("token").asString();
    assertTrue(SessionToken.parse(token).isPresent(), token);
    assertEquals("2026-12-07T10:00:00.000Z", login.path("expiresAt").asString());
    assertEquals("ada@example.org", login.path("account").path("email").asString());
    HttpResponse<String> session = server.get("/api/session", token);
    assertEquals(200, session.statusCode());
    assertEquals("ada", Json.of(session).path("account").path("name").asString());
    assertEquals("2026-12-07T10:00:00.000Z", Json.of(session).path("expiresAt").asString());
  }

  @Test
  void theEmailAddressMayBeTypedInAnyCase() {
    server.register("ada");

    assertEquals(
        200,
        server
            .call(
                "POST",
                "/api/login",
                """
                {"email":" ADA@Example.Org ","password":"correct horse"}\
                """)
            .statusCode());
  }

  @Test
  void unknownEmailAndWrongPasswordLookTheSame() {
    server.register("ada");

    HttpResponse<String> wrong = server.login("ada", "wrong horse");
    HttpResponse<String> unknown = server.login("bob", "wrong horse");

    assertProblem(401, "bad_credentials", wrong);
    assertEquals(wrong.body(), unknown.body());
    assertEquals(wrong.headers().map().keySet(), unknown.headers().map().keySet());
  }

  @Test
  void unknownEmailAndWrongPasswordCostTheSameWork() {
    server.register("ada");
    for (String body :
        new String[] {
          "{\"email\":\"ada@example.org\",\"password\":\"wrong horse\"}",
          "{\"email\":\"bob@example.org\",\"password\":\"wrong horse\"}",
          "{\"email\":\"nonsense\",\"password\":\"wrong horse\"}",
          "{\"email\":\"ada@example.org\"}",
          "{}",
        }) {
      long before = server.hasher.computed();

      assertProblem(401, "bad_credentials", server.call("POST", "/api/login", body));

      assertEquals(1, server.hasher.computed() - before, body);
    }
  }

  @Test
  void guessingOneAccountsPasswordIsThrottledAndTheRightOneGetsIn() {
    server.register("ada");
    for (int i = 0; i < 10; i++) {
      assertProblem(401, "bad_credentials", server.login("ada", "wrong horse " + i));
    }
    for (int i = 0; i < 20; i++) {
      HttpResponse<String> refused = server.login("ada", "wronger horse " + i);
      assertProblem(429, "rate_limited", refused);
      assertEquals("6", refused.headers().firstValue("Retry-After").orElseThrow());
      assertEquals(200, server.login("ada", WebFixture.PASSWORD).statusCode());
    }
    assertEquals(200, signUpAndIn("bob"));

    server.clock.forward(Duration.ofSeconds(6));
    assertProblem(401, "bad_credentials", server.login("ada", "wrong horse"));
  }

  @Test
  void guessingOnIsNotEvenLookedAt() {
    server.register("ada");
    for (int i = 0; i < 100; i++) {
      var _ = server.login("ada", "wrong horse " + i);
    }

    long before = server.hasher.computed();
    assertProblem(429, "rate_limited", server.login("ada", "wrong horse"));
    assertEquals(before, server.hasher.computed());

    server.clock.forward(Duration.ofSeconds(6));
    assertEquals(200, server.login("ada", WebFixture.PASSWORD).statusCode());
  }

  @Test
  void guessingManyAccountsPasswordsFromOneAddressIsThrottled() {
    server.register("ada");
    server.register("bob");
    assertEquals(200, server.login("bob", WebFixture.PASSWORD).statusCode());
    for (int i = 0; i < 60; i++) {
      assertProblem(401, "bad_credentials", server.login("nobody" + i, "wrong horse"));
    }
    assertProblem(429, "rate_limited", server.login("nobody60", "wrong horse"));
    assertEquals(200, server.login("ada", WebFixture.PASSWORD).statusCode());
    for (int i = 61; i < 600; i++) {
      assertProblem(429, "rate_limited", server.login("nobody" + i, "wrong horse"));
    }

    long before = server.hasher.computed();
    assertProblem(429, "rate_limited", server.login("cleo", WebFixture.PASSWORD));
    assertEquals(before, server.hasher.computed());
    // Who signed in from here before is no stranger.
    assertEquals(200, server.login("bob", WebFixture.PASSWORD).statusCode());
  }

  @Test
  void manyPeopleMaySignInFromOneAddress() {
    for (int i = 0; i < 60; i++) {
      assertEquals(200, signUpAndIn("user" + i));
    }

    assertEquals(200, server.login("user0", WebFixture.PASSWORD).statusCode());
  }

  @Test
  void registeringManyAccountsFromOneAddressIsThrottled() {
    for (int i = 0; i < 60; i++) {
      assertEquals(201, server.register("user" + i).statusCode());
    }

    HttpResponse<String> refused = server.register("one-more");
    assertProblem(429, "rate_limited", refused);
    assertEquals("1", refused.headers().firstValue("Retry-After").orElseThrow());
  }

  @Test
  void aForeignPageMayNotSignAnybodyIn() {
    for (String origin :
        new String[] {"https://evil.example", "null", "http://127.0.0.1:1", "http://127.0.0.1"}) {
      assertProblem(
          403,
          "foreign_origin",
          server.send(
              server
                  .request("/api/login")
                  .header("Origin", origin)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString("{}"))));
    }
    assertProblem(
        401,
        "bad_credentials",
        server.send(
            server
                .request("/api/login")
                .header("Origin", "http://127.0.0.1:" + server.port())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))));
  }

  private int signUpAndIn(String name) {
    server.register(name);
    return server.login(name, WebFixture.PASSWORD).statusCode();
  }
}
