package chatter.server.web.account;

import static chatter.server.web.Json.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.server.account.Accounts;
import chatter.server.web.WebFixture;
import chatter.shared.api.ApiJson;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// That no two people look like one.
class NamesTest {
  private static final String TAKEN = "name_taken";

  @TempDir Path folder;
  private WebFixture server;
  private String ana;

  @BeforeEach
  void start() throws Exception {
    server = new WebFixture(folder);
    assertEquals(201, join("Ana", "ana").statusCode());
    ana = server.signIn("ana");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Ana", " ana ", "ANA", "\u0410na", "An\u0430", "\uFF21na", "\uD835\uDC00na"})
  void aNameThatLooksLikeAnothersIsTaken(String name) {
    JsonNode problem = assertProblem(409, TAKEN, join(name, "eve"));
    assertEquals("name", problem.path("field").asString());
    String suggestion = problem.path("suggestion").asString();
    assertEquals(201, join(suggestion, "eve").statusCode(), suggestion);
    String eve = server.signIn("eve");
    JsonNode again = assertProblem(409, TAKEN, rename(name, eve));
    assertEquals(200, rename(again.path("suggestion").asString(), eve).statusCode());
  }

  @Test
  void aSuggestionFitsAndIsFree() {
    String longest = "x".repeat(64);
    assertEquals(201, join(longest, "bob").statusCode());
    assertEquals(201, join("x".repeat(62) + " 2", "carl").statusCode());
    JsonNode problem = assertProblem(409, TAKEN, join(longest, "eve"));
    assertEquals("x".repeat(62) + " 3", problem.path("suggestion").asString());
  }

  @Test
  void onesOwnNameCanBeWrittenOtherwise() {
    assertEquals(200, rename("ANA", ana).statusCode());
    assertEquals(200, rename("\u0410na", ana).statusCode());
    assertEquals(200, rename("\u0410na", ana).statusCode());
  }

  @Test
  void ofManyAtOnceOneGetsAName() throws Exception {
    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<HttpResponse<String>>> tries =
          IntStream.range(0, 6)
              .<Callable<HttpResponse<String>>>mapToObj(i -> () -> join("Eve", "eve" + i))
              .toList();
      List<Integer> statuses =
          many.invokeAll(tries).stream()
              .map(Future::resultNow)
              .map(r -> r.statusCode())
              .sorted()
              .toList();
      assertEquals(List.of(201, 409, 409, 409, 409, 409), statuses);
    }
  }

  @Test
  void theSameNamesFromBeforeStay() throws Exception {
    assertEquals(201, join("Eve", "eve").statusCode());
    assertEquals(201, join("Zoe", "zoe").statusCode());
    server.database.writeAndWait(h ->
        h.execute(
            "UPDATE registered_users SET name = CASE id WHEN 3 THEN char(8288) ELSE 'Ana' END,"
                + " name_key = '', name_look = ''"));
    server.close();
    server = new WebFixture(folder);
    Accounts accounts = server.accounts;
    assertEquals("Ana", accounts.find(1).orElseThrow().name());
    assertEquals("Ana", accounts.find(2).orElseThrow().name());
    assertProblem(409, TAKEN, join("ana", "dora"));
    assertEquals(201, join("Dora", "dora").statusCode());
    String eve = server.signIn("eve");
    assertEquals(200, rename("Ana", eve).statusCode());
    assertEquals(200, rename("Eve", eve).statusCode());
    assertProblem(409, TAKEN, rename("Ana", eve));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u2060",
        "\u3164",
        "Ana (you)",
        "Everyone",
        "A\u0301\u0302\u0303\u0304na",
        "A\u202Ena"
      })
  void whatIsNoNameIsNone(String name) {
    assertEquals("name", assertProblem(422, "invalid", join(name, "eve")).path("field").asString());
    assertEquals("name", assertProblem(422, "invalid", rename(name, ana)).path("field").asString());
  }

  private HttpResponse<String> join(String name, String email) {
    return server.call(
        "POST",
        "/api/register",
        ApiJson.MAPPER.writeValueAsString(
            Map.of(
                "name", name, "email", email + "@example.org", "password", WebFixture.PASSWORD)));
  }

  private HttpResponse<String> rename(String name, String token) {
    return server.call(
        "PATCH", "/api/account", ApiJson.MAPPER.writeValueAsString(Map.of("name", name)), token);
  }
}
