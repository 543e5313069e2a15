package chatter.server.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.shared.api.ApiJson;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;

/// Looks into answers.
public final class Json {
  private Json() {}

  public static JsonNode of(HttpResponse<String> response) {
    return ApiJson.MAPPER.readTree(response.body());
  }

  /// That an answer is a problem of that status and code, and says so in every place.
  public static JsonNode assertProblem(int status, String code, HttpResponse<String> response) {
    assertEquals(status, response.statusCode(), response.body());
    assertEquals(
        "application/problem+json", response.headers().firstValue("Content-Type").orElse(null));
    JsonNode problem = of(response);
    assertEquals(code, problem.path("code").asString());
    assertEquals(status, problem.path("status").asInt());
    assertEquals(false, problem.path("title").asString().isBlank());
    assertEquals(false, problem.path("detail").asString().isBlank());
    return problem;
  }
}
