package chatter.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chatter.shared.api.ApiJson;
import chatter.shared.api.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/// HTTP calls to a server on this computer.
public final class TestHttp implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client;
  private final String base;

  public TestHttp(int port) {
    this.client = HttpClient.newHttpClient();
    this.base = "http://127.0.0.1:" + port;
  }

  /// With TLS.
  public TestHttp(int port, SSLContext trust) {
    this.client = HttpClient.newBuilder().sslContext(trust).build();
    this.base = "https://127.0.0.1:" + port;
  }

  /// @param token or null for a call by nobody
  public HttpResponse<String> get(String path, String token) {
    return call("GET", path, token, null);
  }

  /// @param body sent as JSON; null sends none
  public HttpResponse<String> post(String path, String token, Object body) {
    return call("POST", path, token, body);
  }

  /// @param body sent as JSON; null sends none
  public HttpResponse<String> call(String method, String path, String token, Object body) {
    return send(method, path, token, body == null ? null : ApiJson.MAPPER.writeValueAsString(body));
  }

  /// @param body sent as it is; null sends none
  public HttpResponse<String> send(String method, String path, String token, String body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    BodyPublisher publisher = BodyPublishers.noBody();
    if (body != null) {
      request.header("Content-Type", "application/json");
      publisher = BodyPublishers.ofString(body);
    }
    try {
      return client.send(request.method(method, publisher).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("no answer to " + method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /// Fails with the answer's body if it has another status.
  public static void expect(int status, HttpResponse<String> answer) {
    if (answer.statusCode() != status) {
      throw new AssertionError(
          "expected status " + status + ", got " + answer.statusCode() + ": " + answer.body());
    }
  }

  /// The body of an answer of that status.
  public static <T> T body(int status, Class<T> type, HttpResponse<String> answer) {
    expect(status, answer);
    return ApiJson.MAPPER.readValue(answer.body(), type);
  }

  /// What an answer refuses, after a look that it does so with that status and code.
  public static Problem refused(int status, String code, HttpResponse<String> answer) {
    Problem problem = body(status, Problem.class, answer);
    assertEquals(code, problem.code(), answer.body());
    return problem;
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
